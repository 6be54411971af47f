import type { Resource } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReadSet } from './read-set.ts';

const patient = (id: string, versionId: string): Resource => ({
  resourceType: 'Patient',
  id,
  meta: { versionId },
});

function setOf(...resources: Resource[]): ReadSet {
  const set = new ReadSet();
  for (const resource of resources) set.add(resource);
  return set;
}

describe('what a month was read from', () => {
  it('tells a version that was read from a later one and from what was not read', () => {
    const set = setOf(patient('a', '1'), patient('b', '7'));
    expect(set.standing('Patient/a', '1')).toBe('same');
    expect(set.standing('Patient/a', '2')).toBe('changed');
    expect(set.standing('Patient/c', '1')).toBe('unknown');
    expect(set.standing('Encounter/a', '1')).toBe('unknown');
    expect([set.has('Patient/b'), set.has('Patient/c'), set.has(undefined)]).toEqual([true, false, false]);
  });

  it('holds nothing at first', () => {
    expect(new ReadSet().standing('Patient/a', '1')).toBe('unknown');
    expect(new ReadSet().bytes).toHaveLength(0);
  });

  it('does not trust a resource that was read in two versions', () => {
    const set = setOf(patient('a', '1'), patient('a', '2'));
    expect(set.standing('Patient/a', '1')).toBe('changed');
    expect(set.standing('Patient/a', '2')).toBe('changed');
  });

  it('has what was asked for and not found, since it may come', () => {
    const set = new ReadSet();
    const lookup = set.recording((reference) => (reference === 'Patient/a' ? patient('a', '1') : undefined));
    expect(lookup('Patient/a')).toEqual(patient('a', '1'));
    expect(lookup('Patient/later')).toBeUndefined();
    expect(set.standing('Patient/a', '1')).toBe('same');
    expect(set.standing('Patient/later', '1')).toBe('changed');
  });

  it('takes ten bytes for each, once, and names none of them', () => {
    const set = setOf(patient('secret-id', '1'), patient('secret-id', '1'), patient('b', '1'));
    expect(set.bytes).toHaveLength(20);
    expect(set.bytes.toString('latin1')).not.toContain('secret-id');
  });

  it('says the same after having been stored, whatever the order of reading', () => {
    const ids = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(ids, ids, (read, others) => {
        const set = setOf(...read.map((id) => patient(id, id)));
        const stored = new ReadSet(Buffer.from(set.bytes.toString('base64'), 'base64'));
        const reversed = setOf(...read.toReversed().map((id) => patient(id, id)));
        expect(reversed.bytes).toEqual(set.bytes);
        for (const id of read) expect(stored.standing(`Patient/${id}`, id)).toBe('same');
        for (const id of read) expect(stored.standing(`Patient/${id}`, `${id}+`)).toBe('changed');
        for (const id of others.filter((one) => !read.includes(one))) {
          expect(stored.standing(`Patient/${id}`, id)).toBe('unknown');
        }
      }),
    );
  });

  it('has each record once, in order, however many there are and however often they came', () => {
    const set = new ReadSet();
    // More than are remembered, so that the second round is not known any more.
    const all = Array.from({ length: 6000 }, (_, n) => patient(`p${n}`, String(n % 7)));
    for (const one of [...all, ...all.toReversed()]) set.add(one);
    const { bytes } = set;
    expect(bytes).toHaveLength(all.length * 10);
    for (let at = 10; at < bytes.length; at += 10) {
      expect(bytes.compare(bytes, at - 10, at, at, at + 10)).toBe(1);
    }
    for (const { id, meta } of all) expect(set.standing(`Patient/${id}`, meta!.versionId!)).toBe('same');
  });

  it('leaves alone the bytes that it was given', () => {
    const first = setOf(patient('a', '1'), patient('b', '1')).bytes;
    const before = Buffer.from(first);
    const second = new ReadSet(first);
    for (let n = 0; n < 200; n++) second.add(patient(`c${n}`, '1'));
    expect(second.bytes).toHaveLength(2020);
    expect(first).toEqual(before);
    expect(second.standing('Patient/b', '1')).toBe('same');
  });

  it('goes on after its bytes were looked at', () => {
    const set = setOf(patient('a', '1'));
    expect(set.bytes).toHaveLength(10);
    set.add(patient('b', '1'));
    expect(set.standing('Patient/a', '1')).toBe('same');
    expect(set.standing('Patient/b', '1')).toBe('same');
  });
});
