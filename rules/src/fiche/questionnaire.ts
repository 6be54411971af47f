import { ITEM_EXTENSIONS } from '@dcc/fhir-profiles/questionnaires/form.ts';
import type {
  Questionnaire,
  QuestionnaireItem,
  QuestionnaireItemEnableWhen,
  QuestionnaireResponseItem,
  QuestionnaireResponseItemAnswer,
} from '@medplum/fhirtypes';

/** What was answered, by `linkId`; several answers where the question repeats. */
export type Answers = Readonly<Record<string, readonly QuestionnaireResponseItemAnswer[]>>;

/** Every question of a form with the groups above it, in order. */
export function questionsOf(items: readonly QuestionnaireItem[] = []): QuestionnaireItem[] {
  return items.flatMap((one) => (one.type === 'group' ? questionsOf(one.item) : [one]));
}

/** The answers of a response, whatever its nesting; blank ones are none. */
export function answersOf(items: readonly QuestionnaireResponseItem[] = []): Answers {
  const found: Record<string, QuestionnaireResponseItemAnswer[]> = {};
  const walk = (list: readonly QuestionnaireResponseItem[]) => {
    for (const { linkId, answer, item } of list) {
      const said = (answer ?? []).filter((one) => answerValue(one) !== undefined);
      if (said.length > 0) found[linkId] = [...(found[linkId] ?? []), ...said];
      walk(item ?? []);
    }
  };
  walk(items);
  return found;
}

/** The value of an answer: a code, a number, words, a date, yes or no. */
export function answerValue(
  answer: QuestionnaireResponseItemAnswer | undefined,
): string | number | boolean | undefined {
  const { valueCoding, valueString, valueDecimal, valueInteger, valueDate, valueBoolean } = answer ?? {};
  const text = valueString?.trim() || undefined;
  return (
    valueCoding?.code ??
    valueCoding?.display ??
    text ??
    valueDecimal ??
    valueInteger ??
    valueDate ??
    valueBoolean
  );
}

/**
 * Questions and groups that are asked, given the answers (`enableWhen`): one under a group that is not asked
 * is not asked either, and the answer to a question that is not asked counts for nothing.
 * @returns linkIds.
 */
export function askedItems(form: Pick<Questionnaire, 'item'>, answers: Answers): ReadonlySet<string> {
  const asked = new Set<string>();
  const walk = (items: readonly QuestionnaireItem[], above: boolean) => {
    for (const one of items) {
      const open = above && isEnabled(one, answers, asked);
      if (open) asked.add(one.linkId);
      walk(one.item ?? [], open);
    }
  };
  // A condition may name a question further down: what it opened is looked at again until nothing moves.
  for (let before = -1; before !== asked.size; ) {
    before = asked.size;
    const known = new Set(asked);
    asked.clear();
    for (const one of known) asked.add(one);
    walk(form.item ?? [], true);
  }
  return asked;
}

function isEnabled(item: QuestionnaireItem, answers: Answers, asked: ReadonlySet<string>): boolean {
  const conditions = item.enableWhen ?? [];
  if (conditions.length === 0) return true;
  const holds = (one: QuestionnaireItemEnableWhen) =>
    meets(one, asked.has(one.question ?? '') ? (answers[one.question ?? ''] ?? []) : []);
  return item.enableBehavior === 'any' ? conditions.some(holds) : conditions.every(holds);
}

/**
 * FHIR R4 enableWhen: with several answers, one that meets it is enough. Nothing answered meets only « not
 * exists ».
 */
function meets(
  condition: QuestionnaireItemEnableWhen,
  given: readonly QuestionnaireResponseItemAnswer[],
): boolean {
  const { operator, answerBoolean, answerCoding, answerDecimal, answerInteger, answerString } = condition;
  if (operator === 'exists') return given.length > 0 === (answerBoolean ?? true);
  const wanted = answerCoding?.code ?? answerDecimal ?? answerInteger ?? answerString ?? answerBoolean;
  return given.some((one) => compare(answerValue(one), operator, wanted));
}

type Value = string | number | boolean | undefined;

function compare(value: Value, operator: string | undefined, wanted: Value): boolean {
  if (value === undefined || wanted === undefined) return false;
  if (operator === '=') return value === wanted;
  if (operator === '!=') return value !== wanted;
  if (typeof value !== 'number' || typeof wanted !== 'number') return false;
  if (operator === '>') return value > wanted;
  if (operator === '<') return value < wanted;
  return operator === '>=' ? value >= wanted : operator === '<=' && value <= wanted;
}

