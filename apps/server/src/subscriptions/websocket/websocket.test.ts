import type { MedplumClient } from '@medplum/core';
import type {
  Bundle,
  ClientApplication,
  OperationOutcome,
  Parameters,
  Patient,
  Subscription,
  SubscriptionStatus,
} from '@medplum/fhirtypes';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { eventually, type Harness, rawFetch, signIn, startHarness } from '../../testing/harness.ts';

let harness: Harness;
let admin: MedplumClient;
const open: Socket[] = [];

beforeAll(async () => {
  // Time between two heartbeats passes when a test says so.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  harness = await startHarness();
  admin = harness.admin;
});
afterEach(() => {
  for (const socket of open.splice(0)) {
    socket.ws.terminate();
  }
});
afterAll(async () => {
  await harness.close();
  vi.useRealTimers();
});

type Message = Bundle | OperationOutcome | { type: 'pong'; resourceType?: undefined };
interface Socket {
  ws: WebSocket;
  received: Message[];
  closed: Promise<number>;
  say(message: unknown): void;
}

/** A socket and what it received. */
async function connect(path = 'ws/subscriptions-r4', options = {}): Promise<Socket> {
  const ws = new WebSocket(new URL(path, harness.server.url.replace('http', 'ws')), options);
  const received: Message[] = [];
  const closed = new Promise<number>((resolve) => {
    ws.on('close', resolve);
  });
  ws.on('message', (data) => received.push(JSON.parse(String(data))));
  await new Promise((resolve, reject) => {
    ws.on('open', resolve);
    ws.on('error', reject);
  });
  const socket = { ws, received, closed, say: (message: unknown) => ws.send(JSON.stringify(message)) };
  open.push(socket);
  return socket;
}

const subscribeTo = (medplum: MedplumClient, criteria: string) =>
  medplum.createResource<Subscription>({
    resourceType: 'Subscription',
    status: 'active',
    reason: 'test',
    criteria,
    channel: { type: 'websocket' },
  });

async function tokenFor(medplum: MedplumClient, subscription: Subscription): Promise<string> {
  const url = medplum.fhirUrl('Subscription', subscription.id!, '$get-ws-binding-token');
  const { parameter } = await medplum.get<Parameters>(url, { cache: 'no-cache' });
  return parameter?.find(({ name }) => name === 'token')?.valueString ?? '';
}

/** A socket bound to a new subscription, after its handshake. */
async function listen(medplum: MedplumClient, criteria: string) {
  const subscription = await subscribeTo(medplum, criteria);
  const token = await tokenFor(medplum, subscription);
  const socket = await connect();
  socket.say({ type: 'bind-with-token', payload: { token } });
  await eventually(async () => statuses(socket, 'handshake').length === 1);
  return { subscription, token, socket };
}

function statuses({ received }: Socket, type: string): SubscriptionStatus[] {
  return received.flatMap((message) => {
    const status = (message as Bundle).entry?.[0]?.resource as SubscriptionStatus | undefined;
    return status?.type === type ? [status] : [];
  });
}

/** The families notified on a socket, in order. */
function families({ received }: Socket): (string | undefined)[] {
  return received.flatMap((message) => {
    const [status, focus] = (message as Bundle).entry ?? [];
    const isEvent = (status?.resource as SubscriptionStatus | undefined)?.type === 'event-notification';
    return isEvent ? [(focus?.resource as Patient | undefined)?.name?.[0]?.family] : [];
  });
}

const patient = (family: string, gender: Patient['gender'] = 'female') =>
  admin.createResource<Patient>({ resourceType: 'Patient', name: [{ family }], gender });

