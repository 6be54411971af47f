import { golden } from '@dcc/fhir-profiles/examples/golden.ts';
import type {
  CarePlan,
  Composition,
  Observation,
  PractitionerRole,
  Provenance,
  Reference,
  ServiceRequest,
} from '@medplum/fhirtypes';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { BotError } from '../shared/operation-outcome.ts';
import type { TestServer } from '../testing/server.ts';
import { draftServer, FICHE, NOW, proofOf, quorumOf, signature } from '../testing/story.ts';
import { handler } from './handler.ts';

const TYPED_AT = Date.parse(NOW);
const PLAN = golden<CarePlan>('decision').id!;

let server: TestServer;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: TYPED_AT - 60_000 });
  server = await draftServer();
  vi.setSystemTime(TYPED_AT);
});
afterEach(() => vi.useRealTimers());

const stored = () => server.repository.readResource<Composition>('Composition', FICHE);
const plan = () => server.repository.readResource<CarePlan>('CarePlan', PLAN);
/** An hour, in seconds after the code was typed. */
const later = (seconds: number) => vi.setSystemTime(TYPED_AT + seconds * 1000);

/** The versions that are stored now, as the application names what it shows. */
async function shown(): Promise<string[]> {
  const { section } = await stored();
  const references = (section ?? []).flatMap(({ entry }) => (entry ?? []).map(({ reference }) => reference!));
  return Promise.all(
    references.map(async (one) => {
      const [type, id] = one.split('/') as ['CarePlan', string];
      const { meta } = await server.repository.readResource(type, id);
      return `${one}/_history/${meta!.versionId}`;
    }),
  );
}

/** @param entries versions that were read; none for a client that does not say. */
function sign(entries: readonly string[] = [], change: object = {}): Promise<Composition> {
  const { input } = signature();
  const said = entries.map((valueString) => ({ name: 'entry', valueString }));
  return handler(server.medplum, {
    input: { ...input, parameter: [...input.parameter, ...said] },
    ...change,
  });
}

const rewritten = async (words: string) =>
  server.repository.updateResource<CarePlan>({ ...(await plan()), note: [{ text: words }] });

async function refusal(run: Promise<unknown>): Promise<BotError> {
  return run.then(
    () => expect.fail('a été signée'),
    (error: BotError) => error,
  );
}

describe('an entry that says something else than what was read', () => {
  test('before the code was typed: refused by the versions read, and its part is named', async () => {
    const entries = await shown();
    await rewritten('Ajouté par un poste hors réseau.');
    const error = await refusal(sign(entries));
    expect(error.message).toContain('La fiche a changé depuis votre relecture');
    expect(error.message).toContain('- Proposition');
    expect(error.outcome.issue).toMatchObject([
      { code: 'conflict', details: { coding: [{ code: 'entry-changed' }] }, diagnostics: `CarePlan/${PLAN}` },
    ]);
    expect((await stored()).status).toBe('preliminary');
    expect((await plan()).status).toBe('draft');
    expect(server.all<Provenance>('Provenance')).toEqual([]);
  });

  test('after the code was typed: refused whether or not the client says what was read', async () => {
    const entries = await shown();
    later(20);
    await rewritten('Ajouté entre le code et la signature.');
    expect((await refusal(sign())).outcome.issue[0]!.code).toBe('conflict');
    expect((await refusal(sign(entries))).outcome.issue[0]!.code).toBe('conflict');
    // Naming the newest version does not help: the code was typed before it.
    expect((await refusal(sign(await shown()))).outcome.issue[0]!.code).toBe('conflict');
    expect((await stored()).status).toBe('preliminary');
  });

  test('read again, with a new code, it is signed', async () => {
    await rewritten('Ajouté par un poste hors réseau.');
    expect((await sign(await shown())).status).toBe('final');
    expect((await plan()).note).toEqual([{ text: 'Ajouté par un poste hors réseau.' }]);
  });

  test('several parts are told together, each once', async () => {
    const entries = await shown();
    await rewritten('Autre.');
    const wishes = server.all<Observation>('Observation').find((one) => one.valueString)!;
    await server.repository.updateResource({ ...wishes, valueString: 'Autre souhait' });
    const { outcome } = await refusal(sign(entries));
    expect(outcome.issue).toHaveLength(2);
    expect(new Set(outcome.issue.map(({ details }) => details!.text)).size).toBe(2);
  });

  test('one that nobody named was made since: it was not read', async () => {
    const entries = await shown();
    const unknown = entries.filter((one) => !one.startsWith(`CarePlan/${PLAN}/`));
    expect((await refusal(sign(unknown))).outcome.issue[0]!.diagnostics).toBe(`CarePlan/${PLAN}`);
  });

  test('one that slips in while the signature is written is not signed over', async () => {
    const entries = await shown();
    server.before = ({ body }) => {
      if (body?.includes('"transaction"')) {
        server.before = undefined;
        void server.repository.updateResource<CarePlan>({
          ...golden<CarePlan>('decision'),
          status: 'draft',
          note: [{ text: 'Pendant l’écriture.' }],
        });
      }
    };
    expect((await refusal(sign(entries))).outcome.issue[0]!.code).toBe('conflict');
    expect((await stored()).status).toBe('preliminary');
  });

  test('without a proof, where the operator allows it, the versions read still count', async () => {
    const secrets = { DCC_STEP_UP: { name: 'DCC_STEP_UP', valueString: 'if-available' } };
    const { input } = signature();
    const entries = (await shown()).map((valueString) => ({ name: 'entry', valueString }));
    const parameter = [...input.parameter.filter(({ name }) => name !== 'stepUp'), ...entries];
    await rewritten('Autre.');
    const run = handler(server.medplum, { input: { ...input, parameter }, secrets });
    expect((await refusal(run)).outcome.issue[0]!.code).toBe('conflict');
  });
});

