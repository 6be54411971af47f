import type { MedplumClient } from '@medplum/core';
import type { Bundle, Composition, Reference, Resource } from '@medplum/fhirtypes';
import { readBatch } from './batch.ts';
import { referencesOf, searchUrl } from './closure.ts';
import { invalid } from './operation-outcome.ts';

/** A fiche holds about 80 resources; this is a record gone wrong, not a large one. */
const MAX_RESOURCES = 1000;
/** Entries and people; what they bring; 3C to RRC; the others are for servers without includes. */
const MAX_ROUNDS = 8;

export interface Assembled {
  /** The document Bundle of docs/model.md: the Composition first, the others by type and id. */
  bundle: Bundle;
  composition: Composition;
  /** Requests it took: 3 on a server with includes. */
  requests: number;
}

/**
 * Reads everything a fiche is made of, in as few requests as its depth allows: each round asks, in one batch,
 * for all that the resources read so far point to. A reference to nothing is left unresolved: the rules
 * refuse it.
 *
 * @param fiche the Composition as just read, or its id.
 * @param also more to read in the same rounds, such as the role of who signs.
 * @throws BotError when there is no such Composition.
 */
export async function assemble(
  medplum: MedplumClient,
  fiche: Composition | string,
  also: readonly Reference[] = [],
): Promise<Assembled> {
  const held = new Map<string, Resource>();
  const asked = new Set<string>();
  const composition = typeof fiche === 'string' ? await readFiche(medplum, fiche) : fiche;
  const patient = composition.subject?.reference ?? '';
  let wanted = [...referencesOf(composition), ...also.flatMap(({ reference }) => reference ?? [])];
  let requests = typeof fiche === 'string' ? 1 : 0;
  let rounds = 0;
  while (wanted.length > 0 && rounds < MAX_ROUNDS && held.size < MAX_RESOURCES) {
    const urls = [...byType(wanted)].map(([type, ids]) => searchUrl(type, ids));
    if (rounds === 0 && patient.startsWith('Patient/')) {
      urls.push(correspondents(patient));
    }
    for (const reference of wanted) {
      asked.add(reference);
    }
    for (const resource of (await readBatch(medplum, urls)).flat()) {
      held.set(`${resource.resourceType}/${resource.id}`, resource);
    }
    requests++;
    rounds++;
    const known = (reference: string) => held.has(reference) || asked.has(reference);
    wanted = [...new Set([...held.values()].flatMap(referencesOf))].filter((reference) => !known(reference));
  }
  const others = [...held].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, resource]) => resource);
  const entry = [composition, ...others].map((resource) => ({
    fullUrl: `urn:uuid:${resource.id}`,
    resource,
  }));
  const { identifier, date } = composition;
  return {
    bundle: { resourceType: 'Bundle', type: 'document', identifier, timestamp: date, entry } as Bundle,
    composition,
    requests,
  };
}

async function readFiche(medplum: MedplumClient, id: string): Promise<Composition> {
  const [[composition] = []] = await readBatch(medplum, [`Composition/${id}`]);
  if (composition?.resourceType !== 'Composition') {
    throw invalid('composition', `la fiche Composition/${id} est introuvable.`);
  }
  return composition;
}

function byType(references: readonly string[]): Map<string, string[]> {
  const ids = new Map<string, string[]>();
  for (const reference of new Set(references)) {
    const [type, id] = reference.split('/') as [string, string];
    ids.set(type, [...(ids.get(type) ?? []), id]);
  }
  return ids;
}

/** Correspondents hang on the patient, nothing of the fiche points to them. */
function correspondents(patient: string): string {
  return searchUrl('CareTeam', []).replace('_id=', `subject=${patient}&status=active`);
}
