import type { Bundle, Encounter, Resource } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { waitingFiches } from './work.ts';

const session = (id: string, start: string, chair: string, type = 'PPRF'): Encounter => ({
  resourceType: 'Encounter',
  id,
  status: 'finished',
  class: {},
  period: { start },
  participant: [{ type: [{ coding: [{ code: type }] }], individual: { reference: chair } }],
});
const rcpCase = (
  id: string,
  of: string,
  start: string,
  status: Encounter['status'] = 'finished',
): Encounter => ({
  resourceType: 'Encounter',
  id,
  status,
  class: {},
  partOf: { reference: `Encounter/${of}` },
  period: { start },
});
const fiche = (id: string, of: string): Resource =>
  ({
    resourceType: 'Composition',
    id,
    status: 'preliminary',
    encounter: { reference: `Encounter/${of}` },
    subject: { reference: 'Patient/p' },
  }) as Resource;
const bundle = (...resources: Resource[]): Bundle => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: resources.map((resource) => ({ resource })),
});
const isMe = (reference: string | undefined) => reference === 'PractitionerRole/me';
const ids = (...resources: Resource[]) =>
  waitingFiches(bundle(...resources), isMe).map(({ composition }) => composition.id);

const late = session('s2', '2026-10-12T16:00:00Z', 'PractitionerRole/me');
const early = session('s1', '2026-10-05T16:00:00Z', 'PractitionerRole/me');

describe('waitingFiches', () => {
  test('oldest session first, then the order of the agenda', () => {
    expect(
      ids(
        late,
        early,
        rcpCase('c3', 's2', '2026-10-12T16:05:00Z'),
        rcpCase('c2', 's1', '2026-10-05T16:20:00Z'),
        rcpCase('c1', 's1', '2026-10-05T16:05:00Z'),
        fiche('f3', 'c3'),
        fiche('f2', 'c2'),
        fiche('f1', 'c1'),
      ),
    ).toEqual(['f1', 'f2', 'f3']);
  });

  test('not before the case was treated and the session is over', () => {
    const running: Encounter = { ...late, status: 'in-progress' };
    expect(ids(early, rcpCase('c', 's1', '', 'planned'), fiche('f', 'c'))).toEqual([]);
    expect(ids(running, rcpCase('c', 's2', ''), fiche('f', 'c'))).toEqual([]);
    expect(ids(fiche('f', 'unknown'))).toEqual([]);
  });

  test('mine are those I chair or am deputy of; they come first', () => {
    const other = session('s0', '2026-10-01T16:00:00Z', 'PractitionerRole/other');
    const found = waitingFiches(
      bundle(
        other,
        early,
        session('s3', '2026-10-13T16:00:00Z', 'PractitionerRole/me', 'SPRF'),
        session('s4', '2026-10-14T16:00:00Z', 'PractitionerRole/me', 'CON'),
        ...['s0', 's1', 's3', 's4'].flatMap((of) => [
          rcpCase(`c-${of}`, of, ''),
          fiche(`f-${of}`, `c-${of}`),
        ]),
      ),
      isMe,
    );
    expect(found.map(({ composition, mine }) => [composition.id, mine])).toEqual([
      ['f-s1', true],
      ['f-s3', true],
      ['f-s0', false],
      ['f-s4', false],
    ]);
  });
});
