import type { Observation, Patient, QuestionnaireResponse } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, test } from 'vitest';
import { find, observation, patient, refusal, storeForTests } from '../testing.ts';

const { repo } = storeForTests();
let anna: Patient & { id: string };
let bela: Patient & { id: string };

beforeAll(async () => {
  anna = await repo().createResource(patient());
  bela = await repo().createResource(patient());
  const about = (code: string, changes: Partial<Observation>) =>
    repo().createResource(observation({ ...changes, method: { text: code }, code: { coding: [{ code }] } }));
  await about('anna', { subject: { reference: `Patient/${anna.id}` } });
  await about('bela', { subject: { reference: `Patient/${bela.id}` } });
  await about('personne', {});
  await about('ailleurs', { subject: { reference: 'https://ailleurs.example/Patient/1' } });
  await about('logique', { subject: { identifier: { system: 'urn:ins', value: '42' } } });
});

const codes = async (query: string): Promise<(string | undefined)[]> =>
  (await find<Observation>(repo(), `Observation?${query}`)).map((o) => o.code.coding![0]!.code);

describe('reference parameters', () => {
  test('by type and id, or by id alone', async () => {
    expect(await codes(`subject=Patient/${anna.id}`)).toEqual(['anna']);
    expect(await codes(`subject=${anna.id}`)).toEqual(['anna']);
    expect(await codes(`patient=${anna.id}`)).toEqual(['anna']);
    expect(await codes(`subject:Patient=${anna.id}`)).toEqual(['anna']);
    expect(await codes(`subject=Group/${anna.id}`)).toEqual([]);
  });

  test('several, or none of them', async () => {
    const both = `Patient/${anna.id},Patient/${bela.id}`;
    expect(await codes(`subject=${both}`)).toEqual(['anna', 'bela']);
    expect(await codes(`subject:not=${both}`)).toEqual(['personne', 'ailleurs', 'logique']);
  });

  test('by url', async () => {
    expect(await codes('subject=https://ailleurs.example/Patient/1')).toEqual(['ailleurs']);
  });

  test('by logical identifier', async () => {
    expect(await codes('subject:identifier=urn:ins|42')).toEqual(['logique']);
    expect(await codes('subject:identifier=42')).toEqual(['logique']);
    expect(await codes('subject:identifier=urn:autre|42')).toEqual([]);
  });

  test('present or missing; a logical reference is present', async () => {
    expect(await codes('subject:missing=true')).toEqual(['personne']);
    expect(await codes('subject:missing=false')).toEqual(['anna', 'bela', 'ailleurs', 'logique']);
  });

  test('a thousand values are one search', async () => {
    const many = Array.from({ length: 1000 }, (_, i) => `Patient/${i}`).join(',');
    expect(await codes(`subject=${many},Patient/${bela.id}`)).toEqual(['bela']);
  });

  test.each(['subject:above=x', 'subject:contains=x', 'subject:text=x'])('%s is refused', async (query) => {
    expect(await refusal(codes(query))).toContain('Modificateur ou préfixe impossible');
  });
});

test('canonical and uri parameters compare the whole text', async () => {
  const questionnaire = 'https://exemple.fr/Questionnaire/g8|2.0';
  await repo().createResource<QuestionnaireResponse>({
    resourceType: 'QuestionnaireResponse',
    status: 'completed',
    questionnaire,
    meta: { profile: ['https://exemple.fr/StructureDefinition/a'], source: 'urn:source' },
  });
  const count = async (query: string): Promise<number> =>
    (await find(repo(), `QuestionnaireResponse?${query}`)).length;
  expect(await count(`questionnaire=${questionnaire}`)).toBe(1);
  expect(await count('questionnaire=https://exemple.fr/Questionnaire/g8')).toBe(0);
  expect(await count('_profile=https://exemple.fr/StructureDefinition/a')).toBe(1);
  expect(await count('_profile=https://exemple.fr/StructureDefinition')).toBe(0);
  expect(await count('_source=urn:source')).toBe(1);
  expect(await count('_profile:missing=true')).toBe(0);
});
