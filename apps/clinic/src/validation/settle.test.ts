import { goldenBundle } from '@dcc/fhir-profiles/examples/golden.ts';
import { isSection } from '@dcc/rules/src/signing/record.ts';
import type { Composition, Encounter, Resource } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { caseFile, readPart } from '../fiche/model/index.ts';
import { settled } from './settle.ts';

const NOW = '2026-10-13T08:00:00.000Z';
const context = { now: NOW, me: 'PractitionerRole/me' };
type Sections = Parameters<typeof isSection>[1];

/** The golden case, its fiche back in preparation, without some parts; session and case as told. */
function file(
  without: Sections[] = [],
  change: { session?: Partial<Encounter>; rcpCase?: Partial<Encounter> } = {},
) {
  const records = new Map<string, Resource>(
    goldenBundle().entry!.map(({ resource }) => [`${resource!.resourceType}/${resource!.id}`, resource!]),
  );
  const golden = [...records.values()].find((one): one is Composition => one.resourceType === 'Composition')!;
  const composition: Composition = {
    ...golden,
    status: 'preliminary',
    section: golden.section!.filter((one) => !without.some((key) => isSection(one, key))),
  };
  records.set(`Composition/${golden.id}`, composition);
  const key = golden.encounter!.reference!;
  const rcpCase = { ...(records.get(key) as Encounter), ...change.rcpCase };
  records.set(key, rcpCase);
  const sessionKey = rcpCase.partOf!.reference!;
  records.set(sessionKey, { ...(records.get(sessionKey) as Encounter), ...change.session } as Encounter);
  return caseFile(rcpCase, records);
}

describe('settled', () => {
  test('a whole fiche of the hours of its session is left alone', () => {
    const whole = file();
    expect(settled(whole, context)).toBe(whole.fiche);
  });

  test('the fiche takes the hours at which the session was really held', () => {
    const period = { start: '2026-10-12T15:40:00Z', end: '2026-10-12T17:10:00Z' };
    const after = settled(file([], { session: { period } }), context)!;
    expect(after.composition.event![0]!.period).toEqual(period);
    expect(after.composition.date).toBe(NOW);
  });

  test('a record of which nothing is missing is complete', () => {
    expect(readPart(settled(file(['record']), context)!, 'record')).toMatchObject({
      complete: true,
      note: '',
    });
  });

  test('a record that lacks a part says which', () => {
    const after = settled(file(['record', 'phase']), context)!;
    expect(readPart(after, 'record')).toMatchObject({ complete: false, note: 'Manque : Phase du cancer' });
  });

  test('before the end of the session, or of the case, nothing is settled', () => {
    for (const change of [
      { session: { status: 'in-progress' as const } },
      { rcpCase: { status: 'planned' as const } },
    ]) {
      const open = file(['record'], change);
      expect(settled(open, context)).toBe(open.fiche);
    }
  });

  test('what is settled stays so', () => {
    const first = file(['record']);
    const once = settled(first, context)!;
    expect(settled({ ...first, fiche: once }, { ...context, now: '2026-10-14T08:00:00.000Z' })).toBe(once);
  });
});
