import { goldenBundle } from '@dcc/fhir-profiles/examples/golden.ts';
import { DCC_CODES } from '@dcc/fhir-profiles/src/codes.ts';
import { isSection } from '@dcc/rules/src/signing/record.ts';
import type { Bundle, Composition, Encounter, Resource } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { missingParts, preparing, preparingQuery, sessionLines, sessionsQuery } from './work.ts';

const golden = goldenBundle().entry![0]!.resource as Composition;
const NOW = Date.parse('2026-11-23T10:00:00Z');
const bundle = (...resources: Resource[]): Bundle => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: resources.map((resource) => ({ resource })),
});
const encounter = (id: string, more: Partial<Encounter>): Encounter => ({
  resourceType: 'Encounter',
  id,
  status: 'planned',
  class: {},
  ...more,
});
const session = (id: string, start: string, status: Encounter['status'] = 'planned') =>
  encounter(id, { status, period: { start }, type: [{ coding: [{ ...DCC_CODES.SESSION }] }] });
const rcpCase = (id: string, of: string, status: Encounter['status'] = 'planned') =>
  encounter(id, { status, partOf: { reference: `Encounter/${of}` } });
const fiche = (id: string, of: string, without?: Parameters<typeof isSection>[1]): Composition => ({
  ...golden,
  id,
  status: 'preliminary',
  encounter: { reference: `Encounter/${of}` },
  section: golden.section!.filter((one) => !without || !isSection(one, without)),
});

describe('missingParts', () => {
  test('a whole fiche lacks nothing; one without its phase says so', () => {
    expect(missingParts(golden)).toEqual([]);
    expect(missingParts(fiche('a', 'c', 'phase'))).toEqual(['Phase du cancer']);
  });
  test('an empty part is missing, unless it says why', () => {
    const empty = (emptyReason?: object): Composition => ({
      ...golden,
      section: golden.section!.map((one) =>
        isSection(one, 'phase')
          ? {
              code: one.code,
              text: { status: 'generated', div: '<div> <p/></div>' },
              ...(emptyReason && { emptyReason }),
            }
          : one,
      ),
    });
    expect(missingParts(empty())).toEqual(['Phase du cancer']);
    expect(missingParts(empty({ text: 'inconnue' }))).toEqual([]);
  });
});

describe('preparing', () => {
  const soon = session('s1', '2026-11-24T17:00:00Z');
  const far = session('s2', '2026-12-01T17:00:00Z');
  test('nearest session first, incomplete before complete; near and incomplete is late', () => {
    const found = preparing(
      bundle(
        far,
        soon,
        ...['c1', 'c2'].map((id) => rcpCase(id, 's1')),
        rcpCase('c3', 's2'),
        fiche('f3', 'c3', 'phase'),
        fiche('f1', 'c1'),
        fiche('f2', 'c2', 'phase'),
      ),
      NOW,
    );
    expect(found.map(({ composition, late }) => [composition.id, late])).toEqual([
      ['f2', true],
      ['f1', false],
      ['f3', false],
    ]);
  });
  test('what was treated, or belongs to no session that one sees, is not to be prepared', () => {
    expect(preparing(bundle(soon, rcpCase('c1', 's1', 'finished'), fiche('f', 'c1')), NOW)).toEqual([]);
    expect(preparing(bundle(fiche('f', 'c1'), rcpCase('c1', 's9')), NOW)).toEqual([]);
  });
  test('only one’s own, when asked', () => {
    expect(preparingQuery(['PractitionerRole/a', 'PractitionerRole/b'])).toContain(
      'author=PractitionerRole/a,PractitionerRole/b',
    );
    expect(preparingQuery(undefined)).not.toContain('author');
  });
});

describe('sessions', () => {
  test('from today on, four weeks, of a person or of a place', () => {
    const query = sessionsQuery(NOW, { places: ['PractitionerRole/a'] });
    expect(query).toContain('date=ge2026-11-23');
    expect(query).toContain('date=lt2026-12-21');
    expect(query).toContain('participant=PractitionerRole/a');
    expect(sessionsQuery(NOW, { organizations: ['Organization/o'] })).toContain(
      'service-provider=Organization/o',
    );
  });
  test('cases that were withdrawn do not count', () => {
    const lines = sessionLines(
      bundle(
        session('s2', '2026-12-01T17:00:00Z'),
        session('s1', '2026-11-24T17:00:00Z'),
        rcpCase('c1', 's1'),
        rcpCase('c2', 's1', 'cancelled'),
      ),
    );
    expect(lines.map(({ session: { id }, cases }) => [id, cases])).toEqual([
      ['s1', 1],
      ['s2', 0],
    ]);
  });
});
