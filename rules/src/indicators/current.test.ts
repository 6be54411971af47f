import type { Observation, ServiceRequest } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { currentValues } from './current.ts';

function observation(id: string, code: string, more: Partial<Observation> = {}): Observation {
  return {
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { coding: [{ system: 's', code }] },
    encounter: { reference: 'Encounter/1' },
    ...more,
  };
}

function at(lastUpdated: string): Partial<Observation> {
  return { meta: { lastUpdated } };
}

function ids(...resources: Parameters<typeof currentValues>[0][number][]): (string | undefined)[] {
  return currentValues(resources).map((resource) => resource.id);
}

describe('currentValues', () => {
  it('keeps the newest answer to one question', () => {
    const old = observation('old', 'q', at('2026-10-01T08:00:00Z'));
    const recent = observation('recent', 'q', at('2026-10-02T08:00:00Z'));
    expect(ids(old, recent)).toEqual(['recent']);
    expect(ids(recent, old)).toEqual(['recent']);
  });

  it('does not see answers entered in error, be they the newest', () => {
    const wrong = observation('wrong', 'q', { ...at('2026-10-03T08:00:00Z'), status: 'entered-in-error' });
    expect(ids(observation('right', 'q', at('2026-10-01T08:00:00Z')), wrong)).toEqual(['right']);
  });

  it('keeps answers about other tumours, other questions and other cases', () => {
    const focus = (id: string): Partial<Observation> => ({ focus: [{ reference: `Condition/${id}` }] });
    const all = [
      observation('a', 'q', focus('1')),
      observation('b', 'q', focus('2')),
      observation('c', 'r'),
      observation('d', 'q', { encounter: { reference: 'Encounter/2' } }),
    ];
    expect(ids(...all)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('takes a newer answer in the place of the older one, however many others there are', () => {
    const all = Array.from({ length: 40 }, (_, i) =>
      observation(`a${i}`, `q${i % 20}`, at(`2026-10-01T08:00:${10 + i}Z`)),
    );
    expect(ids(...all)).toEqual(all.slice(20).map(({ id }) => id));
    expect(ids(...all.toReversed())).toEqual(
      all
        .slice(20)
        .toReversed()
        .map(({ id }) => id),
    );
  });

  it('keeps answers apart that only a text, a system or the number of their tumours tells apart', () => {
    const text = (id: string, words: string) => observation(id, '', { code: { text: words } });
    const focus = (...names: string[]) => names.map((name) => ({ reference: `Condition/${name}` }));
    const all = [
      text('a', 'taille'),
      text('b', 'poids'),
      observation('c', 'q'),
      observation('d', 'q', { code: { coding: [{ system: 't', code: 'q' }] } }),
      observation('e', 'q', { focus: focus('1') }),
      observation('f', 'q', { focus: focus('1', '2') }),
      observation('g', 'q', { focus: focus('2', '1') }),
    ];
    expect(ids(...all)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    expect(ids(...all, text('h', 'poids'), observation('i', 'q', { focus: focus('1') }))).toEqual([
      'a',
      'h',
      'c',
      'd',
      'i',
      'f',
      'g',
    ]);
  });

  it('falls back on what the record says when the server did not stamp it', () => {
    const old = observation('old', 'q', { effectiveDateTime: '2026-09-01' });
    const recent = observation('recent', 'q', { effectiveDateTime: '2026-10-01' });
    expect(ids(recent, old)).toEqual(['recent']);
  });

  it('keeps every request: two exams asked are two requests', () => {
    const request = (id: string): ServiceRequest => ({
      resourceType: 'ServiceRequest',
      id,
      status: 'active',
      intent: 'proposal',
      subject: { reference: 'Patient/1' },
      code: { text: 'IRM' },
    });
    expect(ids(request('a'), request('b'), observation('c', 'q')).sort()).toEqual(['a', 'b', 'c']);
  });
});
