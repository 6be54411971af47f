import type { Questionnaire, QuestionnaireItem, QuestionnaireItemEnableWhen } from '@medplum/fhirtypes';
import { DCC } from '../src/canonical.ts';
import type { Code } from '../src/codes.ts';

const HL7 = 'http://hl7.org/fhir/StructureDefinition';
/** Extensions of the items (FHIR R4 and SDC), read by rules/src/fiche. */
export const ITEM_EXTENSIONS = {
  /** The question in one or two words, for a summary. */
  SHORT: 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-shortText',
  UNIT: `${HL7}/questionnaire-unit`,
  MIN: `${HL7}/minValue`,
  MAX: `${HL7}/maxValue`,
  /** Points of an answer. */
  POINTS: `${HL7}/ordinalValue`,
  /** An answer that no other goes with: « aucun ». */
  EXCLUSIVE: `${HL7}/questionnaire-optionExclusive`,
} as const;

/** When a question is asked: another one, an operator, an answer (`true` for « exists »). */
type When = readonly [
  question: string,
  operator: '=' | '!=' | '>' | '<' | '>=' | '<=' | 'exists',
  answer: string | number | boolean,
];

export interface Options {
  short?: string;
  /** All conditions, or any of them. */
  when?: readonly When[];
  any?: boolean;
}
interface NumberOptions extends Options {
  /** UCUM code and what is shown. */
  unit?: readonly [code: string, display: string];
  min?: number;
  max?: number;
}
export type Answers = readonly (readonly [code: string, display: string, points?: number])[];

function item(
  linkId: string,
  text: string,
  type: QuestionnaireItem['type'],
  { short, when, any }: Options,
  extension: NonNullable<QuestionnaireItem['extension']> = [],
): QuestionnaireItem {
  const all = [...(short ? [{ url: ITEM_EXTENSIONS.SHORT, valueString: short }] : []), ...extension];
  return {
    ...(all.length > 0 ? { extension: all } : {}),
    linkId,
    text,
    type,
    ...(when ? { enableWhen: when.map(condition) } : {}),
    ...(when && when.length > 1 ? { enableBehavior: any ? 'any' : 'all' } : {}),
  };
}

function condition([question, operator, answer]: When): QuestionnaireItemEnableWhen {
  if (typeof answer === 'boolean') return { question, operator, answerBoolean: answer };
  if (typeof answer === 'number') return { question, operator, answerDecimal: answer };
  return { question, operator, answerCoding: { code: answer } };
}

export function group(linkId: string, text: string, items: QuestionnaireItem[], options: Options = {}) {
  return { ...item(linkId, text, 'group', options), item: items };
}

interface ChoiceOptions extends Options {
  repeats?: boolean;
  /** The answer, of several, that no other goes with. */
  alone?: string;
}

/** One answer of a list; several with `repeats`. */
export function choice(
  linkId: string,
  text: string,
  answers: Answers,
  options: ChoiceOptions = {},
): QuestionnaireItem {
  const answerOption = answers.map(([code, display, points]) => ({
    ...(code === options.alone
      ? { extension: [{ url: ITEM_EXTENSIONS.EXCLUSIVE, valueBoolean: true }] }
      : {}),
    valueCoding: {
      ...(points === undefined ? {} : { extension: [{ url: ITEM_EXTENSIONS.POINTS, valueDecimal: points }] }),
      code,
      display,
    },
  }));
  return {
    ...item(linkId, text, 'choice', options),
    ...(options.repeats ? { repeats: true } : {}),
    answerOption,
  };
}

const numeric =
  (type: 'decimal' | 'integer', key: 'valueDecimal' | 'valueInteger') =>
  (linkId: string, text: string, options: NumberOptions = {}): QuestionnaireItem => {
    const { unit, min, max } = options;
    return item(linkId, text, type, options, [
      ...(unit
        ? [
            {
              url: ITEM_EXTENSIONS.UNIT,
              valueCoding: { system: 'http://unitsofmeasure.org', code: unit[0], display: unit[1] },
            },
          ]
        : []),
      ...(min === undefined ? [] : [{ url: ITEM_EXTENSIONS.MIN, [key]: min }]),
      ...(max === undefined ? [] : [{ url: ITEM_EXTENSIONS.MAX, [key]: max }]),
    ]);
  };

export const decimal = numeric('decimal', 'valueDecimal');
export const integer = numeric('integer', 'valueInteger');

const plain =
  (type: 'boolean' | 'string' | 'text' | 'date') =>
  (linkId: string, text: string, options: Options = {}): QuestionnaireItem =>
    item(linkId, text, type, options);

export const yesNo = plain('boolean');
export const line = plain('string');
export const words = plain('text');
export const day = plain('date');

/**
 * A form. A change of its content is a new version: what was answered keeps the version it was asked in.
 * @param theme the region's theme that it belongs to.
 */
export function form(
  name: string,
  title: string,
  description: string,
  items: QuestionnaireItem[],
  theme?: Code,
  version = '1.0.0',
): Questionnaire {
  const focus = { system: 'http://terminology.hl7.org/CodeSystem/usage-context-type', code: 'focus' };
  return {
    resourceType: 'Questionnaire',
    url: `${DCC}/Questionnaire/${name}`,
    version,
    name: name.replaceAll('-', '_'),
    title,
    status: 'active',
    experimental: false,
    subjectType: ['Patient'],
    publisher: 'DCC',
    description,
    ...(theme ? { useContext: [{ code: focus, valueCodeableConcept: { coding: [{ ...theme }] } }] } : {}),
    item: items,
  };
}
