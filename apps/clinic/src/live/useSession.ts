import { sameContent } from '@dcc/rules/src/merge/index.ts';
import type { Encounter, Resource } from '@medplum/fhirtypes';
import { useCallback, useMemo } from 'react';
import { useShared, useWatch } from '../collab/index.ts';
import { queryClient, useFhir } from '../data/query.ts';
import { caseLines } from '../session/lines.ts';
import { assemble, loadSession, type SessionRecord } from '../session/record.ts';

/** The session on screen: read once, then kept true by what anybody writes. */
export function useSession(id: string) {
  const key = ['session', id, 'record'] as const;
  const query = useFhir(key, (medplum) => loadSession(medplum, id));
  const shared = useShared<Encounter>(query.data ? `Encounter/${id}` : undefined);
  const put = useCallback(
    (...resources: Resource[]) =>
      queryClient.setQueriesData<SessionRecord>(
        {
          predicate: ({ queryKey }) =>
            queryKey[1] === 'session' && queryKey[2] === id && queryKey[3] === 'record',
        },
        (record) => record && withResources(record, resources),
      ),
    [id],
  );
  useWatch(query.data ? `Encounter?part-of=Encounter/${id}` : undefined, put);
  const session = shared.value ?? query.data?.session;
  const lines = useMemo(() => (query.data ? caseLines(query.data) : []), [query.data]);
  return { query, record: query.data, session, shared, lines, put };
}

function withResources(record: SessionRecord, resources: readonly Resource[]): SessionRecord {
  const records = new Map(record.records);
  let changed = false;
  for (const one of resources) {
    const reference = `${one.resourceType}/${one.id}`;
    const known = records.get(reference)?.meta;
    // Events come in disorder.
    if (known?.lastUpdated && one.meta?.lastUpdated && one.meta.lastUpdated < known.lastUpdated) continue;
    // Read again as it was: the whole screen would be drawn anew for nothing.
    const before = records.get(reference);
    if (before && before.meta?.versionId === one.meta?.versionId && sameContent(before, one)) continue;
    records.set(reference, one);
    changed = true;
  }
  return changed ? assemble(record.session, records) : record;
}
