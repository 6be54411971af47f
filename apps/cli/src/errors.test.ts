import { badRequest, forbidden, OperationOutcomeError } from '@medplum/core';
import { describe, expect, test } from 'vitest';
import { explain, outcomeText } from './errors.ts';

const network = (code: string) => Object.assign(new TypeError('fetch failed'), { cause: { code } });

describe('explain', () => {
  test.each([
    ['ECONNREFUSED', 'Aucun serveur ne répond à l’adresse http://x/. Est-il démarré'],
    ['ENOTFOUND', 'L’adresse http://x/ est inconnue du réseau.'],
    ['EAI_AGAIN', 'est inconnue du réseau'],
    ['ECONNRESET', 'a interrompu l’échange'],
    ['EPERM', 'Le serveur http://x/ est injoignable.'],
  ])('%s is told in French', (code, expected) => {
    expect(explain(network(code), 'http://x/')).toContain(expected);
  });

  test('a code is found under the errors that wrap it', () => {
    expect(explain(new Error('enveloppe', { cause: network('ECONNREFUSED') }))).toContain(
      'Aucun serveur ne répond',
    );
  });

  test('a refusal of the server is told in French, its element named', () => {
    expect(explain(new OperationOutcomeError(forbidden))).toBe('Le serveur a refusé : Action interdite');
    const error = new OperationOutcomeError(badRequest('Missing required property', 'Patient.name'));
    expect(explain(error)).toBe('Le serveur a refusé : Élément obligatoire absent (Patient.name)');
  });

  test('our own errors are French already; anything else is at least said', () => {
    expect(explain(new Error('Le bot x n’est pas construit.'))).toBe('Le bot x n’est pas construit.');
    expect(explain('boum')).toBe('boum');
    expect(explain(undefined)).toBe('undefined');
  });

  test('never shows a stack', () => {
    expect(explain(network('EPIPE'))).not.toContain(' at ');
  });
});

test('outcomeText says every issue', () => {
  const issue = ['Not found', 'Gone'].map((text) => ({
    severity: 'error' as const,
    code: 'invalid' as const,
    details: { text },
  }));
  expect(outcomeText({ resourceType: 'OperationOutcome', issue })).toBe(
    'Ressource introuvable ; Ressource supprimée',
  );
  expect(outcomeText(undefined)).toBe('sans motif');
});
