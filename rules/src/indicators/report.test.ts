import type { Measure } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { Directory } from './directory.ts';
import { UNKNOWN } from './keys.ts';
import { MAX_STRATA, toMeasureReports } from './report.ts';
import type { IndicatorResult } from './result.ts';
import { reportsToRows } from './rows.ts';

const measure: Measure = {
  resourceType: 'Measure',
  status: 'active',
  url: 'https://x.example/Measure/A1',
  version: '1.2.0',
};

function result(strata: number, more: Partial<IndicatorResult> = {}): IndicatorResult {
  return {
    measure,
    period: { first: '2026-10', last: '2026-10' },
    groups: [
      {
        code: 'n',
        label: 'Nombre',
        unit: 'fiches',
        total: { numerator: strata, value: strata },
        stratifiers: [
          {
            code: 'session',
            label: 'Séance',
            components: ['session'],
            strata: Array.from({ length: strata }, (_, i) => ({
              keys: [{ system: 's', code: `S${i}`, display: `Séance ${i}` }],
              score: { numerator: 1, value: 1 },
            })),
          },
        ],
      },
    ],
    ...more,
  };
}

const options = { extraction: '2026-11-02', reporter: { reference: 'Organization/rrc' } };

describe('toMeasureReports', () => {
  const tag = (code: string) => ({ system: 'https://dcc.example.org/fhir/tag', code });
  const numerator = (count: number) => ({
    code: { coding: [{ system: expect.stringContaining('measure-population'), code: 'numerator' }] },
    count,
  });
  const group = {
    code: {
      coding: [{ system: 'https://dcc.example.org/fhir/CodeSystem/dcc-sous-indicateur', code: 'n' }],
      text: 'Nombre',
    },
  };
  const common = {
    resourceType: 'MeasureReport',
    status: 'complete',
    type: 'summary',
    measure: 'https://x.example/Measure/A1|1.2.0',
    date: '2026-11-02',
    reporter: { reference: 'Organization/rrc' },
    period: { start: '2026-10-01', end: '2026-10-31' },
  };
  const identifier = (value: string) => [
    { system: 'https://dcc.example.org/fhir/identifier/measure-report', value },
  ];

  it('is a summary of one month: totals first, with counts, value and unit', () => {
    const [report] = toMeasureReports([result(1)], options);
    expect(report).toEqual({
      ...common,
      meta: { tag: [tag('aggregate'), tag('totals')] },
      identifier: identifier('A1:1.2.0:2026-10:rrc:2026-11-02'),
      group: [{ ...group, population: [numerator(1)], measureScore: { value: 1, unit: 'fiches' } }],
    });
  });

  it('has its strata in a report of its own, which is not found among the totals', () => {
    const [, strata, ...others] = toMeasureReports([result(1)], options);
    expect(others).toEqual([]);
    expect(strata).toEqual({
      ...common,
      meta: { tag: [tag('aggregate'), tag('strata')] },
      identifier: identifier('A1:1.2.0:2026-10:rrc:2026-11-02:suite-1'),
      group: [
        {
          ...group,
          stratifier: [
            {
              code: [
                {
                  coding: [{ system: 'https://dcc.example.org/fhir/CodeSystem/dcc-axe', code: 'session' }],
                  text: 'Séance',
                },
              ],
              stratum: [
                {
                  value: { coding: [{ system: 's', code: 'S0', display: 'Séance 0' }], text: 'Séance 0' },
                  population: [numerator(1)],
                  measureScore: { value: 1, unit: 'fiches' },
                },
              ],
            },
          ],
        },
      ],
    });
  });

  it('has one identifier per indicator, version, period, reporter and day', () => {
    const id = (one: IndicatorResult, more = {}) =>
      toMeasureReports([one], { ...options, ...more })[0]!.identifier![0]!.value;
    const long = result(0, { period: { first: '2026-10', last: '2026-12' } });
    expect(id(long)).toBe('A1:1.2.0:2026-10_2026-12:rrc:2026-11-02');
    expect(id(result(0), { extraction: '2026-11-03' })).toBe('A1:1.2.0:2026-10:rrc:2026-11-03');
    expect(id(result(0), { reporter: undefined })).toBe('A1:1.2.0:2026-10:region:2026-11-02');
    expect(id(result(5))).toBe(id(result(0)));
  });

  it('says why a value is absent: not computable, or no denominator', () => {
    const [group] = result(0).groups;
    const reason = (total: object) => {
      const [report] = toMeasureReports([result(0, { groups: [{ ...group!, total }] })], options);
      return report!.group![0]!.measureScore;
    };
    const url = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason';
    expect(reason({})).toEqual({ extension: [{ url, valueCode: 'error' }], unit: 'fiches' });
    const empty = { numerator: 0, denominator: 0 };
    expect(reason(empty)).toEqual({ extension: [{ url, valueCode: 'not-applicable' }], unit: 'fiches' });
    expect(reason({ numerator: 0, value: 0 })).toEqual({ value: 0, unit: 'fiches' });
    expect(toMeasureReports([result(0, { failure: 'x' })], options)[0]!.status).toBe('error');
  });

  it('continues in another report what one body should not carry, and loses no row', () => {
    const many = result(MAX_STRATA * 2 + 3);
    const reports = toMeasureReports([many], options);
    expect(reports.map((one) => one.identifier![0]!.value!.split(':')[5])).toEqual([
      undefined,
      'suite-1',
      'suite-2',
      'suite-3',
    ]);
    expect(Math.max(...reports.map((one) => JSON.stringify(one).length))).toBeLessThan(500_000);
    const rows = reportsToRows(reports, new Directory([]));
    expect(rows.filter((row) => row.dimension_level === 'session')).toHaveLength(MAX_STRATA * 2 + 3);
    expect(rows.filter((row) => row.dimension_level === 'total')).toHaveLength(1);
    expect(new Set(rows.map((row) => row.sous_indicateur)).size).toBe(MAX_STRATA * 2 + 4);
  });

  it('does not open a report for nothing when one is exactly full', () => {
    expect(toMeasureReports([result(MAX_STRATA)], options)).toHaveLength(2);
    expect(toMeasureReports([result(0)], options)).toHaveLength(1);
  });

  it('carries crossed strata in components', () => {
    const crossed = result(0);
    const stratifier = {
      code: 'croise',
      label: 'Croisé',
      components: ['c3', 'thematique'],
      strata: [{ keys: [{ code: '3C-A' }, UNKNOWN], score: { value: 2, numerator: 2 } }],
    };
    const groups = [{ ...crossed.groups[0]!, stratifiers: [stratifier] }];
    const [, simple, report] = toMeasureReports(
      [
        {
          ...crossed,
          groups: [{ ...groups[0]!, stratifiers: [...result(1).groups[0]!.stratifiers, stratifier] }],
        },
      ],
      options,
    );
    // Apart from the others: a screen without filter does not read it.
    expect([simple, report].map((one) => one!.meta!.tag![1]!.code)).toEqual(['strata', 'crossed']);
    const [stratum] = report!.group![0]!.stratifier![0]!.stratum!;
    expect(stratum!.value).toBeUndefined();
    expect(
      stratum!.component!.map((part) => [part.code.coding![0]!.code, part.value.coding![0]!.code]),
    ).toEqual([
      ['c3', '3C-A'],
      ['thematique', 'UNK'],
    ]);
    const row = reportsToRows([report!], new Directory([])).find((one) => one.dimension_level === 'croise')!;
    expect(row).toMatchObject({
      c3_id: '3C-A',
      thematique_code: 'non renseigné',
      sous_indicateur: 'n',
      valeur: '2',
    });
  });
});
