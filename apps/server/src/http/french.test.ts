import { badRequest, forbidden, gone, multipleMatches, notFound, preconditionFailed } from '@medplum/core';
import type { Bundle } from '@medplum/fhirtypes';
import { expect, test } from 'vitest';
import { answerInFrench, inFrench } from './french.ts';

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

test.each([
  ['Incorrect resource type: expected Patient, but found Task', 'Type attendu : Patient, reçu : Task'],
  ['Transaction contains more update operations than allowed', 'Transaction : 50 mises à jour au plus'],
  ['Cannot provide ID for create by update', 'Les identifiants sont choisis par le serveur'],
  ['Invalid format for date search parameter: hier', 'Valeur de recherche invalide : hier'],
  ['GraphQL syntax error.', 'Requête GraphQL mal formée'],
])('the router’s « %s » is told in French', (english, french) => {
  const told = inFrench(badRequest(english, 'a.b')).issue[0];
  expect(told?.details?.text).toContain(french);
  expect(told?.expression).toEqual(['a.b']);
});

test('the outcomes of the entries of a batch too, and no other resource', () => {
  const bundle = answerInFrench<Bundle>({
    resourceType: 'Bundle',
    type: 'batch-response',
    entry: [{ response: { status: '404', outcome: notFound } }, { response: { status: '201' } }],
  });
  expect(bundle.entry?.[0]?.response?.outcome).toEqual(inFrench(notFound));
  const found: Bundle = { resourceType: 'Bundle', type: 'searchset', entry: [{ resource: notFound }] };
  expect(JSON.stringify(answerInFrench(found))).toContain('Not found');
});
