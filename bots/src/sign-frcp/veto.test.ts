import { golden } from '@dcc/fhir-profiles/examples/golden.ts';
import type { Composition } from '@medplum/fhirtypes';
import { beforeEach, describe, expect, test } from 'vitest';
import { BotError } from '../shared/operation-outcome.ts';
import type { TestServer } from '../testing/server.ts';
import { draftServer, FICHE } from '../testing/story.ts';
import { handler } from './handler.ts';
import { askedFiche, type VetoEvent } from './veto.ts';

const BOT = { reference: 'Bot/sign' };
const SERVICE = { reference: 'ClientApplication/x' };
let server: TestServer;
/** The draft that is stored, and the same fiche signed. */
let draft: Composition;
const signed = golden<Composition>('frcp');
beforeEach(async () => {
  server = await draftServer();
  draft = await server.repository.readResource<Composition>('Composition', FICHE);
});

const store = (fiche: Composition) => server.repository.updateResource<Composition>(fiche);
const ask = (event: VetoEvent) => handler(server.medplum, { bot: BOT, ...event } as never);

async function refusal(event: VetoEvent): Promise<string> {
  const before = server.fingerprint();
  const error = await ask(event).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(BotError);
  expect(server.fingerprint()).toBe(before);
  return (error as BotError).message;
}

/** How each server says who writes: beside the resource, or in it. */
const SERVERS: [string, (input: Composition, author: { reference: string }) => VetoEvent][] = [
  ['the embedded server', (input, requester) => ({ input, requester })],
  ['the real one', (input, author) => ({ input: { ...input, meta: { ...input.meta, author } } })],
];

describe.each(SERVERS)('asked by %s', (_name, event) => {
  test('a fiche that another hand would make final is refused', async () => {
    expect(await refusal(event(signed, SERVICE))).toContain('Seule la signature rend une fiche définitive');
  });

  test('one that another hand would create signed too, whether it has an id yet or not', async () => {
    const fresh = { ...signed, id: '6b2d4f0e-6a51-4c55-9f3b-0a4f4c1f2d11' };
    expect(await refusal(event(fresh, SERVICE))).toContain('Seule la signature');
    const { id: _, ...unborn } = fresh;
    expect(await refusal(event(unborn, SERVICE))).toContain('Seule la signature');
  });

  test('the bot’s own hand passes, and the fiche comes back as it was given', async () => {
    const given = event(signed, BOT);
    expect(await ask(given)).toEqual(given.input);
  });

  test.each(['entered-in-error', 'preliminary'] as const)(
    'a signed fiche does not become %s',
    async (status) => {
      await store(signed);
      expect(await refusal(event({ ...signed, status }, SERVICE))).toContain('ne se modifie ni ne se retire');
    },
  );

  test('not a word of a signed fiche changes', async () => {
    await store(signed);
    expect(await refusal(event({ ...signed, title: 'Autre' }, SERVICE))).toContain('ne se modifie');
  });

  test('accounts and tags of a signed fiche come and go', async () => {
    await store(signed);
    const meta = { accounts: [{ reference: 'Organization/1' }], tag: [{ code: 'x' }] };
    expect(await ask(event({ ...signed, meta }, SERVICE))).toMatchObject({ status: signed.status, meta });
  });

  test.each(['preliminary', 'entered-in-error'] as const)('a draft may be %s', async (status) => {
    expect(await ask(event({ ...draft, status }, SERVICE))).toMatchObject({ status });
  });
});

describe('a deletion', () => {
  const real = (resource: Composition): VetoEvent => ({
    input: resource,
    headers: { 'X-Medplum-Deleted-Resource': `Composition/${resource.id}` },
  });
  const ours = (deletedResource: Composition): VetoEvent => ({
    input: { deletedResource } as never,
    requester: SERVICE,
  });

  test.each([
    ['ours', ours, 'final'],
    ['ours', ours, 'amended'],
    ['the real one', real, 'final'],
    ['the real one', real, 'amended'],
  ] as const)('on %s, of a fiche, is refused: %s', async (_name, event, status) => {
    await store({ ...signed, status });
    expect(await refusal(event({ ...signed, status }))).toContain('ne se supprime pas');
  });

  test.each([
    ['ours', ours],
    ['the real one', real],
  ] as const)('on %s, of a draft, passes', async (_name, event) => {
    expect(await ask(event(draft))).toMatchObject({ id: FICHE, status: 'preliminary' });
  });
});

test('what is not a fiche is not a question', () => {
  expect(askedFiche({ resourceType: 'Parameters' })).toBeUndefined();
  expect(askedFiche({ deletedResource: { resourceType: 'Patient' } })).toBeUndefined();
  expect(askedFiche(undefined)).toBeUndefined();
});
