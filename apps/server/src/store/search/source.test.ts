import { parseSearchRequest, type WithId } from '@medplum/core';
import type { Encounter, Observation } from '@medplum/fhirtypes';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { Db } from '../db.ts';
import { context, find, OTHER_PROJECT, observation, patient, storeForTests } from '../testing.ts';

/** More than are looked up one by one, of which some filters keep nearly all and others a handful. */
const TOTAL = 1300;
const SYSTEM = 'urn:s';
const { repo } = storeForTests();
let all: WithId<Observation>[] = [];
/** One of another tenant, one deleted. */
let elsewhere: string;
let gone: string;

const of = (i: number): Observation =>
  observation({
    status: i % 10 === 0 ? 'amended' : 'final',
    code: { coding: [{ system: SYSTEM, code: `c${i % 100}` }], text: i % 3 ? `Taille ${i}` : `Poids ${i}` },
    valueString: i % 2 ? `impair ${i}` : undefined,
    effectiveDateTime: `2026-${String((i % 12) + 1).padStart(2, '0')}-01`,
    subject: i % 4 ? { reference: `Patient/p${i % 50}` } : undefined,
  });

beforeAll(async () => {
  await repo().withTransaction(async (tx) => {
    for (let i = 0; i < TOTAL; i++) {
      all.push(await tx.createResource(of(i)));
    }
  });
  elsewhere = (await repo(context({ projectId: OTHER_PROJECT })).createResource(of(7))).id;
  gone = all[107]!.id;
  await repo().deleteResource('Observation', gone);
  all = all.filter(({ id }) => id !== gone);
}, 60_000);
afterEach(() => vi.restoreAllMocks());

const code = (one: Observation) => one.code.coding![0]!.code!;
const month = (one: Observation) => Number(one.effectiveDateTime!.slice(5, 7));
const subject = (one: Observation) => one.subject?.reference;

/** Each with the same question put by a plain loop. */
const QUESTIONS: [string, (one: Observation) => boolean][] = [
  ['status=final', (one) => one.status === 'final'],
  ['status=amended', (one) => one.status === 'amended'],
  ['status:not=final', (one) => one.status !== 'final'],
  [`code=${SYSTEM}|c7`, (one) => code(one) === 'c7'],
  [`code=${SYSTEM}|c7,${SYSTEM}|c8`, (one) => ['c7', 'c8'].includes(code(one))],
  ['code=c7&status=final', (one) => code(one) === 'c7'],
  ['code=c10&status=final', () => false],
  [`code=${SYSTEM}|`, () => true],
  ['code=c7&status:not=final', (one) => code(one) === 'c7' && one.status !== 'final'],
  ['code=c7&subject:missing=true', (one) => code(one) === 'c7' && !one.subject],
  ['code=c8&subject:missing=true', (one) => code(one) === 'c8' && !one.subject],
  ['subject:missing=false', (one) => one.subject !== undefined],
  ['subject=Patient/p7', (one) => subject(one) === 'Patient/p7'],
  [
    'subject=Patient/p7&status=final&date=ge2026-06',
    (one) => subject(one) === 'Patient/p7' && month(one) >= 6,
  ],
  [
    'subject=Patient/p7&date=ge2026-02&date=lt2026-05',
    (one) => subject(one) === 'Patient/p7' && month(one) >= 2 && month(one) < 5,
  ],
  ['status=amended&date=2026-03', (one) => one.status === 'amended' && month(one) === 3],
  ['value-string=impair 13', (one) => one.valueString?.startsWith('impair 13') ?? false],
  ['status=final&value-string=impair 1299', (one) => one.valueString === 'impair 1299'],
  ['code:text=poids', (one) => one.code.text!.startsWith('Poids')],
  ['code=c9&code:text=poids', (one) => code(one) === 'c9' && one.code.text!.startsWith('Poids')],
  ['code=c7&_filter=status eq final', (one) => code(one) === 'c7' && one.status === 'final'],
  ['code=none&status=final', () => false],
  ['_id=none', () => false],
  ['_id:not=none', () => true],
];

