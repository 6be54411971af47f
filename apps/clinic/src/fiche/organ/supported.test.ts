import { QUESTIONNAIRES } from '@dcc/fhir-profiles/questionnaires/index.ts';
import { questionsOf } from '@dcc/rules/src/fiche/questionnaire.ts';
import type { QuestionnaireItem } from '@medplum/fhirtypes';
import { expect, it } from 'vitest';
import { isSupported } from './supported.ts';

const question = (more: Partial<QuestionnaireItem>): QuestionnaireItem => ({
  linkId: 'x',
  type: 'string',
  ...more,
});

it('asks every question of our own forms', () => {
  const refused = QUESTIONNAIRES.flatMap(({ item }) => questionsOf(item)).filter((one) => !isSupported(one));
  expect(refused.map(({ linkId }) => linkId)).toEqual([]);
});

it('does not ask what it could not keep: quantities, files, references, open lists', () => {
  for (const type of ['quantity', 'attachment', 'reference', 'open-choice', 'dateTime', 'url'] as const)
    expect(isSupported(question({ type })), type).toBe(false);
});

it('does not ask several answers in words: it would keep the first one only', () => {
  expect(isSupported(question({ repeats: true }))).toBe(false);
  const answerOption = [{ valueCoding: { code: 'a', display: 'a' } }];
  expect(isSupported(question({ type: 'choice', repeats: true, answerOption }))).toBe(true);
});

it('asks a list whose answers are codes written in the form', () => {
  expect(isSupported(question({ type: 'choice' }))).toBe(false);
  expect(isSupported(question({ type: 'choice', answerOption: [{ valueString: 'a' }] }))).toBe(false);
  expect(isSupported(question({ type: 'choice', answerValueSet: 'https://example.org/ValueSet/a' }))).toBe(
    false,
  );
});

it('does not ask a question that holds others', () => {
  expect(isSupported(question({ item: [question({ linkId: 'y' })] }))).toBe(false);
});
