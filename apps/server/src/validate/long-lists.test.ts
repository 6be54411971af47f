import { isOk, normalizeOperationOutcome, validateResource } from '@medplum/core';
import type { MeasureReport, Reference, Resource } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { issuesOf, storeForTests } from '../store/testing.ts';
import { thinned } from './long-lists.ts';

const URL = 'https://example.org/trace';
const named = (n: number, valueString = `sein/numerator month=${n}`): Reference => ({
  extension: [{ url: URL, valueString }],
  reference: `Encounter/${n}`,
});
const list = (count: number): Reference[] => Array.from({ length: count }, (_, n) => named(n));
const report = (evaluatedResource: unknown[]): MeasureReport =>
  ({
    resourceType: 'MeasureReport',
    status: 'complete',
    type: 'subject-list',
    measure: 'https://example.org/Measure/A1',
    period: { start: '2026-10-01', end: '2026-10-31' },
    evaluatedResource,
  }) as MeasureReport;

describe('a long list of references', () => {
  it('is looked at once for each form', () => {
    const long = report([
      ...list(200),
      { reference: 'Encounter/x' },
      { reference: 'Encounter/y', type: 'Encounter' },
    ]);
    const { evaluatedResource, ...rest } = thinned(long);
    const { evaluatedResource: all, ...same } = long;
    expect(rest).toEqual(same);
    expect(evaluatedResource).toEqual([all![0], all![200], all![201]]);
    expect(all).toHaveLength(202);
  });

  it('stays as it is when it is short, or of something else', () => {
    const short = report(list(100));
    expect(thinned(short)).toBe(short);
    const rows = Array.from({ length: 200 }, () => ({ linkId: 'same', type: 'group' }));
    const questionnaire = { resourceType: 'Questionnaire', status: 'draft', item: rows } as Resource;
    // Items that are equal are a fault there: each must be seen.
    expect(thinned(questionnaire)).toBe(questionnaire);
  });

  it.each<[string, unknown]>([
    ['names what is contained', { reference: '#inside' }],
    ['names an address', { reference: 'https://example.org/fhir/Encounter/1' }],
    ['names nothing', { display: 'sans nom' }],
    ['is a number', { reference: 12 }],
    ['has an element that no reference has', { ...named(1), colour: 'red' }],
    ['has an identifier', { ...named(1), identifier: { value: '1' } }],
    ['says what is no plain word', named(1, ' avec des blancs\t')],
    ['says nothing', named(1, '')],
    [
      'has an extension of another type',
      { reference: 'Encounter/1', extension: [{ url: URL, valueCode: 'a' }] },
    ],
    [
      'has an extension with two values',
      { reference: 'Encounter/1', extension: [{ url: URL, valueString: 'a', valueCode: 'a' }] },
    ],
    ['has an extension without address', { reference: 'Encounter/1', extension: [{ valueString: 'a' }] }],
    ['has an extension that is no list', { reference: 'Encounter/1', extension: { url: URL } }],
    ['has no extension in its list', { reference: 'Encounter/1', extension: [null] }],
    ['is null', null],
    ['is a text', 'Encounter/1'],
  ])('keeps each item that %s', (_, odd) => {
    const { evaluatedResource } = thinned(report([...list(150), odd, odd]));
    expect(evaluatedResource).toEqual([named(0), odd, odd]);
  });

  it('keeps an empty list of extensions apart from none', () => {
    const empty = { reference: 'Encounter/1', extension: [] };
    const { evaluatedResource } = thinned(report([...Array(150).fill({ reference: 'Encounter/0' }), empty]));
    expect(evaluatedResource).toEqual([{ reference: 'Encounter/0' }, empty]);
  });
});

describe('a resource with a long list of references', () => {
  const tests = storeForTests();
  const refused = async (evaluatedResource: unknown[]): Promise<string[]> =>
    (await issuesOf(tests.repo().createResource(report(evaluatedResource)))).map(
      ({ expression, details }) => `${expression} ${details?.text}`,
    );

  it('is stored whole', async () => {
    const { id } = await tests.repo().createResource(report(list(300)));
    const stored = await tests.repo().readResource<MeasureReport>('MeasureReport', id);
    expect(stored.evaluatedResource).toEqual(list(300));
  });

  it('is refused at the very place of what is wrong in it', async () => {
    const wrong = list(300) as unknown[];
    wrong[170] = { ...named(170), reference: 12 };
    wrong[250] = { ...named(250), colour: 'red' };
    expect((await refused(wrong)).toSorted()).toEqual([
      'MeasureReport.evaluatedResource[170].reference Type JSON incorrect : string attendu, number reçu',
      'MeasureReport.evaluatedResource[250].colour Propriété inconnue : colour',
    ]);
    const elsewhere = { ...report(list(300)), status: undefined } as never;
    const [issue] = await issuesOf(tests.repo().createResource(elsewhere));
    expect(issue!.expression).toEqual(['MeasureReport.status']);
  });

  it('is refused when, and only when, it would be item by item', () => {
    const odd = fc.constantFrom<unknown>(
      { reference: '#inside' },
      { reference: 'Encounter/1', extension: [] },
      { reference: 'Encounter/1', extension: [{ url: URL }] },
      { reference: 'Encounter/1', extension: [{ url: URL, valueString: ' ' }] },
      { reference: 'Encounter/1', extension: [{ url: 'a b', valueString: 'x' }] },
      { reference: 'Encounter/1', extension: [{ url: '', valueString: 'x' }] },
      { reference: 'Encounter/1', type: 'a b' },
      { reference: 'Encounter/1', type: 12 },
      { reference: 'Encounter/1', display: '' },
      { reference: 'Encounter/1', display: ['x'] },
      { reference: 'Encounter/1', display: null },
      { reference: 'Encounter/1', extension: null },
      { reference: '' },
      {},
      { display: 'seul' },
      { reference: 'Encounter/1', identifier: { value: '1' } },
    );
    let refusals = 0;
    fc.assert(
      fc.property(fc.array(odd, { maxLength: 3 }), fc.nat(150), (odds, at) => {
        const items = list(150) as unknown[];
        items.splice(at, 0, ...odds);
        const resource = report(items);
        const isRefused = isError(() => validateResource(resource));
        expect(isError(() => validateResource(thinned(resource)))).toBe(isRefused);
        if (isRefused) refusals += 1;
      }),
      { numRuns: 60, seed: 2026 },
    );
    expect(refusals).toBeGreaterThan(10);
  });
});

function isError(validate: () => unknown): boolean {
  try {
    validate();
    return false;
  } catch (error) {
    return !isOk(normalizeOperationOutcome(error));
  }
}
