import type { CodeSystem } from '@medplum/fhirtypes';
import { expect, test } from 'vitest';
import { Engine } from '../store/engine.ts';
import { SqliteRepository } from '../store/index.ts';
import type { Session } from '../store/session.ts';
import { context, temporaryDir } from '../store/testing.ts';
import { loadDefinitions } from '../validate/definitions.ts';
import { codeSystemOf } from './code-system.ts';
import { ORGANS } from './testing.ts';

test('a code system is parsed once per version, and its absence is not remembered', async () => {
  loadDefinitions();
  const engine = new Engine(temporaryDir(), 'http://x/');
  const session: Session = { engine, context: context(), db: engine.driver.reader, tx: undefined };
  const repo = new SqliteRepository(engine, context());
  expect(codeSystemOf(session, ORGANS.url!)).toBeUndefined();

  const stored = await repo.createResource<CodeSystem>(ORGANS);
  const first = codeSystemOf(session, ORGANS.url!)!;
  expect(first).toMatchObject({ url: 'urn:organes', version: '2026', name: 'Organes', complete: true });
  expect(first.concepts.size).toBe(6);
  expect(codeSystemOf(session, ORGANS.url!)).toBe(first);

  await repo.updateResource({ ...stored, content: 'fragment', concept: [{ code: 'seul' }] });
  const second = codeSystemOf(session, ORGANS.url!)!;
  expect(second.complete).toBe(false);
  expect([...second.concepts.keys()]).toEqual(['seul']);
  await engine.driver.close();
});
