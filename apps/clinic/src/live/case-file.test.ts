import { CISIS } from '@dcc/fhir-profiles/src/codes.ts';
import { hasCode, isSection } from '@dcc/rules/src/signing/record.ts';
import type { Composition, Encounter, Resource } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { caseFile } from '../fiche/model/index.ts';
import { CONTEXT, draft, goldenRecords } from '../fiche/model/testing.ts';
import { examOpening, examsOf, openingsOf } from './case-file.ts';
import { addLine } from './decision.ts';
import { retold } from './retell.ts';
import { summaryOf } from './summary.ts';

const NOW = CONTEXT.now;
const DRAFT = draft();

function file(keep: (one: Resource) => boolean = () => true) {
  const records = new Map([...DRAFT.records].filter(([, one]) => keep(one)));
  const rcpCase = records.get(DRAFT.composition.encounter!.reference!) as Encounter;
  return caseFile(rcpCase, records);
}

const blank = file((one) => !['CarePlan'].includes(one.resourceType) && !isDecided(one));

function isDecided(one: Resource): boolean {
  const codes = [CISIS.EXAM, CISIS.TO_RECOURS, CISIS.SURVEILLANCE, CISIS.REFERENTIEL, CISIS.TRIAL];
  return (
    (one.resourceType === 'ServiceRequest' || one.resourceType === 'Observation') &&
    codes.some((code) => hasCode(one.code, code))
  );
}

describe('what the room writes', () => {
  test('is found where it exists', () => {
    const openings = openingsOf(file(), CONTEXT.me, NOW)!;
    expect(openings.plan).toHaveProperty('reference');
    expect(openings.referentiel).toHaveProperty('reference');
    expect(openings.trial).toHaveProperty('reference');
    expect(examsOf(file()).length).toBeGreaterThan(0);
  });

  test('is made once for everybody where it does not', () => {
    const mine = openingsOf(blank, CONTEXT.me, NOW)!;
    const theirs = openingsOf(blank, 'PractitionerRole/other', NOW)!;
    for (const name of ['plan', 'referentiel', 'trial', 'recours', 'surveillance'] as const) {
      const [one, other] = [mine[name], theirs[name]] as { identifier: string; create: Resource }[];
      expect(one!.identifier).toBe(other!.identifier);
      expect(one!.create).toMatchObject({
        encounter: DRAFT.composition.encounter,
        subject: DRAFT.composition.subject,
      });
    }
    expect(examsOf(blank)).toEqual([]);
    const exam = (id: string) =>
      examOpening(DRAFT.composition, id, CONTEXT.me, NOW) as { identifier: string };
    expect(exam('1').identifier).not.toBe(exam('2').identifier);
  });

  test('waits for a fiche', () => {
    expect(openingsOf({ ...blank, fiche: undefined }, CONTEXT.me, NOW)).toBeUndefined();
  });
});

describe('the fiche told again', () => {
  const made = () => {
    const records = new Map(blank.records);
    const { create } = openingsOf(blank, CONTEXT.me, NOW)!.plan as { create: Parameters<typeof addLine>[0] };
    const plan = {
      ...addLine(create, 'a', { system: 'urn:x', code: '1', display: 'Chimiothérapie' }),
      id: 'plan',
    };
    return records.set('CarePlan/plan', plan);
  };
  const proposal = (one: Composition) => one.section?.find((some) => isSection(some, 'proposal'));
  const bare: Composition = {
    ...DRAFT.composition,
    section: DRAFT.composition.section?.filter(
      (one) => !isSection(one, 'proposal') && !isSection(one, 'frame'),
    ),
  };

  test('points to what was decided and says it in words', () => {
    const told = retold(bare, made(), CONTEXT);
    expect(proposal(told)?.entry).toEqual([{ reference: 'CarePlan/plan' }]);
    expect(proposal(told)?.text?.div).toContain('Chimiothérapie');
    expect(told.section?.some((one) => isSection(one, 'frame'))).toBe(false);
  });

  test('told twice says the same once', () => {
    const once = retold(bare, made(), CONTEXT);
    expect(retold(once, made(), CONTEXT)).toEqual(once);
  });

  test('leaves out what was given up, and a signed fiche alone', () => {
    const voided = made();
    voided.set('CarePlan/plan', { ...voided.get('CarePlan/plan')!, status: 'entered-in-error' } as Resource);
    expect(proposal(retold(bare, voided, CONTEXT))).toBeUndefined();
    const signed = [...goldenRecords().values()].find(
      (one): one is Composition => one.resourceType === 'Composition',
    )!;
    expect(retold(signed, made(), CONTEXT)).toBe(signed);
  });

  test('keeps pointing to what another screen made and this one has not read', () => {
    const once = retold(bare, made(), CONTEXT);
    const section = proposal(once)!;
    const elsewhere: Composition = {
      ...once,
      section: once.section?.map((one) =>
        one === section ? { ...one, entry: [...one.entry!, { reference: 'ServiceRequest/elsewhere' }] } : one,
      ),
    };
    expect(proposal(retold(elsewhere, made(), CONTEXT))?.entry).toEqual([
      { reference: 'CarePlan/plan' },
      { reference: 'ServiceRequest/elsewhere' },
    ]);
  });

  test('changes no other section', () => {
    const told = retold(bare, made(), CONTEXT);
    const others = (one: Composition) => one.section?.filter((some) => !isSection(some, 'proposal'));
    expect(others(told)).toEqual(others(bare));
  });
});

test('the room reads the disease with its edition, the performance and the question', () => {
  const summary = summaryOf(DRAFT);
  expect(summary.disease.join(' · ')).toMatch(/T\S* \S*N\S* \S*M\S* \(UICC \d\)/);
  expect(summary.disease.join(' · ')).toMatch(/OMS \d/);
  expect(summary.question.length).toBeGreaterThan(10);
  expect(summary.story).not.toContain(summary.question);
  expect(summary.reports.every(({ text }) => text.trim() !== '')).toBe(true);
});
