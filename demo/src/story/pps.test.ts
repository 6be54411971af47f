import { LNC } from '@dcc/fhir-profiles';
import { build } from '@dcc/fhir-profiles/scripts/build.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { octoberStory } from '../testing/month.ts';
import { problems } from '../testing/profiles.ts';
import { type PpsVersion, ppsOf } from './pps.ts';

let all: PpsVersion[];
beforeAll(() => {
  build();
  all = ppsOf(octoberStory());
});

const status = (one: PpsVersion) => one.composition.status;

describe('the PPS of the month', () => {
  it('are valid, all of them, with their plans and hand-overs', () => {
    const found = all.flatMap(({ composition, plan, handOver }) =>
      [composition, plan, ...(handOver ? [handOver] : [])].flatMap(problems),
    );
    expect(found).toEqual([]);
  });

  it('are new, updated, drafts, and handed over or not', () => {
    const count = (fits: (one: PpsVersion) => unknown) => all.filter(fits).length;
    expect(count((one) => status(one) === 'final')).toBeGreaterThan(20);
    expect(count((one) => status(one) === 'amended')).toBeGreaterThan(4);
    expect(count((one) => status(one) === 'preliminary')).toBeGreaterThan(0);
    expect(count(({ handOver }) => handOver)).toBeGreaterThan(10);
    expect(count((one) => status(one) === 'final' && !one.handOver)).toBeGreaterThan(3);
  });

  it('are one per patient, of whom one RCP fiche was signed', () => {
    const patients = all
      .filter(({ composition }) => !composition.relatesTo)
      .map(({ composition }) => composition.subject!.reference);
    expect(new Set(patients).size).toBe(patients.length);
  });

  it('are validated after the session, updated after that, handed over after the validation', () => {
    const byId = new Map(all.map((one) => [`Composition/${one.composition.id}`, one]));
    for (const { composition, handOver } of all) {
      const validated = composition.event?.[0]?.period?.start ?? '';
      const before = composition.relatesTo?.[0]?.targetReference?.reference;
      if (before) {
        const first = byId.get(before)!.composition;
        expect(first.identifier).toEqual(composition.identifier);
        expect(validated > first.event![0]!.period!.start!).toBe(true);
      }
      if (handOver) expect(handOver.executionPeriod!.start! > validated).toBe(true);
    }
  });

  it('name the document, the plan and its treatments; a draft has no date of validation', () => {
    for (const one of all) {
      expect(one.composition.type.coding?.[0]?.code).toBe(LNC.PPS.code);
      expect(one.composition.section?.[0]?.entry?.[0]?.reference).toBe(`CarePlan/${one.plan.id}`);
      expect(one.plan.activity!.length).toBeGreaterThan(0);
      expect(one.composition.event === undefined).toBe(status(one) === 'preliminary');
    }
  });

  it('are the same each time they are told', () => {
    expect(ppsOf(octoberStory())).toEqual(all);
  });
});
