import { ITEM_EXTENSIONS } from '@dcc/fhir-profiles/questionnaires/form.ts';
import type { QuestionnaireItem } from '@medplum/fhirtypes';

/**
 * What is answered once a box is ticked or not: an answer that no other goes with (« aucun ») takes the others
 * away, and any other takes it away.
 * @param before, after codes, in the order they were ticked.
 */
export function ticked(
  item: QuestionnaireItem,
  before: readonly string[],
  after: readonly string[],
): string[] {
  const alone = new Set(
    (item.answerOption ?? []).flatMap(({ extension, valueCoding }) =>
      extension?.some(({ url, valueBoolean }) => url === ITEM_EXTENSIONS.EXCLUSIVE && valueBoolean)
        ? (valueCoding?.code ?? [])
        : [],
    ),
  );
  const added = after.find((code) => !before.includes(code));
  if (added === undefined) return [...after];
  return alone.has(added) ? [added] : after.filter((code) => !alone.has(code));
}
