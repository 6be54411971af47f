import { DEFAULT_MINUTES } from '@dcc/rules/src/inscription/case.ts';
import { rebookBundle } from '@dcc/rules/src/inscription/change.ts';
import { factsOf } from '@dcc/rules/src/inscription/facts.ts';
import { isStashed } from '@dcc/rules/src/inscription/stash.ts';
import { draftOf } from '@dcc/rules/src/inscription/transfer.ts';
import { Button, Title } from '@mantine/core';
import type { Patient } from '@medplum/fhirtypes';
import { useMedplum } from '@medplum/react-hooks';
import { useState } from 'react';
import { useMe } from '../data/me.ts';
import { refresh } from '../data/query.ts';
import { transact } from '../data/transact.ts';
import { ErrorState } from '../kit/states.tsx';
import { t } from './messages.fr.ts';
import { SessionPicker } from './SessionPicker.tsx';
import { placeOf, send } from './send.ts';
import type { NextSession } from './sessions.ts';
import type { StoredInscription } from './stored.ts';

interface PlaceActionProps {
  stored: StoredInscription;
  patient: Patient;
  onChanged(): void;
}

/** Puts on an agenda what waits for one: deposited by somebody who holds none, or put off. */
export function PlaceAction({ stored, patient, onChanged }: PlaceActionProps) {
  const medplum = useMedplum();
  const me = useMe();
  const [choosing, setChoosing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const { request, rcpCase, rcp, session } = stored;
  const waits = request.status === 'on-hold' || (request.status === 'active' && isStashed(request));
  if (!waits || !me.may('Encounter', 'create')) return null;

  const place = async (onto: Pick<NextSession, 'session' | 'rcp'>) => {
    setBusy(true);
    setError(undefined);
    try {
      const draft = draftOf(stored);
      if (stored.fiche && rcpCase) {
        const { position } = await placeOf(medplum, { ...onto, draft });
        const now = new Date().toISOString();
        await transact(
          medplum,
          rebookBundle({
            request,
            old: rcpCase,
            fiche: stored.fiche,
            entries: [...stored.entries.values()],
            ...onto,
            position,
            minutes: DEFAULT_MINUTES,
            now,
            newId: () => crypto.randomUUID(),
          }),
        );
      } else {
        const facts = factsOf(draft, patient, onto.rcp, [], onto.session.period?.start ?? '');
        await send(medplum, { draft, id: request.id!, patient, ...onto, facts, mayPlace: true });
      }
      setChoosing(false);
      await Promise.all([refresh('sessions'), refresh('patient'), refresh('inscription')]);
      onChanged();
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  const here = request.status === 'active' && session && rcp ? { session, rcp } : undefined;
  return (
    <section className="dcc-part">
      {error ? <ErrorState error={error} onRetry={onChanged} /> : null}
      {here ? (
        <Button loading={busy} onClick={() => void place(here)} mr="sm">
          {t('place')}
        </Button>
      ) : null}
      {choosing ? (
        <>
          <Title order={2} size="h4" mb="xs">
            {t('resume')}
          </Title>
          <SessionPicker onChoose={(one) => void place(one)} />
        </>
      ) : (
        <Button variant={here ? 'default' : 'filled'} onClick={() => setChoosing(true)} loading={busy}>
          {t('resume')}
        </Button>
      )}
    </section>
  );
}
