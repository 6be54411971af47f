import type { OperationOutcomeIssue } from '@medplum/fhirtypes';

/** What @medplum/core says, and how we say it. `$1`… are the captures. */
const TRANSLATIONS: readonly [RegExp, string][] = [
  [/^Constraint (\S+) not met: (.+)$/s, '$2 ($1)'],
  [/^Missing required property$/, 'Élément obligatoire absent'],
  [/^Invalid empty (?:non-primitive )?value$/, 'Valeur vide interdite'],
  [/^Expected array of values for property$/, 'Une liste de valeurs est attendue'],
  [/^Expected single value for property$/, 'Une seule valeur est attendue'],
  [
    /^Invalid number of values: expected (\S+?)\.\.(\S+), but found (\d+)$/,
    'Nombre de valeurs incorrect : $1..$2 attendues, $3 trouvées',
  ],
  [/^Value did not match expected pattern$/, 'La valeur ne respecte pas le motif imposé'],
  [
    /^Incorrect number of values provided for slice '(.+)': expected (\S+?)\.\.(\S+), but found (\d+)$/,
    'Nombre de valeurs incorrect pour la tranche « $1 » : $2..$3 attendues, $4 trouvées',
  ],
  [/^Invalid additional property "(.+)"$/, 'Propriété inconnue : $1'],
  [/^Invalid null value$/, 'Valeur nulle interdite'],
  [/^Invalid JSON type: expected (\w+), but got (\w+)$/, 'Type JSON incorrect : $1 attendu, $2 reçu'],
  [/^Invalid (\w+) format$/, 'Format incorrect pour un élément de type $1'],
  [/^Invalid (date|dateTime|instant) value$/, "Cette date n'existe pas"],
  [/^Invalid undefined value$/, 'Valeur absente interdite'],
  [/^Invalid numeric value$/, 'Nombre incorrect'],
  [/^base64Binary exceeds (\d+) bytes$/, 'Contenu base64 trop grand : plus de $1 octets'],
  [/^String must contain non-whitespace content$/, 'Le texte ne peut pas être vide'],
  [/^String cannot be larger than 1 MB$/, 'Texte trop long : plus de 1 Mo'],
  [/^Expected number to be an integer$/, 'Un nombre entier est attendu'],
  [/^Expected number to be in the range (-?\d+)\.\.(\d+)$/, 'Nombre hors limites : $1 à $2 attendu'],
  [/^Error evaluating invariant expression$/, "L'invariant n'a pas pu être évalué"],
  [/^Invalid resource type$/, 'Type de ressource inconnu'],
];

/** The issue with its text in French; one of an unknown form keeps the text it has. */
export function inFrench(issue: OperationOutcomeIssue): OperationOutcomeIssue {
  const text = issue.details?.text;
  for (const [pattern, french] of text ? TRANSLATIONS : []) {
    if (pattern.test(text!)) {
      return { ...issue, details: { ...issue.details, text: text!.replace(pattern, french) } };
    }
  }
  return issue;
}
