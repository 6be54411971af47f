import { Directory } from '@dcc/rules/src/indicators/directory.ts';
import { INDICATOR_COLUMNS, reportsToRows } from '@dcc/rules/src/indicators/rows.ts';
import type { MeasureReport } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { csvText, shownRows } from './csv.ts';

const concept = (code: string, display?: string) => ({ coding: [{ code, ...(display && { display }) }] });
const counted = (value: number) => ({
  population: [{ code: concept('numerator'), count: value }],
  measureScore: { value, unit: 'fiches' },
});
const masked = {
  measureScore: {
    unit: 'fiches',
    extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'masked' }],
  },
};
const report: MeasureReport = {
  resourceType: 'MeasureReport',
  status: 'complete',
  type: 'summary',
  measure: 'https://example.org/Measure/A1|1.0.0',
  date: '2026-11-05',
  period: { start: '2026-10-01', end: '2026-10-31' },
  group: [
    {
      code: concept('n'),
      ...counted(12.5),
      stratifier: [
        { code: [concept('c3')], stratum: [{ value: concept('9901', '=SOMME(A1)'), ...counted(12) }] },
        {
          code: [concept('thematique')],
          stratum: [
            { value: concept('sein', 'Sein; "gynéco"'), ...counted(9) },
            { value: concept('thorax'), ...masked },
          ],
        },
      ],
    },
    { code: concept('other'), ...counted(99) },
  ],
};
const directory = new Directory([]);
const rows = (axis?: string, places = {}) => shownRows([report], { sub: 'n', places, axis }, directory);

describe('rows of what is shown', () => {
  test('are those of the pack, and no other', () => {
    const pack = reportsToRows([report], directory).map((row) => JSON.stringify(row));
    const own = rows('c3');
    expect(own.map(({ dimension_level }) => dimension_level)).toEqual(['mois', 'c3']);
    for (const row of own) expect(pack).toContain(JSON.stringify(row));
  });

  test('of a place are that place, without the total', () => {
    expect(rows(undefined, { thematique: 'sein' }).map(({ valeur }) => valeur)).toEqual(['9']);
  });

  test('say what was hidden as the pack does', () => {
    expect(rows('thematique').map(({ statut, valeur }) => [statut, valeur])).toEqual([
      ['OK', '12.5'],
      ['OK', '9'],
      ['SECRET', ''],
    ]);
  });
});

describe('the file', () => {
  const text = csvText([...rows('thematique'), ...rows('c3')]);

  test('opens in a French spreadsheet: mark, semicolons, commas, CRLF', () => {
    expect(text.startsWith(`\uFEFF${INDICATOR_COLUMNS.join(';')}\r\n`)).toBe(true);
    expect(text).toContain(';12,5;fiches;OK\r\n');
    expect(text).toContain('"Sein; ""gynéco"""');
  });

  test('runs nothing', () => {
    expect(text).toContain(";'=SOMME(A1);");
    expect(text).not.toContain(';=SOMME');
  });
});