describe('notifications', () => {
  test('MedplumClient hears of a change, with the resource', async () => {
    const medplum = await signIn(harness.server.url, harness.server.clientId, harness.server.clientSecret!);
    const emitter = medplum.subscribeToCriteria('Patient?gender=other');
    const heard: Bundle[] = [];
    const connected = new Promise((resolve) => {
      emitter.addEventListener('connect', resolve);
    });
    emitter.addEventListener('message', (event) => heard.push(event.payload));
    await connected;
    await patient('Entendu', 'other');
    const bundle = await eventually(async () => heard[0]);
    expect(bundle.type).toBe('history');
    expect(bundle.entry?.[0]?.resource?.resourceType).toBe('SubscriptionStatus');
    expect(bundle.entry?.[1]?.resource).toMatchObject({ name: [{ family: 'Entendu' }] });
    medplum.unsubscribeFromCriteria('Patient?gender=other');
    medplum.getSubscriptionManager().closeWebSocket();
  });

  test('only what the criteria say, numbered, in order', async () => {
    const { socket } = await listen(admin, 'Patient?gender=male');
    await patient('Non');
    const one = await patient('Un', 'male');
    await admin.updateResource<Patient>({ ...one, name: [{ family: 'Deux' }] });
    await patient('Trois', 'male');
    await eventually(async () => families(socket).length === 3);
    expect(families(socket)).toEqual(['Un', 'Deux', 'Trois']);
    const numbers = statuses(socket, 'event-notification').map((s) => s.notificationEvent?.[0]?.eventNumber);
    expect(numbers).toEqual(['1', '2', '3']);
  });

  test('a deletion gives the reference, and nothing that was in it', async () => {
    const gone = await patient('Parti', 'unknown');
    const { socket } = await listen(admin, 'Patient?gender=unknown');
    await admin.deleteResource('Patient', gone.id!);
    const [status] = await eventually(async () => {
      const found = statuses(socket, 'event-notification');
      return found.length > 0 && found;
    });
    expect(status?.notificationEvent?.[0]?.focus?.reference).toBe(`Patient/${gone.id}`);
    expect(JSON.stringify(socket.received)).not.toContain('Parti');
  });

  test('a change that was undone is not told', async () => {
    const { socket } = await listen(admin, 'Patient?family=Annulé');
    const create = (family: string, gender: string) => ({
      request: { method: 'POST' as const, url: 'Patient' },
      resource: { resourceType: 'Patient', name: [{ family }], gender } as Patient,
    });
    const entry = [create('Annulé', 'female'), create('Annulé', 'nothing')];
    await admin.executeBatch({ resourceType: 'Bundle', type: 'transaction', entry }).catch(() => undefined);
    await patient('Annulé');
    await eventually(async () => families(socket).length > 0);
    expect(families(socket)).toHaveLength(1);
  });

  test('the heartbeat names each subscription', async () => {
    const { socket, subscription } = await listen(admin, 'Patient?family=Personne');
    vi.advanceTimersByTime(10_000);
    const beat = await eventually(async () => statuses(socket, 'heartbeat')[0]);
    expect(beat.subscription.reference).toBe(`Subscription/${subscription.id}`);
  });
});

describe('rights', () => {
  /** A member whose policy shows it Basic resources and subscriptions, and no patient. */
  async function stranger(): Promise<MedplumClient> {
    const policy = await admin.createResource({
      resourceType: 'AccessPolicy',
      name: 'Sans patient',
      resource: [{ resourceType: 'Subscription' }, { resourceType: 'Basic' }],
    });
    const projectId = harness.server.projectId;
    const client = (await admin.post(`admin/projects/${projectId}/client`, {
      name: 'Étranger',
      accessPolicy: { reference: `AccessPolicy/${policy.id}` },
    })) as ClientApplication;
    return signIn(harness.server.url, client.id!, client.secret!);
  }

  test('who may not read a resource hears nothing of it', async () => {
    const medplum = await stranger();
    const subscription = await subscribeTo(admin, 'Patient?family=Secret');
    const token = await tokenFor(medplum, subscription);
    const [theirs, ours] = [await connect(), await connect()];
    theirs.say({ type: 'bind-with-token', payload: { token } });
    ours.say({ type: 'bind-with-token', payload: { token: await tokenFor(admin, subscription) } });
    await eventually(
      async () => statuses(theirs, 'handshake').length + statuses(ours, 'handshake').length === 2,
    );
    await patient('Secret');
    await eventually(async () => families(ours).length === 1);
    expect(families(theirs)).toEqual([]);
  });

  test('a token needs a caller, a websocket subscription, and the subscription to be there', async () => {
    const subscription = await subscribeTo(admin, 'Patient');
    const path = `fhir/R4/Subscription/${subscription.id}/$get-ws-binding-token`;
    expect((await fetch(new URL(path, harness.server.url))).status).toBe(401);
    const hook = await admin.createResource<Subscription>({
      ...subscription,
      id: undefined,
      channel: { type: 'rest-hook', endpoint: 'https://example.org' },
    });
    expect((await rawFetch(admin, path.replace(subscription.id!, hook.id!))).status).toBe(400);
    const unknown = path.replace(subscription.id!, '00000000-0000-4000-8000-000000000000');
    expect((await rawFetch(admin, unknown)).status).toBe(404);
    await admin.deleteResource('Subscription', hook.id!);
  });

  test('a page of another site may not open a socket', async () => {
    await expect(connect(undefined, { origin: 'https://ailleurs.example' })).rejects.toThrow('403');
    await expect(connect('ws/other')).rejects.toThrow('404');
    await connect(undefined, { origin: 'http://localhost:3000' });
  });
});

