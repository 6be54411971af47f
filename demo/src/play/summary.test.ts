import { describe, expect, it } from 'vitest';
import { octoberStory } from '../testing/month.ts';
import { fileName, type RefusedDocument, signedVersions } from './outputs.ts';
import { stateCounts, summary, summaryText } from './summary.ts';

const told = octoberStory();
const refusals: RefusedDocument[] = [
  { fiche: 'passage-010', version: 1, reasons: ['INS : absent.'], expected: 'patient-without-identifier' },
  { fiche: 'passage-011', version: 1, reasons: ['Titre : absent.'] },
];
const figures = summary(told, {
  seed: 'dcc',
  cdaIssued: 205,
  refusals,
  export: { rows: 428, files: ['indicateurs.csv'], failures: [] },
  seconds: 97.345,
});

describe('signedVersions', () => {
  it('are the signed fiches and their signed amendments', () => {
    const states = stateCounts(told);
    expect(signedVersions(told)).toHaveLength(states.signed! + 7);
  });

  it('have a file name each: RCP, day, inscription, version', () => {
    const names = signedVersions(told).map(fileName);
    expect(new Set(names).size).toBe(names.length);
    expect(names[0]).toMatch(/^sein-2026-10-06-passage-001-v1$/);
    expect(names.some((name) => name.endsWith('-v3'))).toBe(true);
  });
});

describe('summary', () => {
  it('has the figures that the acceptance reads', () => {
    expect(figures).toMatchObject({
      sessions: 20,
      patients: 120,
      cdaIssued: 205,
      cdaRefused: 2,
      csvRows: 428,
      seconds: 97.3,
    });
    expect(figures.cases).toBe(told.cases.length);
    expect(figures.signed).toBe(signedVersions(told).length);
  });

  it('counts the states without overlap where they exclude each other', () => {
    const { treated, signed, notSigned, postponed, movedByCancelledSession, waiting, withdrawn } =
      figures.states;
    expect(signed! + notSigned!).toBe(treated);
    expect(treated! + postponed! + movedByCancelledSession! + waiting! + withdrawn!).toBe(told.cases.length);
  });

  it('is told in French, with what was refused and whether it was meant', () => {
    const text = summaryText(figures);
    expect(text).toContain('205 documents CDA émis, 2 refusés');
    expect(text).toContain(
      'passage-010 : INS : absent. (voulu : l’identité n’est pas qualifiée et aucun IPP n’est connu)',
    );
    expect(text).toContain('97,3 secondes');
    expect(text).toMatch(/passage-011 : Titre : absent\. \(imprévu\)$/m);
  });
});
