import { EXTENSIONS } from '@dcc/fhir-profiles';
import type { Composition } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { currentFiches, isValidated, setIdOf, versionOf } from './fiche.ts';

function version(id: string, number: number, status: Composition['status'], setId = 'set'): Composition {
  return {
    resourceType: 'Composition',
    id,
    identifier: { value: setId },
    status,
    extension: [{ url: EXTENSIONS.DOCUMENT_VERSION, valuePositiveInt: number }],
  } as Composition;
}

function ids(...compositions: Composition[]): (string | undefined)[] {
  return currentFiches(compositions).map((composition) => composition.id);
}

describe('currentFiches', () => {
  it('keeps the only version alone', () => {
    expect(ids(version('a', 1, 'final'))).toEqual(['a']);
    expect(ids(version('b', 2, 'amended'))).toEqual(['b']);
  });

  it('keeps the first and the newest validated version, and none between', () => {
    const [first, second, third] = [
      version('a', 1, 'final'),
      version('b', 2, 'amended'),
      version('c', 3, 'amended'),
    ];
    expect(ids(first, second)).toEqual(['a', 'b']);
    expect(ids(second, first)).toEqual(['a', 'b']);
    expect(ids(third, second, first)).toEqual(['a', 'c']);
    expect(ids(version('d', 4, 'preliminary'), third, second, first)).toEqual(['a', 'c', 'd']);
  });

  it('takes the first validated version for the first, drafts before it or not', () => {
    expect(
      ids(version('a', 1, 'entered-in-error'), version('b', 2, 'amended'), version('c', 3, 'amended')),
    ).toEqual(['b', 'c']);
    expect(ids(version('a', 1, 'preliminary'), version('b', 2, 'amended'))).toEqual(['b']);
  });

  it('keeps the validated version beside an amendment in draft', () => {
    expect(ids(version('a', 1, 'final'), version('b', 2, 'preliminary'))).toEqual(['a', 'b']);
  });

  it('keeps a draft that was never validated', () => {
    expect(ids(version('a', 1, 'preliminary'))).toEqual(['a']);
  });

  it('does not see versions entered in error', () => {
    expect(ids(version('a', 1, 'final'), version('b', 2, 'entered-in-error'))).toEqual(['a']);
    expect(ids(version('a', 1, 'entered-in-error'))).toEqual([]);
  });

  it('keeps fiches apart, in the order of their sets', () => {
    expect(ids(version('b', 1, 'final', 'z'), version('a', 1, 'preliminary', 'y'))).toEqual(['a', 'b']);
  });

  it('prefers the validated one of two records of one version, in any order', () => {
    const [draft, done] = [version('draft', 1, 'preliminary'), version('done', 1, 'final')];
    expect(ids(draft, done)).toEqual(['done']);
    expect(ids(done, draft)).toEqual(['done']);
  });

  it('prefers the last written of two equal records', () => {
    const old = { ...version('old', 1, 'final'), meta: { lastUpdated: '2026-10-01T00:00:00Z' } };
    const recent = { ...version('recent', 1, 'final'), meta: { lastUpdated: '2026-10-02T00:00:00Z' } };
    expect(ids(old, recent)).toEqual(['recent']);
    expect(ids(recent, old)).toEqual(['recent']);
  });
});

describe('a version', () => {
  it('is 1 when the record does not say, and read from any whole number', () => {
    expect(versionOf({ resourceType: 'Composition' } as Composition)).toBe(1);
    expect(versionOf(version('a', 7, 'final'))).toBe(7);
    const integer = { extension: [{ url: EXTENSIONS.DOCUMENT_VERSION, valueInteger: 3 }] } as Composition;
    expect(versionOf(integer)).toBe(3);
  });

  it('belongs to its identifier, or to itself', () => {
    expect(setIdOf(version('a', 1, 'final', 'urn:uuid:1'))).toBe('urn:uuid:1');
    expect(setIdOf({ resourceType: 'Composition', id: 'x' } as Composition)).toBe('Composition/x');
  });

  it('is validated when final or amended', () => {
    const statuses = ['preliminary', 'final', 'amended', 'entered-in-error'] as const;
    expect(statuses.filter((status) => isValidated(version('a', 1, status)))).toEqual(['final', 'amended']);
  });
});
