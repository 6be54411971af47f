import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Resource } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countByEngine, countByLoop } from './count.ts';
import { CQL_INDICATORS } from './elm.ts';
import { benchCql, benchOncorif, linesOf, sizesOf } from './main.ts';
import { CASES, monthOf, monthsEnding, type RegionIndex, writeRegion } from './region.ts';

/** Correctness only: what the bench measures is the right thing. No time is looked at. */

describe('the projection', () => {
  let folder: string;
  let file: string;
  let region: RegionIndex;
  const months = monthsEnding('2026-10', 3);

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'oncorif-'));
    file = join(folder, 'region.ndjson');
    region = writeRegion(file, months, 40);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('has each month between the bytes that the index says, one session a line', () => {
    expect(Object.keys(region.months)).toEqual(['2026-08', '2026-09', '2026-10']);
    expect(region.fiches).toBe(120);
    const bytes = readFileSync(file);
    let last = 0;
    for (const month of months) {
      const [from, to] = region.months[month]!;
      expect(from).toBe(last);
      last = to;
      const lines = bytes.subarray(from, to).toString('utf8').trimEnd().split('\n');
      expect(lines).toHaveLength(40 / CASES);
      for (const line of lines) expect(JSON.parse(line).session.period.start.slice(0, 7)).toBe(month);
    }
    expect(last).toBe(bytes.length);
  });

  it('names no resource of two months alike, except those of the directory', () => {
    const seen = new Map<string, string>();
    const known = new Set(region.directory.map(({ id }) => id));
    const text = readFileSync(file, 'utf8').trimEnd().split('\n');
    for (const line of text) {
      const { session, cases, compositions, linked, related } = JSON.parse(line);
      for (const one of [session, ...cases, ...compositions, ...linked, ...related] as Resource[]) {
        expect(known.has(one.id)).toBe(false);
        expect(seen.get(`${one.resourceType}/${one.id}`)).toBeUndefined();
        seen.set(`${one.resourceType}/${one.id}`, line);
      }
    }
    expect(seen.size).toBeGreaterThan(120 * 4);
  });

  it('gives the engine and the plain loops the same count, of the month alone', () => {
    const engine = countByEngine(file, '2026-10');
    const loop = countByLoop(file, '2026-10');
    expect(engine).toMatchObject({ fiches: 40, units: 45, validated: 35 });
    expect(loop).toMatchObject({ fiches: 40, validated: 35 });
    const window = countByEngine(file, '2026-10', ['2026-08', '2026-09']);
    expect(window).toMatchObject({ fiches: 120, validated: 35 });
  });
});

describe('the CQL', () => {
  it('counts what ours does, and something, cold and warm in a process of its own', () => {
    const { fiches, counts, cold, warm } = benchCql(48, 1);
    expect(fiches).toBe(48);
    expect(Object.keys(counts)).toEqual([...CQL_INDICATORS]);
    for (const [ours, theirs] of Object.values(counts)) expect(theirs).toBe(ours);
    expect(counts['A1.fiches_validees']).toEqual([42, 42]);
    expect(counts['Q1.quorum_atteint']).toEqual([24, 24]);
    for (const { oursMs, theirsMs, ratio } of [cold, warm]) {
      expect(oursMs).toBeGreaterThan(0);
      expect(ratio).toBe(theirsMs / oursMs);
    }
  });
});

describe('the command', () => {
  it('reads sizes', () => {
    expect(sizesOf('1k, 10k,1500k,250')).toEqual([1000, 10_000, 1_500_000, 250]);
    for (const wrong of ['', '10m', '-1k', '0', '1k,,2k']) expect(() => sizesOf(wrong)).toThrow('--sizes');
  });

  it('refuses a part that it does not know and a month that is none, in French', async () => {
    await expect(benchOncorif(['--part', 'cql', '--month', 'octobre'])).rejects.toThrow(
      '--month : « octobre »',
    );
    await expect(benchOncorif(['--part', 'sql'])).rejects.toThrow('--part : « sql » inconnu');
  });

  it('says each figure with what it is about', () => {
    const cost = { fiches: 13_000, units: 1, wallMs: 4000.4, cpuMs: 3800, peakMb: 239.1, validated: 1 };
    const lines = linesOf({
      load: [1.25, 2, 3],
      projection: [{ what: 'mois', history: 156_000, month: 13_000, engine: cost, ratio: 1.468 }],
      cql: {
        fiches: 2000,
        counts: { 'A5.patients': [7, 7] },
        cold: { oursMs: 2, theirsMs: 66.4, ratio: 33.2 },
        warm: { oursMs: 1, theirsMs: 44, ratio: 44 },
      },
    });
    expect(lines).toEqual([
      'charge de la machine : 1.3 2.0 3.0',
      'projection, mois de 13000 fiches derrière 156000 : 3800 ms de processeur, 4000 ms, 239 Mo, 1.47 fois la boucle',
      'CQL, 2000 fiches : à froid, premier tour, 33 fois plus lent (66 ms contre 2 ms) ; à chaud, médiane des suivants, 44 fois plus lent (44 ms contre 1 ms) ; A5.patients 7 = 7',
    ]);
  });

  it('makes a month of the region with every kind of answer in it', () => {
    const { lines } = monthOf('2026-10', 64);
    expect(lines).toHaveLength(8);
    const statuses = lines.flatMap(({ compositions }) => compositions.map(({ status }) => status));
    expect(new Set(statuses)).toEqual(new Set(['final', 'preliminary']));
    expect(lines.every(({ cases, related }) => cases.length === CASES && related.length === 2 * CASES)).toBe(
      true,
    );
  });
});
