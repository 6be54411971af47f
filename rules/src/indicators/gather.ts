import { LNC } from '@dcc/fhir-profiles';
import type { Composition, Encounter, Resource } from '@medplum/fhirtypes';
import { encounterOf, isCase, isSession, type Lookup, type SessionRecord } from './assemble.ts';

/**
 * Sessions with what belongs to them, out of resources held in memory (a projection, an NDJSON file, a test).
 */
export function gatherSessions(resources: Iterable<Resource>): { records: SessionRecord[]; lookup: Lookup } {
  const byReference = new Map<string, Resource>();
  const sessions: Encounter[] = [];
  const casesOf = new Map<string, Encounter[]>();
  const linkedOf = new Map<string, Resource[]>();
  for (const resource of resources) {
    byReference.set(`${resource.resourceType}/${resource.id}`, resource);
    if (resource.resourceType === 'Encounter') {
      if (isSession(resource)) sessions.push(resource);
      else if (isCase(resource)) push(casesOf, resource.partOf?.reference, resource);
    } else push(linkedOf, encounterOf(resource), resource);
  }
  const records = sessions
    .filter((session) => session.status === 'finished')
    .map((session): SessionRecord => {
      const cases = casesOf.get(`Encounter/${session.id}`) ?? [];
      const all = cases.flatMap((encounter) => linkedOf.get(`Encounter/${encounter.id}`) ?? []);
      const compositions = all.filter(isFiche);
      return { session, cases, compositions, linked: all.filter((resource) => !isFiche(resource)) };
    });
  return { records, lookup: (reference) => byReference.get(reference) };
}

/** A Composition that is a fiche RCP, not another document of the case. */
export function isFiche(resource: Resource): resource is Composition {
  if (resource.resourceType !== 'Composition') return false;
  return resource.type?.coding?.some((coding) => coding.code === LNC.FRCP.code) ?? false;
}

function push<T>(map: Map<string, T[]>, key: string | undefined, value: T): void {
  if (key === undefined) return;
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
