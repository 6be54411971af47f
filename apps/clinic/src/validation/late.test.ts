import { goldenBundle } from '@dcc/fhir-profiles/examples/golden.ts';
import { isSection } from '@dcc/rules/src/signing/record.ts';
import type { CarePlan, Composition } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { isSavedAfter, toldAt } from './late.ts';

const golden = goldenBundle().entry![0]!.resource as Composition;
const hour = (n: number) => `2026-10-12T${n}:00:00.000Z`;

/** The golden fiche at an hour, with other words in a part. */
function fiche(n: number, key?: Parameters<typeof isSection>[1]): Composition {
  const text = {
    status: 'generated' as const,
    div: `<div xmlns="http://www.w3.org/1999/xhtml"><p>${n} h</p></div>`,
  };
  const section = golden.section!.map((one) => (key && isSection(one, key) ? { ...one, text } : one));
  return { ...golden, section, meta: { lastUpdated: hour(n) } };
}

describe('when the fiche got its words of the decision', () => {
  test('at its first version when they never changed', () => {
    expect(toldAt([fiche(12), fiche(10), fiche(11)])).toBe(hour(10));
  });

  test('at the last version that changed them, not at one that changed something else', () => {
    const retold = { ...fiche(11, 'proposal') };
    const other = { ...retold, title: 'FRCP', meta: { lastUpdated: hour(12) } };
    expect(toldAt([fiche(10), retold, other])).toBe(hour(11));
    expect(toldAt([fiche(10), fiche(11, 'history')])).toBe(hour(10));
  });

  test('the frame of the decision counts too', () => {
    expect(toldAt([fiche(10), fiche(11, 'frame')])).toBe(hour(11));
  });

  test('of no history nothing is known: everything came after it', () => expect(toldAt([])).toBe(''));
});

describe('an entry saved after that', () => {
  const plan = (n: number, words: string, versionId = `${n}`): CarePlan =>
    ({
      resourceType: 'CarePlan',
      note: [{ text: words }],
      meta: { lastUpdated: hour(n), versionId },
    }) as CarePlan;

  test('with other words is late; with the same, for other readers, is not', () => {
    expect(isSavedAfter([plan(10, 'a'), plan(14, 'b')], hour(12), true)).toBe(true);
    expect(isSavedAfter([plan(10, 'a'), plan(14, 'a')], hour(12), true)).toBe(false);
  });

  test('before is not, in whatever order the history comes', () => {
    expect(isSavedAfter([plan(11, 'b'), plan(10, 'a')], hour(12), true)).toBe(false);
    expect(isSavedAfter([plan(14, 'b'), plan(10, 'a')], hour(12), true)).toBe(true);
  });

  test('made then, is late when the fiche does not point to it: it was told otherwise', () => {
    expect(isSavedAfter([plan(14, 'a')], hour(12), false)).toBe(true);
    expect(isSavedAfter([plan(14, 'a')], hour(12), true)).toBe(false);
    expect(isSavedAfter([plan(10, 'a')], hour(12), false)).toBe(false);
  });
});
