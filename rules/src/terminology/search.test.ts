import { codesOf } from '@dcc/fhir-profiles/src/terminology.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ABBREVIATIONS } from './abbreviations.ts';
import { fold, foldCode } from './fold.ts';
import { searchTerms, termIndex } from './search.ts';

const rows = (name: 'jdv-morphologie' | 'jdv-tumeur') =>
  codesOf(name).map(({ code, display }) => [code, display] as const);
const morphology = termIndex(rows('jdv-morphologie'));
const topography = termIndex(rows('jdv-tumeur'));
const codes = (index: typeof morphology, typed: string, limit?: number) =>
  searchTerms(index, typed, limit).map(({ code }) => code);

describe('fold', () => {
  it('takes accents, ligatures, case and signs away', () => {
    expect(fold("Œsophage, SAI : Tumeur d'Ewing (É)")).toBe('oesophage sai tumeur d ewing e');
    expect(['C50.4', '8500/3'].map(foldCode)).toEqual(['c504', '85003']);
  });
});

describe('in the 1,032 morphologies and 724 topographies', () => {
  it.each([
    ['8500/3', '8500/3'],
    ['85003', '8500/3'],
    ['adenocarcinome', '8140/3'],
    ['adenocarcinome sai', '8140/3'],
    ['ADÉNOCARCINOME SAI', '8140/3'],
    ['canalaire infiltrant', '8500/3'],
    ['infiltrant canalaire', '8500/3'],
    ['cana inf', '8500/3'],
    ['carcinome epidermoide', '8070/3'],
    ['hepatocellulaire', '8170/3'],
    ['myelome', '9732/3'],
    ['melanome malin', '8720/3'],
    ['llc', '9823/3'],
    ['adenocarcinme', '8140/3'],
  ])('finds the morphology « %s » : %s among the first five', (typed, code) => {
    expect(codes(morphology, typed, 5)).toContain(code);
  });

  it.each([
    ['C50.4', 'C50.4'],
    ['c504', 'C50.4'],
    ['quadrant supero externe', 'C50.4'],
    ['qse sein', 'C50.4'],
    ['supéro-externe', 'C50.4'],
    ['rectum', 'C20'],
    ['prostate', 'C61'],
    ['prosatte', 'C61'],
    ['vessie', 'C67'],
    ['lobe superieur bronche', 'C34.1'],
    ['œsophage', 'C15'],
    ['oesophage', 'C15'],
    ['sigmoïde', 'C18.7'],
  ])('finds the topography « %s » : %s among the first five', (typed, code) => {
    expect(codes(topography, typed, 5)).toContain(code);
  });

  it('puts the exact code first, then those that begin so, in their order', () => {
    const found = codes(topography, 'C50');
    expect(found[0]).toBe('C50');
    expect(found.slice(1, 4)).toEqual(['C50.0', 'C50.1', 'C50.2']);
  });

  it('finds nothing for blanks or for what is not there', () => {
    expect([codes(morphology, ''), codes(morphology, '  '), codes(morphology, 'xyzzyq')]).toEqual([
      [],
      [],
      [],
    ]);
  });

  it('keeps to the limit', () => {
    expect(codes(morphology, 'carcinome', 7)).toHaveLength(7);
    expect(codes(morphology, 'carcinome')).toHaveLength(20);
  });

  it('finds something for every abbreviation of the ward', () => {
    const silent = Object.keys(ABBREVIATIONS).filter(
      (typed) => codes(morphology, typed).length + codes(topography, typed).length === 0,
    );
    expect(silent).toEqual([]);
  });

  it('puts the word that is spelled right before the one with a wrong letter', () => {
    const index = termIndex([
      ['1', 'Lymphone'],
      ['2', 'Lymphome'],
    ]);
    expect(codes(index, 'lymphome')).toEqual(['2', '1']);
  });
});

describe('every label', () => {
  const entry = fc.constantFrom(...morphology, ...topography);

  it('is among the results when it is typed whole, in capitals or without accents', () => {
    fc.assert(
      fc.property(entry, fc.boolean(), ({ code, display }, capitals) => {
        const index = code.includes('/') ? morphology : topography;
        const found = searchTerms(index, capitals ? display.toUpperCase() : fold(display), 30);
        expect(found.some((one) => fold(one.display) === fold(display))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('is found by its code, first', () => {
    fc.assert(
      fc.property(entry, ({ code }) => {
        expect(codes(code.includes('/') ? morphology : topography, code, 1)).toEqual([code]);
      }),
      { numRuns: 150 },
    );
  });

  it('is found by its words in any order', () => {
    for (const index of [morphology, topography]) {
      const lost = index.filter(({ folded }) => {
        const found = searchTerms(index, folded.split(' ').reverse().join(' '), 60);
        return !found.some(({ display }) => fold(display) === folded);
      });
      expect(lost.map(({ display }) => display)).toEqual([]);
    }
  });
});
