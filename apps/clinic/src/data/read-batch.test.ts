import type { MedplumClient } from '@medplum/core';
import type { Bundle, BundleEntry, OperationOutcome, Resource } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { readBatch, readInto, UnreadPartError } from './read-batch.ts';

const patient: Resource = { resourceType: 'Patient', id: 'p' };
const set = (...all: Resource[]): Bundle => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: all.map((resource) => ({ resource })),
});
const ok = (resource: Resource): BundleEntry => ({ resource, response: { status: '200' } });
const outcome = (text: string): OperationOutcome => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code: 'timeout', details: { text } }],
});
const failed = (status: string, text = 'délai dépassé'): BundleEntry => ({
  response: { status, outcome: outcome(text) },
});

/** A server that answers this, and remembers what it was asked. */
function client(...entry: (BundleEntry | undefined)[]) {
  const asked: string[] = [];
  const executeBatch = async (bundle: Bundle) => {
    asked.push(...bundle.entry!.map(({ request }) => `${request!.method} ${request!.url}`));
    return { resourceType: 'Bundle', type: 'batch-response', entry };
  };
  return { medplum: { executeBatch } as unknown as MedplumClient, asked };
}

describe('readBatch', () => {
  test('gives what each address found, in their order, included resources too', async () => {
    const other: Resource = { resourceType: 'Encounter', id: 'e', status: 'planned', class: {} };
    const { medplum, asked } = client(ok(set(other, patient)), ok(patient), ok(set()));
    expect(await readBatch(medplum, ['Encounter?_id=e', 'Patient/p', 'Task?x=1'])).toEqual([
      [other, patient],
      [patient],
      [],
    ]);
    expect(asked).toEqual(['GET Encounter?_id=e', 'GET Patient/p', 'GET Task?x=1']);
  });

  test('asks nothing for nothing', async () => {
    const { medplum, asked } = client();
    expect(await readBatch(medplum, [])).toEqual([]);
    expect(asked).toEqual([]);
  });

  test.each(['403', '404', '410'])('what is not there, or not hers, is left out (%s)', async (status) => {
    expect(await readBatch(client(failed(status)).medplum, ['CarePlan/1'])).toEqual([[]]);
  });

  test.each(['400', '401', '408', '412', '429', '500', '503', ''])(
    'a part that failed is no empty part (%s)',
    async (status) => {
      const error = await readBatch(client(ok(patient), failed(status)).medplum, [
        'Patient/p',
        'CarePlan?x=1',
      ]).then(
        () => expect.fail('lue'),
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(UnreadPartError);
      expect(error).toMatchObject({ url: 'CarePlan?x=1' });
      expect((error as Error).message).toMatch(/n’a pas pu être lue, .*délai dépassé/);
    },
  );

  test.each<[string, BundleEntry | undefined]>([
    ['no entry', undefined],
    ['an entry without response', { resource: patient }],
  ])('an answer with %s is not one', async (_, entry) => {
    await expect(readBatch(client(entry).medplum, ['Patient/p'])).rejects.toThrow(
      'réponse du serveur absente',
    );
  });

  test('remarks of the server among what was found are not resources', async () => {
    const { medplum } = client(ok(set(patient, outcome('paramètre ignoré'))));
    expect(await readBatch(medplum, ['Patient?x=1'])).toEqual([[patient]]);
  });
});

test('readInto puts all of it in one map, and nothing when a part failed', async () => {
  const records = new Map<string, Resource>();
  await readInto(client(ok(set(patient))).medplum, records, ['Patient?x=1']);
  expect([...records]).toEqual([['Patient/p', patient]]);
  const other: Resource = { resourceType: 'Task', id: 't', status: 'requested', intent: 'order' };
  await expect(
    readInto(client(ok(other), failed('500')).medplum, records, ['Task/t', 'Task?y=1']),
  ).rejects.toThrow();
  expect([...records.keys()]).toEqual(['Patient/p']);
});
