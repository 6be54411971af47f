import { describe, expect, it } from 'vitest';
import { caseOf } from '../testing/case.ts';
import { problems } from '../testing/profiles.ts';
import { phasePart, treatmentsPart } from './course.ts';

describe('phasePart', () => {
  it('is initial from the day of the diagnosis', () => {
    const { entries, lines } = phasePart(caseOf('sein-luminal-a-conservateur'));
    expect(entries).toHaveLength(1);
    expect(entries[0]!.valueCodeableConcept?.coding?.[0]?.code).toBe('MED-268');
    expect(lines).toEqual(['Phase initiale du cancer.']);
  });

  it('is a relapse with its day, its note and its progression', () => {
    const { entries, lines } = phasePart(caseOf('sein-rechute-metastatique'));
    expect(entries[0]).toMatchObject({
      effectiveDateTime: '2026-09-06',
      valueCodeableConcept: { coding: [{ code: 'MED-244' }] },
      note: [{ text: expect.stringContaining('Rechute') }],
    });
    expect(entries[1]!.component!.map(({ valueBoolean }) => valueBoolean)).toEqual([false, false, true]);
    expect(lines).toContain('Progression à distance.');
    expect(entries.flatMap(problems)).toEqual([]);
  });

  it('says that there is no progression, without locating it', () => {
    const { entries, lines } = phasePart(caseOf('hematologie-hodgkin', { presentationIndex: 1 }));
    expect(entries[1]).toMatchObject({ valueBoolean: false });
    expect(entries[1]!.component).toBeUndefined();
    expect(lines.at(-1)).toBe('Pas de progression.');
  });
});

describe('treatmentsPart', () => {
  it('lists what was done, with dates counted from the session', () => {
    const { entries, lines } = treatmentsPart(caseOf('sein-her2-positif', { presentationIndex: 1 }));
    expect(entries.map(({ status }) => status)).toEqual(['completed', 'in-progress', 'completed']);
    expect(entries[2]!.performedPeriod).toEqual({ start: '2026-09-13', end: '2026-09-13' });
    expect(entries[1]!.performedPeriod?.end).toBeUndefined();
    expect(lines[1]).toMatch(/\(en cours\)\. Fraction d’éjection stable\.$/);
    expect(entries.flatMap(problems)).toEqual([]);
  });

  it('is empty for a patient who had none', () => {
    expect(treatmentsPart(caseOf('sein-luminal-a-conservateur'))).toEqual({ entries: [], lines: [] });
  });
});