describe('the same is found, from an index or by walking', () => {
  test.each(QUESTIONS)('%s', async (query, keeps) => {
    const expected = all.filter(keeps).map(({ id }) => id);
    const request = parseSearchRequest<Observation>(`Observation?${query}&_count=1000&_total=accurate`);
    const { entry, total } = await repo().search(request);
    expect(total).toBe(expected.length);
    expect((entry ?? []).map(({ resource }) => resource!.id)).toEqual(expected.slice(0, 1000));
  });

  test.each(QUESTIONS)('%s, sorted by date, the second page', async (query, keeps) => {
    const found = await find<Observation>(
      repo(),
      `Observation?${query}&_sort=-date,_lastUpdated&_count=30&_offset=5`,
    );
    const expected = all
      .filter(keeps)
      .sort((a, b) => month(b) - month(a))
      .slice(5, 35);
    expect(found.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
  });

  test('by id: those that are there, in the order of writing, and no other type, tenant or deleted one', async () => {
    const ids = [all[40]!.id, all[3]!.id, 'none', all[3]!.id];
    const own = async (query: string) =>
      (await find<Observation>(repo(), `Observation?${query}`)).map(({ id }) => id);
    expect(await own(`_id=${ids.join(',')}`)).toEqual([all[3]!.id, all[40]!.id]);
    expect(await own(`_id=${ids.join(',')}&status=amended`)).toEqual([all[40]!.id]);
    expect(await own(`_id=${ids.join(',')}&_id=${all[3]!.id}`)).toEqual([all[3]!.id]);
    expect(await own(`_id=Observation/${all[3]!.id}`)).toEqual([all[3]!.id]);
    expect(await own(`_id=${elsewhere},${gone}`)).toEqual([]);
    expect(await find(repo(), `Patient?_id=${all[3]!.id}`)).toEqual([]);
    const many = all.slice(0, 1200).map(({ id }) => id);
    expect(await own(`_id=${many.join(',')}&_count=1000`)).toEqual(many.slice(0, 1000));
  });

  test('page after page by cursor', async () => {
    const seen: string[] = [];
    let url = `Observation?code=c7,c8,c9&_sort=_lastUpdated&_count=20`;
    for (let pages = 0; url && pages < 10; pages++) {
      const bundle = await repo().search<Observation>(parseSearchRequest(url));
      seen.push(...(bundle.entry ?? []).map(({ resource }) => resource!.id));
      url = (bundle.link?.find(({ relation }) => relation === 'next')?.url ?? '').replace(/^.*\/(?=Obs)/, '');
    }
    expect(seen).toEqual(all.filter((one) => ['c7', 'c8', 'c9'].includes(code(one))).map(({ id }) => id));
  });

  test('several types at once, each by its own way', async () => {
    const found = await find(repo(), 'Observation?_type=Observation,Patient&_id=x');
    expect(found).toEqual([]);
  });
});

describe('chains', () => {
  const names = async (query: string) =>
    (await find<Encounter>(repo(), `Encounter?${query}&_count=1000`)).map((one) => one.class.code);

  beforeAll(async () => {
    await repo().withTransaction(async (tx) => {
      for (const family of ['Chaîne', 'Autre']) {
        const { id } = await tx.createResource(patient({ name: [{ family }] }));
        const subject = { reference: `Patient/${id}` };
        const session = await tx.createResource<Encounter>({
          resourceType: 'Encounter',
          status: 'planned',
          class: { code: `séance ${family}` },
        });
        // More cases than are few, for the second: the first is found among them.
        for (let i = 0; i < (family === 'Autre' ? 1100 : 3); i++) {
          await tx.createResource<Encounter>({
            resourceType: 'Encounter',
            status: 'planned',
            class: { code: `${family} ${i}` },
            subject,
            partOf: { reference: `Encounter/${session.id}` },
          });
        }
      }
    });
  }, 60_000);

  test('to a patient, further, and back again', async () => {
    const few = ['Chaîne 0', 'Chaîne 1', 'Chaîne 2'];
    expect(await names('subject:Patient.name=chaine')).toEqual(few);
    expect(await names('subject:Patient.name=chaine&status=planned')).toEqual(few);
    expect(await names('subject:Patient.name=autre')).toHaveLength(1000);
    expect(await names('part-of.status=planned&subject:Patient.name=chaine')).toEqual(few);
    expect(await names('_has:Encounter:part-of:subject:Patient.name=chaine')).toEqual(['séance Chaîne']);
    expect(await names('part-of._has:Encounter:part-of:subject:Patient.name=chaine')).toEqual(few);
    expect(await names('subject:Patient.name=personne')).toEqual([]);
  });
});

describe('how', () => {
  /** The statement that looked for the page. */
  async function statement(query: string): Promise<string> {
    const spy = vi.spyOn(Db.prototype, 'all');
    await find(repo(), `Observation?${query}`);
    return spy.mock.calls.map(([text]) => String(text)).find((text) => text.includes('AS updated'))!;
  }

  test.each(['code=c7', 'status=final&code=c7', 'subject=Patient/p7', 'code=none', 'status=amended'])(
    '%s: from what is few, the rest asked of each',
    async (query) => {
      const text = await statement(query);
      expect(text).toContain('AS few CROSS JOIN');
      expect(text).not.toContain('r0.rid IN (SELECT');
    },
  );

  test.each(['', 'status=final', 'status:not=final', 'date=ge2026-06', 'code=urn:s|&status=final'])(
    '%s: by walking the type',
    async (query) => {
      expect(await statement(query)).toContain('FROM resource r0 WHERE');
    },
  );

  test('_id: each looked up, and nothing counted', async () => {
    const counted = vi.spyOn(Db.prototype, 'get');
    const text = await statement(`status=final&_id=${all[3]!.id},${all[5]!.id}`);
    expect(text.slice(0, text.indexOf('AS few'))).toContain('named.ref IN (?, ?)');
    expect(text).toContain('AS few CROSS JOIN');
    expect(counted.mock.calls.filter(([one]) => String(one).includes('count(*)'))).toEqual([]);
  });

  test('the fewest of several is taken', async () => {
    const text = await statement('status=amended&subject=Patient/p7');
    expect(text.slice(0, text.indexOf('AS few'))).toContain('ix_ref');
  });

  test('counting the matches stops where they are no longer few', async () => {
    const spy = vi.spyOn(Db.prototype, 'get');
    await find(repo(), 'Observation?status=final');
    const counts = spy.mock.calls.filter(([text]) =>
      String(text).includes('count(*) AS count FROM (SELECT 1'),
    );
    expect(counts).toHaveLength(1);
    expect(counts[0]!.at(-1)).toBe(1001);
  });
});
