import { EXTENSIONS } from '@dcc/fhir-profiles/src/extensions.ts';
import { compareFiches } from '@dcc/rules/src/difference/fiches.ts';
import { documentVersion } from '@dcc/rules/src/signing/record.ts';
import { Button, Text, Title } from '@mantine/core';
import type { Composition, Practitioner, PractitionerRole, Resource } from '@medplum/fhirtypes';
import { Link, useParams } from 'react-router';
import { useMe } from '../data/me.ts';
import { dateTime } from '../kit/dates.ts';
import { IdentityBanner } from '../kit/IdentityBanner.tsx';
import { practitionerName } from '../kit/names.ts';
import { Page } from '../kit/Page.tsx';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { Differences } from './Differences.tsx';
import { FicheReading } from './FicheReading.tsx';
import { FollowUp } from './FollowUp.tsx';
import { t } from './messages.fr.ts';
import { useCase } from './useCase.ts';
import './validation.css';

/** The history of a fiche: each version, why it was made, what it changed; and what became of the decision. */
export function VersionsPage() {
  const { caseId } = useParams();
  const me = useMe();
  const { data, isPending, isError, error, refetch } = useCase(caseId);
  const versions = data?.file.versions ?? [];
  const signed = versions.findLast(({ status }) => status === 'final' || status === 'amended');
  const mayAmend = signed === versions.at(-1) && signed !== undefined && me.may('Composition', 'create');
  return (
    <Page
      title={t('versionsTitle')}
      actions={
        mayAmend ? (
          <Button component={Link} to={`/fiches/${caseId}/avenant`} variant="default">
            {t('amend')}
          </Button>
        ) : null
      }
    >
      {isPending ? <Loading /> : null}
      {isError ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data?.file.patient ? <IdentityBanner patient={data.file.patient} /> : null}
      {data && versions.length === 0 ? <EmptyState title={t('noFiche')} /> : null}
      {signed ? <FollowUp signed={signed} caseId={caseId!} /> : null}
      {[...versions].reverse().map((one) => (
        <Version
          key={one.id}
          composition={one}
          previous={versions[versions.indexOf(one) - 1]}
          records={data!.file.records}
          isNewest={one === versions.at(-1)}
        />
      ))}
    </Page>
  );
}

interface VersionProps {
  composition: Composition;
  previous: Composition | undefined;
  records: ReadonlyMap<string, Resource>;
  isNewest: boolean;
}

function Version({ composition, previous, records, isNewest }: VersionProps) {
  const legal = composition.attester?.find(({ mode }) => mode === 'legal');
  const role = records.get(legal?.party?.reference ?? '') as PractitionerRole | undefined;
  const signer = records.get(role?.practitioner?.reference ?? '') as Practitioner | undefined;
  const reason = composition.extension?.find(({ url }) => url === EXTENSIONS.AMENDMENT_REASON)?.valueString;
  const state = legal
    ? t('versionSigned', { date: dateTime(legal.time), who: practitionerName(signer) })
    : t('versionDraft');
  return (
    <section className="dcc-section">
      <Title order={2} size="h4">
        {t('version', { version: documentVersion(composition) })}
      </Title>
      <Text>{state}</Text>
      {reason ? <Text>{t('reason', { reason })}</Text> : null}
      {previous ? (
        <Differences
          title={t('changesVersion', { version: documentVersion(previous) })}
          parts={compareFiches(previous, composition)}
        />
      ) : (
        <Text c="dimmed">{t('versionFirst')}</Text>
      )}
      {isNewest ? <FicheReading composition={composition} /> : null}
    </section>
  );
}
