import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BotEvent } from '@medplum/core';
import type { DocumentReference, Parameters, Task } from '@medplum/fhirtypes';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { World } from '../../../rules/src/indicators/testing/world.ts';
import { OncorifStory } from '../oncorif/testing.ts';
import { scratch } from '../oncorif-delivery/testing.ts';
import { handler } from './handler.ts';

let out: ReturnType<typeof scratch>;
let story: OncorifStory;
let settings: Record<string, string>;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  out = scratch();
  settings = { ONCORIF_DAY: '5', ONCORIF_OPEN_MONTHS: '1', ONCORIF_TARGET: `file://${out.path}` };
  const world = new World();
  for (const start of ['2026-09-08T12:30:00+02:00', '2026-10-06T12:30:00+02:00']) {
    const session = world.session({ start, attendance: [{ role: 0, mode: 'present' }] });
    world.fiche(world.passage({ session, patient: world.patient(), quorum: 'ORG-126' }), ['final']);
  }
  story = await new OncorifStory().with(world.resources);
});

afterEach(() => {
  vi.useRealTimers();
  out.remove();
});

function run(now: string): Promise<Parameters> {
  vi.setSystemTime(new Date(now));
  const secrets = Object.fromEntries(
    Object.entries(settings).map(([name, valueString]) => [name, { name, valueString }]),
  );
  return handler(story.medplum, { secrets, input: {} } as unknown as BotEvent);
}

const documents = (): DocumentReference[] => story.server.all('DocumentReference');
const manifestOf = (folder: string) =>
  JSON.parse(readFileSync(join(out.path, folder, 'manifest.json'), 'utf8'));

describe('the export that goes out by itself', () => {
  it('does nothing before its day, and nothing at all where it is not configured', async () => {
    expect((await run('2026-11-04T22:00:00Z')).parameter).toEqual([]);
    settings = {};
    expect((await run('2026-11-05T05:00:00Z')).parameter).toEqual([]);
    expect(documents()).toEqual([]);
    expect(readdirSync(out.path)).toEqual([]);
  });

  it('exports on its day in Paris, delivers, and says so', async () => {
    // 23:30 in London is the 5th in Paris.
    const result = await run('2026-11-04T23:30:00Z');
    expect(result.parameter?.map(({ name }) => name)).toEqual(['document', 'delivery']);
    const [folder, ...others] = readdirSync(out.path);
    expect(others).toEqual([]);
    expect(manifestOf(folder!).periodes).toEqual([
      { periode: '2026-09', etat: 'clos' },
      { periode: '2026-10', etat: 'ouvert' },
    ]);
    expect(manifestOf(folder!).date_extraction).toBe('2026-11-05');
    expect(story.server.all<Task>('Task').map(({ status }) => status)).toEqual(['completed']);
  });

  it('does it once a month, however often it is run, and catches up after its day', async () => {
    await run('2026-11-09T05:00:00Z');
    const before = [documents(), story.server.all('Task'), readdirSync(out.path)];
    for (const now of ['2026-11-09T06:00:00Z', '2026-11-10T05:00:00Z', '2026-11-30T05:00:00Z']) {
      expect((await run(now)).parameter?.filter(({ name }) => name === 'delivery')).toEqual([]);
    }
    expect([documents(), story.server.all('Task'), readdirSync(out.path)]).toEqual(before);
  });

  it('sends the open months again the next month, closed in their turn', async () => {
    await run('2026-11-05T05:00:00Z');
    await run('2026-12-05T05:00:00Z');
    const states = readdirSync(out.path)
      .sort()
      .map((folder) => manifestOf(folder).periodes.map((one: { etat: string }) => one.etat));
    expect(states).toEqual([
      ['clos', 'ouvert'],
      ['clos', 'ouvert'],
    ]);
    const months = readdirSync(out.path).map((folder) => folder.slice(8, 23));
    expect(months.sort()).toEqual(['2026-09_2026-10', '2026-10_2026-11']);
  });

  it('makes again what failed when its time has come, without exporting again', async () => {
    settings.ONCORIF_TARGET = 'https://localhost:1/depot/';
    const first = await run('2026-11-05T05:00:00Z');
    const [, delivery] = first.parameter!;
    expect(delivery?.part?.find(({ name }) => name === 'reason')?.valueString).toContain('ECONNREFUSED');
    settings.ONCORIF_TARGET = `file://${out.path}`;
    expect((await run('2026-11-05T05:10:00Z')).parameter?.map(({ name }) => name)).toEqual(['document']);
    await run('2026-11-05T05:20:00Z');
    expect(readdirSync(out.path)).toHaveLength(1);
    expect(documents()).toHaveLength(1);
  });

  it('hides small cells when the project says so', async () => {
    settings.ONCORIF_THRESHOLD = '11';
    await run('2026-11-05T05:00:00Z');
    const [folder] = readdirSync(out.path);
    expect(manifestOf(folder!).secret_statistique.seuil).toBe(11);
  });

  it('exports without a target: the pack waits on the server', async () => {
    delete settings.ONCORIF_TARGET;
    await run('2026-11-05T05:00:00Z');
    expect(documents()).toHaveLength(1);
    expect(story.server.all('Task')).toEqual([]);
  });

  it('refuses a setting that is wrong, naming it', async () => {
    settings.ONCORIF_DAY = '31';
    await expect(run('2026-11-05T05:00:00Z')).rejects.toThrow('ONCORIF_DAY : « 31 »');
  });
});
