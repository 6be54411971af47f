import { dataRequirements } from '@dcc/rules';
import { beforeEach, describe, expect, it } from 'vitest';
import { published } from '../../../rules/src/indicators/testing/measures.ts';
import { World } from '../../../rules/src/indicators/testing/world.ts';
import { TestServer } from '../testing/server.ts';
import { PeriodReader, readDirectory } from './reader.ts';

/** Three readings: eight sessions, eight, four. */
const SESSIONS = 20;
const MONTH = '2026-10';

let server: TestServer;
/** Requests for the cases of some sessions. */
let readings: number;
let world: World;

beforeEach(async () => {
  world = new World();
  for (let n = 0; n < SESSIONS; n++) {
    const session = world.session({ start: `${MONTH}-${String(n + 1).padStart(2, '0')}T12:30:00+02:00` });
    for (let i = 0; i < 2; i++) {
      world.fiche(world.passage({ session, patient: world.patient({ ins: `${n}-${i}` }) }), ['final']);
    }
  }
  server = new TestServer();
  await server.add(...world.resources);
  readings = 0;
  server.before = ({ body }) => {
    if (body?.includes('Encounter?part-of=')) readings += 1;
  };
});

async function reader(): Promise<PeriodReader> {
  const { measures, libraries } = published();
  const directory = await readDirectory(server.medplum);
  return new PeriodReader(server.medplum, directory, dataRequirements(measures, libraries));
}

describe('the sessions of a month', () => {
  it('come once each, with their own cases, fiches and patients', async () => {
    const sessions: string[] = [];
    for await (const { record, lookup } of (await reader()).read([MONTH])) {
      sessions.push(record.session.id!);
      expect(record.cases).toHaveLength(2);
      for (const one of record.cases) {
        expect(one.partOf?.reference).toBe(`Encounter/${record.session.id}`);
        expect(lookup(one.subject!.reference!)).toMatchObject({ resourceType: 'Patient' });
        const own = record.compositions.filter(
          ({ encounter }) => encounter?.reference === `Encounter/${one.id}`,
        );
        expect(own).toHaveLength(1);
      }
    }
    expect(new Set(sessions).size).toBe(SESSIONS);
    expect(sessions).toHaveLength(SESSIONS);
    expect(readings).toBe(3);
  });

  it('are asked for one reading ahead of the one that is counted, and no more', async () => {
    const seen: number[] = [];
    for await (const _ of (await reader()).read([MONTH])) {
      // What is under way has time to go as far as it will.
      await new Promise((done) => setImmediate(done));
      seen.push(readings);
    }
    expect(seen).toEqual([...Array(8).fill(2), ...Array(8).fill(3), ...Array(4).fill(3)]);
  });

  it('of no month at all are none, and ask for nothing', async () => {
    for await (const _ of (await reader()).read(['2027-01'])) expect.unreachable();
    expect(readings).toBe(0);
  });
});

describe('a reading that fails', () => {
  const failing = (which: number) => {
    server.before = ({ body }) => {
      if (!body?.includes('Encounter?part-of=')) return;
      readings += 1;
      if (readings === which) throw new Error('panne');
    };
  };

  it.each([1, 2, 3])(
    'ends the count with its reason, after what came before it: reading %i',
    async (which) => {
      failing(which);
      let read = 0;
      const counting = async () => {
        for await (const _ of (await reader()).read([MONTH])) read += 1;
      };
      await expect(counting()).rejects.toThrow('panne');
      expect(read).toBe(8 * (which - 1));
    },
  );

  it('harms nobody who stopped before it', async () => {
    failing(2);
    const lost: unknown[] = [];
    const listen = (reason: unknown) => lost.push(reason);
    process.on('unhandledRejection', listen);
    for await (const _ of (await reader()).read([MONTH])) break;
    await new Promise((done) => setTimeout(done, 50));
    process.off('unhandledRejection', listen);
    expect(readings).toBe(2);
    expect(lost).toEqual([]);
  });
});
