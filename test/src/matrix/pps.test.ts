/** A PPS is validated by a doctor's own hand; a fiche by the signature alone, whatever it is made to look like. */
import { LNC } from '@dcc/fhir-profiles';
import type { CarePlan, Composition, Resource } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask } from './cells.ts';
import { fixture } from './fixtures.ts';
import { accountsOf, openWorld, refOf, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
}, 120_000);
afterAll(() => world?.close());

const concept = ({ system, code }: { system: string; code: string }) => ({ coding: [{ system, code }] });
const FRCP = concept(LNC.FRCP);
const PPS = concept(LNC.PPS);
const DOCTORS = ['medecin', 'coordonnateur'] as const;
const OTHERS = ['secretaire-rcp', 'logiciel-dpi', 'administrateur-3c'] as const;

async function stored<T extends Resource>(row: string, change: Partial<T>): Promise<T & { id: string }> {
  const content = { ...(fixture(row, world.here) as T), ...change };
  return world.admin.createResource({
    ...content,
    meta: { accounts: accountsOf(world.here) },
  } as T) as Promise<T & { id: string }>;
}
const draft = (type = PPS) => stored<Composition>('Composition', { type });
const plan = (change: Partial<CarePlan> = {}) =>
  stored<CarePlan>('CarePlan', { intent: 'plan', category: [PPS], ...change });

/** What a role's writing the resource anew answers. */
async function write(role: Parameters<World['roles']['get']>[0], resource: Resource): Promise<number> {
  return (await ask(world.roles.get(role)!, refOf(resource), 'PUT', resource)).status;
}

describe('a PPS in draft', () => {
  test.each(DOCTORS)('is validated by %s, then changed by nobody', async (role) => {
    for (const status of ['final', 'amended'] as const) {
      const pps = await draft();
      expect(await write(role, { ...pps, status })).toBe(200);
      for (const after of ['final', 'preliminary', 'entered-in-error'] as const) {
        expect(await write(role, { ...pps, status: after, title: 'Autre' })).toBe(403);
      }
      expect((await ask(world.roles.get(role)!, refOf(pps), 'DELETE')).status).toBe(403);
    }
  });

  test.each(OTHERS)('is not validated by %s', async (role) => {
    expect(await write(role, { ...(await draft()), status: 'final' })).toBe(403);
  });

  test('comes into force with its plan, in one transaction', async () => {
    const [pps, carePlan] = [await draft(), await plan()];
    const entry = [
      { ...pps, status: 'final' },
      { ...carePlan, status: 'active' },
    ].map((resource) => ({ resource, request: { method: 'PUT', url: refOf(resource as Resource) } }));
    const bundle = { resourceType: 'Bundle', type: 'transaction', entry };
    const { status } = await ask(world.roles.get('medecin')!, '', 'POST', bundle);
    expect(status).toBe(200);
    expect(await write('medecin', { ...carePlan, status: 'active', title: 'Autre' })).toBe(403);
    expect(await write('medecin', { ...carePlan, status: 'draft' })).toBe(403);
  });
});

