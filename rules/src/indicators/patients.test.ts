import type { Patient } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { survivor } from './patients.ts';

/** Patients by id, each replaced by another or by none. */
function records(links: Record<string, string | undefined>): (reference: string) => Patient | undefined {
  const all = new Map<string, Patient>();
  for (const [id, other] of Object.entries(links)) {
    const link: Patient['link'] = other
      ? [{ type: 'replaced-by', other: { reference: `Patient/${other}` } }]
      : [];
    all.set(`Patient/${id}`, { resourceType: 'Patient', id, link });
  }
  return (reference) => all.get(reference);
}

function survivorOf(id: string, links: Record<string, string | undefined>): string | undefined {
  return survivor(`Patient/${id}`, records(links))?.id;
}

describe('survivor', () => {
  it('is the record itself when nothing replaces it', () => {
    expect(survivorOf('a', { a: undefined })).toBe('a');
  });

  it('follows merges to the end', () => {
    const links = { a: 'b', b: 'c', c: undefined };
    expect(['a', 'b', 'c'].map((id) => survivorOf(id, links))).toEqual(['c', 'c', 'c']);
  });

  it('stops at the last record it can read', () => {
    expect(survivorOf('a', { a: 'b', b: 'gone' })).toBe('b');
    expect(survivorOf('a', { a: 'gone' })).toBe('a');
    expect(survivorOf('gone', {})).toBeUndefined();
  });

  it('is one record for all of a circle, and for what leads to it', () => {
    const links = { z: 'c', c: 'b', b: 'a', a: 'c' };
    expect(['z', 'c', 'b', 'a'].map((id) => survivorOf(id, links))).toEqual(['a', 'a', 'a', 'a']);
    expect(survivorOf('a', { a: 'a' })).toBe('a');
  });

  it('follows only records that replace, not those that are replaced or seen also', () => {
    const patient: Patient = {
      resourceType: 'Patient',
      id: 'a',
      link: [
        { type: 'replaces', other: { reference: 'Patient/b' } },
        { type: 'seealso', other: { reference: 'Patient/b' } },
      ],
    };
    const find = (reference: string): Patient | undefined =>
      reference === 'Patient/a' ? patient : { resourceType: 'Patient', id: 'b' };
    expect(survivor('Patient/a', find)?.id).toBe('a');
  });

  it('ends, and is the same for a record and for the one that replaces it', () => {
    const ids = ['0', '1', '2', '3', '4', '5'];
    const link = fc.option(fc.constantFrom(...ids), { nil: undefined });
    fc.assert(
      fc.property(fc.tuple(link, link, link, link, link, link), (others) => {
        const links = Object.fromEntries(ids.map((id, i) => [id, others[i]]));
        for (const id of ids) {
          if (links[id]) expect(survivorOf(id, links)).toBe(survivorOf(links[id], links));
        }
      }),
    );
  });
});
