import type { Resource } from '@medplum/fhirtypes';
import { directory } from '../region/directory.ts';
import { type PlayedCase, playStory } from '../story/document.ts';
import { ppsOf } from '../story/pps.ts';
import { careTeamOf, patientOf, type Story, story } from '../story/story.ts';

/** The month that most tests look at: October 2026, the region once, the default seed. */
export const MONTH = '2026-10';
export const SEED = 'dcc';

let told: Story | undefined;
let played: PlayedCase[] | undefined;

/** The story, told once per test file. */
export function octoberStory(): Story {
  told ??= story({ seed: SEED, month: MONTH });
  return told;
}

/** The same, played without a server. */
export function octoberPlayed(): PlayedCase[] {
  played ??= playStory(octoberStory());
  return played;
}

/** Every resource that the month leaves in a store, each once. */
export function everyResource(
  of: Story = octoberStory(),
  cases: readonly PlayedCase[] = octoberPlayed(),
): Resource[] {
  const all = [
    ...Object.values(directory()).flat(),
    ...of.members.flatMap((member): Resource[] => {
      const team = careTeamOf(member, of.rng);
      return [patientOf(member, of.rng), ...(team ? [team] : [])];
    }),
    ...cases.flatMap(({ session, rcpCase, resources, versions }) => [
      session,
      rcpCase,
      ...resources,
      ...versions,
    ]),
    ...ppsOf(of).flatMap(({ composition, plan, handOver }): Resource[] => [
      composition,
      plan,
      ...(handOver ? [handOver] : []),
    ]),
  ];
  return [...new Map(all.map((one) => [`${one.resourceType}/${one.id}`, one])).values()];
}
