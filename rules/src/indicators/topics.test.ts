import { DCC_CODES } from '@dcc/fhir-profiles';
import type { Measure } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { COUNTED_TOPICS, isExported, isSteering } from './topics.ts';

const about = (...codes: { system: string; code: string }[]): Measure => ({
  resourceType: 'Measure',
  status: 'active',
  topic: codes.map((code) => ({ coding: [code] })),
});

describe('what a Measure is for', () => {
  it('is said by its topic: the export, the dashboards alone, or neither', () => {
    const { ONCORIF_INDICATOR, STEERING_INDICATOR, SESSION } = DCC_CODES;
    expect([isExported(about(ONCORIF_INDICATOR)), isSteering(about(ONCORIF_INDICATOR))]).toEqual([
      true,
      false,
    ]);
    expect([isExported(about(STEERING_INDICATOR)), isSteering(about(STEERING_INDICATOR))]).toEqual([
      false,
      true,
    ]);
    expect(isExported(about(SESSION, ONCORIF_INDICATOR))).toBe(true);
    expect([about(), about(SESSION)].map((one) => isExported(one) || isSteering(one))).toEqual([
      false,
      false,
    ]);
  });

  it('is not said by the code of another system', () => {
    const { code } = DCC_CODES.ONCORIF_INDICATOR;
    expect(isExported(about({ system: 'urn:other', code }))).toBe(false);
    expect(isExported({ resourceType: 'Measure', status: 'active' })).toBe(false);
  });

  it('is searched for by both topics at once', () => {
    const { system } = DCC_CODES.SESSION;
    expect(COUNTED_TOPICS.split(',')).toEqual([
      `${system}|oncorif-indicator`,
      `${system}|steering-indicator`,
    ]);
  });
});
