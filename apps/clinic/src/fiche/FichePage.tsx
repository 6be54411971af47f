import { Button, Text } from '@mantine/core';
import { useMedplum } from '@medplum/react-hooks';
import { useState } from 'react';
import { useParams } from 'react-router';
import { useMe } from '../data/me.ts';
import { refresh, useFhir } from '../data/query.ts';
import { EmptyState, ErrorState, Loading, Page } from '../kit/index.ts';
import { Who } from '../patient/Who.tsx';
import { localNow } from './around.ts';
import { beginFiche } from './begin.ts';
import { FicheForm } from './FicheForm.tsx';
import './fiche.css';
import { LeftCase } from './LeftCase.tsx';
import { t } from './messages.fr.ts';
import { type CaseFile, loadCase } from './model/index.ts';
import { useFicheStore } from './useFiche.ts';

/** `/fiches/:caseId`: the fiche of a case. */
export function FichePage() {
  const { caseId = '' } = useParams();
  const file = useFhir(['fiche', caseId], (medplum) => loadCase(medplum, caseId));
  return (
    <Page title={t('title')} wide>
      {file.isPending ? <Loading /> : null}
      {file.isError && !file.data ? (
        <ErrorState error={file.error} onRetry={() => void file.refetch()} />
      ) : null}
      {file.data ? <Case file={file.data} /> : null}
    </Page>
  );
}

function Case({ file }: { file: CaseFile }) {
  return (
    <>
      {file.patient ? <Who patient={file.patient} /> : null}
      {file.fiche ? (
        <Fiche key={file.fiche.composition.id} file={file} />
      ) : file.rcpCase.status === 'cancelled' ? (
        <LeftCase rcpCase={file.rcpCase} />
      ) : (
        <NoFiche file={file} />
      )}
    </>
  );
}

function Fiche({ file }: { file: CaseFile }) {
  const open = useFicheStore(file);
  if (!open) return <Loading />;
  return <FicheForm file={file} store={open.store} snapshot={open.snapshot} />;
}

/** A case that came by another road has no fiche yet. */
function NoFiche({ file }: { file: CaseFile }) {
  const medplum = useMedplum();
  const me = useMe();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const begin = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const role = me.roles[0]?.id;
      await beginFiche(medplum, file, {
        now: localNow(),
        ...(role ? { me: `PractitionerRole/${role}` } : {}),
      });
      medplum.invalidateAll();
      await refresh('fiche', file.rcpCase.id);
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <EmptyState
        title={t('noFiche')}
        hint={me.may('Composition', 'create') ? t('noFicheHint') : t('noFicheRight')}
        action={
          me.may('Composition', 'create') ? (
            <Button loading={busy} onClick={() => void begin()}>
              {t('begin')}
            </Button>
          ) : (
            <Text />
          )
        }
      />
      {error ? <ErrorState error={error} /> : null}
    </>
  );
}
