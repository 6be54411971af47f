import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { documentIds } from '@dcc/fhir-profiles';
import type { MedplumClient } from '@medplum/core';
import type { DocumentReference, Parameters, Resource, Task } from '@medplum/fhirtypes';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ficheIdentifier } from '../story/fiche.ts';
import { octoberStory } from '../testing/month.ts';
import {
  exportMonth,
  fileName,
  issuedDocuments,
  refusedDocuments,
  signedVersions,
  writeDocuments,
} from './outputs.ts';
import { lines } from './progress.ts';

const told = octoberStory();
const versions = signedVersions(told);
const idOf = (index: number) =>
  documentIds(ficheIdentifier(versions[index]!.plan), versions[index]!.version).id;
const quiet = lines(() => undefined);

const document = (id: string): DocumentReference => ({
  resourceType: 'DocumentReference',
  status: 'current',
  masterIdentifier: { system: 'urn:ietf:rfc:3986', value: `urn:oid:${id}` },
  content: [
    { attachment: { contentType: 'text/xml', url: `Binary/xml-${id}` } },
    { attachment: { contentType: 'application/pdf', url: `Binary/pdf-${id}` } },
  ],
});

const task = (id: string, status: Task['status']): Task => ({
  resourceType: 'Task',
  status,
  intent: 'order',
  identifier: [{ system: 'https://dcc.example.org/fhir/task', value: `complete-piece:${id}` }],
  input: [{ type: { text: 'INS' }, valueString: 'absent.' }],
});

/** A server with these resources, files whose content is their address, and this answer of the bot. */
function server(stored: Resource[], answer?: Parameters) {
  const executed: unknown[] = [];
  const medplum = {
    async *searchResourcePages(type: string) {
      yield stored.filter(({ resourceType }) => resourceType === type);
    },
    download: async (url: string) => new Blob([url]),
    executeBot: async (bot: unknown, body: unknown) => {
      executed.push(bot, body);
      return answer;
    },
  } as unknown as MedplumClient;
  return { medplum, executed };
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dcc-outputs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('issuedDocuments', () => {
  it('finds the documents of the story, in the order of their names, and no other', async () => {
    const { medplum } = server([document(idOf(5)), document('2.25.1'), document(idOf(0))]);
    const found = await issuedDocuments(medplum, told);
    expect(found.map(fileName)).toEqual([fileName(versions[0]!), fileName(versions[5]!)].sort());
  });

  it('finds nothing on an empty server', async () => {
    expect(await issuedDocuments(server([]).medplum, told)).toEqual([]);
  });
});

describe('refusedDocuments', () => {
  it('gives the reasons of the open Tasks, and what the story had planned', async () => {
    const meant = versions.findIndex(({ plan }) => plan.state.defect);
    const other = versions.findIndex(({ plan }) => !plan.state.defect);
    const { medplum } = server([task(idOf(meant), 'requested'), task(idOf(other), 'requested')]);
    const found = await refusedDocuments(medplum, told);
    expect(found).toHaveLength(2);
    const [planned] = found.filter(({ expected }) => expected);
    expect(planned).toMatchObject({ fiche: versions[meant]!.plan.state.key, reasons: ['INS : absent.'] });
  });

  it('forgets what was completed since', async () => {
    const { medplum } = server([task(idOf(0), 'completed'), task('2.25.1', 'requested')]);
    expect(await refusedDocuments(medplum, told)).toEqual([]);
  });
});

describe('writeDocuments', () => {
  it('writes the XML and the PDF of each document under its name', async () => {
    const { medplum } = server([document(idOf(0)), document(idOf(1))]);
    await writeDocuments(medplum, await issuedDocuments(medplum, told), folder, quiet);
    const name = fileName(versions[0]!);
    expect(readdirSync(join(folder, 'cda'))).toHaveLength(2);
    expect(readFileSync(join(folder, 'cda', `${name}.xml`), 'utf8')).toBe(`Binary/xml-${idOf(0)}`);
    expect(readFileSync(join(folder, 'pdf', `${name}.pdf`), 'utf8')).toBe(`Binary/pdf-${idOf(0)}`);
  });
});

describe('exportMonth', () => {
  const answer: Parameters = {
    resourceType: 'Parameters',
    parameter: [
      { name: 'rows', valueInteger: 42 },
      {
        name: 'file',
        part: [
          { name: 'name', valueString: 'indicateurs.csv' },
          { name: 'binary', valueReference: { reference: 'Binary/csv' } },
        ],
      },
      {
        name: 'failure',
        part: [
          { name: 'measure', valueString: 'A1' },
          { name: 'reason', valueString: 'trop long' },
        ],
      },
    ],
  };

  it('asks the bot for the month, writes its files, and keeps its failures', async () => {
    const { medplum, executed } = server([], answer);
    expect(await exportMonth(medplum, '2026-10', folder)).toEqual({
      rows: 42,
      files: ['indicateurs.csv'],
      failures: ['A1 : trop long'],
    });
    expect(executed[0]).toMatchObject({ value: 'oncorif' });
    expect(executed[1]).toMatchObject({ parameter: [{ name: 'period', valueString: '2026-10' }] });
    expect(readFileSync(join(folder, 'oncorif', 'indicateurs.csv'), 'utf8')).toBe('Binary/csv');
  });

  it('writes nothing without a folder', async () => {
    await exportMonth(server([], answer).medplum, '2026-10', undefined);
    expect(readdirSync(folder)).toEqual([]);
  });
});
