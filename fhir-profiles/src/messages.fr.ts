import type { OperationOutcome, OperationOutcomeIssue } from '@medplum/fhirtypes';
import { BASE_RULES } from './base-rules.fr.ts';

/**
 * The server's validation messages in French, one file for bots, command line and application. The real Medplum speaks
 * English; the embedded server already speaks French, and its sentences pass unchanged. `$1`... are the captures.
 */
const MESSAGES: readonly [RegExp, string][] = [
  [/^Missing required property$/, 'Élément obligatoire absent'],
  [/^Invalid empty (?:non-primitive )?value$/, 'Valeur vide interdite'],
  [/^Invalid null value$/, 'Valeur nulle interdite'],
  [/^Invalid undefined value$/, 'Valeur absente interdite'],
  [/^Expected array of values for property$/, 'Une liste de valeurs est attendue'],
  [/^Expected single value for property$/, 'Une seule valeur est attendue'],
  [
    /^Invalid number of values: expected (\d+)\.\.(\d+|\*), but found (\d+)$/,
    'Nombre de valeurs incorrect : $1..$2 attendues, $3 trouvées',
  ],
  [
    /^Incorrect number of values provided for slice '(.+)': expected (\d+)\.\.(\d+|\*), but found (\d+)$/,
    'Nombre de valeurs incorrect pour « $1 » : $2..$3 attendues, $4 trouvées',
  ],
  [/^Value did not match expected pattern$/, 'La valeur n’est pas celle que le profil impose'],
  [/^Invalid additional property "(.+)"$/, 'Propriété inconnue : $1'],
  [/^Invalid JSON type: expected (\w+), but got (\w+)$/, 'Type JSON incorrect : $1 attendu, $2 reçu'],
  [/^Invalid JSON type: (.+) is not a valid FHIR type$/, 'Type inconnu : $1'],
  [/^Invalid (\w+) format$/, 'Format incorrect pour un élément de type $1'],
  [/^Invalid (?:date|dateTime|instant) value$/, 'Cette date n’existe pas'],
  [/^Invalid numeric value$/, 'Nombre incorrect'],
  [/^Expected number to be an integer$/, 'Un nombre entier est attendu'],
  [/^Expected number to be in the range (-?\d+)\.\.(\d+)$/, 'Nombre hors limites : de $1 à $2'],
  [/^String must contain non-whitespace content$/, 'Le texte ne peut pas être vide'],
  [/^String cannot be larger than 1 MB$/, 'Texte trop long : plus de 1 Mo'],
  [/^base64Binary exceeds (\d+) bytes$/, 'Contenu trop grand : plus de $1 octets'],
  [/^Error evaluating invariant expression$/, 'Une règle n’a pas pu être évaluée'],
  [/^Invalid resource type$/, 'Type de ressource inconnu'],
  [/^Invalid reference: got "(.+)", expected .+$/, 'Référence incorrecte : $1 n’est pas un type attendu'],
  [/^Value ([\s\S]+) did not satisfy terminology binding (\S+)$/, 'Code hors du jeu de valeurs $2 : $1'],
  [/^Not found$/, 'Ressource introuvable'],
  [/^Gone$/, 'Ressource supprimée'],
  [/^Forbidden$/, 'Action interdite'],
  [/^Unauthorized$/, 'Authentification requise'],
  [/^Token expired$/, 'Session expirée'],
  [/^Precondition Failed$/, 'La ressource a changé entre-temps'],
  [/^Multiple resources found matching condition$/, 'Plusieurs ressources répondent à la condition'],
  [/^Too Many Requests$/, 'Trop de demandes : réessayez dans un instant'],
  [/^Internal server error$/, 'Erreur interne du serveur'],
];

const CONSTRAINT = /^Constraint (\S+) not met: ([\s\S]+)$/;

/**
 * A sentence of the server in French. A rule of ours is already French: its key follows in brackets, so that support
 * can find it. A sentence that we do not know is returned as it is.
 */
export function frenchMessage(text: string): string {
  const constraint = CONSTRAINT.exec(text);
  if (constraint) return `${BASE_RULES[constraint[1]!] ?? constraint[2]} (${constraint[1]})`;
  for (const [pattern, french] of MESSAGES) {
    if (pattern.test(text)) return text.replace(pattern, french);
  }
  return text;
}

/**
 * One issue as a user reads it, opened by the element concerned. Our own rules open with it already; the type alone
 * (`Patient : ...`) would say nothing more.
 */
export function frenchIssue(issue: OperationOutcomeIssue): string {
  const text = frenchMessage(issue.details?.text ?? issue.diagnostics ?? 'Erreur sans explication');
  const element = issue.expression?.[0];
  const named = !element?.includes('.') || text.startsWith(element);
  return named ? text : `${element} : ${text}`;
}

/** Every error of an outcome, warnings left out; never empty for a refusal. */
export function frenchErrors(outcome: OperationOutcome): string[] {
  const errors = (outcome.issue ?? []).filter(({ severity }) => severity === 'error' || severity === 'fatal');
  return [...new Set(errors.map(frenchIssue))];
}
