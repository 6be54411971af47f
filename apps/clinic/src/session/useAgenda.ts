import { changeBundles } from '@dcc/rules/src/calendar/bundles.ts';
import { useMedplum } from '@medplum/react-hooks';
import { useMemo, useState } from 'react';
import { useWatch } from '../collab/index.ts';
import { errorText } from '../data/error-text.ts';
import { refresh, useFhir } from '../data/query.ts';
import { isConflict } from '../data/save.ts';
import { transact } from '../data/transact.ts';
import { type CaseLine, caseLines } from './lines.ts';
import { t } from './messages.fr.ts';
import { loadSession } from './record.ts';
import { automatic, changedPlaces, inOrder, movedTo, prepared } from './reorder.ts';

/** The agenda of a session, ordered by hand or by the rules, and saved as it changes. */
export function useAgenda(id: string) {
  const medplum = useMedplum();
  const query = useFhir(['session', id, 'record'], (client) => loadSession(client, id));
  const record = query.data;
  const [order, setOrder] = useState<string[]>();
  const [before, setBefore] = useState<string[]>();
  const [said, setSaid] = useState('');
  const [busy, setBusy] = useState(false);
  // Somebody else prepares the same session: their order comes here too.
  useWatch(
    record ? `Encounter?part-of=Encounter/${id}` : undefined,
    () => void (busy || refresh('session', id)),
  );
  const lines = useMemo(() => (record ? inOrder(caseLines(record), order) : []), [record, order]);
  const { rows, agenda } = useMemo(
    () => (record ? prepared(record, lines) : { rows: [], agenda: undefined }),
    [record, lines],
  );

  const save = async (next: readonly CaseLine[]) => {
    setOrder(next.map((line) => line.id));
    setBusy(true);
    setSaid(t('saving'));
    let outcome = '';
    try {
      for (const bundle of changeBundles(changedPlaces(next))) await transact(medplum, bundle);
    } catch (error) {
      outcome = isConflict(error) ? t('conflict') : t('failed', { error: errorText(error) });
    }
    await refresh('session', id);
    setOrder(undefined);
    setBusy(false);
    setSaid(outcome);
    return outcome === '';
  };
  const ids = () => lines.map((line) => line.id);
  return {
    query,
    record,
    rows,
    agenda,
    said,
    busy,
    canUndo: before !== undefined,
    move: (caseId: string, rank: number) => {
      setBefore(ids());
      return save(movedTo(lines, caseId, rank));
    },
    orderAll: async () => {
      if (!record) return;
      setBefore(ids());
      if (await save(automatic(record, lines))) setSaid(t('ordered'));
    },
    undo: async () => {
      const last = before;
      setBefore(undefined);
      await save(inOrder(lines, last));
    },
  };
}
