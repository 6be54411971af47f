import type { Parameters, ParametersParameter } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { BotError } from '../shared/operation-outcome.ts';
import { readRequest } from './input.ts';

const TODAY = '2026-11-02';

function parameters(...list: (readonly [name: string, value: string])[]): Parameters {
  return {
    resourceType: 'Parameters',
    parameter: list.map(([name, valueString]) => ({ name, valueString })),
  };
}

function refusal(input: unknown): string {
  try {
    readRequest(input, TODAY);
  } catch (error) {
    if (error instanceof BotError) return error.message;
    throw error;
  }
  throw new Error('was not refused');
}

describe('readRequest', () => {
  it('reads months, in order and once', () => {
    const request = readRequest(
      parameters(['period', '2026-11'], ['period', '2026-10'], ['period', '2026-11']),
      TODAY,
    );
    expect(request).toEqual({ months: ['2026-10', '2026-11'], extraction: TODAY, closed: [] });
  });

  it('reads a start and an end over the year', () => {
    const input = parameters(['periodStart', '2026-11-01'], ['periodEnd', '2027-02-28']);
    expect(readRequest(input, TODAY).months).toEqual(['2026-11', '2026-12', '2027-01', '2027-02']);
  });

  it('reads dates in the types FHIR has for them', () => {
    const parameter: ParametersParameter[] = [
      { name: 'periodStart', valueDate: '2026-10-01' },
      { name: 'periodEnd', valueDateTime: '2026-10-31' },
      { name: 'extractionDate', valueDateTime: '2026-11-05T08:00:00+01:00' },
      { name: 'closedPeriod', valueCode: '2026-10' },
    ];
    expect(readRequest({ resourceType: 'Parameters', parameter }, TODAY)).toEqual({
      months: ['2026-10'],
      extraction: '2026-11-05',
      closed: ['2026-10'],
    });
  });

  it.each([
    [undefined, 'Parameters : une ressource Parameters est attendue.'],
    [{ resourceType: 'Patient' }, 'Parameters : une ressource Parameters est attendue.'],
    [{ resourceType: 'Parameters' }, 'period : un mois (AAAA-MM), ou periodStart et periodEnd, est attendu.'],
    [parameters(['period', 'octobre']), "period : « octobre » n'est pas un mois (AAAA-MM)."],
    [parameters(['period', '2026-13']), "period : « 2026-13 » n'est pas un mois (AAAA-MM)."],
    [
      parameters(['period', '2026-10'], ['period', '2026-12']),
      'period : les mois ne se suivent pas : « 2026-12 » vient après un mois manquant.',
    ],
    [
      parameters(['period', '2026-10'], ['periodEnd', '2026-10-31']),
      'period : donner soit period, soit periodStart et periodEnd.',
    ],
    [
      parameters(['periodStart', '2026-10-01']),
      'period : un mois (AAAA-MM), ou periodStart et periodEnd, est attendu.',
    ],
    [
      parameters(['periodStart', '2026-10-02'], ['periodEnd', '2026-10-31']),
      "periodStart : « 2026-10-02 » n'est pas le premier jour d'un mois.",
    ],
    [
      parameters(['periodStart', '2026-02-01'], ['periodEnd', '2026-02-29']),
      "periodEnd : « 2026-02-29 » n'est pas une date (AAAA-MM-JJ).",
    ],
    [
      parameters(['periodStart', '2026-10-01'], ['periodEnd', '2026-10-30']),
      "periodEnd : « 2026-10-30 » n'est pas le dernier jour d'un mois.",
    ],
    [
      parameters(['periodStart', '2026-10-01'], ['periodEnd', '2026-09-30']),
      'periodEnd : « 2026-09-30 » est avant le début « 2026-10-01 ».',
    ],
    [
      parameters(['periodStart', '1926-10-01'], ['periodEnd', '2026-10-31']),
      'periodEnd : 1201 mois demandés, 120 au plus.',
    ],
    [
      parameters(['period', '2026-10'], ['extractionDate', 'demain']),
      "extractionDate : « demain » n'est pas une date (AAAA-MM-JJ).",
    ],
    [
      parameters(['period', '2026-10'], ['closedPeriod', '2026-09']),
      "closedPeriod : « 2026-09 » n'est pas un mois de l'export.",
    ],
  ])('refuses %j', (input, message) => {
    expect(refusal(input)).toBe(message);
  });

  it('reads the threshold of small cells, which is no more than an option', () => {
    const request = parameters(['period', '2026-10'], ['threshold', '11']);
    expect(readRequest(request, TODAY).threshold).toBe(11);
    const integer = { name: 'threshold', valueInteger: 5 };
    expect(readRequest({ ...request, parameter: [request.parameter![0]!, integer] }, TODAY).threshold).toBe(
      5,
    );
    expect(readRequest(parameters(['period', '2026-10']), TODAY)).not.toHaveProperty('threshold');
  });

  it.each(['2', '0', '-11', '4.5', 'onze', ''])('refuses a threshold of « %s »', (threshold) => {
    expect(refusal(parameters(['period', '2026-10'], ['threshold', threshold]))).toContain(
      "un entier d'au moins 3",
    );
  });
});
