import { describe, expect, it } from 'vitest';
import * as codes from './codes.ts';
import { type Code, THEMATIC } from './codes.ts';
import { SYSTEMS, systemByUrl } from './systems.ts';
import {
  authorSpecialty,
  codesOf,
  displayOf,
  inValueSet,
  VALUE_SETS,
  type ValueSetName,
} from './terminology.ts';

/** Number of codes and OID by set: spec/cda.md section 7.1, October 2025. */
const EXPECTED: [ValueSetName, string, number][] = [
  ['jdv-morphologie', '1.2.250.1.213.1.1.5.585', 1032],
  ['jdv-tumeur', '1.2.250.1.213.1.1.4.2.281.21', 724],
  ['jdv-rcp-appareil', '1.2.250.1.213.1.1.5.597', 14],
  ['jdv-rcp-organe', '1.2.250.1.213.1.1.5.598', 57],
  ['jdv-nature-discussion', '1.2.250.1.213.1.1.4.2.281.8', 2],
  ['jdv-traitement-soins-frcp', '1.2.250.1.213.1.1.5.596', 10],
  ['jdv-type-traitement-frcp', '1.2.250.1.213.1.1.5.595', 18],
  ['jdv-type-traitement-pps', '1.2.250.1.213.1.1.5.478', 15],
  ['jdv-phase-cancer', '1.2.250.1.213.1.1.4.2.281.13', 2],
  ['jdv-progression-cancer', '1.2.250.1.213.1.1.5.486', 3],
  ['jdv-statut-quorum', '1.2.250.1.213.1.1.4.2.281.16', 3],
  ['jdv-statut-cas-presente', '1.2.250.1.213.1.1.4.2.281.17', 2],
  ['jdv-statut-document', '1.2.250.1.213.1.1.5.93', 4],
  ['jdv-indice-performance-ecog', '1.2.250.1.213.1.1.5.818', 6],
  ['jdv-modificateur-topographique', '1.2.250.1.213.1.1.5.688', 46],
  ['jdv-gestion-effet-secondaire', '1.2.250.1.213.1.1.5.477', 2],
  ['jdv-mesure-associee', '1.2.250.1.213.1.1.5.476', 5],
  ['jdv-motif-mise-a-jour', '1.2.250.1.213.1.1.5.83', 10],
  ['jdv-soin-onco-de-support', '1.2.250.1.213.1.1.5.79', 11],
  ['jdv-type-accompagnement-sociopro', '1.2.250.1.213.1.1.5.81', 4],
  ['jdv-type-de-suivi', '1.2.250.1.213.1.1.5.76', 4],
  ['jdv-j01', '1.2.250.1.213.1.1.5.461', 391],
  ['jdv-j02', '1.2.250.1.213.1.1.5.466', 69],
  ['jdv-j04', '1.2.250.1.213.1.1.5.467', 12],
  ['jdv-j07', '1.2.250.1.213.1.1.5.471', 116],
  ['jdv-j08', '1.2.250.1.213.1.1.5.463', 6],
  ['jdv-j11', '1.2.250.1.213.3.3.16', 37],
  ['jdv-j47', '1.2.250.1.213.1.1.5.124', 15],
  ['jdv-j142', '1.2.250.1.213.1.1.5.589', 8],
  ['jdv-j143', '1.2.250.1.213.1.1.5.590', 3],
  ['jdv-j245', '1.2.250.1.213.1.1.5.718', 2],
  ['jdv-j246', '1.2.250.1.213.1.1.5.719', 6],
  ['tre-r38', '1.2.250.1.213.2.28', 107],
];

