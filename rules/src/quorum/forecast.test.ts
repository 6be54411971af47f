import { describe, expect, it } from 'vitest';
import { evaluateQuorum } from './evaluate.ts';
import { type ForecastAnswer, forecast } from './forecast.ts';
import type { QuorumRule } from './rule.ts';

const RULE: QuorumRule = {
  id: 'essai',
  version: '1',
  validFrom: '2023-01-01',
  validTo: null,
  rcpType: 'standard',
  thematic: ['*'],
  minDistinctSpecialties: 3,
  allOf: [
    { label: 'chirurgien', anyOf: ['SM05'] },
    { label: 'oncologue', anyOf: ['SM36'] },
    { label: 'radiothérapeute', anyOf: ['SM37'] },
  ],
};
const answer = (person: string, specialty: string, more: Partial<ForecastAnswer> = {}): ForecastAnswer => ({
  person,
  name: `Dr ${person}`,
  physician: true,
  specialty,
  mode: 'present',
  ...more,
});
const SURGEON = answer('CHIR', 'SM05');
const ONCOLOGIST = answer('ONCO', 'SM36', { mode: 'visio' });
const RADIO = answer('RADIO', 'SM37');
const AT = { start: '2026-10-12T18:42:00+02:00', end: '2026-10-12T18:48:00+02:00' };

describe('the forecast of a case', () => {
  it('is reached when those who come suffice', () => {
    expect(forecast(RULE, [SURGEON, ONCOLOGIST, RADIO], AT)).toMatchObject({
      status: 'reached',
      sentence: 'Quorum prévu',
      awaited: [],
    });
  });

  it('names who is missing', () => {
    const { status, sentence } = forecast(RULE, [SURGEON, ONCOLOGIST, { ...RADIO, mode: 'excused' }], AT);
    expect(status).toBe('not-reached');
    expect(sentence).toContain('radiothérapeute absent');
  });

  it('waits for the answer that could make it, by name', () => {
    const silent = { ...RADIO, mode: undefined };
    const other = answer('AUTRE', 'SM05', { mode: undefined });
    const secretary = { person: 'sec', name: 'Mme SEC', physician: false };
    const result = forecast(RULE, [SURGEON, ONCOLOGIST, silent, other, secretary], AT);
    expect(result.status).toBe('unknown');
    expect(result.awaited).toEqual(['Dr RADIO']);
    expect(result.sentence).toContain('radiothérapeute à confirmer');
    expect(result.sentence).not.toContain('chirurgien');
  });

  it('says that nobody has answered', () => {
    const silent = [SURGEON, ONCOLOGIST, RADIO].map((one) => ({ ...one, mode: undefined }));
    expect(forecast(RULE, silent, AT).sentence).toBe('Quorum incertain : aucune réponse à la convocation');
  });

  it('counts nobody who has left before the case, or comes after it', () => {
    const left = { ...SURGEON, leavesAt: '2026-10-12T18:40:00+02:00' };
    const late = { ...SURGEON, arrivesAt: '2026-10-12T18:50:00+02:00' };
    expect(forecast(RULE, [left, ONCOLOGIST, RADIO], AT).status).toBe('not-reached');
    expect(forecast(RULE, [late, ONCOLOGIST, RADIO], AT).status).toBe('not-reached');
    const before = { start: '2026-10-12T18:30:00+02:00', end: '2026-10-12T18:36:00+02:00' };
    expect(forecast(RULE, [left, ONCOLOGIST, RADIO], before).status).toBe('reached');
  });

  it('counts a written opinion given for it', () => {
    expect(forecast(RULE, [SURGEON, ONCOLOGIST, { ...RADIO, mode: 'writtenOpinion' }], AT).status).toBe(
      'reached',
    );
  });

  it('says that there is no rule', () => {
    expect(forecast(undefined, [SURGEON]).sentence).toContain('aucune règle de quorum');
  });

  it('never promises more than the quorum itself would give', () => {
    const people = [SURGEON, ONCOLOGIST, { ...RADIO, inQuorum: false }];
    const judged = evaluateQuorum(
      RULE,
      people.map((one) => ({ ...one, onCase: false, mode: 'present' as const })),
      AT,
    );
    expect(forecast(RULE, people, AT).status).toBe(judged.status);
    expect(judged.status).toBe('not-reached');
  });
});
