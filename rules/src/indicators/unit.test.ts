import type { Organization, Resource } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { collection, literals, Unit } from './unit.ts';

const organizations = (count: number): Organization[] =>
  Array.from({ length: count }, (_, i) => ({ resourceType: 'Organization', id: `o${i}` }));

const head = {
  kind: 'case',
  id: 'c',
  reference: 'Encounter/c',
  establishments: ['Organization/o0'],
};

describe('collection', () => {
  // Few are looked through, many are put in a Set: both sides of the bound, and far beyond.
  it.each([0, 1, 63, 64, 65, 500])('has each of %d resources once, in the order they first come', (count) => {
    const all = organizations(count);
    const { type, entry } = collection([...all, ...all.toReversed()]);
    expect(type).toBe('collection');
    expect(entry!.map(({ resource }) => resource)).toEqual(all);
    expect(entry!.map(({ fullUrl }) => fullUrl)).toEqual(all.map(({ id }) => `Organization/${id}`));
  });

  it('keeps two records that say the same: only one and the same object is one', () => {
    const [one] = organizations(1);
    expect(collection([one!, { ...one! }, one!]).entry).toHaveLength(2);
  });
});

describe('literals', () => {
  it('gives each reference once, without those that are absent', () => {
    expect(literals({ reference: 'A/1' }, undefined, { display: 'x' }, { reference: 'A/1' })).toEqual([
      'A/1',
    ]);
    expect(literals()).toEqual([]);
  });
});

describe('Unit', () => {
  it('says what it is about, and a centre only where there is one', () => {
    const without = new Unit(head, []);
    expect(without).toMatchObject(head);
    expect(without.centre).toBeUndefined();
    expect(new Unit({ ...head, centre: 'Organization/o1' }, []).centre).toBe('Organization/o1');
  });

  it('makes its Bundle when it is asked for, once', () => {
    let read = 0;
    const watched = organizations(1).map(
      (one): Resource => ({
        ...one,
        get id() {
          read += 1;
          return 'watched';
        },
      }),
    );
    const unit = new Unit(head, watched);
    expect(read).toBe(0);
    const { bundle } = unit;
    expect(bundle.entry![0]!.fullUrl).toBe('Organization/watched');
    expect(read).toBe(1);
    expect(unit.bundle).toBe(bundle);
    expect(read).toBe(1);
  });
});
