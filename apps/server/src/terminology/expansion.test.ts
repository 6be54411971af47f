import type { ValueSet } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, test } from 'vitest';
import { admin, storeForTests } from '../store/testing.ts';
import { ORGANS, valueSet } from './testing.ts';

const tests = storeForTests();
const repo = () => tests.repo(admin());
const codes = (url: string): (string | undefined)[] =>
  repo()
    .terminology()
    .expand({ url })
    .expansion!.contains!.map((concept) => concept.code);

beforeAll(async () => {
  const { url } = ORGANS;
  const isA = (value: string) => [{ property: 'concept', op: 'is-a' as const, value }];
  await tests.store.bulkInsert([
    ORGANS,
    { ...ORGANS, url: 'urn:partiel', content: 'fragment' },
    valueSet('urn:vs:liste', {
      include: [{ system: url!, concept: [{ code: 'sein' }, { code: 'foie', display: 'Le foie' }] }],
    }),
    valueSet('urn:vs:tout', { include: [{ system: url! }] }),
    valueSet('urn:vs:digestif', { include: [{ system: url!, filter: isA('digestif') }] }),
    valueSet('urn:vs:union', {
      include: [{ valueSet: ['urn:vs:liste'] }, { valueSet: ['urn:vs:digestif|1.0'] }],
    }),
    valueSet('urn:vs:croisement', { include: [{ valueSet: ['urn:vs:liste', 'urn:vs:digestif'] }] }),
    valueSet('urn:vs:croisement-systeme', {
      include: [{ system: url!, filter: isA('digestif'), valueSet: ['urn:vs:liste'] }],
    }),
    valueSet('urn:vs:sauf', {
      include: [{ system: url! }],
      exclude: [{ system: url!, filter: isA('digestif') }],
    }),
    valueSet('urn:vs:partiel', { include: [{ system: 'urn:partiel' }] }),
    valueSet('urn:vs:boucle', { include: [{ valueSet: ['urn:vs:boucle'] }] }),
    valueSet('urn:vs:troue', { include: [{ valueSet: ['urn:vs:absent'] }] }),
    valueSet('urn:vs:regex', {
      include: [{ system: url!, filter: [{ property: 'code', op: 'regex', value: '(a+)+$' }] }],
    }),
    valueSet('urn:vs:developpe', undefined, {
      expansion: {
        timestamp: '2026-01-01',
        contains: [
          { abstract: true, system: url!, code: 'organe', contains: [{ system: url!, code: 'sein' }] },
        ],
      },
    }),
  ]);
});

describe('what a value set holds', () => {
  test.each([
    ['urn:vs:liste', ['sein', 'foie']],
    ['urn:vs:tout', ['organe', 'digestif', 'œso', 'foie', 'sein', 'rein']],
    ['urn:vs:digestif', ['digestif', 'œso', 'foie']],
    ['urn:vs:union', ['sein', 'foie', 'digestif', 'œso']],
    ['urn:vs:croisement', ['foie']],
    ['urn:vs:croisement-systeme', ['foie']],
    ['urn:vs:sauf', ['organe', 'sein', 'rein']],
    ['urn:vs:developpe', ['sein']],
  ])('%s', (url, expected) => {
    expect(codes(url)).toEqual(expected);
  });

  test('displays come from the value set, then from the code system', () => {
    const { contains } = repo().terminology().expand({ url: 'urn:vs:liste' }).expansion!;
    expect(contains!.map((concept) => concept.display)).toEqual(['Sein', 'Le foie']);
  });
});

describe('refused', () => {
  test.each([
    ['urn:vs:absent', 'Jeu de valeurs inconnu du serveur : urn:vs:absent'],
    ['urn:vs:partiel', "le contenu de urn:partiel n'est pas sur le serveur"],
    ['urn:vs:boucle', 'en boucle ou trop imbriqué'],
    ['urn:vs:troue', 'Jeu de valeurs inclus inconnu du serveur : urn:vs:absent'],
    ['urn:vs:regex', "n'est pas sur le serveur"],
  ])('%s', (url, text) => {
    expect(() => codes(url)).toThrow(text);
  });
});

describe('an expansion is kept, and follows its sources', () => {
  const set = (code: string): ValueSet =>
    valueSet('urn:vs:vivant', {
      include: [{ system: 'urn:vivant' }, { system: 'urn:x', concept: [{ code }] }],
    });

  test('when the value set or its code system change', async () => {
    const system = { ...ORGANS, url: 'urn:vivant', concept: [{ code: 'a' }] };
    const storedSystem = await repo().createResource(system);
    const storedSet = await repo().createResource(set('x'));
    expect(codes('urn:vs:vivant')).toEqual(['a', 'x']);
    await repo().updateResource({ ...set('y'), id: storedSet.id });
    expect(codes('urn:vs:vivant')).toEqual(['a', 'y']);
    await repo().updateResource({ ...system, id: storedSystem.id, concept: [{ code: 'b' }] });
    expect(codes('urn:vs:vivant')).toEqual(['b', 'y']);
  });

  test('inside a transaction, and not for others before its end', async () => {
    const [stored] = (
      await repo().search({
        resourceType: 'ValueSet',
        filters: [{ code: 'url', operator: 'eq', value: 'urn:vs:vivant' }],
      })
    ).entry!;
    const inside = (url: string, tx: ReturnType<typeof repo>): (string | undefined)[] =>
      tx
        .terminology()
        .expand({ url })
        .expansion!.contains!.map((concept) => concept.code);
    await repo()
      .withTransaction(
        async (tx) => {
          await tx.updateResource({ ...set('z'), id: stored!.resource!.id! });
          expect(inside('urn:vs:vivant', tx)).toContain('z');
          expect(codes('urn:vs:vivant')).not.toContain('z');
          throw new Error('undone');
        },
        { resourceTypes: ['ValueSet'] },
      )
      .catch(() => {});
    expect(codes('urn:vs:vivant')).not.toContain('z');
  });
});

test('a set of a thousand codes is counted, cut at the page and filtered', async () => {
  const concept = Array.from({ length: 1032 }, (_, i) => ({ code: `c${i}`, display: `Métier n° ${i}` }));
  await tests.store.bulkInsert([valueSet('urn:vs:mille', { include: [{ system: 'urn:mille', concept }] })]);
  const first = repo().terminology().expand({ url: 'urn:vs:mille' });
  const few = repo().terminology().expand({ url: 'urn:vs:mille', filter: 'metier n° 103', count: 10 });
  expect(first.expansion).toMatchObject({ total: 1032 });
  expect(first.expansion!.contains).toHaveLength(1000);
  expect(few.expansion!.contains!.map((c) => c.code)).toEqual(['c103', 'c1030', 'c1031']);
});
