import { beforeAll, describe, expect, test } from 'vitest';
import { context, OTHER_PROJECT, storeForTests } from '../store/testing.ts';
import { ORGANS, valueSet } from './testing.ts';

const tests = storeForTests();
const terminology = () => tests.repo().terminology();
const URL = 'urn:vs:organes';
const parameter = (parameters: { parameter?: { name: string }[] }, name: string) =>
  parameters.parameter?.find((each) => each.name === name);

let id: string;
beforeAll(async () => {
  const writer = tests.repo();
  await writer.createResource(ORGANS);
  id = (
    await writer.createResource(valueSet(URL, { include: [{ system: ORGANS.url! }] }, { title: 'Organes' }))
  ).id;
});

describe('$expand', () => {
  const codes = (options: Parameters<ReturnType<typeof terminology>['expand']>[0]): (string | undefined)[] =>
    terminology()
      .expand(options)
      .expansion!.contains!.map((concept) => concept.code);

  test.each([
    ['oesophage', ['œso']],
    ['ŒSO', ['œso']],
    ['digestif appareil', ['digestif']],
    ['ein', ['sein', 'rein']],
    ['absent', []],
    ['', ['organe', 'digestif', 'œso', 'foie', 'sein', 'rein']],
  ])('filters by words, without accents or case: %j', (filter, expected) => {
    expect(codes({ url: URL, filter })).toEqual(expected);
  });

  test('is paged, and says the total', () => {
    expect(codes({ url: URL, count: 2, offset: 1 })).toEqual(['digestif', 'œso']);
    expect(codes({ url: URL, count: 0 })).toEqual([]);
    expect(codes({ url: URL, offset: 100 })).toEqual([]);
    expect(terminology().expand({ url: URL, count: 1 }).expansion).toMatchObject({ total: 6, offset: 0 });
  });

  test('takes a url with a version, an id, or a content', () => {
    const content = valueSet('urn:x', { include: [{ system: 'urn:y', concept: [{ code: 'z' }] }] });
    expect(codes({ url: `${URL}|4.0.1` })).toHaveLength(6);
    expect(codes({ id })).toHaveLength(6);
    expect(codes({ valueSet: content })).toEqual(['z']);
  });

  test('leaves the definition out of the answer', () => {
    const answer = terminology().expand({ url: URL });
    expect(answer).toMatchObject({ resourceType: 'ValueSet', url: URL, title: 'Organes' });
    expect(answer.compose).toBeUndefined();
  });

  test('refuses nothing, the unknown, and the hidden', () => {
    expect(() => terminology().expand({})).toThrow("Paramètre manquant : l'url du jeu de valeurs");
    expect(() => terminology().expand({ url: 'urn:inconnu' })).toThrow('Jeu de valeurs inconnu du serveur');
    const stranger = tests.repo(context({ projectId: OTHER_PROJECT })).terminology();
    expect(() => stranger.expand({ url: URL })).toThrow('Jeu de valeurs inconnu');
    expect(() => stranger.expand({ id })).toThrow('Not found');
  });
});

describe('$validate-code', () => {
  const check = (system: string | undefined, code: string) =>
    terminology().validateInValueSet({ url: URL, coding: { system, code } });

  test('of a value set', () => {
    expect(check('urn:organes', 'foie').parameter).toEqual([
      { name: 'result', valueBoolean: true },
      { name: 'display', valueString: 'Foie' },
    ]);
    expect(parameter(check(undefined, 'foie'), 'result')).toMatchObject({ valueBoolean: true });
    expect(parameter(check('urn:autre', 'foie'), 'result')).toMatchObject({ valueBoolean: false });
    expect(parameter(check('urn:organes', 'pied'), 'message')).toMatchObject({
      valueString: `Code hors du jeu de valeurs ${URL}`,
    });
  });

  test('one coding of a concept is enough', () => {
    const codeableConcept = {
      coding: [
        { system: 'urn:x', code: 'y' },
        { system: 'urn:organes', code: 'sein' },
      ],
    };
    expect(parameter(terminology().validateInValueSet({ id, codeableConcept }), 'result')).toMatchObject({
      valueBoolean: true,
    });
  });

  test('of a code system', () => {
    const known = terminology().validateInSystem({ system: 'urn:organes', code: 'œso' });
    expect(parameter(known, 'display')).toMatchObject({ valueString: 'Œsophage' });
    const unknown = terminology().validateInSystem({ system: 'urn:organes', code: 'pied' });
    expect(parameter(unknown, 'result')).toMatchObject({ valueBoolean: false });
  });
});

describe('$lookup', () => {
  test('gives the display, the definition and the properties', () => {
    expect(terminology().lookup({ system: 'urn:organes', code: 'foie' }).parameter).toEqual([
      { name: 'name', valueString: 'Organes' },
      { name: 'version', valueString: '2026' },
      { name: 'display', valueString: 'Foie' },
      { name: 'definition', valueString: 'Glande' },
    ]);
    const breast = terminology().lookup({ system: 'urn:organes|2026', code: 'sein' });
    expect(parameter(breast, 'property')).toMatchObject({
      part: [{ valueCode: 'pair' }, { valueString: 'true' }],
    });
  });

  test('of an unknown code or system is a 404', () => {
    expect(() => terminology().lookup({ system: 'urn:organes', code: 'pied' })).toThrow('Not found');
    expect(() => terminology().lookup({ system: 'urn:inconnu', code: 'foie' })).toThrow('Not found');
    expect(() => terminology().lookup({})).toThrow('Not found');
  });
});
