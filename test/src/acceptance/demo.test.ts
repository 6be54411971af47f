/**
 * What issue 2 shows, done as a user does it: the demonstration played once by its own command, then its documents
 * through the official validator and its CSV against a count that shares no code with ours.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { DocumentReference, Resource, Task } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkIdentities, compareCsvWithOracle, readCsv } from '../oracle/index.ts';
import { type DemoRun, LIGHT_PASSWORDS, playDemo } from '../support/demo-run.ts';
import { coverPairs, pairs, traits } from '../support/documents.ts';
import { rawRecord } from '../support/raw-record.ts';
import { startServerProcess } from '../support/server-process.ts';
import { ALL_BUT_STRUCMIN, hasShared, inShares, validateCda } from '../support/shared.ts';

let demo: DemoRun;
let record: Resource[];

beforeAll(async () => {
  demo = await playDemo([], LIGHT_PASSWORDS);
  const server = await startServerProcess({ dir: demo.data, keep: true, access: demo.access });
  record = await rawRecord(await server.client());
  await server.stop();
}, 600_000);

afterAll(() => demo?.dispose());

const ofType = <T extends Resource>(type: T['resourceType']) =>
  record.filter((r): r is T => r.resourceType === type);

describe('the demonstration', () => {
  it('says what it did', () => {
    const { sessions, cases, signed, cdaIssued, cdaRefused, csvRows, seconds } = demo.summary;
    expect(sessions).toBeGreaterThanOrEqual(20);
    expect(cases).toBeGreaterThanOrEqual(200);
    expect(cdaIssued).toBeGreaterThanOrEqual(150);
    expect(cdaRefused).toBeGreaterThanOrEqual(3);
    expect(cdaIssued + cdaRefused).toBe(signed);
    expect(csvRows).toBe(readCsv(demo.csv('indicateurs.csv')).length);
    expect(seconds).toBeGreaterThan(0);
  });

  it('wrote one file per issued document, and only those', () => {
    expect(demo.documents).toHaveLength(demo.summary.cdaIssued);
    const ids = demo.documents.map((file) => /<id root="([^"]+)"/.exec(readFileSync(file, 'utf8'))?.[1]);
    expect(new Set(ids).size).toBe(ids.length);
    const references = ofType<DocumentReference>('DocumentReference').filter((d) => d.masterIdentifier);
    const issued = references.map((d) => d.masterIdentifier?.value?.replace('urn:oid:', ''));
    expect(issued.toSorted()).toEqual(ids.toSorted());
  });

  it('left one open Task in French for each refusal', () => {
    const pieces = ofType<Task>('Task').filter((t) =>
      t.code?.coding?.some((c) => c.code === 'complete-piece'),
    );
    // The sessions to come chase pieces too: those Tasks are about an inscription, not about a fiche.
    const tasks = pieces.filter(({ focus }) => focus?.reference?.startsWith('Composition/'));
    const chased = pieces.filter(({ focus }) => focus?.reference?.startsWith('ServiceRequest/'));
    expect(tasks.length + chased.length).toBe(pieces.length);
    expect(tasks).toHaveLength(demo.summary.cdaRefused);
    for (const task of tasks) {
      expect(task.status).not.toBe('completed');
      expect(task.description).toMatch(/\p{L}{4,}/u);
      expect(task.owner?.reference ?? '').toMatch(/^\w+\//);
    }
  });

  it('never issues an INS that is not qualified', () => {
    const patients = new Map(ofType('Patient').map((p) => [p.id, p]));
    for (const document of ofType<DocumentReference>('DocumentReference').filter((d) => d.masterIdentifier)) {
      const tagged = document.meta?.tag?.some((t) => t.code === 'not-sendable') ?? false;
      const patient = patients.get(document.subject?.reference?.split('/')[1]) as {
        extension?: { extension?: { valueCoding?: { code?: string } }[] }[];
        identifier?: { system?: string }[];
      };
      const valid = patient.extension?.some((e) => e.extension?.some((x) => x.valueCoding?.code === 'VALI'));
      const ins = patient.identifier?.some((i) =>
        /1\.2\.250\.1\.213\.1\.4\.(8|9|10|11)$/.test(i.system ?? ''),
      );
      if (!(valid && ins)) expect(tagged, `document of patient ${document.subject?.reference}`).toBe(true);
    }
  });
});

describe('the CSV', () => {
  it('equals an independent count of the raw record', () => {
    expect(compareCsvWithOracle(demo.csv('indicateurs.csv'), record)).toEqual([]);
  });

  it('keeps the check identities', () => {
    expect(checkIdentities(readCsv(demo.csv('indicateurs.csv')))).toEqual([]);
  });

  it('counts something in every indicator of the first version', () => {
    const rows = readCsv(demo.csv('indicateurs.csv'));
    for (const indicator of ['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'Q1']) {
      const values = rows.filter((r) => r.indicateur === indicator).map((r) => Number(r.valeur));
      expect(Math.max(...values), indicator).toBeGreaterThan(0);
    }
  });
});

// All of them are passed by `npm run test:oracle`: no need of a sample then.
describe.runIf(hasShared && !process.env.DCC_ORACLE)('the official validator', () => {
  const TYPE = 'FRCP_2025.01';
  /** The traits of each document of the month: whole files are read for them, once. */
  let shown: Map<string, string[]>;
  /** Whatever two traits meet in a document of the month, they do in one of these. */
  let varied: string[];
  let twelve: string[];
  /** What it says at its slowest level, and at the others. */
  let said: { slowest: string; others: string };

  beforeAll(async () => {
    shown = new Map(demo.documents.map((file) => [file, traits(readFileSync(file, 'utf8'))]));
    varied = coverPairs(shown);
    twelve = varied.slice(0, 12);
    console.log(`Tous niveaux : ${twelve.map((f) => basename(f)).join(', ')}`);
    // Once without documents: a cold cache of its own packages is filled by one process, not by two.
    expect((await validateCda([], TYPE)).code).toBe(2);
    // A process loads the official tests once, for all the documents that it is given.
    const [slowest, others] = await Promise.all([
      validateCda(twelve, TYPE, ['STRUCMIN']),
      validateCda(varied, TYPE, ALL_BUT_STRUCMIN),
    ]);
    said = { slowest: slowest.output, others: others.output };
  }, 600_000);

  /** Not accepted, or not spoken of: a validator that stops half-way refuses nothing either. */
  const refused = (files: string[], output: string) =>
    files.filter((file) => !output.includes(`${basename(file)} ${TYPE}: 0 error(s)`));
  const of = (files: string[]) => files.map((file) => shown.get(file)!);

  it('accepts twelve documents of every state and thematic, at all levels', () => {
    expect(twelve).toHaveLength(12);
    expect(new Set(of(twelve).flat())).toEqual(new Set([...shown.values()].flat()));
    expect(refused(twelve, said.slowest), said.slowest).toEqual([]);
    expect(refused(twelve, said.others), said.others).toEqual([]);
  });

  it('accepts those that show whatever two of their traits meet, at all levels but the slowest', () => {
    expect(new Set(of(varied).flatMap(pairs))).toEqual(new Set([...shown.values()].flatMap(pairs)));
    expect(varied.length).toBeGreaterThan(twelve.length);
    expect(refused(varied, said.others), said.others).toEqual([]);
  });
});

describe.runIf(hasShared && process.env.DCC_ORACLE)('the official validator, every document', () => {
  it('accepts all of them at all levels', async () => {
    const verdicts = await inShares(demo.documents, 2, (share) => validateCda(share, 'FRCP_2025.01'));
    const lines = verdicts.flatMap((v) => v.output.split('\n')).filter((l) => l.includes('FRCP_2025.01:'));
    const refused = lines.filter((l) => !l.includes(': 0 error'));
    console.log(`Oracle : ${lines.length} documents sur ${demo.documents.length}, ${refused.length} refusés`);
    // A validator that stops half-way refuses nothing either.
    expect(lines).toHaveLength(demo.documents.length);
    expect(refused).toEqual([]);
  }, 7_200_000);
});
