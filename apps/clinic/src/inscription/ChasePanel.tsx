import { type chase, pieceOf, updateChase } from '@dcc/rules/src/inscription/chase.ts';
import { completeness } from '@dcc/rules/src/inscription/completeness.ts';
import { dueDate } from '@dcc/rules/src/inscription/deadline.ts';
import { factsOf } from '@dcc/rules/src/inscription/facts.ts';
import { create, transaction, update } from '@dcc/rules/src/inscription/transaction.ts';
import { draftOf } from '@dcc/rules/src/inscription/transfer.ts';
import { Button, Text } from '@mantine/core';
import type { Patient } from '@medplum/fhirtypes';
import { useMedplum } from '@medplum/react-hooks';
import { useState } from 'react';
import { errorText } from '../data/error-text.ts';
import { useMe } from '../data/me.ts';
import { transact } from '../data/transact.ts';
import { ErrorState } from '../kit/states.tsx';
import { CompletenessPanel } from './CompletenessPanel.tsx';
import { t } from './messages.fr.ts';
import { useRecord } from './record.ts';
import type { StoredInscription } from './stored.ts';

interface ChasePanelProps {
  stored: StoredInscription;
  patient: Patient;
  onChanged(): void;
}

/** How complete the case is now, and whether what was asked still answers to what lacks. */
export function ChasePanel({ stored, patient, onChanged }: ChasePanelProps) {
  const medplum = useMedplum();
  const me = useMe();
  const record = useRecord(patient.id);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const { request, rcp, session, tasks } = stored;
  if (!record.data && record.isError)
    return <ErrorState error={record.error} onRetry={() => void record.refetch()} />;
  if (!record.data) return null;
  const draft = draftOf(stored);
  const documents = record.data.documents.filter(({ id }) =>
    draft.documents.some(({ reference }) => reference === `DocumentReference/${id}`),
  );
  const now = new Date();
  const state = completeness(
    factsOf(draft, patient, rcp, documents, session?.period?.start ?? now.toISOString()),
  );
  const owner = request.requester;
  const target = owner && {
    id: draft.id,
    inscription: { reference: `ServiceRequest/${request.id}` },
    patient: { reference: `Patient/${patient.id}` },
    owner: owner as Parameters<typeof chase>[1]['owner'],
    due: session ? dueDate(session, now.getTime()) : now.toISOString().slice(0, 10),
    now: now.toISOString(),
  };
  const wanted = target ? updateChase(tasks, state.missing, target) : { done: [], added: [] };
  const stale = wanted.done.length + wanted.added.length > 0 && me.may('Task', 'update');
  const bring = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await transact(
        medplum,
        transaction([...wanted.done.map(update), ...wanted.added.map((one) => create(one))]),
      );
      onChanged();
    } catch (caught) {
      setError(errorText(caught));
    } finally {
      setBusy(false);
    }
  };
  const asked = tasks.some(pieceOf);
  return (
    <aside className="dcc-aside" aria-label={t('completenessTitle')}>
      <CompletenessPanel state={state} />
      {stale ? (
        <>
          <Text size="sm" mt="sm" mb={4}>
            {wanted.done.length > 0 ? t('nowIn', { count: wanted.done.length }) : null}{' '}
            {wanted.added.length > 0 ? t('notAsked', { count: wanted.added.length }) : null}
          </Text>
          <Button size="compact-sm" variant="default" loading={busy} onClick={() => void bring()}>
            {asked ? t('updateChase') : t('startChase')}
          </Button>
        </>
      ) : null}
      {error ? (
        <Text size="sm" c="red.9" role="alert">
          {error}
        </Text>
      ) : null}
    </aside>
  );
}