describe('an entry that says the same', () => {
  test.each([
    ['before the code', 0],
    ['after the code', 30],
  ])('shown to more establishments %s, is signed', async (_, seconds) => {
    const entries = await shown();
    later(seconds);
    const one = await plan();
    await server.repository.updateResource({ ...one, meta: { ...one.meta, tag: [{ code: 'partage' }] } });
    expect((await plan()).meta?.versionId).not.toBe(one.meta?.versionId);
    expect((await sign(entries)).status).toBe('final');
  });

  test('changed and put back as it was read, is signed', async () => {
    const entries = await shown();
    const { note, ...one } = await plan();
    await rewritten('Autre.');
    await server.repository.updateResource<CarePlan>({ ...one, ...(note ? { note } : {}) });
    expect((await sign(entries)).status).toBe('final');
  });

  test('costs no request when nothing moved', async () => {
    const entries = await shown();
    server.requests = 0;
    await sign(entries);
    expect(server.requests).toBe(6);
  });
});

test('the quorum is evaluated by the signature itself: another hand in it changes nothing of what was read', async () => {
  const entries = await shown();
  const [quorum] = quorumOf(server);
  await server.repository.updateResource({ ...quorum!, note: [{ text: 'Autre.' }] });
  expect((await sign(entries)).status).toBe('final');
});

test('the inscription counts too: its question is what the room answered', async () => {
  const entries = await shown();
  const [inscription] = server
    .all<ServiceRequest>('ServiceRequest')
    .filter(({ intent }) => intent === 'order');
  await server.repository.updateResource({ ...inscription!, note: [{ text: 'Une autre question ?' }] });
  expect((await refusal(sign(entries))).outcome.issue[0]!.diagnostics).toBe(
    `ServiceRequest/${inscription!.id}`,
  );
});

test('a signature whose answer was lost is not judged again by what it wrote itself', async () => {
  const entries = await shown();
  const proof = proofOf(
    server,
    `Composition/${FICHE} ${signature().input.parameter[1]!.valueReference!.reference}`,
  );
  server.introspect = () => proof;
  later(5);
  const first = await sign(entries);
  expect((await plan()).status).toBe('active');
  expect(await sign(entries)).toEqual(first);
});

test('signed by herself from another window between two readings: the answer is the signed fiche', async () => {
  const entries = await shown();
  const [read, draft] = [await stored(), await plan()];
  const party = signature().input.parameter[1]!.valueReference as Reference<PractitionerRole>;
  const proof = proofOf(server, `Composition/${FICHE} ${party.reference}`);
  server.introspect = () => proof;
  server.requests = 0;
  server.before = ({ n }) => {
    if (n !== 2) return;
    server.before = undefined;
    later(5);
    void server.repository.updateResource<CarePlan>({ ...draft, status: 'active' });
    void server.repository.updateResource<Composition>({
      ...read,
      status: 'final',
      attester: [{ mode: 'legal', party, time: NOW }],
    });
  };
  expect((await sign(entries)).status).toBe('final');
  expect((await plan()).status).toBe('active');
});
