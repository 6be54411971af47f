import type { Patient } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { identityStatus } from '../ins/index.ts';
import { nirKey } from '../ins/key.ts';
import { issuesOf } from './fixture.ts';
import { differences, fold, homonymGroups, replacedBy } from './homonyms.ts';
import { checkTraits, provisionalPatient, type Traits } from './new-patient.ts';
import { rank, readQuery, searchesOf, sortPatients } from './search.ts';

const thirteen = '2610375056021';
const INS = thirteen + nirKey(thirteen);
const traits: Traits = {
  birthName: 'Martin-Lévêque',
  givenNames: 'Jeanne, Anne',
  usedName: 'Durand',
  gender: 'female',
  birthDate: '1961-03-12',
  birthPlace: 'Paris',
  birthPlaceCode: '75056',
  ins: INS,
  ipp: '0012',
};
const TODAY = '2026-11-02';
const make = (change: Partial<Traits> = {}, id = 'p') => ({
  ...provisionalPatient({ ...traits, ...change }, undefined, true),
  id,
});
const fields = (change: Partial<Traits>) =>
  checkTraits({ ...traits, ...change }, TODAY).map(({ field }) => field);

describe('a new identity', () => {
  const numbering = {
    organization: { resourceType: 'Organization' as const, id: 'o', name: 'CH' },
    system: 'urn:oid:1.2.3.1',
  };

  test('is valid, provisional, and keeps what was typed', () => {
    const patient = provisionalPatient(traits, numbering, true);
    expect(issuesOf(patient)).toEqual([]);
    expect(identityStatus(patient)).toBe('récupérée');
    expect(identityStatus(provisionalPatient({ ...traits, ins: '' }, numbering, true))).toBe('provisoire');
    expect(patient.name![0]).toMatchObject({
      use: 'official',
      family: 'MARTIN-LÉVÊQUE',
      given: ['Jeanne', 'Anne'],
    });
    expect(patient.identifier!.map(({ value }) => value)).toEqual([INS, '0012']);
  });

  test('a number typed outside production never looks like a real one', () => {
    const roots = [true, false].map(
      (isTest) => provisionalPatient(traits, numbering, isTest).identifier![0]!.system,
    );
    expect(roots).toEqual(['urn:oid:1.2.250.1.213.1.4.10', 'urn:oid:1.2.250.1.213.1.4.8']);
  });

  test('right traits raise nothing', () => {
    expect(checkTraits(traits, TODAY)).toEqual([]);
    expect(fields({ ins: '', usedName: '', birthPlaceCode: '' })).toEqual([]);
  });

  test.each<[string, Partial<Traits>, keyof Traits]>([
    ['no name', { birthName: ' ' }, 'birthName'],
    ['a name with a digit', { birthName: 'Martin2' }, 'birthName'],
    ['no given name', { givenNames: '' }, 'givenNames'],
    ['no sex', { gender: undefined, ins: '' }, 'gender'],
    ['a day that does not exist', { birthDate: '1961-02-30', ins: '' }, 'birthDate'],
    ['a birth to come', { birthDate: '2027-01-01', ins: '' }, 'birthDate'],
    ['too old a birth', { birthDate: '1861-03-12', ins: '' }, 'birthDate'],
    ['a wrong key', { ins: `${thirteen}00` }, 'ins'],
    ['a number of the other sex', { gender: 'male' }, 'ins'],
    ['a number of another year', { birthDate: '1962-03-12' }, 'ins'],
    ['a number of another month', { birthDate: '1961-04-12' }, 'ins'],
  ])('%s is refused, and the field named', (_, change, field) => {
    expect(
      checkTraits({ ...traits, ...change }, TODAY)
        .filter(({ blocking }) => blocking)
        .map((one) => one.field),
    ).toContain(field);
  });

  test('a birth place that differs is a doubt, not a refusal', () => {
    const [problem] = checkTraits({ ...traits, birthPlaceCode: '69123' }, TODAY);
    expect(problem).toMatchObject({ field: 'ins', blocking: false });
  });

  test('an unknown month of registration contradicts nothing', () => {
    const unknown = '2613075056021';
    expect(fields({ ins: unknown + nirKey(unknown) })).toEqual([]);
  });
});

