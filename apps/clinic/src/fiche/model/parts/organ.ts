import { DCC } from '@dcc/fhir-profiles/src/canonical.ts';
import { fromNarrative } from '@dcc/rules/src/fiche/narrative.ts';
import type { QuestionnaireResponse, QuestionnaireResponseItem } from '@medplum/fhirtypes';
import { entryIdentifiers, type FicheEdit } from '../edit.ts';
import { anchor } from '../fhir.ts';
import { compact, same } from '../same.ts';
import { type FicheState, sectionsOf } from '../state.ts';
import type { Part } from './part.ts';

/** The organ-specific part: a response to a Questionnaire on the case, and its summary among the exams. */
export interface Organ {
  /** `url|version` of the Questionnaire: the answers keep the version they were given in. */
  form?: string;
  items: QuestionnaireResponseItem[];
  /** The summary, that the fiche carries (the answers themselves stay in the product). */
  lines: string[];
}

/** Class of the `div` that holds the summary, inside the author's own text. */
export const ORGAN_LINES = 'dcc-organe';
const FORMS = `${DCC}/Questionnaire/frcp-`;
const SLOT = 'organ';

interface Kept {
  key: string;
  resource: QuestionnaireResponse;
}

/** A response on the case of the fiche: of the newest version when several were kept. */
export function responseOf(state: FicheState, is: (one: QuestionnaireResponse) => boolean): Kept | undefined {
  const found = [...state.records].flatMap(([key, resource]) =>
    resource.resourceType === 'QuestionnaireResponse' &&
    is(resource) &&
    resource.encounter?.reference === state.composition.encounter?.reference &&
    resource.status !== 'entered-in-error'
      ? [{ key, resource }]
      : [],
  );
  return found.find(({ key }) => !state.frozen.has(key)) ?? found[0];
}

/** The organ part: an RCP may use a form of any address, and change it; what was put in its slot is it. */
function isOrgan(one: QuestionnaireResponse): boolean {
  const inSlot = entryIdentifiers(one).some(({ value }) => value?.endsWith(`/${SLOT}`));
  return inSlot || !!one.questionnaire?.startsWith(FORMS);
}

/**
 * Writes a response.
 * @param old the one that it changes; answers that a signed version rests on are copied.
 * @returns its key.
 */
export function putResponse(
  edit: FicheEdit,
  old: Kept | undefined,
  slot: string,
  form: string,
  items: QuestionnaireResponseItem[],
): string {
  const base: QuestionnaireResponse = old?.resource ?? {
    resourceType: 'QuestionnaireResponse',
    status: 'in-progress',
    ...(anchor(edit.before.composition) as Pick<QuestionnaireResponse, 'subject' | 'encounter'>),
  };
  if (old && base.questionnaire === form && same(base.item ?? [], items)) return old.key;
  const made = compact({ ...base, questionnaire: form, authored: edit.context.now, item: items });
  return edit.put(old?.key, made as QuestionnaireResponse, slot);
}

export const organ: Part<Organ> = {
  read(state) {
    const response = responseOf(state, isOrgan)?.resource;
    const { derived } = fromNarrative(sectionsOf(state, 'exams')[0]?.text?.div);
    return {
      items: response?.item ?? [],
      lines: [...(derived.find(({ name }) => name === ORGAN_LINES)?.lines ?? [])],
      ...compact({ form: response?.questionnaire }),
    };
  },
  write(edit, { form, items, lines }) {
    if (!form) return;
    putResponse(edit, responseOf(edit.before, isOrgan), SLOT, form, items);
    edit.setDerived('exams', ORGAN_LINES, lines);
  },
};
