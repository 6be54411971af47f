import type { OperationOutcomeIssue } from '@medplum/fhirtypes';
import { expect, test } from 'vitest';
import { inFrench } from './french.ts';

const issue = (text: string): OperationOutcomeIssue => ({
  severity: 'error',
  code: 'structure',
  details: { text },
  expression: ['Patient.name'],
});

test.each([
  [
    'Constraint dcc-frcp-1 not met: Il manque une section : conclusion.',
    'Il manque une section : conclusion. (dcc-frcp-1)',
  ],
  ['Constraint a not met: Deux\nlignes', 'Deux\nlignes (a)'],
  ['Missing required property', 'Élément obligatoire absent'],
  ['Invalid additional property "gendre"', 'Propriété inconnue : gendre'],
  [
    'Invalid number of values: expected 1..*, but found 0',
    'Nombre de valeurs incorrect : 1..* attendues, 0 trouvées',
  ],
  [
    "Incorrect number of values provided for slice 'légal': expected 1..1, but found 0",
    'Nombre de valeurs incorrect pour la tranche « légal » : 1..1 attendues, 0 trouvées',
  ],
  ['Invalid JSON type: expected string, but got number', 'Type JSON incorrect : string attendu, number reçu'],
  ['Invalid date format', 'Format incorrect pour un élément de type date'],
  ['Invalid dateTime value', "Cette date n'existe pas"],
  ['Invalid empty non-primitive value', 'Valeur vide interdite'],
  ['Expected number to be in the range 0..2147483647', 'Nombre hors limites : 0 à 2147483647 attendu'],
])('%j', (english, french) => {
  expect(inFrench(issue(english))).toEqual({ ...issue(english), details: { text: french } });
});

test('a text of an unknown form, or none, stays as it is', () => {
  expect(inFrench(issue('Something new'))).toEqual(issue('Something new'));
  const bare: OperationOutcomeIssue = { severity: 'error', code: 'invalid' };
  expect(inFrench(bare)).toBe(bare);
});
