import { describe, expect, it } from 'vitest';
import { ITEM_EXTENSIONS } from './form.ts';
import {
  AFTER_RESECTION,
  anyOf,
  metastaticSites,
  mm,
  nodesExamined,
  nodesInvolved,
  OTHER_WORDS,
  percent,
  resectionDone,
  same,
  unless,
} from './items.ts';

const values = (item: ReturnType<typeof mm>) =>
  Object.fromEntries(
    Object.entries(ITEM_EXTENSIONS).flatMap(([name, url]) => {
      const found = item.extension?.find((one) => one.url === url);
      return found ? [[name, found.valueString ?? found.valueCoding?.code ?? found.valueDecimal]] : [];
    }),
  );

describe('conditions', () => {
  it('« unless » wants an answer, and another one', () => {
    const { enableWhen, enableBehavior } = mm('taille', 'Taille', 9, { short: 't', ...unless('irm', 'non') });
    expect(enableWhen).toEqual([
      { question: 'irm', operator: 'exists', answerBoolean: true },
      { question: 'irm', operator: '!=', answerCoding: { code: 'non' } },
    ]);
    expect(enableBehavior).toBe('all');
  });

  it('« anyOf » is met by one of its answers', () => {
    const one = mm('taille', 'Taille', 9, { short: 't', ...anyOf('site', 'rein', 'vessie') });
    expect(one.enableWhen!.map(({ answerCoding }) => answerCoding!.code)).toEqual(['rein', 'vessie']);
    expect(one.enableBehavior).toBe('any');
  });

  it('has no behaviour to say with a single condition', () => {
    expect(mm('taille', 'Taille', 9, { ...anyOf('site', 'rein') }).enableBehavior).toBeUndefined();
  });
});

describe('questions', () => {
  it('measures in millimetres from zero, and shares in hundredths', () => {
    expect(values(mm('taille', 'Taille', 300, { short: 'taille' }))).toEqual({
      SHORT: 'taille',
      UNIT: 'mm',
      MIN: 0,
      MAX: 300,
    });
    expect(values(percent('ki67', 'Ki67', { short: 'Ki67' }))).toEqual({
      SHORT: 'Ki67',
      UNIT: '%',
      MIN: 0,
      MAX: 100,
    });
  });

  it('counts nodes after a resection only', () => {
    for (const item of [nodesExamined(80), nodesInvolved(80)]) {
      expect(item.type).toBe('integer');
      expect(item.extension!.find(({ url }) => url === ITEM_EXTENSIONS.MAX)!.valueInteger).toBe(80);
      expect(item.enableWhen!.map(({ question }) => question)).toEqual(['resection', 'resection']);
    }
    expect(AFTER_RESECTION.when).toHaveLength(2);
    const codes = resectionDone.answerOption!.map(({ valueCoding }) => valueCoding!.code);
    expect(codes).toEqual(['non', 'R0', 'R1', 'R2', 'RX']);
  });

  it('lets several metastatic sites be said, none of them first', () => {
    expect(metastaticSites.repeats).toBe(true);
    expect(metastaticSites.answerOption![0]!.valueCoding!.code).toBe('aucune');
  });

  it('leaves the last word free', () => {
    expect([OTHER_WORDS.type, OTHER_WORDS.linkId]).toEqual(['text', 'autre']);
  });

  it('shows a stage as it is written', () => {
    expect(same('IA', 'IB')).toEqual([
      ['IA', 'IA'],
      ['IB', 'IB'],
    ]);
  });
});