/** The response to store: the answers of questions that are asked, in the groups of the form. */
export function responseItems(
  form: Pick<Questionnaire, 'item'>,
  answers: Answers,
): QuestionnaireResponseItem[] {
  const asked = askedItems(form, answers);
  const build = (items: readonly QuestionnaireItem[]): QuestionnaireResponseItem[] =>
    items.flatMap((one) => {
      if (!asked.has(one.linkId)) return [];
      const item = build(one.item ?? []);
      const answer = answers[one.linkId];
      if (item.length === 0 && !answer?.length) return [];
      return [
        {
          linkId: one.linkId,
          ...(one.text ? { text: one.text } : {}),
          ...(answer?.length ? { answer: [...answer] } : {}),
          ...(item.length > 0 ? { item } : {}),
        },
      ];
    });
  return build(form.item ?? []);
}

/**
 * The answers in words, a line per group: « Biologie de la tumeur : RE 90 %, HER2 1+. » Only what is asked
 * and said.
 */
export function summaryLines(form: Pick<Questionnaire, 'item'>, answers: Answers): string[] {
  const asked = askedItems(form, answers);
  return (form.item ?? []).flatMap((one) => {
    const parts = questionsOf([one]).flatMap((question) =>
      asked.has(question.linkId) ? (sayAnswer(question, answers[question.linkId] ?? []) ?? []) : [],
    );
    if (parts.length === 0) return [];
    const text = one.type === 'group' ? `${one.text} : ${parts.join(', ')}` : parts.join(', ');
    return [/[.!?]$/.test(text) ? text : `${text}.`];
  });
}

/** « RE 90 % », « emboles : non », « Gleason 7 »: undefined when nothing was answered. */
function sayAnswer(
  item: QuestionnaireItem,
  given: readonly QuestionnaireResponseItemAnswer[],
): string | undefined {
  const said = given.flatMap((one) => {
    const value = answerValue(one);
    if (value === undefined) return [];
    if (typeof value === 'boolean') return [value ? 'oui' : 'non'];
    if (typeof value === 'number') return [`${String(value).replace('.', ',')}${unitOf(item)}`];
    if (one.valueDate) return [one.valueDate.split('-').reverse().join('/')];
    return [one.valueCoding?.display ?? value];
  });
  const name = shortText(item);
  if (said.length === 0) return undefined;
  const joint = item.type === 'decimal' || item.type === 'integer' || item.type === 'date' ? ' ' : ' : ';
  return name ? `${name}${joint}${said.join(', ')}` : said.join(', ');
}

export function shortText(item: QuestionnaireItem): string {
  return item.extension?.find(({ url }) => url === ITEM_EXTENSIONS.SHORT)?.valueString ?? item.text ?? '';
}

function unitOf(item: QuestionnaireItem): string {
  const unit = unitText(item);
  return unit ? ` ${unit}` : '';
}

/** What stands after the number: « mm », « % ». */
export function unitText(item: QuestionnaireItem): string {
  const coding = item.extension?.find(({ url }) => url === ITEM_EXTENSIONS.UNIT)?.valueCoding;
  return coding?.display ?? coding?.code ?? '';
}

/** Lowest and highest number of a question, undefined when it has no bound. */
export function boundsOf(item: QuestionnaireItem): { min?: number; max?: number } {
  const of = (url: string) => {
    const found = item.extension?.find((one) => one.url === url);
    return found?.valueDecimal ?? found?.valueInteger;
  };
  const [min, max] = [of(ITEM_EXTENSIONS.MIN), of(ITEM_EXTENSIONS.MAX)];
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

/**
 * Points of the answers (`ordinalValue`), as they are: nothing is rounded.
 * @returns `total` is undefined until every question is answered; `missing` names those that are not.
 */
export function scoreOf(
  form: Pick<Questionnaire, 'item'>,
  answers: Answers,
): { total?: number; missing: string[] } {
  const questions = questionsOf(form.item);
  const points = questions.map((item) => {
    const code = answers[item.linkId]?.[0]?.valueCoding?.code;
    const option = item.answerOption?.find(({ valueCoding }) => valueCoding?.code === code);
    return option?.valueCoding?.extension?.find(({ url }) => url === ITEM_EXTENSIONS.POINTS)?.valueDecimal;
  });
  const missing = questions.filter((_, at) => points[at] === undefined).map(shortText);
  if (missing.length > 0) return { missing };
  return { total: points.reduce<number>((sum, one) => sum + one!, 0), missing };
}
