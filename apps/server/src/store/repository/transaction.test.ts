import { setTimeout as sleep } from 'node:timers/promises';
import { type OperationOutcomeError, Operator } from '@medplum/core';
import { FhirRouter, makeSimpleRequest } from '@medplum/fhir-router';
import type { Bundle, BundleEntry, Patient } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { find, observation, patient, refusal, storeForTests } from '../testing.ts';
import type { SqliteRepository } from './repository.ts';

const tests = storeForTests();
const { repo } = tests;
const TYPES = { resourceTypes: ['Patient', 'Observation'] as const };

const tagged = (code: string): Patient => patient({ meta: { tag: [{ code }] } });
const count = async (code: string): Promise<number> => (await find(repo(), `Patient?_tag=${code}`)).length;
let sequence = 0;
const fresh = (): string => `tx-${++sequence}`;

describe('withTransaction', () => {
  test('sees its own writes, which nobody else sees before its end', async () => {
    const code = fresh();
    await repo().withTransaction(async (tx) => {
      const created = await tx.createResource(tagged(code));
      expect(await find(tx, `Patient?_tag=${code}`)).toHaveLength(1);
      expect(await tx.readResource('Patient', created.id)).toMatchObject({ id: created.id });
      await sleep(2);
      expect(await count(code)).toBe(0);
    }, TYPES);
    expect(await count(code)).toBe(1);
  });

  test('is all or nothing, wherever it fails', async () => {
    const operation = fc.constantFrom('create', 'update', 'patch', 'delete', 'nested', 'invalid');
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { minLength: 1, maxLength: 8 }), async (operations) => {
        const code = fresh();
        const kept = await repo().createResource(tagged(code));
        const before = { rows: snapshot(), resource: await repo().readResource('Patient', kept.id) };
        const events = eventCount();
        const run = repo().withTransaction(async (tx) => {
          for (const name of operations) {
            await apply(tx, name, code, kept.id);
          }
        }, TYPES);
        const failed = await run.then(
          () => false,
          () => true,
        );
        expect(failed).toBe(operations.includes('invalid') || mustFail(operations));
        if (failed) {
          expect(snapshot()).toEqual(before.rows);
          expect(await repo().readResource('Patient', kept.id)).toEqual(before.resource);
          expect(eventCount()).toBe(events);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('a write that fails inside is undone alone when the callback goes on', async () => {
    const code = fresh();
    await repo().withTransaction(async (tx) => {
      await tx.createResource(tagged(code));
      await expect(
        tx.createResource({ ...tagged(code), gender: 'x' as never, nope: 1 } as Patient),
      ).rejects.toThrow();
      await tx.createResource(tagged(code));
    }, TYPES);
    expect(await count(code)).toBe(2);
  });

  test('a nested one is undone alone, its events with it', async () => {
    const code = fresh();
    const events = eventCount();
    await repo().withTransaction(async (tx) => {
      await tx.createResource(tagged(code));
      const nested = tx.withTransaction(async (inner) => {
        await inner.createResource(tagged(code));
        throw new Error('inner');
      }, TYPES);
      await expect(nested).rejects.toThrow('inner');
    }, TYPES);
    expect(await count(code)).toBe(1);
    expect(eventCount()).toBe(events + 1);
  });

  test('nested ones started together do not mix', async () => {
    const code = fresh();
    await repo().withTransaction(async (tx) => {
      await Promise.allSettled(
        [true, false, true].map((fails) =>
          tx.withTransaction(async (inner) => {
            await inner.createResource(tagged(code));
            await sleep(1);
            if (fails) {
              throw new Error('no');
            }
          }, TYPES),
        ),
      );
    }, TYPES);
    expect(await count(code)).toBe(1);
  });
});

describe('conditional operations of the base class', () => {
  const search = (code: string) => ({
    resourceType: 'Patient' as const,
    filters: [{ code: '_tag', operator: Operator.EQUALS, value: code }],
  });

  test('a hundred conditional creates at once make one resource', async () => {
    const code = fresh();
    const results = await Promise.all(
      Array.from({ length: 100 }, () => repo().conditionalCreate(tagged(code), search(code))),
    );
    expect(new Set(results.map((result) => result.resource.id)).size).toBe(1);
    expect(await count(code)).toBe(1);
  });

  test('conditional update creates, then updates, then refuses two matches', async () => {
    const code = fresh();
    const first = await repo().conditionalUpdate(tagged(code), search(code));
    const second = await repo().conditionalUpdate({ ...tagged(code), active: true }, search(code));
    expect(second.resource).toMatchObject({ id: first.resource.id, active: true });
    await repo().createResource(tagged(code));
    await expect(repo().conditionalUpdate(tagged(code), search(code))).rejects.toThrow(/Multiple/);
  });

  test('conditional patch and delete act on the one match', async () => {
    const code = fresh();
    await repo().createResource(tagged(code));
    await repo().conditionalPatch(search(code), [{ op: 'add', path: '/active', value: true }]);
    expect(await find(repo(), `Patient?_tag=${code}&active=true`)).toHaveLength(1);
    await repo().conditionalDelete(search(code));
    expect(await count(code)).toBe(0);
  });
});

describe('transaction bundles through the router', () => {
  const send = async (entry: BundleEntry[]): Promise<Bundle> => {
    const request = makeSimpleRequest('POST', '', { resourceType: 'Bundle', type: 'transaction', entry });
    request.config = { transactions: true };
    const [outcome, result] = await new FhirRouter().handleRequest(request, repo());
    if (!result) {
      throw new Error(outcome.issue[0]!.details!.text);
    }
    return result as Bundle;
  };
  const post = (fullUrl: string, resource: BundleEntry['resource'], ifNoneExist?: string): BundleEntry => ({
    fullUrl,
    resource: resource!,
    request: { method: 'POST', url: resource!.resourceType, ifNoneExist },
  });

  test('urn:uuid references are resolved', async () => {
    const code = fresh();
    const uuid = 'urn:uuid:c0000000-0000-4000-8000-000000000001';
    const entries = [
      post('urn:uuid:c0000000-0000-4000-8000-000000000002', observation({ subject: { reference: uuid } })),
    ];
    const bundle = await send([...entries, post(uuid, tagged(code))]);
    expect(bundle.entry!.map((e) => e.response!.status)).toEqual(['201', '201']);
    expect(await find(repo(), `Observation?patient:Patient._tag=${code}`)).toHaveLength(1);
  });

  test('one bad entry, and nothing is written', async () => {
    const code = fresh();
    const uuid = 'urn:uuid:c0000000-0000-4000-8000-000000000003';
    const bad = post('', { ...tagged(code), birthDate: 'hier' });
    await expect(send([post(uuid, tagged(code)), bad])).rejects.toThrow('Format incorrect');
    expect(await count(code)).toBe(0);
  });
});

describe('hooks', () => {
  test('run inside the transaction: what they write commits or fails with it', async () => {
    await tests.store.driver.write((db) => db.exec('CREATE TABLE outbox (id TEXT)'));
    const jobs = (): number =>
      tests.store.driver.read((db) => db.get<{ n: number }>('SELECT count(*) AS n FROM outbox'))!.n;
    tests.store.beforeCommit((db, events) => {
      for (const { resource } of events) {
        db.run('INSERT INTO outbox VALUES (?)', resource.id);
        if (resource.meta?.tag?.some(({ code }) => code === 'refusé-par-le-hook')) {
          throw new Error('veto');
        }
      }
    });
    const created = await repo().createResource(patient());
    expect(jobs()).toBe(1);
    await expect(repo().createResource(tagged('refusé-par-le-hook'))).rejects.toThrow('veto');
    expect(jobs()).toBe(1);
    expect(await count('refusé-par-le-hook')).toBe(0);
    await repo().updateResource(created); // no change, no event
    expect(jobs()).toBe(1);
  });

  test('events say what happened, with the version before', async () => {
    const seen: unknown[] = [];
    tests.store.afterCommit((events) => {
      seen.push(
        ...events.map((e) => [
          e.interaction,
          e.resource.meta?.versionId,
          e.previous?.meta?.versionId,
          e.projectId,
        ]),
      );
    });
    const v1 = await repo().createResource(patient());
    const v2 = await repo().updateResource({ ...v1, active: true });
    await repo().deleteResource('Patient', v1.id);
    const project = repo().context.projectId;
    const [a, b] = [v1.meta!.versionId, v2.meta!.versionId];
    expect(seen).toEqual([
      ['create', a, undefined, project],
      ['update', b, a, project],
      ['delete', b, undefined, project],
    ]);
  });

  test('one that fails after the commit does not make the write fail', async () => {
    let calls = 0;
    tests.store.afterCommit(() => {
      calls++;
      throw new Error('late');
    });
    const created = await repo().createResource(patient());
    expect(await repo().readResource('Patient', created.id)).toEqual(created);
    expect(calls).toBe(1);
  });
});

const events: unknown[] = [];
let listening = false;
function eventCount(): number {
  if (!listening) {
    tests.store.afterCommit((list) => events.push(...list));
    listening = true;
  }
  return events.length;
}

/** Every row of every table of resources. */
function snapshot(): unknown {
  const tables = ['resource', 'history', 'ix_token', 'ix_ref', 'ix_date', 'ix_string', 'ix_number'];
  return tests.store.driver.read((db) => tables.map((table) => db.all(`SELECT * FROM ${table}`)));
}

async function apply(tx: SqliteRepository, name: string, code: string, id: string): Promise<void> {
  switch (name) {
    case 'create':
      await tx.createResource(tagged(code));
      return;
    case 'update':
      await tx.updateResource({ ...tagged(code), id, birthDate: `19${50 + (++sequence % 50)}` });
      return;
    case 'patch':
      await tx.patchResource('Patient', id, [{ op: 'add', path: '/gender', value: 'female' }]);
      return;
    case 'delete':
      await tx.deleteResource('Patient', id);
      return;
    case 'nested':
      await tx.withTransaction((inner) => inner.createResource(tagged(code)), TYPES);
      return;
    default:
      await tx.createResource({ ...tagged(code), birthDate: 'jamais' });
  }
}

/** A resource deleted in the transaction can be updated (it comes back), but not patched or deleted again. */
function mustFail(operations: string[]): boolean {
  let deleted = false;
  for (const operation of operations) {
    if (deleted && (operation === 'patch' || operation === 'delete')) {
      return true;
    }
    deleted = operation === 'delete' || (deleted && operation !== 'update');
  }
  return false;
}

test('the error of an invalid entry reaches the caller as it is', async () => {
  const failing = repo().withTransaction(
    (tx) => tx.createResource({ ...patient(), birthDate: 'jamais' }),
    TYPES,
  );
  expect(await refusal(failing)).toContain('Format incorrect');
  await expect(failing).rejects.toSatisfy(
    (e: OperationOutcomeError) => e.outcome.issue[0]!.expression![0] === 'Patient.birthDate',
  );
});
