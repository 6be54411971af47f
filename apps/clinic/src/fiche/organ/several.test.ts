import { metastaticSites } from '@dcc/fhir-profiles/questionnaires/items.ts';
import type { QuestionnaireItem } from '@medplum/fhirtypes';
import { expect, it } from 'vitest';
import { ticked } from './several.ts';

it('keeps several sites together, in the order they were ticked', () => {
  expect(ticked(metastaticSites, ['foie'], ['foie', 'os'])).toEqual(['foie', 'os']);
  expect(ticked(metastaticSites, [], ['foie'])).toEqual(['foie']);
});

it('« aucune » takes the sites away', () => {
  expect(ticked(metastaticSites, ['foie', 'os'], ['foie', 'os', 'aucune'])).toEqual(['aucune']);
});

it('a site takes « aucune » away', () => {
  expect(ticked(metastaticSites, ['aucune'], ['aucune', 'foie'])).toEqual(['foie']);
});

it('takes back one answer and leaves the others', () => {
  expect(ticked(metastaticSites, ['foie', 'os'], ['os'])).toEqual(['os']);
  expect(ticked(metastaticSites, ['aucune'], [])).toEqual([]);
});

it('keeps everything together in a form that says nothing of it', () => {
  const answerOption = metastaticSites.answerOption!.map(({ valueCoding }) => ({ valueCoding }));
  const plain: QuestionnaireItem = { ...metastaticSites, answerOption };
  expect(ticked(plain, ['aucune'], ['aucune', 'foie'])).toEqual(['aucune', 'foie']);
});
