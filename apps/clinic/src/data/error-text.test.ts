import { OperationOutcomeError } from '@medplum/core';
import { expect, test } from 'vitest';
import { errorText, isNetworkError } from './error-text.ts';

const outcome = (...texts: string[]) => ({
  resourceType: 'OperationOutcome' as const,
  issue: texts.map((text) => ({ severity: 'error' as const, code: 'invalid' as const, details: { text } })),
});

test('an outcome is told line by line, in French, without repeats', () => {
  const error = new OperationOutcomeError(outcome('Not found', 'Invalid numeric value', 'Not found'));
  expect(errorText(error)).toBe('Ressource introuvable\nNombre incorrect');
});

test('a refusal without a word still says something', () => {
  expect(errorText({ resourceType: 'OperationOutcome', issue: [] })).toBe(
    'Demande refusée sans explication.',
  );
});

test('no network is said as such, whatever the browser calls it', () => {
  for (const error of [new TypeError('x'), new Error('Failed to fetch'), new Error('NetworkError when…')]) {
    expect(isNetworkError(error)).toBe(true);
    expect(errorText(error)).toContain('réseau');
  }
  expect(isNetworkError(new Error('Not found'))).toBe(false);
});

test('anything else keeps its sentence', () => {
  expect(errorText(new Error('Unauthorized'))).toBe('Authentification requise');
  expect(errorText('?')).toBe('Erreur inattendue.');
});