describe('value sets', () => {
  it.each(EXPECTED)('%s has its OID %s and its %i codes', (name, oid, count) => {
    expect(VALUE_SETS[name].oid).toBe(oid);
    expect(codesOf(name)).toHaveLength(count);
  });

  it('have a display for every code and no code twice', () => {
    for (const name of Object.keys(VALUE_SETS) as ValueSetName[]) {
      const all = codesOf(name);
      expect(all.filter(({ display }) => !display.trim())).toEqual([]);
      expect(new Set(all.map(({ system, code }) => `${system}|${code}`)).size, name).toBe(all.length);
    }
  });

  it('are of October 2025, not of the older conversions (spec/fhir-model.md section 6)', () => {
    expect(inValueSet('jdv-type-traitement-frcp', { system: SYSTEMS.SCT.url, code: '424313000' })).toBe(true);
    expect(inValueSet('jdv-type-traitement-frcp', { system: SYSTEMS.CISIS.url, code: 'MED-227' })).toBe(
      false,
    );
    expect(inValueSet('jdv-rcp-appareil', { system: SYSTEMS.SCT.url, code: '1290040004' })).toBe(true);
    expect(inValueSet('jdv-rcp-appareil', { system: SYSTEMS.SCT.url, code: '81745001' })).toBe(false);
    expect(displayOf('jdv-indice-performance-ecog', SYSTEMS.LNC.url, 'LA9627-6')).toContain('Décédé');
  });
});

describe('look-up', () => {
  it('needs the right system', () => {
    expect(displayOf('jdv-tumeur', SYSTEMS.ICD10.url, 'C50.4')).toBe(
      'Tumeur maligne du quadrant supéro-externe du sein',
    );
    expect(displayOf('jdv-tumeur', SYSTEMS.ICDO3.url, 'C50.4')).toBeUndefined();
    expect(inValueSet('jdv-tumeur', { code: 'C50.4' })).toBe(false);
    expect(inValueSet('jdv-tumeur', undefined)).toBe(false);
  });

  it('knows a system by its address', () => {
    expect(systemByUrl('http://loinc.org')).toMatchObject({ oid: '2.16.840.1.113883.6.1', name: 'LOINC' });
    expect(systemByUrl('urn:oid:1.2.3')).toBeUndefined();
    expect(systemByUrl(undefined)).toBeUndefined();
  });
});

describe('authorSpecialty', () => {
  it('joins profession and specialty', () => {
    expect(authorSpecialty('10', 'SM36')).toEqual({
      system: SYSTEMS.A02.url,
      code: 'G15_10/SM36',
      display: 'Médecin - Oncologie, opt médicale (SM)',
    });
  });

  it('falls back to the profession when the set lacks the pair', () => {
    expect(authorSpecialty('10', 'SM999')?.code).toBe('G15_10');
    expect(authorSpecialty('60')?.code).toBe('G15_60');
  });

  it('is undefined for a profession that JDV_J01 lacks', () => {
    expect(authorSpecialty('00')).toBeUndefined();
  });

  it('has an answer for every medical specialty of TRE_R38, and says which fall back', () => {
    const medical = codesOf('tre-r38').filter(({ code }) => code.startsWith('SM'));
    const falling = medical.filter(({ code }) => authorSpecialty('10', code)?.code === 'G15_10');
    expect(falling.map(({ code }) => code)).toEqual([]);
  });
});

describe('constants of codes.ts', () => {
  const sets = Object.keys(VALUE_SETS) as ValueSetName[];
  const constants = Object.values(codes).flatMap((group) => Object.values(group) as Code[]);

  it('use a known system each', () => {
    const coded = constants.filter(({ system }) => system);
    expect(coded.length).toBeGreaterThan(90);
    expect(coded.filter(({ system }) => !systemByUrl(system))).toEqual([]);
  });

  it('have the display of the value set they belong to', () => {
    const wrong = constants.flatMap(({ system, code, display }) =>
      sets
        .map((name) => displayOf(name, system, code))
        .filter((official) => official !== undefined && official.toLowerCase() !== display?.toLowerCase())
        .map((official) => `${code}: ${display} <> ${official}`),
    );
    expect(wrong).toEqual([]);
  });

  it('name each theme once', () => {
    const themes = Object.values(THEMATIC).map(({ code }) => code);
    expect(new Set(themes).size).toBe(themes.length);
  });
});