describe('life', () => {
  test('a login that ends silences the sockets it opened, though they stay connected', async () => {
    const { url, clientId, clientSecret } = harness.server;
    const [leaver, stayer] = [
      await signIn(url, clientId, clientSecret!),
      await listen(admin, 'Patient?family=Tu'),
    ];
    const left = await listen(leaver, 'Patient?family=Tu');
    await patient('Tu');
    await eventually(async () => families(left.socket).length === 1 && families(stayer.socket).length === 1);
    expect((await rawFetch(leaver, 'oauth2/logout', { method: 'POST' })).status).toBe(200);
    await patient('Tu');
    await eventually(async () => families(stayer.socket).length === 2);
    left.socket.say({ type: 'ping' });
    await eventually(async () => left.socket.received.some((m) => 'type' in m && m.type === 'pong'));
    expect(families(left.socket)).toHaveLength(1);
  });

  test('the subscription ends with its last socket', async () => {
    const { socket, subscription, token } = await listen(admin, 'Patient?family=Fin');
    const second = await connect();
    second.say({ type: 'bind-with-token', payload: { token } });
    await eventually(async () => statuses(second, 'handshake').length === 1);
    socket.ws.close();
    await socket.closed;
    await admin.readResource('Subscription', subscription.id!);
    second.say({ type: 'unbind-from-token', payload: { token } });
    await eventually(async () => {
      const res = await rawFetch(admin, `fhir/R4/Subscription/${subscription.id}`);
      return res.status === 410;
    });
    second.say({ type: 'bind-with-token', payload: { token } });
    await eventually(async () => second.received.some((m) => m.resourceType === 'OperationOutcome'));
  });
});

describe('bad input', () => {
  test('ping is answered, anything else is refused, and ends the connection when it goes on', async () => {
    const socket = await connect();
    socket.say({ type: 'ping' });
    await eventually(async () => socket.received.some((m) => 'type' in m && m.type === 'pong'));
    const wrong = ['{', '[]', 'null', '"x"', '{"type":"__proto__"}', '{"type":"bind-with-token"}', '\u0000'];
    for (const text of wrong) {
      socket.ws.send(text);
    }
    socket.ws.send(Buffer.from([0xff, 0xfe]));
    socket.say({ type: 'bind-with-token', payload: { token: 'x' } });
    socket.say({ type: 'bind-with-token', payload: null });
    expect(await socket.closed).toBe(1008);
    const texts = JSON.stringify(socket.received);
    expect(texts).toContain('Message inconnu');
    expect(texts).toContain('Jeton inconnu ou expiré');
  });

  test('a message too large, or a flood, is cut', async () => {
    const large = await connect();
    large.ws.send('x'.repeat(100_000));
    expect(await large.closed).toBe(1009);
    const flood = await connect();
    for (let i = 0; i < 2000; i++) {
      flood.say({ type: 'ping' });
    }
    expect(await flood.closed).toBe(1008);
    expect(flood.received.length).toBeLessThan(500);
  });

  test('noise instead of frames costs one connection, not the server', async () => {
    const socket = await connect();
    const raw = (socket.ws as unknown as { _socket: { write(data: Buffer): void } })._socket;
    raw.write(Buffer.from('GET / HTTP/1.1\r\n\r\n'));
    await socket.closed;
    expect((await fetch(new URL('fhir/R4/metadata', harness.server.url))).status).toBe(200);
  });
});
