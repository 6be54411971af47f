import { quorumPlans } from '@dcc/fhir-profiles';
import { evaluateQuorum, publishedRule, quorumParticipants, quorumStatusOf } from '@dcc/rules';
import type { Observation, Resource } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { directory } from '../region/directory.ts';
import { catalogue } from '../region/rcps.ts';
import { octoberPlayed } from '../testing/month.ts';
import { quorumEntry, quorumOf } from './quorum.ts';

const people = new Map<string, Resource>(
  Object.values(directory())
    .flat()
    .map((one) => [`${one.resourceType}/${one.id}`, one]),
);
const treated = octoberPlayed().filter(({ versions }) => versions.length > 0);
const stored = (played: (typeof treated)[number]) =>
  played.resources.find(
    (one): one is Observation => one.resourceType === 'Observation' && quorumStatusOf(one) !== undefined,
  )!;
const statuses = (session: string) =>
  treated
    .filter(({ plan }) => plan.session.key === `session-${session}`)
    .map((one) => quorumStatusOf(stored(one)));

describe('the quorum of each case', () => {
  it('is what rules/quorum finds in the sheets, with the rule that the catalogue names', () => {
    for (const played of treated) {
      const canonical = catalogue().find(
        ({ identifier }) => identifier![0]!.value === played.plan.session.rcp.number,
      )!.extension![1]!.valueCanonical;
      const { rule } = quorumPlans()
        .map(publishedRule)
        .find((one) => one.canonical === canonical)!;
      const sheet = quorumParticipants(played.session, played.rcpCase, (reference) =>
        people.get(reference?.reference ?? ''),
      );
      const { status } = evaluateQuorum(rule, sheet, played.rcpCase.period);
      expect(quorumStatusOf(stored(played)), played.plan.key).toBe(status);
      expect(stored(played).extension![0]!.valueCanonical).toBe(canonical);
    }
  });

  it('is reached, not reached, and unknown', () => {
    const counts = Object.groupBy(treated, (one) => quorumStatusOf(stored(one))!);
    expect(counts.reached!.length).toBeGreaterThan(150);
    expect(counts['not-reached']!.length).toBeGreaterThanOrEqual(20);
    expect(counts.unknown).toHaveLength(3);
  });

  it('fails while the only surgeon is late', () => {
    expect(statuses('sein-3').slice(0, 4)).toEqual(['not-reached', 'not-reached', 'not-reached', 'reached']);
  });

  it('fails while the oncologist is away, and holds again when he is back', () => {
    const all = statuses('sein-2');
    expect(all.filter((one) => one === 'not-reached')).toHaveLength(2);
    expect([all[5], all[6], all[7], all[8]]).toEqual(['reached', 'not-reached', 'not-reached', 'reached']);
  });

  it('is saved by an opinion in writing, for the case it is about only', () => {
    const all = statuses('thorax-1');
    expect(all.slice(0, 6).every((one) => one === 'reached')).toBe(true);
    expect(all.slice(6).every((one) => one === 'not-reached')).toBe(true);
  });

  it('fails after the radiotherapist left early, but for the three opinions', () => {
    const all = statuses('digestif-2');
    const leaves = Math.ceil(all.length * 0.6);
    expect(all.slice(0, leaves + 3).every((one) => one === 'reached')).toBe(true);
    expect(all.slice(leaves + 3).every((one) => one === 'not-reached')).toBe(true);
  });

  it('is unknown when the sheet contradicts itself', () => {
    expect(statuses('hematologie-3')).toEqual(['unknown', 'unknown', 'unknown']);
  });
});

describe('quorumEntry', () => {
  it('has no id: the server gives it one', () => {
    const [played] = treated;
    const { rcp } = played!.plan.session;
    const entry = quorumEntry(rcp, played!.session, played!.rcpCase, '2026-10-06T18:00:00+02:00');
    expect(entry.id).toBeUndefined();
    expect(entry.component!.length).toBe(quorumOf(rcp, played!.session, played!.rcpCase).evidence.length);
  });
});
