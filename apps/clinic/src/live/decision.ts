import type { Code } from '@dcc/fhir-profiles/src/codes.ts';
import type { Annotation, CarePlan, CarePlanActivity } from '@medplum/fhirtypes';

/** One line of the decision, as the room sees it. */
export interface DecisionLine {
  id: string;
  code?: string;
  /** Words of the kind of treatment. */
  label: string;
  /** Free text, without the mark of an alternative. */
  text: string;
  alternative: boolean;
}

/** A minority opinion, with a name when its author wishes so. */
export interface Dissent {
  id: string;
  name: string;
  text: string;
}

/** The mark is in the words, so that every reader of the fiche, CDA and PDF included, reads it. */
const ALTERNATIVE = 'En alternative : ';
const DISSENT = /^Avis minoritaire(?: de (.+?))? : (.*)$/su;

export function decisionLines(plan: CarePlan | undefined): DecisionLine[] {
  return (plan?.activity ?? []).map((one, index) => {
    const text = one.detail?.description ?? '';
    const alternative = text.startsWith(ALTERNATIVE.trimEnd());
    const code = one.detail?.code?.coding?.[0];
    return {
      id: one.id ?? `line/${index}`,
      ...(code?.code ? { code: code.code } : {}),
      label: one.detail?.code?.text ?? code?.display ?? '',
      text: alternative ? text.slice(ALTERNATIVE.trimEnd().length).replace(/^\s/u, '') : text,
      alternative,
    };
  });
}

type Edit = (activity: CarePlanActivity) => CarePlanActivity;

function mapLine(plan: CarePlan, id: string, edit: Edit): CarePlan {
  return {
    ...plan,
    activity: (plan.activity ?? []).map((one, index) =>
      (one.id ?? `line/${index}`) === id ? edit(one) : one,
    ),
  };
}

/** @param id a new one at each call: it names the line for whoever merges. */
export function addLine(plan: CarePlan, id: string, kind: Code | { text: string }): CarePlan {
  const code = 'code' in kind ? { coding: [{ ...kind }], text: kind.display } : { text: kind.text };
  const line: CarePlanActivity = { id, detail: { status: 'not-started', code } };
  return { ...plan, activity: [...(plan.activity ?? []), line] };
}

/** Writes the free text of a line; without words the element goes, FHIR has no empty strings. */
export function setText(plan: CarePlan, id: string, text: string, alternative: boolean): CarePlan {
  const words = alternative ? `${ALTERNATIVE}${text}` : text;
  return mapLine(plan, id, ({ detail, ...one }) => {
    const { description: _, ...rest } = detail ?? { status: 'not-started' as const };
    return { ...one, detail: { ...rest, ...(words ? { description: words } : {}) } };
  });
}

export function removeLine(plan: CarePlan, id: string): CarePlan {
  const activity = (plan.activity ?? []).filter((one, index) => (one.id ?? `line/${index}`) !== id);
  const { activity: _, ...rest } = plan;
  return activity.length > 0 ? { ...rest, activity } : rest;
}

/** @param by -1 up, 1 down. */
export function moveLine(plan: CarePlan, id: string, by: -1 | 1): CarePlan {
  const activity = [...(plan.activity ?? [])];
  const from = activity.findIndex((one, index) => (one.id ?? `line/${index}`) === id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= activity.length) return plan;
  [activity[from], activity[to]] = [activity[to]!, activity[from]!];
  return { ...plan, activity };
}

export function dissents(plan: CarePlan | undefined): Dissent[] {
  return (plan?.note ?? []).flatMap(({ text = '', id }, index) => {
    const [whole, name = '', words = ''] = DISSENT.exec(text) ?? [];
    return whole === undefined ? [] : [{ id: id ?? `note/${index}`, name, text: words }];
  });
}

/** Adds a minority opinion, or changes it; an empty one goes. */
export function setDissent(plan: CarePlan, one: Dissent): CarePlan {
  const name = one.name.trim();
  const text = `Avis minoritaire${name ? ` de ${name}` : ''} : ${one.text}`;
  return setNote(plan, one.id, one.text || name ? text : '');
}

/** The board's comment: the notes that are nobody's dissent. */
export function comment(plan: CarePlan | undefined): string {
  return (plan?.note ?? []).find(({ text }) => !DISSENT.test(text ?? ''))?.text ?? '';
}

export function setComment(plan: CarePlan, text: string): CarePlan {
  const index = (plan.note ?? []).findIndex((one) => !DISSENT.test(one.text ?? ''));
  return setNote(plan, index < 0 ? 'comment' : (plan.note![index]!.id ?? `note/${index}`), text);
}

function setNote(plan: CarePlan, id: string, text: string): CarePlan {
  const notes = plan.note ?? [];
  const at = notes.findIndex((one, index) => (one.id ?? `note/${index}`) === id);
  const made: Annotation = { ...(at < 0 ? { id } : notes[at]), text };
  const next = at < 0 ? [...notes, made] : notes.map((one, index) => (index === at ? made : one));
  const { note: _, ...rest } = plan;
  const kept = next.filter((one) => one.text);
  return kept.length > 0 ? { ...rest, note: kept } : rest;
}
