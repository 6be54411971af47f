import { describe, expect, it } from 'vitest';
import { isTnmValue } from '../model/index.ts';
import { hasNoTnm, proposedTnm, tidyTnm } from './tnm-values.ts';

const SITES = [
  undefined,
  'C50.4',
  'D05.1',
  'C34.1',
  'C18.7',
  'C20',
  'C15.5',
  'C16.0',
  'C25.0',
  'C61',
  'C67.9',
  'C64',
  'C43.5',
  'C56',
];

describe('proposedTnm', () => {
  it('proposes only values that the record takes, each once', () => {
    for (const site of SITES) {
      for (const edition of ['7', '8', '9'] as const) {
        const { t, n, m } = proposedTnm(site, edition);
        expect([...t].filter((one) => !isTnmValue('t', one))).toEqual([]);
        expect([...n].filter((one) => !isTnmValue('n', one))).toEqual([]);
        expect([...m].filter((one) => !isTnmValue('m', one))).toEqual([]);
        expect(new Set(t).size).toBe(t.length);
      }
    }
  });

  it('tells the editions of the lung apart', () => {
    expect(proposedTnm('C34.1', '7').m).toEqual(['cM0', 'cM1a', 'cM1b']);
    expect(proposedTnm('C34.1', '8').m).toEqual(['cM0', 'cM1a', 'cM1b', 'cM1c']);
    expect(proposedTnm('C34.1', '9').n).toContain('cN2b');
    expect(proposedTnm('C34.1', '8').n).not.toContain('cN2b');
  });

  it('falls back to the general list', () => {
    expect(proposedTnm('C56', '8').t).toEqual(['cTX', 'cT0', 'cTis', 'cT1', 'cT2', 'cT3', 'cT4']);
    expect(proposedTnm('C25.0', '7')).toEqual(proposedTnm(undefined, '8'));
  });

  it('knows the inflammatory breast and the superficial bladder', () => {
    expect(proposedTnm('C50.9', '8').t).toContain('cT4d');
    expect(proposedTnm('C67.0', '8').t).toContain('cTa');
  });
});

describe('hasNoTnm', () => {
  it('is haematology, and no other', () => {
    expect(['C81.1', 'C83.3', 'C90.0', 'C91.1', 'D46.2'].map(hasNoTnm)).toEqual(Array(5).fill(true));
    expect(['C50.4', 'C80', 'D05.1', undefined].map(hasNoTnm)).toEqual(Array(4).fill(false));
  });
});

describe('tidyTnm', () => {
  it.each([
    ['t', 'ct2', 'cT2'],
    ['t', 'T2', 'cT2'],
    ['t', 'ypt0', 'ypT0'],
    ['t', 'pT1mi', 'pT1mi'],
    ['t', 'tis', 'cTis'],
    ['t', 'TIS', 'cTis'],
    ['t', 'tx', 'cTX'],
    ['n', 'n1', 'cN1'],
    ['m', 'CM1A', 'cM1a'],
    ['m', 'autre', 'autre'],
    ['t', '', ''],
  ] as const)('%s: « %s » becomes « %s »', (part, typed, meant) => {
    expect(tidyTnm(part, typed)).toBe(meant);
  });
});
