import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { countWrites, figures, printSharing, type Side } from './sharing.ts';

const folder = mkdtempSync(join(tmpdir(), 'dcc-sharing-'));
const file = join(folder, 'store.sqlite');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const BOT = 'Bot/share';
const version = (resourceType: string, author?: string): string =>
  JSON.stringify({ resourceType, meta: author ? { author: { reference: author } } : {} });

/** The columns that are read, of the tables of the embedded store. */
beforeAll(() => {
  const db = new DatabaseSync(file);
  db.exec(
    'CREATE TABLE resource (content TEXT); CREATE TABLE history (content TEXT); ' +
      'CREATE TABLE job (status TEXT, attempts INTEGER)',
  );
  const current = db.prepare('INSERT INTO resource VALUES (?)');
  for (const one of [
    version('Patient', BOT),
    version('Encounter', BOT),
    version('Encounter', 'Practitioner/a'),
    version('Observation', 'Practitioner/a'),
    version('Encounter', 'Bot/other'),
    null,
  ])
    current.run(one);
  const past = db.prepare('INSERT INTO history VALUES (?)');
  for (const one of [
    version('Patient', BOT),
    version('Patient', 'ClientApplication/dpi'),
    version('Patient'),
  ])
    past.run(one);
  const job = db.prepare('INSERT INTO job VALUES (?, ?)');
  job.run('done', 1);
  job.run('done', 3);
  job.run('failed', 10);
  db.close();
});

describe('what a store holds of the bot', () => {
  test('is its own versions, past ones too, and those of everybody else of the same types', () => {
    const found = countWrites(file, BOT);
    expect(found.byType).toEqual({ Patient: 2, Encounter: 1 });
    expect(found.rewritten).toBe(3);
    // A Patient of the software and one of nobody known, an Encounter of a doctor and one of another bot.
    expect(found.written).toBe(4);
  });

  test('counts what was done, and the attempts that were lost', () => {
    expect(countWrites(file, BOT)).toMatchObject({ events: 2, retries: 2 });
  });

  test('is nothing where the bot never wrote', () => {
    expect(countWrites(file, 'Bot/none')).toMatchObject({ byType: {}, rewritten: 0, written: 0 });
  });
});

const side = (change: Partial<Side>): Side => ({
  fiches: 50,
  cpu: 10,
  written: 500,
  rewritten: 0,
  byType: {},
  events: 0,
  retries: 0,
  ...change,
});
const shared = side({ cpu: 15, rewritten: 400, byType: { Patient: 400 }, events: 200, retries: 1 });

describe('the figures', () => {
  const found = figures(shared, side({}));

  test('are ratios to the same writes without the bot', () => {
    expect(found.ratio).toBe(1.5);
    expect(found.eventsPerFiche).toBe(4);
    expect(found.rewritesPerFiche).toBe(8);
    expect(found.millisecondsPerEvent).toBe(25);
  });

  test('of a region: 13 000 fiches, a tenth of a second each, in 792 000 seconds of work', () => {
    expect(found.regionShare).toBeCloseTo(1300 / 792_000, 10);
  });

  test('are printed with what was tried', () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    printSharing(found);
    const text = log.mock.calls.flat().join('\n');
    log.mockRestore();
    expect(text).toContain('fiches 50, events 200 (1 tried again)');
    expect(text).toContain('ratio 1.50');
    expect(text).toContain('0.16 %');
    expect(text).toContain('Patient 400');
  });
});
