import type { Organization, Patient } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { find, patient, refusal, storeForTests } from '../testing.ts';

const { repo } = storeForTests();

/** Without accents or case, the long way round: letter by letter, from a table. */
const TABLE: Record<string, string> = {
  é: 'e',
  è: 'e',
  ê: 'e',
  ë: 'e',
  à: 'a',
  â: 'a',
  ç: 'c',
  î: 'i',
  ï: 'i',
  ô: 'o',
  ù: 'u',
  œ: 'oe',
};
const plain = (text: string): string =>
  [...text.toLowerCase()].map((letter) => TABLE[letter] ?? letter).join('');

const word = fc.string({ unit: fc.constantFrom(...'aAbéÉèçCœŒôîxyz'), minLength: 1, maxLength: 5 });
const title = fc.array(word, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' '));

test('a title is found by its beginning, contained text or exact form, as by a plain filter', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(title, { minLength: 4, maxLength: 10 }), word, async (titles, searched) => {
      const tag = [{ code: `string-${run++}` }];
      const created = await repo().withTransaction(
        async (tx) => {
          const list: { id: string; name: string }[] = [];
          for (const name of titles) {
            const organization: Organization = { resourceType: 'Organization', name, meta: { tag } };
            list.push({ id: (await tx.createResource(organization)).id, name });
          }
          return list;
        },
        { resourceTypes: ['Organization'] },
      );
      const found = async (modifier: string, value: string): Promise<string[]> =>
        (
          await find(repo(), `Organization?_tag=${tag[0]!.code}&name${modifier}=${encodeURIComponent(value)}`)
        ).map((o) => o.id);
      const expected = (test: (name: string) => boolean): string[] =>
        created.filter((o) => test(o.name)).map((o) => o.id);
      expect(await found('', searched)).toEqual(expected((name) => plain(name).startsWith(plain(searched))));
      expect(await found(':contains', searched)).toEqual(
        expected((name) => plain(name).includes(plain(searched))),
      );
      const [exact] = titles;
      expect(await found(':exact', exact!)).toEqual(expected((name) => name === exact));
    }),
    { numRuns: 40 },
  );
});

describe('names', () => {
  beforeAll(async () => {
    const people: Patient[] = [
      patient({ name: [{ family: 'Le Gall', given: ['Anne-Élise', 'Marie'] }, { text: 'Mme Œil' }] }),
      patient({
        name: [{ family: 'Gallois', given: ['Anne'] }],
        address: [{ city: 'Évry', line: ['3 rue du Bois'] }],
      }),
      patient({ name: [{ family: 'O’Connor' }] }),
    ];
    for (const person of people) {
      await repo().createResource(person);
    }
  });

  const families = async (query: string): Promise<(string | undefined)[]> =>
    (await find<Patient>(repo(), `Patient?${query}`)).map((p) => p.name![0]!.family);

  test.each([
    ['name=gall', ['Le Gall', 'Gallois']],
    ['name=anne gall', ['Le Gall', 'Gallois']],
    ['name=GALL anne', ['Le Gall', 'Gallois']],
    ['name=elise', ['Le Gall']],
    ['name=oeil', ['Le Gall']],
    ['name=anne connor', []],
    ["name=o'connor", ['O’Connor']],
    ['name:contains=allo', ['Gallois']],
    ['family=le gall', ['Le Gall']],
    ['family=marie', []],
    ['given=marie', ['Le Gall']],
    ['family:exact=Le Gall', ['Le Gall']],
    ['family:exact=le gall', []],
    ['name=gallois,connor', ['Gallois', 'O’Connor']],
    ['address=evry', ['Gallois']],
    ['address-city=evr', ['Gallois']],
    ['address:contains=du bois', ['Gallois']],
    ['address:missing=true', ['Le Gall', 'O’Connor']],
  ])('%s', async (query, expected) => {
    expect(await families(query)).toEqual(expected);
  });

  test('a comma of the value is escaped with a backslash', async () => {
    await repo().createResource(patient({ name: [{ family: 'Dupont, dit Tintin' }] }));
    expect(await families('family:exact=Dupont\\, dit Tintin')).toEqual(['Dupont, dit Tintin']);
  });

  test('LIKE’s own signs are letters as others', async () => {
    expect(await families('name:contains=%25')).toEqual([]);
    expect(await families('family=_e')).toEqual([]);
  });

  test.each(['name:not=x', 'name:above=x'])('%s is refused', async (query) => {
    expect(await refusal(find(repo(), `Patient?${query}`))).toContain('Modificateur ou préfixe impossible');
  });
});
