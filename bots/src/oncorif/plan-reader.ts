import { DCC_CODES, LNC } from '@dcc/fhir-profiles';
import { isHandOver, isPlan, type Lookup, type PlanRecord } from '@dcc/rules';
import type { MedplumClient } from '@medplum/core';
import type { Composition, Resource, Task } from '@medplum/fhirtypes';
import { around, byId, readSurvivors, referenceTo } from './reading.ts';
import { searchLists, searchPages } from './search.ts';

const PPS = `${LNC.PPS.system}|${LNC.PPS.code}`;
const HAND_OVER = `${DCC_CODES.HAND_OVER_PPS.system}|${DCC_CODES.HAND_OVER_PPS.code}`;
/** Plans read together, with what they point to. */
const AT_ONCE = 100;

/**
 * The versions of PPS that were validated or handed over in some months, with their Tasks, patients and plans.
 * A version may be handed over in another month than it was validated in: both dates are asked for.
 */
export async function* readPlans(
  medplum: MedplumClient,
  directory: readonly Resource[],
  months: readonly string[],
): AsyncGenerator<{ record: PlanRecord; lookup: Lookup }> {
  const known = new Map(directory.map((resource) => [referenceTo(resource), resource]));
  const versions = new Map<string, Composition>();
  const validated: [string, string][] = [
    ['type', PPS],
    ['status', 'final,amended'],
    ...around('period', months),
  ];
  for await (const page of searchPages<Composition>(medplum, 'Composition', validated)) {
    for (const one of page) versions.set(referenceTo(one), one);
  }
  const handed: [string, string][] = [
    ['code', HAND_OVER],
    ['status', 'completed'],
    ...around('period', months),
  ];
  const focuses = new Set<string>();
  for await (const page of searchPages<Task>(medplum, 'Task', handed)) {
    for (const { focus } of page)
      if (focus?.reference && !versions.has(focus.reference)) focuses.add(focus.reference);
  }
  for (const one of await searchLists(medplum, [byId('Composition', [...focuses])])) {
    if (isPlan(one)) versions.set(referenceTo(one), one);
  }
  const all = [...versions.values()];
  for (let from = 0; from < all.length; from += AT_ONCE) {
    const some = all.slice(from, from + AT_ONCE);
    const entries = some.flatMap(({ section }) => (section ?? []).flatMap(({ entry }) => entry ?? []));
    const read = await searchLists(medplum, [
      {
        type: 'Task',
        parameter: 'focus',
        values: some.map(referenceTo),
        filter: `code=${encodeURIComponent(HAND_OVER)}`,
      },
      byId(
        'Patient',
        some.map(({ subject }) => subject?.reference),
      ),
      byId(
        'CarePlan',
        entries.map(({ reference }) => reference),
      ),
    ]);
    const own = new Map(read.map((resource) => [referenceTo(resource), resource]));
    await readSurvivors(medplum, own);
    const lookup: Lookup = (reference) => own.get(reference) ?? known.get(reference);
    const tasks = read.filter(isHandOver);
    for (const composition of some) {
      const handOvers = tasks.filter(({ focus }) => focus?.reference === referenceTo(composition));
      yield { record: { composition, handOvers }, lookup };
    }
  }
}
