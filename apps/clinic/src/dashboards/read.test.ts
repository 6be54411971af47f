import type { MedplumClient } from '@medplum/core';
import type { MeasureReport } from '@medplum/fhirtypes';
import { describe, expect, test, vi } from 'vitest';
import { readTotals, reportQuery, withoutNulls } from './read.ts';

const PERIOD = { first: '2026-01', last: '2026-12' };
const report = (month: string, more: object = {}) => ({
  resourceType: 'MeasureReport',
  measure: 'https://example.org/Measure/A1|1.0.0',
  period: { start: `2026-${month}-01`, end: `2026-${month}-28` },
  ...more,
});
const client = (more: object) => more as unknown as MedplumClient;

test('a search asks for a tag, whole months, and one indicator when told', () => {
  const query = new URLSearchParams(reportQuery('aggregate', PERIOD, 'https://example.org/Measure/A1|1.0.0'));
  expect(query.get('_tag')).toMatch(/\|aggregate$/);
  expect(query.getAll('period')).toEqual(['ge2026-01-01', 'le2026-12-31']);
  expect(query.get('measure')).toBe('https://example.org/Measure/A1|1.0.0');
});

test('what GraphQL leaves null is absent: a value that is not known is no zero', () => {
  const answer = { measureScore: { value: null, unit: 'PPS' }, population: null, list: [null, { count: 0 }] };
  expect(withoutNulls(answer)).toEqual({ measureScore: { unit: 'PPS' }, list: [{ count: 0 }] });
});

describe('totals', () => {
  test('are read to the last page, and only inside the period', async () => {
    const full = Array.from({ length: 100 }, () => report('03'));
    const graphql = vi
      .fn()
      .mockResolvedValueOnce({ data: { p0: full, p1: full, p2: full } })
      .mockResolvedValueOnce({ data: { p0: [report('04'), report('05')], p1: [], p2: [] } });
    const found = await readTotals(client({ graphql }), { first: '2026-01', last: '2026-04' });
    expect(found).toHaveLength(301);
    expect(graphql.mock.calls[1]![0]).toContain('_offset: 300');
  });

  test('without GraphQL come from the whole reports', async () => {
    const graphql = vi.fn().mockRejectedValue(new Error('404'));
    const pages = async function* () {
      yield [report('03'), { ...report('03'), period: { start: '2025-12-01', end: '2026-01-31' } }];
    };
    const found = await readTotals(client({ graphql, searchResourcePages: pages }), PERIOD);
    expect(found.map(({ period }: MeasureReport) => period.start)).toEqual(['2026-03-01']);
  });
});
