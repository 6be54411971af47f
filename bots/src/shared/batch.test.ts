import type { MedplumClient } from '@medplum/core';
import type { Bundle, Patient } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { TestServer } from '../testing/server.ts';
import { create, readBatch, transaction, update } from './batch.ts';

/** A client that answers what it is told, and keeps what it was asked. */
function client(...entry: NonNullable<Bundle['entry']>): { medplum: MedplumClient; asked: Bundle[] } {
  const asked: Bundle[] = [];
  const executeBatch = async (bundle: Bundle) => {
    asked.push(bundle);
    return { resourceType: 'Bundle', type: 'batch-response', entry };
  };
  return { medplum: { executeBatch } as unknown as MedplumClient, asked };
}
const patient: Patient = { resourceType: 'Patient', id: 'p' };
const outcome = (text: string) => ({
  resourceType: 'OperationOutcome' as const,
  issue: [{ severity: 'error' as const, code: 'invalid' as const, details: { text } }],
});

describe('readBatch', () => {
  test('one request for all, answers in the order asked', async () => {
    const set: Bundle = { resourceType: 'Bundle', type: 'searchset', entry: [{ resource: patient }, {}] };
    const { medplum, asked } = client(
      { resource: patient, response: { status: '200' } },
      { resource: set, response: { status: '200' } },
      { response: { status: '404' } },
      { resource: { resourceType: 'Bundle', type: 'searchset' }, response: { status: '200' } },
    );
    const urls = ['Patient/p', 'Patient?_id=p', 'Patient/x', 'Patient?_id=x'];
    expect(await readBatch(medplum, urls)).toEqual([[patient], [patient], [], []]);
    expect(asked).toHaveLength(1);
    expect(asked[0]!.entry!.map(({ request }) => request!.url)).toEqual(urls);
  });

  test('nothing asked, nothing sent', async () => {
    const { medplum, asked } = client();
    expect(await readBatch(medplum, [])).toEqual([]);
    expect(asked).toEqual([]);
  });

  test.each(['400', '429', '500'])(
    'a search refused with %s is an error, not an empty result',
    async (status) => {
      const { medplum } = client({ response: { status, outcome: outcome('trop de requêtes') } });
      await expect(readBatch(medplum, ['Patient?name=DUPONT'])).rejects.toThrow(
        'Lecture de Patient impossible : trop de requêtes',
      );
    },
  );

  test('a missing answer is an error', async () => {
    await expect(readBatch(client().medplum, ['Patient/p'])).rejects.toThrow('n’a pas répondu');
  });
});

describe('transaction', () => {
  test('one refused entry is the failure of all', async () => {
    const ok = { response: { status: '201' } };
    const { medplum } = client(ok, { response: { status: '412', outcome: outcome('modifié') } });
    await expect(transaction(medplum, [])).rejects.toThrow('Écriture refusée : modifié');
  });

  test('update carries the version that was read, and loses to a newer one', async () => {
    const server = new TestServer();
    await server.add(patient);
    const read = await server.repository.readResource<Patient>('Patient', 'p');
    expect(update(read).request).toMatchObject({ method: 'PUT', ifMatch: `W/"${read.meta!.versionId}"` });
    await transaction(server.medplum, [update({ ...read, active: true })]);
    await expect(transaction(server.medplum, [update({ ...read, active: false })])).rejects.toThrow();
    expect((await server.repository.readResource<Patient>('Patient', 'p')).active).toBe(true);
  });

  test('a resource of the transaction is named by its fullUrl', async () => {
    const server = new TestServer();
    const fullUrl = 'urn:uuid:66666666-6666-4666-8666-666666666666';
    await transaction(server.medplum, [
      create({ resourceType: 'Patient' }, { fullUrl }),
      create({ resourceType: 'Task', status: 'requested', intent: 'order', for: { reference: fullUrl } }),
    ]);
    const [stored] = server.all<Patient>('Patient');
    expect(server.all('Task')).toMatchObject([{ for: { reference: `Patient/${stored!.id}` } }]);
  });
});