describe('a plan in force', () => {
  const note = [{ text: 'Le patient poursuit ses soins ailleurs.' }];
  const inForce = (change: Partial<CarePlan> = {}) => plan({ status: 'active', ...change });

  test.each(DOCTORS)('is completed, or revoked with a reason, by %s, and stays so', async (role) => {
    const period = { end: '2026-12-01' };
    for (const end of [
      { status: 'completed', period },
      { status: 'revoked', note },
    ] as const) {
      const carePlan = await inForce();
      expect(await write(role, { ...carePlan, ...end })).toBe(200);
      for (const status of ['active', 'draft', 'revoked', 'completed', 'entered-in-error'] as const) {
        expect(await write(role, { ...carePlan, ...end, status, title: 'Autre' }), status).toBe(403);
      }
    }
  });

  test.each(DOCTORS)('is not revoked by %s without a word, nor put aside', async (role) => {
    const carePlan = await inForce({ note });
    for (const status of ['revoked', 'on-hold', 'unknown', 'draft', 'entered-in-error'] as const) {
      expect(await write(role, { ...carePlan, status }), status).toBe(403);
    }
    // Another note in the place of the one that is there.
    expect(await write(role, { ...carePlan, status: 'revoked', note: [{ text: 'a' }, { text: 'b' }] })).toBe(
      403,
    );
    expect(await write(role, { ...carePlan, status: 'completed', note: [] })).not.toBe(200);
    expect(await write(role, { ...carePlan, status: 'revoked', note: [...note, { text: 'Décès.' }] })).toBe(
      200,
    );
  });

  test.each([
    ['a line less', { activity: [] }],
    ['a line more', { activity: [{ detail: { status: 'not-started', code: { text: 'Autre' } } }] }],
    ['a title', { title: 'Autre' }],
    ['another intent', { intent: 'order' }],
    ['another author', { author: { reference: 'Organization/x' } }],
    ['no category', { category: undefined }],
    ['another beginning', { period: { start: '2026-01-01' } }],
    ['a text', { description: 'Autre' }],
  ] as [string, Partial<CarePlan>][])('ends as it was handed over: %s is refused', async (_, change) => {
    const activity = [{ detail: { status: 'not-started', code: { text: 'Chirurgie' } } }] as const;
    const carePlan = await inForce({ activity: [...activity] });
    const { status } = await ask(world.roles.get('medecin')!, refOf(carePlan), 'PUT', {
      ...carePlan,
      status: 'completed',
      ...change,
    });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(await write('medecin', { ...carePlan, status: 'completed' })).toBe(200);
  });

  test.each(OTHERS)('is ended by no %s', async (role) => {
    const carePlan = await inForce();
    expect(await write(role, { ...carePlan, status: 'completed' })).toBe(403);
    expect(await write(role, { ...carePlan, status: 'revoked', note })).toBe(403);
  });

  test.each(DOCTORS)('is not born ended by %s, and a draft is not ended', async (role) => {
    const carePlan = await plan();
    for (const status of ['completed', 'revoked'] as const) {
      const born = { ...fixture('CarePlan:pps', world.here), status, note };
      expect((await ask(world.roles.get(role)!, 'CarePlan', 'POST', born)).status).toBe(403);
      expect(await write(role, { ...carePlan, status, note })).toBe(403);
    }
  });

  test.each(DOCTORS)('that is a proposal of the board is ended by no %s', async (role) => {
    const proposal = await inForce({ intent: 'proposal', category: undefined });
    expect(await write(role, { ...proposal, status: 'completed' })).toBe(403);
    expect(await write(role, { ...proposal, intent: 'plan', category: [PPS], status: 'completed' })).toBe(
      403,
    );
  });
});

describe('what is no PPS', () => {
  test.each(DOCTORS)('a fiche does not become final by %s, called a PPS or both', async (role) => {
    const both = { coding: [...FRCP.coding, ...PPS.coding] };
    for (const type of [FRCP, PPS, both, { text: 'PPS' }, concept({ system: 'urn:x', code: LNC.PPS.code })]) {
      expect(await write(role, { ...(await draft(FRCP)), type, status: 'final' })).toBe(403);
    }
    const born = { ...fixture('Composition:final', world.here), type: both };
    expect((await ask(world.roles.get(role)!, 'Composition', 'POST', born)).status).toBe(403);
  });

  test.each(DOCTORS)(
    'a proposal of the board is not put in force by %s, called a plan or not',
    async (role) => {
      const proposal = await plan({ intent: 'proposal', category: undefined });
      expect(await write(role, { ...proposal, status: 'active' })).toBe(403);
      const disguised = { ...proposal, intent: 'plan' as const, category: [PPS], status: 'active' as const };
      expect(await write(role, disguised)).toBe(403);
    },
  );

  test('a signed fiche does not become a draft PPS', async () => {
    const fiche = await stored<Composition>('Composition:final', { type: FRCP });
    expect(await write('medecin', { ...fiche, type: PPS, status: 'preliminary' })).toBe(403);
    expect(await write('medecin', { ...fiche, type: PPS })).toBe(403);
  });
});
