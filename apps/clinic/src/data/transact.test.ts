import { badRequest, type MedplumClient, OperationOutcomeError, preconditionFailed } from '@medplum/core';
import type { Bundle, Patient } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { isConflict } from './save.ts';
import { transact } from './transact.ts';

type Stored = Patient & { id: string };
const patient = (versionId: string, more: Partial<Patient> = {}): Stored => ({
  resourceType: 'Patient',
  id: '1',
  meta: { versionId },
  ...more,
});
const update = (version: string): Bundle => ({
  resourceType: 'Bundle',
  type: 'transaction',
  entry: [
    {
      request: { method: 'POST', url: 'Task' },
      resource: { resourceType: 'Task', status: 'requested', intent: 'order' },
    },
    {
      request: { method: 'PUT', url: 'Patient/1', ifMatch: `W/"${version}"` },
      resource: patient(version, { gender: 'female' }),
    },
  ],
});

/** A server whose patient gets these versions, one more after each refused transaction. */
function serverOf(...versions: Stored[]) {
  const sent: Bundle[] = [];
  let last = 1;
  const current = () => versions[Math.min(last, versions.length) - 1]!;
  const medplum = {
    executeBatch: async (bundle: Bundle): Promise<Bundle> => {
      sent.push(bundle);
      const asked = bundle.entry?.find(({ request }) => request?.ifMatch)?.request?.ifMatch;
      if (asked && asked !== `W/"${current().meta?.versionId}"`) {
        throw new OperationOutcomeError(preconditionFailed);
      }
      return { resourceType: 'Bundle', type: 'transaction-response' };
    },
    readVersion: async (_type: string, _id: string, id: string) =>
      versions.find(({ meta }) => meta?.versionId === id),
    readResource: async () => {
      const found = current();
      last++;
      return found;
    },
  };
  last = Math.max(1, Math.min(2, versions.length));
  return { sent, medplum: medplum as unknown as MedplumClient };
}

describe('a transaction', () => {
  test('is sent once when nothing moved', async () => {
    const { sent, medplum } = serverOf(patient('a'));
    await transact(medplum, update('a'));
    expect(sent).toEqual([update('a')]);
  });

  test('is sent again, whole, over the version of a bot that changed who may see', async () => {
    const { sent, medplum } = serverOf(patient('a'), patient('b'));
    await transact(medplum, update('a'));
    expect(sent).toHaveLength(2);
    expect(sent[1]!.entry!.map(({ request }) => request!.ifMatch)).toEqual([undefined, 'W/"b"']);
    expect(sent[1]!.entry!.map(({ resource }) => resource)).toEqual(
      update('a').entry!.map(({ resource }) => resource),
    );
  });

  test('is a conflict when somebody changed what was read', async () => {
    const { sent, medplum } = serverOf(patient('a'), patient('b', { gender: 'male' }));
    const error = await transact(medplum, update('a')).catch((caught) => caught);
    expect(isConflict(error)).toBe(true);
    expect(sent).toHaveLength(1);
  });

  test('ends when the versions never stop moving', async () => {
    const { sent, medplum } = serverOf(...['a', 'b', 'c', 'd', 'e', 'f'].map((one) => patient(one)));
    await expect(transact(medplum, update('a'))).rejects.toThrow();
    expect(sent).toHaveLength(3);
  });

  test('refused for another reason is not tried again', async () => {
    const sent: Bundle[] = [];
    const executeBatch = async (bundle: Bundle) => {
      sent.push(bundle);
      throw new OperationOutcomeError(badRequest('non'));
    };
    await expect(transact({ executeBatch } as unknown as MedplumClient, update('a'))).rejects.toThrow('non');
    expect(sent).toHaveLength(1);
  });
});

describe('a server that answers entry by entry', () => {
  const answering = (...response: object[]) =>
    ({
      executeBatch: async () => ({
        resourceType: 'Bundle',
        entry: response.map((one) => ({ response: one })),
      }),
    }) as unknown as MedplumClient;

  test('is heard when it refuses one', async () => {
    const medplum = answering({ status: '201' }, { status: '400', outcome: badRequest('non') });
    await expect(transact(medplum, { resourceType: 'Bundle', type: 'transaction' })).rejects.toThrow('non');
  });
  test('is heard when it does not say why', async () => {
    const medplum = answering({ status: '500' });
    await expect(transact(medplum, { resourceType: 'Bundle', type: 'transaction' })).rejects.toThrow(
      'refusée',
    );
  });
  test('found something already there: that is no refusal', async () => {
    const medplum = answering({ status: '200' }, { status: '304' });
    expect((await transact(medplum, { resourceType: 'Bundle', type: 'transaction' })).entry).toHaveLength(2);
  });
});
