import { TestServer } from '@dcc/bots/src/testing/server.ts';
import type { Bundle, PlanDefinition, ValueSet } from '@medplum/fhirtypes';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Step } from '../progress.ts';
import { type Definition, deployConformance } from './conformance.ts';
import { type DeployReport, total } from './report.ts';

let server: TestServer;
beforeEach(() => {
  server = new TestServer();
});

const valueSet = (n: number, title = 'v'): ValueSet => ({
  resourceType: 'ValueSet',
  id: `v${n}`,
  url: `https://x/ValueSet/${n}`,
  status: 'active',
  title,
});
const plan = (version: string): PlanDefinition => ({
  resourceType: 'PlanDefinition',
  url: 'https://x/PlanDefinition/q',
  version,
  status: 'active',
});

async function run(definitions: Definition[], onProgress: (step: Step) => void = () => undefined) {
  const report: DeployReport = new Map();
  await deployConformance(server.medplum, definitions, report, onProgress);
  return total(report);
}

describe('deployConformance', () => {
  test('creates, and lets the server choose the ids', async () => {
    expect(await run([valueSet(1), valueSet(2)])).toEqual({ created: 2, updated: 0, unchanged: 0 });
    expect(server.all('ValueSet').every(({ id }) => !['v1', 'v2'].includes(id!))).toBe(true);
  });

  test('a second run only reads', async () => {
    await run([valueSet(1), plan('1')]);
    const before = server.fingerprint();
    expect(await run([valueSet(1), plan('1')])).toEqual({ created: 0, updated: 0, unchanged: 2 });
    expect(server.fingerprint()).toBe(before);
  });

  test('replaces what differs in place, and nothing else', async () => {
    await run([valueSet(1), valueSet(2)]);
    const [first] = server.all('ValueSet');
    expect(await run([valueSet(1, 'nouveau'), valueSet(2)])).toEqual({
      created: 0,
      updated: 1,
      unchanged: 1,
    });
    expect(server.all<ValueSet>('ValueSet').find(({ id }) => id === first!.id)!.title).toBe('nouveau');
    expect(server.all('ValueSet')).toHaveLength(2);
  });

  test('a new version of a rule stands beside the old one, which is not touched', async () => {
    await run([plan('1')]);
    expect(await run([plan('1'), plan('2')])).toEqual({ created: 1, updated: 0, unchanged: 1 });
    expect(server.all<PlanDefinition>('PlanDefinition').map(({ version }) => version)).toEqual(['1', '2']);
  });

  test('cuts what it writes into bodies that the real server takes', async () => {
    const sizes: number[] = [];
    server.before = ({ body }) => {
      if (body) {
        sizes.push(body.length);
        expect((JSON.parse(body) as Bundle).entry!.length).toBeLessThanOrEqual(40);
      }
    };
    const large = Array.from({ length: 45 }, (_, n) => valueSet(n, 'x'.repeat(50_000)));
    expect(await run(large)).toMatchObject({ created: 45 });
    expect(sizes.length).toBeGreaterThan(3);
    expect(Math.max(...sizes)).toBeLessThan(1024 * 1024);
  });

  test('interrupted anywhere, then run again: as if nothing had happened', async () => {
    const large = Array.from({ length: 60 }, (_, n) => valueSet(n, 'x'.repeat(20_000)));
    for (const n of [1, 2, 3, 4]) {
      server = new TestServer();
      server.before = (request) => {
        if (request.n === n) {
          throw new Error('coupure');
        }
      };
      await expect(run(large), `request ${n}`).rejects.toThrow('coupure');
      server.before = undefined;
      await run(large);
      expect(server.all('ValueSet')).toHaveLength(60);
    }
  });

  test('an answer that was lost does not make a second resource', async () => {
    server.after = ({ body }) => {
      if (body) {
        server.after = undefined;
        throw new Error('coupure');
      }
    };
    await expect(run([valueSet(1)])).rejects.toThrow('coupure');
    expect(await run([valueSet(1)])).toEqual({ created: 0, updated: 0, unchanged: 1 });
  });

  test('what another project defines is left alone, and ours written beside it', async () => {
    const shared = { ...valueSet(1, 'du serveur'), id: 'shared', meta: { project: 'r4' } };
    await server.add(shared);
    expect(await run([valueSet(1)])).toEqual({ created: 1, updated: 0, unchanged: 0 });
    expect(
      server
        .all<ValueSet>('ValueSet')
        .map(({ title }) => title)
        .toSorted(),
    ).toEqual(['du serveur', 'v']);
  });

  test('the first refusal stops it, naming the resource', async () => {
    const nameless = { ...valueSet(1), status: undefined } as unknown as ValueSet;
    const refusing = async () => {
      const entry = [
        { response: { status: '400', outcome: { issue: [{ details: { text: 'Not found' } }] } } },
      ];
      return { resourceType: 'Bundle', type: 'batch-response', entry };
    };
    server.medplum.executeBatch = refusing as never;
    await expect(run([nameless])).rejects.toThrow('https://x/ValueSet/1 refusé : Ressource introuvable');
  });

  test('sends again, alone, what a batch put off because the quota ran out', async () => {
    const sent: number[] = [];
    const execute = server.medplum.executeBatch.bind(server.medplum);
    server.medplum.executeBatch = (async (bundle: Bundle) => {
      sent.push(bundle.entry!.length);
      const kept = bundle.entry!.slice(0, 2);
      const answer = await execute({ ...bundle, entry: kept } as never);
      const putOff = bundle.entry!.slice(2).map(() => ({ response: { status: '429' } }));
      return { ...answer, entry: [...answer.entry!, ...putOff] };
    }) as never;
    expect(await run([valueSet(1), valueSet(2), valueSet(3)])).toEqual({
      created: 3,
      updated: 0,
      unchanged: 0,
    });
    expect(sent).toEqual([3, 1]);
    expect(server.all('ValueSet')).toHaveLength(3);
  });

  test('tells how far it is, up to the end', async () => {
    const steps: Step[] = [];
    await run([valueSet(1), plan('1')], (step) => steps.push(step));
    expect(steps.at(-1)).toEqual({ done: 2, total: 2, label: 'Règles de quorum' });
    expect(steps.map(({ done }) => done)).toEqual(steps.map(({ done }) => done).toSorted((a, b) => a - b));
  });
});
