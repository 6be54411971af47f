import { sein } from '@dcc/fhir-profiles/questionnaires/index.ts';
import { metastaticSites, mm } from '@dcc/fhir-profiles/questionnaires/items.ts';
import { type Answers, answersOf, responseItems, summaryLines } from '@dcc/rules/src/fiche/questionnaire.ts';
import { describe, expect, it } from 'vitest';
import { type FicheContent, type Organ, PART_KEYS } from '../model/index.ts';
import { mergeContent } from '../store/merge.ts';
import { rivals, summedUp, wordsOf } from './merged.ts';
import { canonicalOf } from './wanted.ts';

const organ = (answers: Answers): Organ => ({
  form: canonicalOf(sein),
  items: responseItems(sein, answers),
  lines: summaryLines(sein, answers),
});
const code = (one: string) => [{ valueCoding: { code: one, display: one } }];

/** What one has after the other saved first. */
function merged(base: Answers, mine: Answers, theirs: Answers): Organ {
  const content = (answers: Answers) => {
    const parts = PART_KEYS.map((key) => [key, key === 'organ' ? organ(answers) : {}]);
    return Object.fromEntries(parts) as FicheContent;
  };
  const writers = { mine: 'HA', theirs: 'VT' };
  return mergeContent(content(base), content(mine), content(theirs), writers).content.organ;
}

describe('two people in the organ part', () => {
  it('keep their answers to two questions, summed up once', () => {
    const both = merged({}, { re: [{ valueDecimal: 90 }] }, { grade: code('2') });
    expect(answersOf(both.items)).toEqual({ re: [{ valueDecimal: 90 }], grade: code('2') });
    const whole = organ({ re: [{ valueDecimal: 90 }], grade: code('2') });
    expect(summedUp(sein, both)!.lines).toEqual(whole.lines);
    expect(summedUp(sein, whole)).toBeUndefined();
  });

  it('keep both answers to one question until somebody chooses', () => {
    const both = merged({ her2: code('0') }, { her2: code('1') }, { her2: code('2') });
    const { her2 } = answersOf(both.items);
    const question = sein.item!.flatMap(({ item }) => item ?? []).find(({ linkId }) => linkId === 'her2')!;
    expect(rivals(question, her2!).sort()).toEqual(['1', '2']);
    expect(summedUp(sein, both)!.lines.join()).toMatch(/HER2 : (1, 2|2, 1)/);
  });

  it('keep the words of both', () => {
    const said = (text: string) => ({ autre: [{ valueString: text }] });
    const both = answersOf(merged({}, said('Vit seule.'), said('Refuse la chimiothérapie.')).items);
    expect(wordsOf(both.autre!).split('\n').sort()).toEqual(['Refuse la chimiothérapie.', 'Vit seule.']);
  });
});

describe('rivals', () => {
  it('are none of one answer, nor of a question that takes several', () => {
    expect(rivals(mm('t', 'Taille', 9, {}), [{ valueDecimal: 1 }])).toEqual([]);
    expect(rivals(metastaticSites, [...code('foie'), ...code('os')])).toEqual([]);
    expect(rivals({ linkId: 'x', type: 'text' }, [{ valueString: 'a' }, { valueString: 'b' }])).toEqual([]);
  });

  it('are said in words', () => {
    expect(rivals(mm('t', 'Taille', 9, {}), [{ valueDecimal: 1.5 }, { valueDecimal: 2 }])).toEqual([
      '1,5',
      '2',
    ]);
    const yes = { linkId: 'x', type: 'boolean' } as const;
    expect(rivals(yes, [{ valueBoolean: true }, { valueBoolean: false }])).toEqual(['oui', 'non']);
    const on = [{ valueDate: '2026-10-02' }, { valueDate: '2026-10-03' }];
    expect(rivals({ linkId: 'x', type: 'date' }, on)).toEqual(['02/10/2026', '03/10/2026']);
  });
});
