import type { Coding, Condition, Patient } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { find, patient, refusal, storeForTests } from '../testing.ts';

const { repo } = storeForTests();

const coding = fc.record<Coding>(
  { system: fc.constantFrom('urn:a', 'urn:b'), code: fc.constantFrom('x', 'y', 'X', 'z|z') },
  { requiredKeys: [] },
);
const conditions = fc.array(fc.array(coding, { maxLength: 3 }), { minLength: 5, maxLength: 12 });

/** Plain FHIR R4 token matching, https://hl7.org/fhir/R4/search.html#token. */
function matches(codings: Coding[], text: string): boolean {
  const bar = text.indexOf('|');
  const [system, code] = [text.slice(0, Math.max(bar, 0)), text.slice(bar + 1)];
  return codings.some((c) => {
    if (bar < 0) {
      return c.code === code;
    }
    if (code === '') {
      return c.system === system;
    }
    return c.code === code && (c.system ?? '') === system;
  });
}

test('finds what a plain filter finds: code, system|code, system|, |code, several, and :not', async () => {
  let run = 0;
  const value = fc.constantFrom('x', 'y', 'X', 'w', 'urn:a|x', 'urn:b|', '|y', 'urn:c|x', 'urn:a|z|z');
  await fc.assert(
    fc.asyncProperty(conditions, fc.array(value, { minLength: 1, maxLength: 3 }), async (all, values) => {
      const tag = [{ code: `token-${run++}` }];
      const created = await repo().withTransaction(
        async (tx) => {
          const list: (Condition & { id: string })[] = [];
          for (const codings of all) {
            const code =
              codings.length > 0 ? { coding: codings.filter((c) => c.system || c.code) } : undefined;
            list.push(
              await tx.createResource<Condition>({
                resourceType: 'Condition',
                subject: { reference: 'Patient/x' },
                ...(code?.coding.length && { code }),
                meta: { tag },
              }),
            );
          }
          return list;
        },
        { resourceTypes: ['Condition'] },
      );
      const expected = (wanted: boolean): string[] =>
        created
          .filter((c) => values.some((v) => matches(c.code?.coding ?? [], v)) === wanted)
          .map((c) => c.id);
      const query = (modifier: string): Promise<string[]> =>
        find(
          repo(),
          `Condition?_tag=${tag[0]!.code}&code${modifier}=${encodeURIComponent(values.join(','))}`,
        ).then((found) => found.map((c) => c.id));
      expect(await query('')).toEqual(expected(true));
      expect(await query(':not')).toEqual(expected(false));
    }),
    { numRuns: 40 },
  );
});

describe('a patient', () => {
  beforeAll(async () => {
    await repo().createResource<Patient>(
      patient({
        active: true,
        identifier: [
          { system: 'urn:oid:1.2.250.1.213.1.4.10', value: '2 55 08' },
          { value: 'sans-système', type: { text: 'Numéro de séjour' } },
        ],
        telecom: [{ system: 'email', value: 'Zoe.Duval@Exemple.FR' }],
        maritalStatus: { text: 'Mariée depuis l’été' },
      }),
    );
    await repo().createResource(patient({ active: false }));
  });

  const count = async (query: string): Promise<number> => (await find(repo(), `Patient?${query}`)).length;

  test.each([
    ['identifier=urn:oid:1.2.250.1.213.1.4.10|2 55 08', 1],
    ['identifier=2 55 08', 1],
    ['identifier=|sans-système', 1],
    ['identifier=|2 55 08', 0],
    ['identifier=urn:oid:1.2.250.1.213.1.4.10|', 1],
    ['identifier=', 0],
    ['email=zoe.duval@exemple.fr', 1],
    ['email=ZOE.DUVAL@EXEMPLE.FR', 1],
    ['telecom=email|zoe.duval@exemple.fr', 1],
    ['identifier=SANS-SYSTÈME', 0],
    ['active=true', 1],
    ['active=false', 1],
    ['active:not=true', 1],
    ['identifier:text=sejour', 1],
    ['identifier:text=SÉJOUR', 1],
    ['identifier:text=absent', 0],
    ['identifier:missing=true', 1],
    ['identifier:missing=false', 1],
    ['deceased=false', 2],
    ['deceased=true', 0],
  ])('%s finds %i', async (query, expected) => {
    expect(await count(query)).toBe(expected);
  });

  test.each([
    ['active=peut-être', 'est true ou false'],
    ['identifier:in=http://x/ValueSet/y', 'Modificateur ou préfixe impossible pour identifier : in'],
    ['identifier:above=x', 'Modificateur ou préfixe impossible pour identifier : above'],
    ['identifier:of-type=a|b|c', 'Modificateur ou préfixe impossible'],
    ['identifier:missing=oui', 'est true ou false'],
  ])('%s is refused', async (query, text) => {
    expect(await refusal(find(repo(), `Patient?${query}`))).toContain(text);
  });
});
