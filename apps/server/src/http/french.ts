import type { OperationOutcome } from '@medplum/fhirtypes';

/** What @medplum/core says in English for the outcomes it names, by their id. */
const TEXTS: Record<string, string> = {
  'not-found': 'Ressource introuvable',
  gone: 'Ressource supprimée',
  forbidden: 'Accès refusé',
  unauthorized: 'Authentification requise',
  conflict: 'Conflit avec une écriture simultanée',
  'precondition-failed': 'La ressource a changé depuis votre lecture',
  'multiple-matches': 'Plusieurs ressources répondent à la condition',
  'too-many-requests': 'Trop de requêtes',
};

/** The outcome with its text in French, when it is one of those; ids, which programs read, stay. */
export function inFrench(outcome: OperationOutcome): OperationOutcome {
  const text = TEXTS[outcome.id ?? ''];
  const [first, ...rest] = outcome.issue;
  return text && first
    ? { ...outcome, issue: [{ ...first, details: { ...first.details, text } }, ...rest] }
    : outcome;
}
