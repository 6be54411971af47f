import { random } from '../base/random.ts';
import type { CaseContext } from '../clinical/context.ts';
import { disease } from '../clinical/disease.ts';
import { SCENARIOS } from '../clinical/scenario.ts';
import { octoberStory } from './month.ts';

/** A case of a scenario, for the tests of one part of the fiche. */
export function caseOf(
  id: string,
  changes: Partial<CaseContext> & { presentationIndex?: number } = {},
): CaseContext {
  const scenario = SCENARIOS.find((one) => one.id === id);
  if (!scenario) throw new Error(`No scenario ${id}`);
  const { presentationIndex = 0, ...rest } = changes;
  return {
    key: 'passage-test/case-1',
    patient: octoberStory().members[0]!.plan,
    disease: disease(scenario, random(`case of ${id}`)),
    presentation: scenario.presentations[presentationIndex]!,
    day: '2026-10-06',
    time: '2026-10-06T17:42:00+02:00',
    age: 66,
    requester: 'onco-1',
    registered: false,
    rng: random('case'),
    ...rest,
  };
}
