import type { ValueSet } from '@medplum/fhirtypes';
import { expect, test } from 'vitest';
import type { RequestContext } from '../context.ts';
import { canonicalContent, findCanonical, withoutVersion } from './canonical.ts';
import { Engine } from './engine.ts';
import { context, OTHER_PROJECT, storeForTests, temporaryDir } from './testing.ts';

const tests = storeForTests();
const url = 'https://exemple.fr/ValueSet/x';

const set = (title: string, version?: string): ValueSet => ({
  resourceType: 'ValueSet',
  status: 'active',
  url,
  title,
  ...(version && { version }),
});

/** The title found, read through $expand's own door: terminology(). */
function title(canonical: string, caller: RequestContext = context()): string | undefined {
  try {
    return tests.repo(caller).terminology().expand({ url: canonical }).title;
  } catch {
    return undefined;
  }
}

test('its own project before the shared one, the last written first, another project never', async () => {
  expect(title(url)).toBeUndefined();
  await tests.store.bulkInsert([set('partagé')]);
  expect(title(url)).toBe('partagé');
  await tests.repo().createResource(set('un', '1.0'));
  await tests.repo().createResource(set('deux', '2.0'));
  await tests.store.bulkInsert([set('partagé encore')]);
  expect(title(url)).toBe('deux');
  expect(title(url, context({ projectId: OTHER_PROJECT }))).toBe('partagé encore');
});

test('a version is looked for, and ignored when nobody has it', () => {
  expect(title(`${url}|1.0`)).toBe('un');
  expect(title(`${url}|2.0`)).toBe('deux');
  expect(title(`${url}|9.9`)).toBe('deux');
});

test('a deleted one is found no more', async () => {
  const other = 'https://exemple.fr/ValueSet/y';
  const { id } = await tests.repo().createResource({ ...set('bientôt effacé'), url: other });
  expect(title(other)).toBe('bientôt effacé');
  await tests.repo().deleteResource('ValueSet', id);
  expect(title(other)).toBeUndefined();
});

test('an empty store finds nothing', async () => {
  const engine = new Engine(temporaryDir(), 'http://x/');
  const session = { engine, context: context(), db: engine.driver.reader, tx: undefined };
  expect(findCanonical(session, 'ValueSet', url)).toBeUndefined();
  expect(() => canonicalContent(session, { rid: 1, vid: 'x' })).toThrow();
  await engine.driver.close();
});

test('withoutVersion', () => {
  expect(withoutVersion(`${url}|4.0.1`)).toBe(url);
  expect(withoutVersion(url)).toBe(url);
});
