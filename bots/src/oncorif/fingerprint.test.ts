import type { MeasureReport } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { FINGERPRINT_SYSTEM, fingerprintOf, stamped } from './fingerprint.ts';

const report: MeasureReport = {
  resourceType: 'MeasureReport',
  meta: { tag: [{ code: 'aggregate' }], accounts: [{ reference: 'Organization/a' }] },
  identifier: [{ system: 'https://example.org/run', value: 'A1:2026-10' }],
  status: 'complete',
  type: 'summary',
  measure: 'https://example.org/Measure/A1|1.0.0',
  period: { start: '2026-10-01', end: '2026-10-31' },
  group: [{ population: [{ count: 3 }] }],
};

describe('the fingerprint of a report', () => {
  it('is beside the identifier that names it, and the report says the same', () => {
    const { identifier, ...rest } = stamped(report);
    const { identifier: before, ...same } = report;
    expect(rest).toEqual(same);
    expect(identifier).toEqual([
      ...before!,
      { system: FINGERPRINT_SYSTEM, value: fingerprintOf(stamped(report)) },
    ]);
  });

  it('is the same for the same, and another for a figure, a tag or an account that differs', () => {
    const others: MeasureReport[] = [
      { ...report, group: [{ population: [{ count: 4 }] }] },
      { ...report, meta: { ...report.meta, tag: [{ code: 'trace' }] } },
      { ...report, meta: { ...report.meta, accounts: [] } },
    ];
    const all = [report, structuredClone(report), ...others].map((one) => fingerprintOf(stamped(one)));
    expect(all[1]).toBe(all[0]);
    expect(new Set(all).size).toBe(1 + others.length);
  });

  it('is that of what is stored, whatever the server adds to it', () => {
    const stored = {
      ...stamped(report),
      id: 'x',
      meta: { ...report.meta, versionId: '1', author: { display: 'bot' } },
    };
    expect(fingerprintOf(stored)).toBe(fingerprintOf(stamped(report)));
    expect(fingerprintOf(report)).toBeUndefined();
    expect(fingerprintOf({})).toBeUndefined();
  });
});
