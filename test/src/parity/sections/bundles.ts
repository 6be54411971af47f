import type { AsyncJob, Bundle, BundleEntry, Observation, Patient } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { differs, outcomeId, refusal, type Target } from '../support.ts';

const SYSTEM = 'https://dcc.example/parity/bundle';

export function bundles(target: () => Target): void {
  const patient = (name: string): Patient => ({
    resourceType: 'Patient',
    meta: target().meta,
    name: [{ family: `${name}${target().run}` }],
    identifier: [{ system: SYSTEM, value: `${name}-${target().run}` }],
  });
  const condition = (name: string) => `identifier=${SYSTEM}|${name}-${target().run}`;
  const count = async (name: string) =>
    (await target().medplum.searchResources('Patient', condition(name))).length;
  const post = (name: string, more: Partial<BundleEntry> = {}): BundleEntry => ({
    request: { method: 'POST', url: 'Patient' },
    resource: patient(name),
    ...more,
  });
  const send = (type: Bundle['type'], ...entry: BundleEntry[]) =>
    target().medplum.executeBatch({ resourceType: 'Bundle', type, entry });
  const statuses = (bundle: Bundle) => bundle.entry?.map(({ response }) => response?.status?.slice(0, 3));

  describe('conditions', () => {
    test('create if none exists', async () => {
      const { medplum } = target();
      const first = await medplum.createResourceIfNoneExist(patient('Unique'), condition('Unique'));
      const second = await medplum.createResourceIfNoneExist(patient('Unique'), condition('Unique'));
      expect(second.id).toBe(first.id);
      expect(await count('Unique')).toBe(1);
    });

    test('update by identifier makes it, then changes it', async () => {
      const { medplum } = target();
      const made = await medplum.upsertResource(patient('Amont'), condition('Amont'));
      const changed = await medplum.upsertResource(
        { ...patient('Amont'), gender: 'other' },
        condition('Amont'),
      );
      expect(changed.id).toBe(made.id);
      expect(changed.gender).toBe('other');
    });

    test('several matches are refused', async () => {
      const { medplum } = target();
      await medplum.createResource(patient('Double'));
      await medplum.createResource(patient('Double'));
      const write = medplum.upsertResource(patient('Double'), condition('Double'));
      expect(await outcomeId(write)).toBe('multiple-matches');
    });
  });

  describe('batch and transaction', () => {
    test('entries of a batch succeed and fail one by one', async () => {
      const wrong = post('Lot', { resource: { ...patient('Lot'), gender: 'x' as Patient['gender'] } });
      const read: BundleEntry = { request: { method: 'GET', url: `Patient/${crypto.randomUUID()}` } };
      expect(statuses(await send('batch', post('Lot'), wrong, read))).toEqual(['201', '400', '404']);
      expect(await count('Lot')).toBe(1);
    });

    test('urn:uuid references point to what the transaction makes', async () => {
      const fullUrl = `urn:uuid:${crypto.randomUUID()}`;
      const observation: Observation = {
        resourceType: 'Observation',
        meta: target().meta,
        status: 'final',
        code: { text: 'Poids' },
        subject: { reference: fullUrl },
      };
      const second: BundleEntry = { request: { method: 'POST', url: 'Observation' }, resource: observation };
      const answer = await send('transaction', post('Lien', { fullUrl }), second);
      expect(answer.type).toBe('transaction-response');
      const [made, found] = answer.entry!.map(({ resource }) => resource);
      expect((found as Observation).subject?.reference).toBe(`Patient/${made!.id}`);
    });

    test('one refused entry undoes all', async () => {
      const wrong = post('Tout', { resource: { ...patient('Tout'), gender: 'x' as Patient['gender'] } });
      expect(await outcomeId(send('transaction', post('Tout'), wrong))).not.toBe('accepted');
      expect(await count('Tout')).toBe(0);
    });

    test('fifty updates pass, one more does not; so do eight entries with a condition', async () => {
      const put = (i: number): BundleEntry => ({
        request: { method: 'PUT', url: `Patient/${crypto.randomUUID()}` },
        resource: { ...patient(`P${i}`), id: crypto.randomUUID() },
      });
      const many = send('transaction', ...Array.from({ length: 51 }, (_, i) => put(i)));
      expect(await outcomeId(many)).not.toBe('accepted');
      const conditional = (i: number): BundleEntry => ({
        request: { method: 'POST', url: 'Patient', ifNoneExist: condition(`C${i}`) },
        resource: patient(`C${i}`),
      });
      const nine = Array.from({ length: 9 }, (_, i) => conditional(i));
      expect(await outcomeId(send('transaction', ...nine))).not.toBe('accepted');
      expect(statuses(await send('transaction', ...nine.slice(1)))).toEqual(Array(8).fill('201'));
    });

    test('a deletion and a patch inside', async () => {
      const { medplum } = target();
      const [gone, kept] = [
        await medplum.createResource(patient('Sort')),
        await medplum.createResource(patient('Reste')),
      ];
      const patch = [{ op: 'add', path: '/gender', value: 'female' }];
      await send(
        'transaction',
        { request: { method: 'DELETE', url: `Patient/${gone.id}` } },
        {
          request: { method: 'PATCH', url: `Patient/${kept.id}` },
          resource: {
            resourceType: 'Binary',
            contentType: 'application/json-patch+json',
            data: btoa(JSON.stringify(patch)),
          },
        },
      );
      expect(await outcomeId(medplum.readResource('Patient', gone.id))).toBe('gone');
      expect((await medplum.readResource('Patient', kept.id)).gender).toBe('female');
    });

    test('a bundle that is neither is refused', async () => {
      expect(await refusal(send('searchset', post('Autre')))).not.toBe('accepted');
    });
  });

  describe('a batch answered later', () => {
    test('is polled by MedplumClient; its answer is a Binary', async () => {
      const { medplum, also } = target();
      const request: Bundle = { resourceType: 'Bundle', type: 'batch', entry: [post('Tard'), post('Tard')] };
      const job = (await medplum.executeBatch(request, {
        headers: { Prefer: 'respond-async' },
        pollStatusOnAccepted: true,
        pollStatusPeriod: 100,
      })) as unknown as AsyncJob;
      expect(job).toMatchObject({ resourceType: 'AsyncJob', status: 'completed' });
      const reference = job.output?.parameter?.find(({ name }) => name === 'results')?.valueReference
        ?.reference;
      also.push({ resourceType: 'Binary', id: reference!.split('/')[1]! });
      const answer = JSON.parse(await (await medplum.download(reference!)).text()) as Bundle;
      expect(statuses(answer)).toEqual(['201', '201']);
      expect(await count('Tard')).toBe(2);
    });
  });

  differs('transaction-condition', async () => {
    const one = () =>
      send('transaction', {
        request: { method: 'POST', url: 'Patient', ifNoneExist: condition('Course') },
        resource: patient('Course'),
      });
    await Promise.allSettled(Array.from({ length: 8 }, one));
    expect(await count('Course')).toBe(1);
  });
}
