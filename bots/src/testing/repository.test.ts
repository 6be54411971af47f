import { parseSearchRequest } from '@medplum/core';
import { MemoryRepository } from '@medplum/fhir-router';
import type { DocumentReference, Encounter, MeasureReport, Resource } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { AtomicRepository } from './repository.ts';
import { TestServer } from './server.ts';

const SYSTEM = 'urn:Exemple';
const report = (value: string, more: Partial<MeasureReport> = {}): MeasureReport => ({
  resourceType: 'MeasureReport',
  status: 'complete',
  type: 'summary',
  measure: 'https://exemple.fr/Measure/A1',
  period: { start: '2026-10-01', end: '2026-10-31' },
  identifier: [{ system: SYSTEM, value }],
  ...more,
});

let ours: AtomicRepository;
beforeEach(() => {
  // Indexes the definitions.
  ours = new TestServer().repository;
});

async function ids(repository: MemoryRepository, url: string): Promise<string[]> {
  const bundle = await repository.search(parseSearchRequest(url));
  return (bundle.entry ?? []).map(({ resource }) => resource!.id!);
}

describe('a search', () => {
  const WORDS = ['A', 'a', 'B', 'A|B', 'a,B', ''];
  const FILTERS = [
    ...WORDS.flatMap((word) => [`identifier=${SYSTEM}|${word}`, `identifier=${word}`, `identifier=|${word}`]),
    'identifier=urn:exemple|A,urn:exemple|B',
    'identifier:not=urn:exemple|A',
    'identifier:missing=true',
    'measure=https://exemple.fr/Measure/A1',
    'period=ge2026-10-15&period=le2026-12-01',
    'date=2026-11-02',
    'reporter=Organization/x',
    'reporter:missing=false',
    '_sort=-date&_count=2&_offset=1',
    'status=complete,pending',
  ];
  const reports = fc.array(
    fc.record({
      value: fc.constantFrom(...WORDS),
      month: fc.constantFrom('2026-09', '2026-10', '2026-11'),
      of: fc.constantFrom('A1', 'A2'),
      reporter: fc.constantFrom('x', 'y', undefined),
      status: fc.constantFrom('complete', 'pending'),
    }),
    { maxLength: 8 },
  );

  it('finds what the library finds, in its order, whatever is asked, asked again, and after a change', async () => {
    const asked = fc.array(fc.constantFrom(...FILTERS), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(
        reports,
        fc.array(asked, { minLength: 1, maxLength: 6 }),
        async (drafts, questions) => {
          const [one, other] = [new AtomicRepository(), new MemoryRepository()];
          const put = (resource: Resource) =>
            Promise.all(
              [one, other].map((to) => to.createResource(structuredClone(resource), undefined, true)),
            );
          const made = drafts.map(({ value, month, of, reporter, status }, i) =>
            report(value, {
              id: `r${i}`,
              status: status as 'complete',
              measure: `https://exemple.fr/Measure/${of}`,
              period: { start: `${month}-01`, end: `${month}-28` },
              date: `${month}-02`,
              ...(reporter && { reporter: { reference: `Organization/${reporter}` } }),
            }),
          );
          for (const resource of made) await put(resource);
          const compare = async () => {
            for (const filters of questions) {
              const url = `MeasureReport?${filters.join('&')}`;
              expect(await ids(one, url), url).toEqual(await ids(other, url));
            }
          };
          await compare();
          for (const resource of made)
            await put({ ...resource, identifier: [{ system: SYSTEM, value: 'B' }] });
          await compare();
          await compare();
        },
      ),
      { numRuns: 60, seed: 20261123 },
    );
  });

  it('finds a document by its master identifier too', async () => {
    const document: DocumentReference = {
      resourceType: 'DocumentReference',
      status: 'current',
      content: [],
      masterIdentifier: { system: SYSTEM, value: 'maître' },
    };
    const { id } = await ours.createResource(document);
    expect(await ids(ours, `DocumentReference?identifier=${SYSTEM}|maître`)).toEqual([id]);
  });

  it('through a chain sees the other resource as it is now', async () => {
    const session = await ours.createResource<Encounter>({
      resourceType: 'Encounter',
      status: 'planned',
      class: {},
    });
    const { id } = await ours.createResource<Encounter>({
      resourceType: 'Encounter',
      status: 'planned',
      class: {},
      partOf: { reference: `Encounter/${session.id}` },
    });
    const url = 'Encounter?part-of.status=finished';
    expect(await ids(ours, url)).toEqual([]);
    await ours.updateResource<Encounter>({ ...session, status: 'finished' });
    expect(await ids(ours, url)).toEqual([id]);
  });
});

describe('a transaction', () => {
  it('that fails leaves nothing, not even to a search', async () => {
    await ours.createResource(report('avant'));
    const before = ours.fingerprint();
    const failing = ours.withTransaction(async () => {
      await ours.createResource(report('pendant'));
      expect(await ids(ours, `MeasureReport?identifier=${SYSTEM}|pendant`)).toHaveLength(1);
      throw new Error('rien');
    });
    await expect(failing).rejects.toThrow('rien');
    expect(ours.fingerprint()).toBe(before);
    expect(await ids(ours, `MeasureReport?identifier=${SYSTEM}|pendant`)).toEqual([]);
    expect(await ids(ours, `MeasureReport?identifier=${SYSTEM}|avant`)).toHaveLength(1);
  });

  it('waits for the one before it', async () => {
    const order: string[] = [];
    const first = ours.withTransaction(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      order.push('first');
    });
    await Promise.all([first, ours.withTransaction(async () => void order.push('second'))]);
    expect(order).toEqual(['first', 'second']);
  });
});
