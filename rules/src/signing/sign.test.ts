import { EXTENSIONS } from '@dcc/fhir-profiles';
import { golden } from '@dcc/fhir-profiles/examples/golden.ts';
import type { Composition, Observation } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { isSection } from './record.ts';
import { isSignedBy, signed, withQuorum } from './sign.ts';

const draft = (change: Partial<Composition> = {}): Composition => {
  const { attester: _, ...rest } = golden<Composition>('frcp');
  return { ...rest, status: 'preliminary', ...change };
};
const SIGNATURE = { attester: { reference: 'PractitionerRole/r1' }, time: '2026-10-14T18:05:00+02:00' };

describe('signed', () => {
  test('a first version becomes final, a later one amended', () => {
    expect(signed(draft(), SIGNATURE).status).toBe('final');
    const second = draft({ extension: [{ url: EXTENSIONS.DOCUMENT_VERSION, valuePositiveInt: 2 }] });
    expect(signed(second, SIGNATURE).status).toBe('amended');
  });

  test('the legal attester is the signer, other attesters stay', () => {
    const before = draft({ attester: [{ mode: 'professional' }, { mode: 'legal', time: '2020-01-01' }] });
    expect(signed(before, SIGNATURE).attester).toEqual([
      { mode: 'professional' },
      { mode: 'legal', time: SIGNATURE.time, party: SIGNATURE.attester },
    ]);
  });

  test('leaves the draft itself untouched', () => {
    const before = draft();
    const copy = structuredClone(before);
    signed(before, SIGNATURE);
    withQuorum(before, { reference: 'Observation/q' });
    expect(before).toEqual(copy);
  });
});

describe('isSignedBy', () => {
  test('only of the one who signed', () => {
    const after = signed(draft(), SIGNATURE);
    expect(isSignedBy(after, SIGNATURE.attester)).toBe(true);
    expect(isSignedBy(after, { reference: 'PractitionerRole/r2' })).toBe(false);
    expect(isSignedBy(after, {})).toBe(false);
    expect(isSignedBy({ ...after, status: 'preliminary' }, SIGNATURE.attester)).toBe(false);
  });
});

describe('withQuorum', () => {
  const entries = (composition: Composition) =>
    composition.section!.find((one) => isSection(one, 'record'))!.entry!.map(({ reference }) => reference);

  test('puts a first evaluation at the end', () => {
    const before = draft();
    expect(entries(withQuorum(before, { reference: 'Observation/new' }))).toEqual([
      ...entries(before),
      'Observation/new',
    ]);
  });

  test('replaces an earlier one, and keeps one of the same name', () => {
    const old = golden<Observation>('quorum');
    const after = withQuorum(draft(), { reference: 'Observation/new' }, old);
    expect(entries(after)).not.toContain(`Observation/${old.id}`);
    const same = withQuorum(draft(), { reference: `Observation/${old.id}` }, old);
    expect(entries(same).filter((one) => one === `Observation/${old.id}`)).toHaveLength(1);
  });

  test('a section that had nothing has something', () => {
    const before = draft();
    const section = before.section!.find((one) => isSection(one, 'record'))!;
    section.entry = undefined;
    section.emptyReason = { text: 'vide' };
    const after = withQuorum(before, { reference: 'Observation/q' });
    expect(after.section!.find((one) => isSection(one, 'record'))!.emptyReason).toBeUndefined();
    expect(entries(after)).toEqual(['Observation/q']);
  });
});

describe('the section of the status', () => {
  const base: Composition = {
    resourceType: 'Composition',
    status: 'preliminary',
    type: {},
    date: '2026-10-12',
    author: [],
    title: 'x',
  };
  const signature = { attester: { reference: 'PractitionerRole/r' }, time: '2026-10-13T08:00:00Z' };
  const privacy = golden<Composition>('frcp').section!.filter((one) => isSection(one, 'privacy'));

  test('is made when nobody wrote it, in its place', () => {
    const { section } = signed({ ...base, section: privacy }, signature);
    expect(section).toHaveLength(2);
    expect(isSection(section![0]!, 'status')).toBe(true);
    expect(section![0]!.text!.div).toContain('Fiche approuvée.');
  });

  test('says the new status when there was one, once', () => {
    const once = signed(base, signature);
    const draft = {
      ...once,
      section: [
        { ...once.section![0]!, text: { status: 'generated' as const, div: '<div>Fiche en cours.</div>' } },
      ],
    };
    const { section } = signed(draft, signature);
    expect(section).toHaveLength(1);
    expect(section![0]!.text!.div).toContain('approuvée');
  });
});
