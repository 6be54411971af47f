/** `npm run bench -- server`: create, read, search and a transaction of 50, beside the raw SQLite limit. */
import { randomUUID } from 'node:crypto';
import { startServerProcess } from '../support/server-process.ts';
import { openRawSqlite } from './raw-sqlite.ts';
import { duel, type Row } from './rounds.ts';

const patient = (value: string) => ({
  resourceType: 'Patient',
  identifier: [{ system: 'https://bench.example.org/ipp', value }],
  name: [{ use: 'official', family: 'Martin', given: ['Jeanne', 'Marie'] }],
  gender: 'female',
  birthDate: '1950-03-12',
  address: [{ line: ['3 rue des Lilas'], postalCode: '75020', city: 'Paris' }],
});

export async function benchServer(): Promise<Row[]> {
  const server = await startServerProcess();
  const raw = openRawSqlite();
  const headers = {
    authorization: `Bearer ${await server.token()}`,
    'content-type': 'application/fhir+json',
  };
  const call = async (method: string, path: string, body?: unknown): Promise<Record<string, unknown>> => {
    const init = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) };
    const response = await fetch(`${server.url}fhir/R4${path}`, init);
    const answer = (await response.json()) as Record<string, unknown>;
    if (!response.ok)
      throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer).slice(0, 300)}`);
    return answer;
  };

  const times = 100;
  const ids: string[] = [];
  const rawIds: string[] = [];
  const create = async () => {
    for (let i = 0; i < times; i++)
      ids.push((await call('POST', '/Patient', patient(randomUUID()))).id as string);
  };
  const rawCreate = () => {
    for (let i = 0; i < times; i++) {
      const id = randomUUID();
      raw.create(id, id, JSON.stringify(patient(id)));
      rawIds.push(id);
    }
  };
  const concurrent = async (width: number, work: () => Promise<unknown>) => {
    for (let i = 0; i < times; i += width) await Promise.all(Array.from({ length: width }, work));
  };
  const bundle = () => ({
    resourceType: 'Bundle',
    type: 'transaction',
    entry: Array.from({ length: 50 }, () => ({
      fullUrl: `urn:uuid:${randomUUID()}`,
      request: { method: 'POST', url: 'Patient' },
      resource: patient(randomUUID()),
    })),
  });
  const rawRows = () =>
    raw.createMany(
      Array.from({ length: 50 }, () => {
        const id = randomUUID();
        return [id, id, JSON.stringify(patient(id))] as [string, string, string];
      }),
    );
  const one = (list: string[], n: number) => list[(n * 7919) % list.length]!;
  const peer = 'raw SQLite';
  try {
    const rows = [
      await duel('create, 1 client', peer, times, create, rawCreate),
      await duel(
        'create, 8 clients',
        peer,
        times,
        () => concurrent(8, () => call('POST', '/Patient', patient(randomUUID()))),
        rawCreate,
      ),
      await duel(
        'read by id',
        peer,
        times,
        async () => {
          for (let i = 0; i < times; i++) await call('GET', `/Patient/${one(ids, i)}`);
        },
        () => {
          for (let i = 0; i < times; i++) raw.read(one(rawIds, i));
        },
      ),
      await duel(
        'search by identifier',
        peer,
        times,
        async () => {
          for (let i = 0; i < times; i++) {
            await call(
              'GET',
              `/Patient?identifier=${encodeURIComponent('https://bench.example.org/ipp|none')}`,
            );
          }
        },
        () => {
          for (let i = 0; i < times; i++) raw.search(one(rawIds, i));
        },
      ),
      await duel('transaction of 50 (per bundle)', peer, 1, () => call('POST', '', bundle()), rawRows),
    ];
    return rows;
  } finally {
    raw.close();
    await server.stop();
  }
}
