import { lastAnnouncement } from '@dcc/rules/src/announcement/guard.ts';
import { completeness } from '@dcc/rules/src/inscription/completeness.ts';
import { factsOf } from '@dcc/rules/src/inscription/facts.ts';
import { Text } from '@mantine/core';
import type { Patient } from '@medplum/fhirtypes';
import { useMemo } from 'react';
import { dateTime } from '../kit/dates.ts';
import { ErrorState, Loading } from '../kit/states.tsx';
import { ClinicalPart } from './ClinicalPart.tsx';
import { CompletenessPanel } from './CompletenessPanel.tsx';
import { DocumentsPart } from './DocumentsPart.tsx';
import { InformationPart } from './InformationPart.tsx';
import { t } from './messages.fr.ts';
import { named } from './named.ts';
import { PeoplePart } from './PeoplePart.tsx';
import { usePeople } from './people.ts';
import { QuestionPart } from './QuestionPart.tsx';
import { offersOf, useRecord } from './record.ts';
import { SaveStatus } from './SaveStatus.tsx';
import { SendPanel } from './SendPanel.tsx';
import { Authors } from './SourceMark.tsx';
import type { StoredInscription } from './stored.ts';
import { useInscription } from './useInscription.ts';

interface DraftFormProps {
  stored: StoredInscription;
  patient: Patient;
  onSent(): void;
}

/** The form: what is asked on the left, how complete it is and the sending on the right. */
export function DraftForm({ stored, patient, onSent }: DraftFormProps) {
  const { request, rcp, session } = stored;
  const target = useMemo(
    () => (rcp ? { patient: { reference: `Patient/${patient.id}` }, rcp, session } : undefined),
    [patient.id, rcp, session],
  );
  const { draft, shared, edit } = useInscription(`ServiceRequest/${request.id}`, target);
  const record = useRecord(patient.id);
  const offers = useMemo(() => offersOf(record.data), [record.data]);
  const authors = usePeople(offers.map(({ origin }) => origin.author));
  const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Paris' });
  // Without the record the documents that are joined would look missing: what is typed waits in the draft.
  if (!record.data && record.isError)
    return <ErrorState error={record.error} onRetry={() => void record.refetch()} />;
  if (!draft || !record.data) return <Loading label={t('loadingDraft')} />;
  const { documents, consents } = record.data;
  const lastTold = lastAnnouncement(consents)?.provision?.period?.start?.slice(0, 10);
  const joined = documents.filter(({ id }) =>
    draft.documents.some(({ reference }) => reference === `DocumentReference/${id}`),
  );
  const facts = factsOf(draft, patient, rcp, joined, session?.period?.start ?? today);
  const state = completeness(facts);
  return (
    <Authors value={authors}>
      <Text mb="xs">
        <strong>{rcp?.name}</strong>
        {session ? `, ${dateTime(session.period?.start)}` : null}
      </Text>
      <div className="dcc-columns">
        <div>
          <QuestionPart draft={draft} edit={edit} />
          <ClinicalPart
            clinical={named(draft.clinical, offers)}
            offers={offers}
            onChange={(clinical) => edit((one) => ({ ...one, clinical }))}
          />
          <PeoplePart draft={draft} patient={patient} edit={edit} />
          <DocumentsPart draft={draft} patient={patient} documents={documents} edit={edit} />
          <InformationPart draft={draft} edit={edit} today={today} lastTold={lastTold} />
        </div>
        <aside className="dcc-aside" aria-label={t('completenessTitle')}>
          <CompletenessPanel state={state} />
          <SendPanel
            {...{ draft, stored, patient, facts, state, edit }}
            flush={shared.flush}
            onSent={onSent}
          />
          <SaveStatus shared={shared} />
        </aside>
      </div>
    </Authors>
  );
}
