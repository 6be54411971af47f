import { IDENTIFIERS, INS_SYSTEMS } from '@dcc/fhir-profiles';
import { identityStatus, isInsValid } from '@dcc/rules';
import type { Patient } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { random } from '../base/random.ts';
import { patientOf } from '../story/story.ts';
import { octoberStory } from '../testing/month.ts';
import { problems } from '../testing/profiles.ts';
import { type IdentityKind, insOfPlan, type PatientPlan, patient } from './patients.ts';

const told = octoberStory();
const made: Patient[] = told.members.map((member) => patientOf(member, told.rng));
const insOf = (one: Patient) =>
  one.identifier?.find(({ system }) => (INS_SYSTEMS as readonly string[]).includes(system!));

const plan: PatientPlan = {
  ...told.members[0]!.plan,
  key: 'patient-test',
  places: ['chu'],
};
const of = (changes: Partial<PatientPlan>) => patient({ ...plan, ...changes }, random('contacts'));

describe('the 120 patients', () => {
  it('are 120, valid', () => {
    expect(made).toHaveLength(120);
    expect(made.flatMap(problems)).toEqual([]);
  });

  it('have INS of the test roots only, with the right key, each once', () => {
    const all = made.flatMap((one) => insOf(one) ?? []);
    expect(new Set(all.map(({ value }) => value)).size).toBe(all.length);
    for (const { system, value } of all) {
      expect([IDENTIFIERS.INS_NIR_TEST, IDENTIFIERS.INS_NIA_TEST]).toContain(system);
      expect(isInsValid(value), value).toBe(true);
    }
  });

  it('have an INS that agrees with their traits', () => {
    for (const { identifier, gender, birthDate, extension } of made.filter(insOf)) {
      const { value } = identifier![0]!;
      const commune = extension![1]!.valueAddress!.extension![0]!.valueCoding!.code!;
      expect(value!.slice(0, 10)).toBe(
        `${gender === 'male' ? 1 : 2}${birthDate!.slice(2, 4)}${birthDate!.slice(5, 7)}${commune}`,
      );
    }
  });

  it('have every kind of identity', () => {
    const counts = Object.groupBy(made, (one) => identityStatus(one));
    expect(counts.qualifiée!.length).toBeGreaterThanOrEqual(100);
    expect(counts.validée).toHaveLength(6);
    expect(counts.récupérée).toHaveLength(2);
    // Three provisional ones, a fictive one, and two duplicates.
    expect(counts.provisoire).toHaveLength(6);
  });

  it('have one IPP per establishment, each once', () => {
    const numbers = made.flatMap((one) =>
      one.identifier!.filter(({ assigner }) => assigner).map(({ system, value }) => `${system}|${value}`),
    );
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.length).toBeGreaterThan(120);
  });

  it('include a Corsican, people born abroad, some with a NIA', () => {
    const communes = told.members.map(({ plan: one }) => one.person.commune);
    expect(communes.filter((one) => one.startsWith('2A'))).toHaveLength(1);
    expect(communes.filter((one) => one.startsWith('99')).length).toBeGreaterThanOrEqual(10);
    expect(
      made.filter((one) => insOf(one)?.system === IDENTIFIERS.INS_NIA_TEST).length,
    ).toBeGreaterThanOrEqual(1);
  });

  it('include a pair of homonyms and a pair of twins', () => {
    const originals = told.members
      .filter(({ duplicateOf }) => !duplicateOf)
      .map(({ plan: { person } }) => person);
    const pairs = originals.flatMap((one, i) => originals.slice(i + 1).map((other) => [one, other] as const));
    const homonyms = pairs.filter(
      ([a, b]) => a.family === b.family && a.given[0] === b.given[0] && a.date !== b.date,
    );
    const twins = pairs.filter(
      ([a, b]) => a.family === b.family && a.date === b.date && a.given[0] !== b.given[0],
    );
    expect(homonyms.length).toBeGreaterThanOrEqual(1);
    expect(twins).toHaveLength(1);
  });

  it('lack a médecin traitant in nine cases at least', () => {
    expect(made.filter(({ generalPractitioner }) => !generalPractitioner).length).toBeGreaterThanOrEqual(9);
  });
});

describe('patient', () => {
  it.each<[IdentityKind, string, boolean]>([
    ['qualified', 'qualifiée', true],
    ['validated', 'validée', false],
    ['retrieved', 'récupérée', true],
    ['provisional', 'provisoire', false],
    ['fictive', 'provisoire', false],
  ])('%s is %s', (identity, status, withIns) => {
    const one = of({ identity });
    expect(identityStatus(one)).toBe(status);
    expect(insOf(one) !== undefined).toBe(withIns);
    expect(insOfPlan({ ...plan, identity }) !== undefined).toBe(withIns);
    expect(problems(one)).toEqual([]);
  });

  it('has a guardian when protected', () => {
    const roles = of({ guardian: true }).contact!.map(
      ({ relationship }) => relationship![0]!.coding![0]!.code,
    );
    expect(roles).toContain('GUARD');
  });

  it('has no doctor rather than a wrong one', () => {
    expect(of({ doctor: undefined }).generalPractitioner).toBeUndefined();
    expect(of({ doctor: 'mt-2' }).generalPractitioner?.[0]?.reference).toMatch(/^PractitionerRole\//);
  });

  it('has an IPP by place', () => {
    const ipp = of({ places: ['chu', 'clinique'] }).identifier!.filter(({ use }) => use === 'usual');
    expect(ipp.map(({ system }) => system)).toEqual([
      'urn:oid:1.2.250.1.999.101.1',
      'urn:oid:1.2.250.1.999.103.1',
    ]);
  });
});
