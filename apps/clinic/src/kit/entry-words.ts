import type { Resource } from '@medplum/fhirtypes';

/** Elements that name, place or date a resource for machines; none is read by who signs. */
const SILENT = new Set([
  ...[
    'id',
    'resourceType',
    'meta',
    'text',
    'identifier',
    'extension',
    'url',
    'system',
    'version',
    'reference',
  ],
  ...['code', 'subject', 'encounter', 'questionnaire', 'profile', 'unit', 'status', 'intent', 'priority'],
]);

/**
 * What an entry says, one value per line, for a comparison: a change in it that the fiche tells in no words is shown
 * by these. Codes are left out where they stand beside their words, and references everywhere.
 */
export function entryWords(resource: Resource | undefined): string {
  return wordsIn(resource).join('\n');
}

function wordsIn(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object') return [spoken(value)];
  if (Array.isArray(value)) return value.flatMap(wordsIn);
  const fields = value as Record<string, unknown>;
  // A concept in the author's own words says them; a coding says its label.
  if (Array.isArray(fields.coding))
    return typeof fields.text === 'string' ? [fields.text] : wordsIn(fields.coding);
  return Object.entries(fields).flatMap(([name, one]) => {
    if (name === 'text' && typeof one === 'string') return [one];
    if (name === 'code' && typeof one === 'object') return wordsIn(one);
    return SILENT.has(name) ? [] : wordsIn(one);
  });
}

function spoken(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'oui' : 'non';
  return String(value);
}
