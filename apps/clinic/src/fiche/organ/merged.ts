import { answersOf, summaryLines } from '@dcc/rules/src/fiche/questionnaire.ts';
import type { Questionnaire, QuestionnaireItem, QuestionnaireResponseItemAnswer } from '@medplum/fhirtypes';
import { type Organ, same } from '../model/index.ts';

/**
 * The organ part with the summary that its answers make, or undefined when it has it already. Two people's
 * answers are merged without their form: both summaries then stand side by side, and say some things twice.
 */
export function summedUp(form: Questionnaire, value: Organ): Organ | undefined {
  const lines = summaryLines(form, answersOf(value.items));
  return same(lines, value.lines) ? undefined : { ...value, lines };
}

/** Answers that two people gave at once to a question that takes one: both are kept until somebody chooses. */
export function rivals(
  { repeats, type }: QuestionnaireItem,
  answers: readonly QuestionnaireResponseItemAnswer[],
): string[] {
  if (repeats || answers.length < 2 || type === 'string' || type === 'text') return [];
  return answers.map(({ valueCoding, valueDecimal, valueInteger, valueDate, valueBoolean }) => {
    if (valueBoolean !== undefined) return valueBoolean ? 'oui' : 'non';
    if (valueDate) return valueDate.split('-').reverse().join('/');
    const number = valueDecimal ?? valueInteger;
    return number === undefined ? (valueCoding?.display ?? '') : String(number).replace('.', ',');
  });
}

/** The words of a question: those of both, when two people wrote at once. */
export function wordsOf(answers: readonly QuestionnaireResponseItemAnswer[]): string {
  return answers.flatMap(({ valueString }) => valueString ?? []).join('\n');
}
