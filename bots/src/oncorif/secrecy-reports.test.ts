import { Directory, reportsToRows, SECRET, sessionTable } from '@dcc/rules';
import type { MeasureReport } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, it } from 'vitest';
import { countAll } from '../../../rules/src/indicators/testing/count.ts';
import { World } from '../../../rules/src/indicators/testing/world.ts';
import { hideSmallCells } from './secrecy.ts';
import { hasTag, maskReports, thresholdOf, withThreshold } from './secrecy-reports.ts';

const MONTHS = ['2026-09', '2026-10'];

function world(): World {
  const story = new World();
  for (const [start, rcp, cases] of [
    ['2026-09-08T12:30:00+02:00', 0, 13],
    ['2026-10-06T12:30:00+02:00', 0, 14],
    ['2026-10-13T12:30:00+02:00', 1, 3],
    ['2026-10-20T12:30:00+02:00', 2, 15],
  ] as const) {
    const session = story.session({ start, rcp, attendance: [{ role: 0, mode: 'present' }] });
    for (let n = 0; n < cases; n++) {
      story.fiche(story.passage({ session, patient: story.patient() }), [n % 3 ? 'final' : 'preliminary']);
    }
  }
  return story;
}

describe('maskReports', () => {
  const { resources } = world();
  const directory = new Directory(resources);
  let reports: MeasureReport[];
  let safe: readonly MeasureReport[];

  beforeAll(() => {
    reports = countAll(resources, MONTHS).reports;
    safe = maskReports(reports, directory, 5);
  });

  it('hides in the reports the very cells that the file hides', () => {
    const rows = hideSmallCells(reportsToRows(reports, directory), 5);
    expect(reportsToRows(safe, directory)).toEqual(rows);
    const states = new Set(rows.map(({ statut }) => statut));
    expect(states).toEqual(new Set(['OK', 'NC', SECRET]));
  });

  it('says of a masked cell that it is masked, in its unit, and gives no count of it', () => {
    const month = safe.find(
      ({ measure, period, meta }) =>
        measure.includes('/A1|') && period.start === '2026-10-01' && meta!.tag![1]!.code === 'strata',
    )!;
    const thematics = month.group![0]!.stratifier!.find(
      ({ code }) => code![0]!.coding![0]!.code === 'thematique',
    )!;
    const small = thematics.stratum!.find(({ value }) => value!.coding![0]!.code === 'digestif')!;
    expect(small).toEqual({
      value: small.value,
      measureScore: {
        extension: [
          { url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'masked' },
        ],
        unit: 'fiches',
      },
    });
    // The other thematic is hidden with it: the total would give the small one back.
    const shown = thematics.stratum!.filter(({ measureScore }) => measureScore!.value !== undefined);
    expect(shown.map(({ measureScore }) => measureScore!.value).every((value) => value === 0)).toBe(true);
  });

  it('hides them in the table of sessions too', () => {
    for (const session of resources) {
      if (session.resourceType === 'Encounter' && !session.partOf) directory.addSession(session);
    }
    const table = sessionTable(safe, directory);
    const own = Object.fromEntries(table.rows.map((row) => [row.date, row.A3_fiches_total]));
    expect(own['2026-10-13']).toBe(SECRET);
    expect(Object.values(own).every((text) => text === SECRET || Number(text) >= 5)).toBe(true);
  });

  it('changes nothing without a threshold, nor anything but figures with one', () => {
    expect(maskReports(reports, directory, undefined)).toBe(reports);
    const bare = (all: readonly MeasureReport[]) =>
      all.map(({ group: _, ...report }) => JSON.stringify(report));
    expect(bare(safe)).toEqual(bare(reports));
    expect(JSON.stringify(reports)).not.toContain('masked');
  });

  it('masked twice, is as masked once', () => {
    expect(maskReports(safe, directory, 5)).toEqual(safe);
  });

  it('say below which threshold they are masked, after the tags they have', () => {
    const told = withThreshold(safe, 5);
    expect(told.map(thresholdOf)).toEqual(safe.map(() => 5));
    expect(told.map(({ meta }) => meta!.tag!.slice(0, -1))).toEqual(safe.map(({ meta }) => meta!.tag));
    expect(told.every((one) => hasTag(one, 'aggregate'))).toBe(true);
    // The number is no tag of ours, whatever it is.
    expect(told.some((one) => hasTag(one, '5'))).toBe(false);
    expect(withThreshold(safe, undefined)).toBe(safe);
    expect(safe.map(thresholdOf)).toEqual(safe.map(() => undefined));
  });
});
