import type { Practitioner, PractitionerRole, Resource } from '@medplum/fhirtypes';
import { describe, expect, it, test } from 'vitest';
import { ECOG, LATERALITIES, TREATMENTS } from '../../terminology/small.ts';
import { type FicheContent, readContent } from '../model/index.ts';
import { draft } from '../model/testing.ts';
import { clashWords } from './clash-words.ts';
import { type Clash, mergeContent } from './merge.ts';

const base = readContent(draft());
const role: PractitionerRole = {
  resourceType: 'PractitionerRole',
  id: 'r',
  practitioner: { reference: 'Practitioner/p' },
};
const practitioner: Practitioner = {
  resourceType: 'Practitioner',
  id: 'p',
  name: [{ family: 'Leroy', given: ['Anne'], suffix: ['DR'] }],
};
const records = new Map<string, Resource>([
  ['PractitionerRole/r', role],
  ['Practitioner/p', practitioner],
  [
    'DocumentReference/d',
    {
      resourceType: 'DocumentReference',
      id: 'd',
      status: 'current',
      content: [],
      description: 'Scanner du 3 mai',
    } as never,
  ],
]);

/** What two people who changed one fiche at once are told, of each side. */
function told(mine: Partial<FicheContent>, theirs: Partial<FicheContent>): [mine: string, theirs: string][] {
  const writers = { mine: 'HA', theirs: 'VT' };
  const { clashes } = mergeContent(base, { ...base, ...mine }, { ...base, ...theirs }, writers);
  return clashes.map((one) => [clashWords(one, 'mine', records), clashWords(one, 'theirs', records)]);
}

const one = (path: string[], value: unknown, more: Partial<Clash> = {}): string =>
  clashWords({ part: 'tumour', path, mine: value, theirs: undefined, ...more }, 'mine', records);

describe('what two people chose differently', () => {
  const { functional, frame, phase, tumour, treatments, proposal } = base;
  const [first] = tumour.tumours;
  const [treatment] = treatments;

  it('is told by the label of each code', () => {
    const [a, b] = [ECOG[0]!, ECOG[2]!];
    expect(
      told({ functional: { ...functional, ecog: a.code } }, { functional: { ...functional, ecog: b.code } }),
    ).toEqual([[a.display, b.display]]);
    expect(
      told(
        { frame: { ...frame, conformity: 'deviating' } },
        { frame: { ...frame, conformity: 'no-referentiel' } },
      ),
    ).toEqual([['Hors référentiel (motivé)', expect.stringContaining('référentiel')]]);
  });

  it('inside a tumour too: its side, its state, its topography with the label chosen with it', () => {
    const [left, right] = LATERALITIES;
    const site = (code: string, display: string) => ({ code, display, text: first!.topography.text });
    const changed = (more: object) => ({ tumour: { ...tumour, tumours: [{ ...first!, ...more }] } });
    const mine = {
      laterality: left!.code,
      state: 'relapse',
      topography: site('C50.1', 'Portion centrale du sein'),
    };
    const theirs = {
      laterality: right!.code,
      state: 'remission',
      topography: site('C50.8', 'Lésion à localisations contiguës'),
    };
    const all = told(changed(mine), changed(theirs));
    expect(all.flat().join()).not.toMatch(/C50|relapse|remission|\d{6}/);
    expect(all).toContainEqual(['rechute', 'en rémission']);
    // The code and its label are one choice.
    expect(all.filter(([, other]) => other === 'Lésion à localisations contiguës')).toEqual([
      ['Portion centrale du sein', 'Lésion à localisations contiguës'],
    ]);
  });

  it('and of the kinds of treatment, given or proposed', () => {
    const [a, b] = [TREATMENTS[1]!, TREATMENTS[2]!];
    const given = (code: string, text: string) => ({ treatments: [{ ...treatment!, code, text }] });
    const [found] = told(given(a.code, ''), given(b.code, ''));
    expect(found).toEqual([a.display, b.display]);
    const [line, ...others] = proposal.lines;
    const proposed = (code: string) => ({
      proposal: { ...proposal, lines: [{ ...line!, code, text: '' }, ...others] },
    });
    expect(told(proposed(a.code), proposed(b.code))[0]).toEqual([a.display, b.display]);
  });

  it('is told in French days, yes or no, numbers with a comma', () => {
    const mine = { ...phase, on: '2026-05-03', local: true };
    const theirs = { ...phase, on: '2026-06', local: false };
    const all = told({ phase: mine }, { phase: theirs });
    expect(all.flat().join()).not.toContain('2026-05');
    expect(
      told({ functional: { ...functional, g8: 12.5 } }, { functional: { ...functional, g8: 13 } }),
    ).toEqual([['12,5', '13']]);
  });

  it('names who and what a value points to', () => {
    expect(one(['performer'], 'PractitionerRole/r')).toBe('Dr Anne LEROY');
    expect(one(['document'], 'DocumentReference/d')).toBe('Scanner du 3 mai');
  });

  it('without an id when that is not at hand', () => {
    expect(one(['performer'], 'PractitionerRole/ab-12')).toBe(
      'un professionnel qui n’est pas dans ce dossier',
    );
    expect(one(['document'], 'DocumentReference/ab-12')).toBe('un document sans titre');
    expect(one(['key'], 'urn:uuid:5d0c')).toBe('un autre élément du dossier');
  });

  it('names the version of a questionnaire, not its address', () => {
    expect(one(['form'], 'https://dcc.example.org/fhir/Questionnaire/frcp-sein|1.2.0')).toMatch(
      /^questionnaire «.sein.», version 1\.2\.0$/u,
    );
  });

  it('tells why nothing is said, in words', () => {
    expect(one(['absence'], { code: 'notasked' })).toBe('Non recherché.');
    expect(one(['absence', 'code'], 'nilknown', { mineIn: { code: 'nilknown' } })).toMatch(/^Aucun/);
  });

  it('tells a whole entry by its words, without keys nor codes that have a label', () => {
    const asked = { text: 'RCP d’oncogériatrie', priority: 'urgent', key: 'ServiceRequest/1' };
    expect(one(['recours'], asked)).toBe('RCP d’oncogériatrie, urgent');
    const site = { code: 'C50.1', display: 'Portion centrale du sein', text: '' };
    expect(one(['topography'], site)).toBe('Portion centrale du sein');
  });
});

describe('a code that nobody knows here', () => {
  test.each([
    [['ecog'], 'LA0000-0', 'code LA0000-0 (LOINC)'],
    [['laterality'], '99999', 'code 99999 (SNOMED CT)'],
    [['morphology', 'code'], '8500/9', 'code 8500/9 (CIM-O-3)'],
    [['topography', 'code'], 'C99', 'code C99 (CIM-10)'],
    [['code'], 'GEN-999', 'code GEN-999 (terminologie du CI-SIS)'],
  ])('%s is told with its terminology', (path, code, expected) => {
    expect(one(path, code)).toBe(expected);
  });
});

test('what one side took away has no words: the screen says that there is nothing', () => {
  expect(
    clashWords({ part: 'functional', path: ['ecog'], mine: undefined, theirs: 'x' }, 'mine', records),
  ).toBe('');
});
