import { LNC } from '@dcc/fhir-profiles';
import type { Composition, Encounter, Resource, Task } from '@medplum/fhirtypes';
import type { Anomaly } from './anomalies.ts';
import { encounterOf, isCase, isSession, type Lookup, type SessionRecord } from './assemble.ts';
import { isHandOver, isPlan, type PlanRecord } from './plan.ts';

/** What is counted, out of resources that are at hand. */
export interface Gathered {
  readonly records: SessionRecord[];
  readonly plans: PlanRecord[];
  readonly lookup: Lookup;
  /** What belongs to nothing that was held: counted apart. */
  readonly anomalies: Anomaly[];
}

/**
 * Sessions and plans with what belongs to them, out of resources held in memory (a projection, an NDJSON file,
 * a test).
 */
export function gatherSessions(resources: Iterable<Resource>): Gathered {
  const byType = new Map<string, Resource[]>();
  const sessions: Encounter[] = [];
  const casesOf = new Map<string, Encounter[]>();
  const linkedOf = new Map<string, Resource[]>();
  const plans: Composition[] = [];
  const handOversOf = new Map<string, Task[]>();
  for (const resource of resources) {
    push(byType, resource.resourceType, resource);
    if (resource.resourceType === 'Encounter') {
      if (isSession(resource)) sessions.push(resource);
      else if (isCase(resource)) push(casesOf, resource.partOf?.reference ?? '', resource);
    } else if (isPlan(resource)) plans.push(resource);
    else if (isHandOver(resource)) push(handOversOf, resource.focus?.reference, resource);
    else push(linkedOf, encounterOf(resource), resource);
  }
  const records = sessions
    .filter((session) => session.status === 'finished')
    .map((session): SessionRecord => {
      const cases = casesOf.get(`Encounter/${session.id}`) ?? [];
      const compositions: Composition[] = [];
      const linked: Resource[] = [];
      for (const { id } of cases) {
        for (const resource of linkedOf.get(`Encounter/${id}`) ?? []) {
          if (isFiche(resource)) compositions.push(resource);
          else linked.push(resource);
        }
      }
      return { session, cases, compositions, linked };
    });
  const known = new Set(records.map(({ session }) => `Encounter/${session.id}`));
  const lost = [...casesOf].filter(([session]) => !known.has(session)).flatMap(([, cases]) => cases);
  return {
    records,
    plans: plans.map((composition) => ({
      composition,
      handOvers: handOversOf.get(`Composition/${composition.id}`) ?? [],
    })),
    lookup: finder(byType),
    anomalies: lost.filter(isTreated).map(() => 'case-without-session'),
  };
}

/** Finds by reference; a type is indexed when it is first asked for: most resources never are. */
function finder(byType: ReadonlyMap<string, readonly Resource[]>): Lookup {
  const indexes = new Map<string, ReadonlyMap<string, Resource>>();
  return (reference) => {
    const type = reference.slice(0, Math.max(0, reference.indexOf('/')));
    let index = indexes.get(type);
    if (!index) {
      index = new Map(byType.get(type)?.map((resource) => [`${type}/${resource.id}`, resource]));
      indexes.set(type, index);
    }
    return index.get(reference);
  };
}

/** A case that ended in a session; one that was put off or withdrawn is cancelled. */
function isTreated({ status }: Encounter): boolean {
  return status === 'finished';
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
