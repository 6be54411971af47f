/**
 * A signed fiche is acknowledged, then the whole server is killed (SIGKILL) somewhere between the write and the
 * document. After a restart on the same data there is exactly one document, and its bytes are what they always are.
 */
import { deploy } from '@dcc/cli';
import { goldenResources } from '@dcc/fhir-profiles/examples/golden.ts';
import type { MedplumClient } from '@medplum/core';
import type { DocumentReference, Resource } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadExamples } from '../support/load-examples.ts';
import { type ServerProcess, startServerProcess } from '../support/server-process.ts';

let server: ServerProcess;
const dirs: ServerProcess[] = [];

beforeAll(async () => {
  server = await startServerProcess();
  dirs.push(server);
  await deploy(await server.client());
}, 180_000);

afterAll(() => server?.stop());

/** The golden record under another document identifier: each round has a fiche of its own. */
function freshRecord(): Map<string, Resource> {
  return new Map(
    [...goldenResources()].map(([name, resource]): [string, Resource] => {
      if (resource.resourceType !== 'Composition') return [name, resource];
      const value = `urn:uuid:${crypto.randomUUID()}`;
      return [name, { ...resource, identifier: { ...resource.identifier, value } }];
    }),
  );
}

async function documentsOf(medplum: MedplumClient, composition: string): Promise<DocumentReference[]> {
  medplum.invalidateAll();
  return medplum.searchResources('DocumentReference', `related=${composition}&_count=50`);
}

async function until<T>(what: () => Promise<T>, enough: (value: T) => boolean, ms = 40_000): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const value = await what();
    if (enough(value) || Date.now() > end) return value;
    await new Promise((done) => setTimeout(done, 150));
  }
}

describe('the server killed while a document is being issued', () => {
  it.each([0, 120, 500, 1500])(
    '%i ms after the fiche was acknowledged: one document',
    async (delay) => {
      const moved = await loadExamples(await server.client(), freshRecord());
      const composition = [...moved.values()].find((r) => r.startsWith('Composition/'))!;
      await new Promise((done) => setTimeout(done, delay));
      await server.kill();
      server = await startServerProcess({ dir: server.dir });

      const medplum = await server.client();
      const documents = await until(
        () => documentsOf(medplum, composition),
        (found) => found.length > 0,
      );
      expect(documents).toHaveLength(1);
      // A late second run of the same event would come now.
      await new Promise((done) => setTimeout(done, 1500));
      expect(await documentsOf(medplum, composition)).toHaveLength(1);
      const xml = documents[0]!.content.find((c) => c.attachment.contentType === 'text/xml')!;
      const text = await (await medplum.download(xml.attachment.url!)).text();
      expect(text).toContain('<ClinicalDocument');
      expect(text.trimEnd()).toMatch(/<\/ClinicalDocument>$/);
    },
    120_000,
  );
});
