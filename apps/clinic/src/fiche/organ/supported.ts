import type { QuestionnaireItem } from '@medplum/fhirtypes';

const TYPES = new Set(['boolean', 'date', 'decimal', 'integer', 'string', 'text']);

/**
 * Can the app ask this question? A region may deploy forms of its own: what they hold beyond ours is said on
 * the screen, never answered wrongly.
 */
export function isSupported({
  type,
  repeats,
  item,
  answerOption,
  answerValueSet,
}: QuestionnaireItem): boolean {
  if (item?.length) return false;
  if (type !== 'choice') return TYPES.has(type) && !repeats;
  const coded = answerOption?.every(({ valueCoding }) => valueCoding?.code !== undefined);
  return answerValueSet === undefined && coded === true;
}
