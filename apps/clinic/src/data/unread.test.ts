/** Whoever reads a record in a batch: a part that failed is never taken for a part that is empty. */
import { goldenBundle } from '@dcc/fhir-profiles/examples/golden.ts';
import type { MedplumClient } from '@medplum/core';
import type { Bundle, Encounter, Resource, ServiceRequest } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { loadCase } from '../fiche/model/load.ts';
import { readRecord } from '../inscription/record.ts';
import { readStored } from '../inscription/stored.ts';
import { loadSession } from '../session/record.ts';
import { UnreadPartError } from './read-batch.ts';

const golden = goldenBundle().entry!.map(({ resource }) => resource!);
const of = <T extends Resource>(type: T['resourceType'], isIt: (one: T) => boolean = () => true) =>
  golden.find((one): one is T => one.resourceType === type && isIt(one as T))!;
const rcpCase = of<Encounter>('Encounter', ({ partOf }) => partOf !== undefined);
const inscription = of<ServiceRequest>('ServiceRequest', ({ intent }) => intent === 'order');

/** A server that holds the golden record, and fails on the nth read of all that it is asked in batches (from 0). */
function server(failing: number) {
  let asked = 0;
  const set = (url: string): Bundle => {
    const [type] = url.split(/[?/]/);
    const wanted = /_id=([^&]+)/.exec(url)?.[1];
    const found = golden.filter((one) => one.resourceType === type && (!wanted || one.id === wanted));
    return { resourceType: 'Bundle', type: 'searchset', entry: found.map((resource) => ({ resource })) };
  };
  const executeBatch = async ({ entry }: Bundle): Promise<Bundle> => ({
    resourceType: 'Bundle',
    type: 'batch-response',
    entry: entry!.map(({ request }) =>
      asked++ === failing
        ? { response: { status: '503' } }
        : { resource: set(request!.url!), response: { status: '200' } },
    ),
  });
  const medplum = {
    executeBatch,
    readResource: async (type: string, id: string) =>
      golden.find((one) => one.resourceType === type && one.id === id),
    search: async (type: string) => set(`${type}?`),
  } as unknown as MedplumClient;
  return { medplum, asked: () => asked };
}

const READERS: [string, (medplum: MedplumClient) => Promise<unknown>][] = [
  ['a session', (medplum) => loadSession(medplum, rcpCase.partOf!.reference!.split('/')[1]!)],
  ['a case', (medplum) => loadCase(medplum, rcpCase.id!)],
  ['the record of a patient', (medplum) => readRecord(medplum, rcpCase.subject!.reference!.split('/')[1]!)],
  ['an inscription', (medplum) => readStored(medplum, inscription.id!)],
];

describe.each(READERS)('%s', (_, read) => {
  test('is read when every part is', async () => {
    const { medplum, asked } = server(-1);
    await read(medplum);
    expect(asked()).toBeGreaterThan(3);
  });

  test('is not read when one part fails, whichever it is', async () => {
    const whole = server(-1);
    await read(whole.medplum);
    for (let failing = 0; failing < whole.asked(); failing++) {
      await expect(read(server(failing).medplum), `part ${failing}`).rejects.toBeInstanceOf(UnreadPartError);
    }
  });
});
