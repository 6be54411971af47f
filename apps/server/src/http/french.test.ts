import { badRequest, forbidden, gone, multipleMatches, notFound, preconditionFailed } from '@medplum/core';
import { expect, test } from 'vitest';
import { inFrench } from './french.ts';

test.each([
  [notFound, 'Ressource introuvable'],
  [gone, 'Ressource supprimée'],
  [forbidden, 'Accès refusé'],
  [preconditionFailed, 'La ressource a changé depuis votre lecture'],
  [multipleMatches, 'Plusieurs ressources répondent à la condition'],
])('$id is told in French, and keeps the id that decides its status', (outcome, text) => {
  const french = inFrench(outcome);
  expect(french.id).toBe(outcome.id);
  expect(french.issue[0]).toMatchObject({ code: outcome.issue[0]!.code, details: { text } });
});

test('the shared outcomes of the library are not changed in place', () => {
  const before = JSON.stringify(notFound);
  inFrench(notFound);
  expect(JSON.stringify(notFound)).toBe(before);
});

test('an outcome with a text of its own keeps it', () => {
  expect(inFrench(badRequest('Élément absent', 'Patient.name'))).toEqual(
    badRequest('Élément absent', 'Patient.name'),
  );
});
