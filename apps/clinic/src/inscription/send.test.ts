import { fullDraft, ID, patient, rcp, sending, session } from '@dcc/rules/src/inscription/fixture.ts';
import { OperationOutcomeError, preconditionFailed } from '@medplum/core';
import type { Bundle, Encounter, ServiceRequest } from '@medplum/fhirtypes';
import { beforeEach, expect, test, vi } from 'vitest';
import { ConflictError } from '../data/save.ts';
import { type Order, send } from './send.ts';

const full = fullDraft();
const draft = sending(full).stored;
const order: Order = {
  draft: full,
  id: 'stored',
  patient,
  rcp,
  session,
  facts: sending(full).facts,
  mayPlace: true,
};

let stored: ServiceRequest;
let cases: Encounter[];
const executeBatch = vi.fn(
  async (_: Bundle): Promise<Bundle> => ({ resourceType: 'Bundle', type: 'transaction-response' }),
);
const medplum = {
  readResource: vi.fn(async () => stored),
  searchResources: vi.fn(async (_: string, query: string) => (query.startsWith('based-on') ? cases : [])),
  readReference: vi.fn(async ({ reference }: { reference: string }) => ({
    resourceType: 'Organization',
    name: reference,
    organization: { reference: 'Organization/place' },
  })),
  executeBatch,
} as never;

beforeEach(() => {
  stored = draft;
  cases = [];
  executeBatch.mockReset();
  executeBatch.mockResolvedValue({ resourceType: 'Bundle', type: 'transaction-response' });
});

test('one transaction puts the case on the agenda of the demandeur’s place', async () => {
  await send(medplum, order);
  const [bundle] = executeBatch.mock.calls[0]!;
  expect(bundle.entry!.map(({ resource }) => resource?.resourceType)).toEqual(
    expect.arrayContaining(['ServiceRequest', 'Encounter', 'Composition', 'Consent']),
  );
  expect(JSON.stringify(bundle)).toContain('Organization/place');
});

test('who holds no agenda deposits', async () => {
  await send(medplum, { ...order, mayPlace: false });
  const [bundle] = executeBatch.mock.calls[0]!;
  expect(bundle.entry!.some(({ resource }) => resource?.resourceType === 'Encounter')).toBe(false);
});

test('sent before, and the answer lost: nothing is written again', async () => {
  stored = { ...draft, status: 'active' };
  cases = [{ resourceType: 'Encounter', status: 'planned', class: {} }];
  await send(medplum, order);
  expect(executeBatch).not.toHaveBeenCalled();
});

test('deposited but not yet placed: placing goes on', async () => {
  stored = { ...draft, status: 'active' };
  await send(medplum, order);
  expect(executeBatch).toHaveBeenCalledOnce();
});

test('refused because the first try passed meanwhile: that is success', async () => {
  executeBatch.mockImplementation(async () => {
    stored = { ...draft, status: 'active' };
    cases = [{ resourceType: 'Encounter', status: 'planned', class: {} }];
    throw new OperationOutcomeError(preconditionFailed);
  });
  await expect(send(medplum, order)).resolves.toBeUndefined();
});

test('refused because somebody else changed the draft: said, not overwritten', async () => {
  executeBatch.mockRejectedValue(new OperationOutcomeError(preconditionFailed));
  await expect(send(medplum, order)).rejects.toBeInstanceOf(ConflictError);
  expect(executeBatch).toHaveBeenCalledOnce();
  expect(ID).toBe(full.id);
});

test('another refusal passes as it is', async () => {
  executeBatch.mockRejectedValue(new Error('Forbidden'));
  await expect(send(medplum, order)).rejects.toThrow('Forbidden');
});
