import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IDENTIFIER_TYPES, IDENTIFIERS } from '@dcc/fhir-profiles';
import { externalFigures } from '@dcc/rules';
import type { MedplumClient } from '@medplum/core';
import type { MeasureReport } from '@medplum/fhirtypes';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../cli.ts';
import { recordingIo } from '../testing/io.ts';
import { type ServerProcess, startServerProcess } from '../testing/server-process.ts';

const FINESS = ['990000010', '990000028'] as const;
const HEADER = 'finess;annee;patients';

let server: ServerProcess;
let medplum: MedplumClient;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dcc-import-'));
  server = await startServerProcess();
  medplum = await server.login();
  for (const value of FINESS) {
    await medplum.createResource({
      resourceType: 'Organization',
      name: `Établissement ${value}`,
      identifier: [
        {
          system: IDENTIFIERS.FINESS,
          type: { coding: [{ system: IDENTIFIER_TYPES.FR, code: 'FINEG' }] },
          value,
        },
      ],
    });
  }
}, 60_000);
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true });
});

const reports = (): Promise<MeasureReport[]> =>
  medplum.searchResources('MeasureReport', '_count=100&_sort=_lastUpdated', { cache: 'no-store' });
const figures = async () =>
  externalFigures(await reports())
    .map(({ finess, year, value }) => `${finess} ${year} ${value}`)
    .sort();

/** Imports these lines. @returns what was said, and the exit code. */
async function load(lines: readonly string[], ...more: string[]) {
  const path = join(folder, 'fa-pmsi.csv');
  writeFileSync(path, `\uFEFF${[HEADER, ...lines].join('\r\n')}\r\n`);
  const io = recordingIo();
  const access = [
    '--base-url',
    server.url,
    '--client-id',
    server.clientId,
    '--client-secret',
    server.clientSecret,
  ];
  const code = await run(['import', 'fa-pmsi', path, ...access, ...more], io);
  return { code, output: io.output, errors: io.errors };
}

describe('dcc import fa-pmsi', () => {
  beforeEach(async () => {
    for (const { id } of await reports()) await medplum.deleteResource('MeasureReport', id!);
  });

  test('loads one figure per establishment and year, which the bot finds by its Measure', async () => {
    const { code, output, errors } = await load([
      `${FINESS[0]};2025;400`,
      `${FINESS[1]};2025;50`,
      `${FINESS[0]};2024;390`,
    ]);
    expect(errors).toEqual([]);
    expect(code).toBe(0);
    expect(output).toEqual([
      '2024 : 1 établissement(s) lus, 1 en tout, chargés',
      '2025 : 2 établissement(s) lus, 2 en tout, chargés',
    ]);
    expect(await figures()).toEqual(['990000010 2024 390', '990000010 2025 400', '990000028 2025 50']);
    const canonical = encodeURIComponent('https://dcc.example.org/fhir/Measure/FA_PMSI|1.0.0');
    expect(await medplum.searchResources('MeasureReport', `measure=${canonical}`)).toHaveLength(2);
  });

  test('run again, changes nothing: not even a version', async () => {
    const lines = [`${FINESS[0]};2025;400`, `${FINESS[1]};2025;50`];
    await load(lines);
    const before = await reports();
    const again = await load(lines.toReversed());
    expect(again).toMatchObject({
      code: 0,
      output: ['2025 : 2 établissement(s) lus, 2 en tout, rien n’a changé'],
    });
    expect(await reports()).toEqual(before);
  });

  test('replaces the figure of an establishment and keeps those that the file does not name', async () => {
    await load([`${FINESS[0]};2025;400`, `${FINESS[1]};2025;50`]);
    const { code, output } = await load([`${FINESS[1]};2025;60`]);
    expect(code).toBe(0);
    expect(output).toEqual(['2025 : 1 établissement(s) lus, 2 en tout, chargés']);
    expect(await figures()).toEqual(['990000010 2025 400', '990000028 2025 60']);
    expect(await reports()).toHaveLength(1);
  });

  test('refuses bad lines by name and loads the others, with code 1', async () => {
    const { code, errors } = await load([
      `${FINESS[0]};2025;quatre`,
      '99000001;2025;4',
      '990000036;2025;12',
      `${FINESS[1]};2025;50`,
    ]);
    expect(code).toBe(1);
    expect(errors).toEqual([
      'Refusé, ligne 2, patients : « quatre » n’est pas un nombre de patients',
      'Refusé, ligne 3, finess : « 99000001 » n’a pas neuf chiffres',
      'Refusé, finess 990000036, 2025 : aucun établissement de ce numéro sur le serveur',
    ]);
    expect(await figures()).toEqual(['990000028 2025 50']);
  });

  test('a dry run reads and tells, and writes nothing', async () => {
    const { code, output } = await load([`${FINESS[0]};2025;400`], '--dry-run');
    expect(code).toBe(0);
    expect(output).toEqual(['2025 : 1 établissement(s) lus, 1 en tout, rien n’est écrit']);
    expect(await reports()).toHaveLength(0);
  });

  test.each([
    [['fa-pmsi'], 'un import est attendu : fa-pmsi FICHIER.csv'],
    [['autre', 'x.csv'], 'un import est attendu : fa-pmsi FICHIER.csv'],
    [['fa-pmsi', 'a.csv', 'b.csv'], 'un import est attendu : fa-pmsi FICHIER.csv'],
    [['fa-pmsi', '/nulle/part.csv'], 'fichier introuvable : /nulle/part.csv'],
  ])('%j is badly asked: code 2, in French', async (args, message) => {
    const io = recordingIo();
    const code = await run(['import', ...args, '--client-id', 'x', '--client-secret', 'y'], io);
    expect(code).toBe(2);
    expect(io.errors.join()).toContain(message);
  });

  test('a file that is no text is refused by its name', async () => {
    const path = join(folder, 'latin1.csv');
    writeFileSync(path, Buffer.from(`${HEADER}\n990000010;2025;4\xe9`, 'latin1'));
    const io = recordingIo();
    expect(await run(['import', 'fa-pmsi', path, '--client-id', 'x', '--client-secret', 'y'], io)).toBe(2);
    expect(io.errors.join()).toContain('latin1.csv : un fichier texte en UTF-8 est attendu');
  });
});
