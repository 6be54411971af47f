import { g8 } from '@dcc/fhir-profiles/questionnaires/g8.ts';
import { sein } from '@dcc/fhir-profiles/questionnaires/index.ts';
import { responseItems, summaryLines } from '@dcc/rules/src/fiche/questionnaire.ts';
import type { QuestionnaireResponse } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { readPart, writePart } from './content.ts';
import { amendment, CONTEXT, draft } from './testing.ts';

const FORM = `${sein.url}|${sein.version}`;
const answers = (re: number) => ({
  re: [{ valueDecimal: re }],
  her2: [{ valueCoding: { code: '1', display: '1+' } }],
});
const organ = (re: number) => ({
  form: FORM,
  items: responseItems(sein, answers(re)),
  lines: summaryLines(sein, answers(re)),
});
const exams = (state: ReturnType<typeof draft>) =>
  state.composition.section!.find(({ title }) => title === 'Examens')!.text!;
const responses = (state: ReturnType<typeof draft>) =>
  [...state.records.values()].filter(
    (one): one is QuestionnaireResponse => one.resourceType === 'QuestionnaireResponse',
  );

describe('the organ part', () => {
  it('is a response on the case, in the version of its form, and a summary under the exams', () => {
    const after = writePart(draft(), 'organ', organ(90), CONTEXT);
    expect(responses(after)).toMatchObject([
      {
        questionnaire: FORM,
        status: 'in-progress',
        encounter: after.composition.encounter,
        subject: after.composition.subject,
      },
    ]);
    expect(exams(after).status).toBe('additional');
    expect(exams(after).div).toContain(
      '<div class="dcc-organe"><p>Biologie de la tumeur : RE 90 %, HER2 : 1+.</p></div>',
    );
    expect(readPart(after, 'organ')).toEqual(organ(90));
  });

  it('leaves the words of the exams to their author', () => {
    const state = draft();
    const after = writePart(state, 'organ', organ(90), CONTEXT);
    expect(readPart(after, 'exams')).toBe(readPart(state, 'exams'));
    const typed = writePart(after, 'exams', 'IRM.', CONTEXT);
    expect(readPart(typed, 'organ')).toEqual(organ(90));
  });

  it('replaces its summary, in the same response', () => {
    const once = writePart(draft(), 'organ', organ(90), CONTEXT);
    const twice = writePart(once, 'organ', organ(10), CONTEXT);
    expect(responses(twice)).toHaveLength(1);
    expect(exams(twice).div).not.toContain('90 %');
    expect(exams(twice).div).toContain('RE 10 %');
  });

  it('takes its summary away when nothing is answered any more', () => {
    const once = writePart(draft(), 'organ', organ(90), CONTEXT);
    const none = writePart(once, 'organ', { form: FORM, items: [], lines: [] }, CONTEXT);
    expect(exams(none).div).not.toContain('dcc-organe');
  });

  it('may be a form of the region, at an address of its own', () => {
    const form = 'https://region.example/Questionnaire/abdomen|3.1.0';
    const after = writePart(draft(), 'organ', { ...organ(90), form }, CONTEXT);
    expect(readPart(after, 'organ')).toEqual({ ...organ(90), form });
    expect(responses(writePart(after, 'organ', { ...organ(10), form }, CONTEXT))).toHaveLength(1);
  });

  it('is one response, whichever form it is begun anew with', () => {
    const once = writePart(draft(), 'organ', organ(90), CONTEXT);
    const none = writePart(once, 'organ', { form: FORM, items: [], lines: [] }, CONTEXT);
    const form = `${sein.url}|1.1.0`;
    const anew = writePart(none, 'organ', { ...organ(10), form }, CONTEXT);
    expect(responses(anew).map(({ questionnaire }) => questionnaire)).toEqual([form]);
    expect(readPart(anew, 'organ')).toEqual({ ...organ(10), form });
  });

  it('is never the answers to the G8', () => {
    const items = [
      { linkId: 'age', answer: [{ valueCoding: { code: 'inf80', display: 'moins de 80 ans' } }] },
    ];
    const g8 = { evaluations: [], g8: 14, g8On: '2026-10-07', g8Items: items };
    const after = writePart(draft(), 'functional', g8, CONTEXT);
    expect(readPart(after, 'organ')).toEqual({ items: [], lines: [] });
    const both = writePart(after, 'organ', organ(90), CONTEXT);
    expect(responses(both)).toHaveLength(2);
    expect(readPart(both, 'functional').g8Items).toEqual(items);
  });

  it('is copied by an amendment: the signed answers stay', () => {
    const before = amendment();
    const signed: QuestionnaireResponse = {
      resourceType: 'QuestionnaireResponse',
      id: 'q1',
      status: 'in-progress',
      questionnaire: FORM,
      encounter: before.composition.encounter,
      item: organ(90).items,
    };
    const key = 'QuestionnaireResponse/q1';
    const state = {
      ...before,
      records: new Map([...before.records, [key, signed]]),
      frozen: new Set([...before.frozen, key]),
    };
    const after = writePart(state, 'organ', organ(10), CONTEXT);
    expect(after.records.get(key)).toEqual(signed);
    expect(responses(after)).toHaveLength(2);
    expect(readPart(after, 'organ').items).toEqual(organ(10).items);
  });
});

describe('the G8', () => {
  it('keeps its answers in the version in which they were given, and what is answered next with them', () => {
    const item = (code: string) => [{ linkId: 'age', answer: [{ valueCoding: { code, display: code } }] }];
    const given = { evaluations: [], g8: 12, g8On: '2026-10-07', g8Form: `${g8.url}|1.1.0` };
    const after = writePart(draft(), 'functional', { ...given, g8Items: item('inf80') }, CONTEXT);
    expect(readPart(after, 'functional')).toMatchObject({
      g8Form: `${g8.url}|1.1.0`,
      g8Items: item('inf80'),
    });
    const { g8Form: _, ...unsaid } = { ...given, g8Items: item('sup85') };
    const next = writePart(after, 'functional', unsaid, CONTEXT);
    expect(responses(next).map(({ questionnaire }) => questionnaire)).toEqual([`${g8.url}|1.1.0`]);
  });

  it('names no version while nothing is answered', () => {
    const after = writePart(draft(), 'functional', { evaluations: [], g8: 12 }, CONTEXT);
    expect(readPart(after, 'functional').g8Form).toBeUndefined();
  });

  it('keeps its eight answers, and the total says what it was computed from', () => {
    const items = [{ linkId: 'age', answer: [{ valueCoding: { code: '80-85', display: '80 à 85 ans' } }] }];
    const after = writePart(
      draft(),
      'functional',
      { evaluations: [], g8: 12.5, g8On: '2026-10-07', g8Items: items },
      CONTEXT,
    );
    expect(readPart(after, 'functional')).toMatchObject({ g8: 12.5, g8Items: items });
    // A draft kept here before answers named their version.
    expect(responses(after).map(({ questionnaire }) => questionnaire)).toEqual([`${g8.url}|1.0.0`]);
    const total = [...after.records.values()].find(
      (one) => one.resourceType === 'Observation' && one.valueQuantity?.value === 12.5,
    );
    const [[key]] = [...after.records].filter(([, one]) => one.resourceType === 'QuestionnaireResponse') as [
      [string, unknown],
    ];
    expect(total).toMatchObject({ derivedFrom: [{ reference: key }] });
  });
});
