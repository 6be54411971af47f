import type { Observation, Resource, ServiceRequest } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { random } from '../base/random.ts';
import { caseOf } from '../testing/case.ts';
import { octoberPlayed } from '../testing/month.ts';
import { besidePart, fertilityAtStake } from './beside.ts';
import { clinicalRecord } from './record.ts';

const codeOf = (one: Resource) => (one as Observation | ServiceRequest).code?.coding?.[0]?.code;
const everything = () => octoberPlayed().flatMap(({ resources }) => resources);
const having = (code: string) => everything().filter((one) => codeOf(one) === code);

describe('what hangs on the case', () => {
  it('is in no section of the fiche', () => {
    const context = caseOf('sein-triple-negatif', { age: 35 });
    const { resources, sections } = clinicalRecord(context, { reference: 'ServiceRequest/1' });
    const beside = besidePart(context).map((one) => `${one.resourceType}/${one.id}`);
    expect(beside.length).toBeGreaterThan(0);
    const written = resources.map((one) => `${one.resourceType}/${one.id}`);
    expect(written).toEqual(expect.arrayContaining(beside));
    const entries = sections.flatMap(({ entry }) => entry ?? []).map(({ reference }) => reference);
    expect(entries.filter((reference) => beside.includes(reference!))).toEqual([]);
  });

  it('shows each answer on fertility in the month, and the reason when it is not indicated', () => {
    const answers = having('fertility') as Observation[];
    const codes = answers.map((one) => one.valueCodeableConcept!.coding![0]!.code);
    expect([...new Set(codes)].sort()).toEqual(
      'done not-documented not-indicated proposed refused'.split(' '),
    );
    for (const one of answers) {
      const motivated = one.valueCodeableConcept!.coding![0]!.code === 'not-indicated';
      expect(one.note !== undefined).toBe(motivated);
    }
    expect(having('C71326').length).toBeGreaterThan(0);
  });

  it('has scores asked with and without result, evaluations asked and done', () => {
    const asked = having('g8-request') as ServiceRequest[];
    expect(new Set(asked.map(({ status }) => status))).toEqual(new Set(['active', 'completed']));
    expect(having('ega-request').length).toBeGreaterThan(having('ega').length);
    expect(having('ega').length).toBeGreaterThan(0);
  });
});

describe('geriatric requests', () => {
  it('are for patients of 70 and more only', () => {
    const seeds = Array.from({ length: 20 }, (_, i) => random(`seed ${i}`));
    const at = (age: number, g8?: number) =>
      seeds.flatMap((rng) =>
        besidePart(caseOf('digestif-colon-sigmoide', { age, rng, ...(g8 ? { g8 } : {}) })),
      );
    expect(at(69).filter((one) => codeOf(one)?.includes('request'))).toEqual([]);
    expect(at(70).map(codeOf)).toContain('g8-request');
    expect(at(80, 12).map(codeOf)).toContain('ega-request');
    expect(at(80, 14.5).map(codeOf)).not.toContain('ega-request');
  });
});

describe('fertility', () => {
  it.each([
    ['sein-triple-negatif', 39, true],
    ['sein-triple-negatif', 40, false],
    ['sein-canalaire-in-situ', 35, false],
  ])('of %s at %d is at stake: %s', (scenario, age, expected) => {
    expect(fertilityAtStake(caseOf(scenario, { age, patient: woman() }))).toBe(expected);
  });

  it('of a man is at stake until 60', () => {
    const man = { ...woman(), person: { ...woman().person, sex: 'M' as const } };
    const at = (age: number) => fertilityAtStake(caseOf('hematologie-hodgkin', { age, patient: man }));
    expect([at(60), at(61)]).toEqual([true, false]);
  });

  function woman() {
    const { patient } = caseOf('sein-triple-negatif');
    return { ...patient, person: { ...patient.person, sex: 'F' as const } };
  }
});
