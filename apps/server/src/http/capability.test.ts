import type { MedplumClient, OperationOutcomeError } from '@medplum/core';
import type { CapabilityStatement, CapabilityStatementRestResource } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Harness, rawFetch, startHarness } from '../testing/harness.ts';

let harness: Harness;
let admin: MedplumClient;
let statement: CapabilityStatement;
beforeAll(async () => {
  harness = await startHarness();
  admin = harness.admin;
  statement = (await (await fetch(`${harness.server.url}fhir/R4/metadata`)).json()) as CapabilityStatement;
});
afterAll(() => harness.close());

const of = (type: string): CapabilityStatementRestResource =>
  statement.rest![0]!.resource!.find((one) => one.type === type)!;

describe('the CapabilityStatement', () => {
  test('is itself valid, but for Medplum’s own types, which R4 does not name', async () => {
    const { issue } = await admin
      .validateResource(statement)
      .catch((err: OperationOutcomeError) => err.outcome);
    expect(issue.filter((one) => !/ValueSet\/resource-types/.test(one.details?.text ?? ''))).toEqual([]);
    expect(issue.length).toBeLessThan(40);
  });

  test('says where tokens are given', () => {
    expect(JSON.stringify(statement.rest![0]!.security)).toContain(`${harness.server.url}oauth2/token`);
  });

  test('lists the types of R4 and of Medplum', () => {
    const types = statement.rest![0]!.resource!.map((one) => one.type as string);
    expect(types).toEqual(expect.arrayContaining(['Patient', 'Composition', 'Bot', 'Subscription']));
    expect(types.length).toBeGreaterThan(140);
    expect(new Set(types).size).toBe(types.length);
  });
});

describe('what it promises is kept', () => {
  test('interactions', () => {
    const codes = of('Patient')
      .interaction!.map((one) => one.code)
      .sort();
    expect(codes).toEqual([
      'create',
      'delete',
      'history-instance',
      'patch',
      'read',
      'search-type',
      'update',
      'vread',
    ]);
  });

  test('every search parameter of the types we live by is accepted', async () => {
    for (const type of ['Patient', 'Encounter', 'Composition', 'DocumentReference']) {
      for (const param of of(type).searchParam!) {
        const byType: Record<string, string> = {
          date: '2026',
          number: '1',
          quantity: '1',
          reference: 'Patient/x',
        };
        // A token may be a boolean, for which only its two values are legal.
        const values = [byType[param.type ?? ''] ?? 'x', 'true'];
        const answers = values.map((value) =>
          rawFetch(admin, `fhir/R4/${type}?${param.name}=${value}&_count=1`),
        );
        const statuses = (await Promise.all(answers)).map((one) => one.status);
        expect([type, param.name, statuses.includes(200)]).toEqual([type, param.name, true]);
      }
    }
  });

  test('operations', async () => {
    expect(of('ValueSet').operation?.map((one) => one.name)).toEqual(['expand', 'validate-code']);
    expect(of('Bot').operation?.map((one) => one.name)).toEqual(['deploy', 'execute']);
    expect(of('Patient').operation?.map((one) => one.name)).toEqual(['everything']);
    expect(of('Subscription').operation?.map((one) => one.name)).toEqual(['get-ws-binding-token']);
    expect(JSON.stringify(statement.rest![0]!.extension)).toContain('/ws/subscriptions-r4');
    expect(of('CodeSystem').operation?.map((one) => one.name)).toEqual(['validate-code', 'lookup']);
    const system = statement.rest![0]!.operation!.map((one) => one.name).sort();
    expect(system).toEqual(['graphql', 'validate']);
  });

  test('what it does not promise is refused', async () => {
    expect(of('Patient').updateCreate).toBe(false);
    const id = '6e0d0ac5-4b4e-4b8e-8d9e-6f4f0c1d2e3f';
    const body = JSON.stringify({ resourceType: 'Patient', id });
    const headers = { 'content-type': 'application/fhir+json' };
    expect((await rawFetch(admin, `fhir/R4/Patient/${id}`, { method: 'PUT', body, headers })).status).toBe(
      404,
    );
    expect((await rawFetch(admin, 'fhir/R4/_history')).status).toBe(400);
  });
});