describe('one line of search', () => {
  test.each([
    ['durand jeanne 12/03/1961', { names: ['durand', 'jeanne'], birthDate: '1961-03-12' }],
    ['1961-03-12', { names: [], birthDate: '1961-03-12' }],
    ['durand 1961', { names: ['durand'], birthDate: '1961' }],
    [`2 61 03 75 056 021 ${nirKey(thirteen)}`, { names: [], number: INS }],
    ['90000012', { names: [], number: '90000012' }],
    ['', { names: [] }],
  ])('« %s »', (text, expected) => {
    expect(readQuery(text)).toEqual(expected);
  });

  test('asks with and without accents, and by the birth date alone', () => {
    expect(searchesOf(readQuery('Lévêque-Martin 12/03/1961'))).toEqual([
      'name=L%C3%A9v%C3%AAque-Martin&birthdate=1961-03-12&_count=40',
      'name=leveque&name=martin&birthdate=1961-03-12&_count=40',
      'birthdate=1961-03-12&_count=40',
    ]);
    expect(searchesOf(readQuery('durand'))).toHaveLength(1);
    expect(searchesOf(readQuery(' '))).toEqual([]);
  });

  test('a matricule is looked for under all roots of the INS', () => {
    expect(decodeURIComponent(searchesOf(readQuery(INS))[0]!).match(/213\.1\.4\.\d+\|/g)).toHaveLength(4);
  });

  test('accents, case and hyphens change nothing, in both ways', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('MARTIN LEVEQUE', 'martin-lévêque', 'Leveque Jeanne', 'dur jea', 'Durand Anne'),
        (text) => {
          expect(rank(make(), readQuery(text))).toBeGreaterThan(0);
        },
      ),
    );
    expect(rank(make(), readQuery('Leroy'))).toBe(0);
    expect(rank(make(), readQuery('Durand 13/03/1961'))).toBe(0);
  });

  test('a name half right comes last, when the birth date is right', () => {
    const wrong = make({ givenNames: 'Claire' }, 'q');
    const sorted = sortPatients([wrong, make(), wrong], readQuery('Durand Jeanne 12/03/1961'));
    expect(sorted.map(({ id }) => id)).toEqual(['p', 'q']);
    expect(sortPatients([wrong], readQuery('Durand Jeanne'))).toEqual([]);
  });

  test('an identity merged away comes after the one that was kept', () => {
    const merged: Patient = { ...make(), id: 'a', active: false };
    expect(sortPatients([merged, make()], readQuery('Durand')).map(({ id }) => id)).toEqual(['p', 'a']);
  });
});

describe('homonyms', () => {
  test('are shown together; others alone', () => {
    const twin = make({ birthDate: '1975-01-02', ins: '' }, 'twin');
    const other = make({ birthName: 'Leroy', usedName: '', givenNames: 'Paul' }, 'other');
    expect(homonymGroups([make(), other, twin]).map((group) => group.map(({ id }) => id))).toEqual([
      ['p', 'twin'],
      ['other'],
    ]);
  });

  test('one person whose name was mistyped stands beside herself', () => {
    const mistyped = make({ birthName: 'Martain', usedName: '', ins: '' }, 'mistyped');
    const stranger = make({ birthName: 'Leroy', usedName: '', birthDate: '1975-01-02', ins: '' }, 'stranger');
    expect(homonymGroups([make(), mistyped, stranger]).map((group) => group.map(({ id }) => id))).toEqual([
      ['p', 'mistyped'],
      ['stranger'],
    ]);
  });

  test('what differs is named, a spelling aside, an unknown included', () => {
    const twin = make({ birthName: 'MARTIN LEVEQUE', birthDate: '1975-01-02', ins: '' }, 'twin');
    expect([...differences([make(), twin])]).toEqual(['birthDate', 'ins']);
    expect([...differences([make(), make()])]).toEqual([]);
  });

  test('a merged identity says which one is kept', () => {
    expect(
      replacedBy({
        resourceType: 'Patient',
        link: [{ type: 'replaced-by', other: { reference: 'Patient/k' } }],
      }),
    ).toBe('Patient/k');
    expect(
      replacedBy({
        resourceType: 'Patient',
        link: [{ type: 'replaces', other: { reference: 'Patient/k' } }],
      }),
    ).toBeUndefined();
  });

  test('folding is done once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-composite' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
    );
  });
});
