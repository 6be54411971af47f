import { ContentType, type MedplumClient } from '@medplum/core';
import type { AccessPolicy, ClientApplication, Patient } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBot, eventually, type Harness, rawFetch, startHarness } from '../testing/harness.ts';
import { anyEmail, inviteUser, newClient, PASSWORD, signInUser } from '../testing/people.ts';
import { hasDataScope, scopeProblem } from './smart-scopes.ts';

describe('which scopes can be granted', () => {
  test.each([
    'openid',
    'openid profile email fhirUser offline_access online_access',
    'user/*.*',
    'user/*.cruds system/Patient.read',
    'user/Observation.rs user/Patient.write',
    'a-word-nobody-knows',
    '',
  ])('%j', (scope) => expect(scopeProblem(scope)).toBeUndefined());

  test.each([
    'patient/*.rs',
    'launch/patient',
    'launch',
    'user/Patient.rs?birthdate=1950-02-03',
    'user/Patient.',
    'user/Patient.sr',
    'user/Patient.readwrite',
    'user/Nothing.rs',
    'user/__proto__.rs',
    'user/Patient',
    'other/Patient.rs',
    'https://example.org/scope',
  ])('not %j, nor among others', (scope) => {
    expect(scopeProblem(scope)).toContain(scope);
    expect(scopeProblem(`openid user/*.rs ${scope}`)).toContain(scope);
    expect(hasDataScope(scope)).toBe(true);
  });
});

let harness: Harness;
let admin: MedplumClient;
let patient: Patient & { id: string };
let policy: AccessPolicy;
beforeAll(async () => {
  harness = await startHarness();
  admin = harness.admin;
  patient = await admin.createResource<Patient>({
    resourceType: 'Patient',
    name: [{ family: 'Portée' }],
    birthDate: '1950-02-03',
  });
  policy = await admin.createResource<AccessPolicy>({
    resourceType: 'AccessPolicy',
    name: 'Portées',
    resource: [
      { resourceType: 'Patient', hiddenFields: ['birthDate'] },
      { resourceType: 'Observation', readonly: true },
      { resourceType: 'Basic', interaction: ['create', 'read'] },
      { resourceType: 'Subscription' },
    ],
  });
});
afterAll(() => harness.close());

/** A token of an administrator's client, or of one bound by the policy, with these scopes. */
async function withScope(scope: string, isBound = false): Promise<MedplumClient> {
  let { clientId, clientSecret } = harness.server as { clientId: string; clientSecret: string };
  if (isBound) {
    const made = (await admin.post(`admin/projects/${harness.server.projectId}/client`, {
      name: 'lié',
      accessPolicy: { reference: `AccessPolicy/${policy.id}` },
    })) as ClientApplication;
    [clientId, clientSecret] = [made.id!, made.secret!];
  }
  const res = await token(clientId, clientSecret, scope);
  const medplum = newClient(harness.server.url);
  medplum.setAccessToken(((await res.json()) as { access_token: string }).access_token);
  return medplum;
}
const token = (clientId: string, clientSecret: string, scope: string) =>
  fetch(new URL('oauth2/token', harness.server.url), {
    method: 'POST',
    headers: { 'content-type': ContentType.FORM_URL_ENCODED },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope,
    }),
  });

const status = async (medplum: MedplumClient, path: string, init: RequestInit = {}) =>
  (await rawFetch(medplum, path, init)).status;
const create = (resource: object): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': ContentType.FHIR_JSON },
  body: JSON.stringify(resource),
});

describe('what a token opens', () => {
  test('what its scopes name, and nothing else of an administrator’s rights', async () => {
    const medplum = await withScope('openid system/Patient.r');
    expect(await status(medplum, `fhir/R4/Patient/${patient.id}`)).toBe(200);
    expect(await status(medplum, `fhir/R4/Patient/${patient.id}/_history`)).toBe(200);
    expect(await status(medplum, 'fhir/R4/Patient?name=x')).toBe(403);
    expect(await status(medplum, 'fhir/R4/Patient', create({ resourceType: 'Patient' }))).toBe(403);
    expect(await status(medplum, 'fhir/R4/Observation')).toBe(403);
    expect(await status(medplum, `admin/projects/${harness.server.projectId}`)).toBe(403);
    expect(await status(medplum, 'fhir/R4/ProjectMembership')).toBe(403);
    const query = `{ Patient(id: "${patient.id}") { id ObservationList(_reference: subject) { id } } }`;
    const res = await rawFetch(medplum, 'fhir/R4/$graphql', create({ query }));
    expect(JSON.stringify(await res.json())).not.toContain('"ObservationList":[');
  });

  test.each([
    ['user/*.rs', 200, 200, 403],
    ['user/Patient.s', 404, 200, 403],
    ['user/Patient.cr', 200, 403, 201],
    ['user/Patient.write', 404, 403, 201],
    ['user/Patient.*', 200, 200, 201],
  ])('%s: read %i, search %i, create %i', async (scope, read, search, made) => {
    const medplum = await withScope(scope);
    expect(await status(medplum, `fhir/R4/Patient/${patient.id}`)).toBe(read);
    expect(await status(medplum, 'fhir/R4/Patient?_count=1')).toBe(search);
    expect(await status(medplum, 'fhir/R4/Patient', create({ resourceType: 'Patient' }))).toBe(made);
  });

  test('never more than the policy gives', async () => {
    const medplum = await withScope('user/*.cruds', true);
    const seen = (await (await rawFetch(medplum, `fhir/R4/Patient/${patient.id}`)).json()) as Patient;
    expect(seen.name?.[0]?.family).toBe('Portée');
    expect(seen.birthDate).toBeUndefined();
    const note = { resourceType: 'Observation', status: 'final', code: { text: 'x' } };
    expect(await status(medplum, 'fhir/R4/Observation', create(note))).toBe(403);
    expect(await status(medplum, 'fhir/R4/Observation')).toBe(200);
    expect(await status(medplum, 'fhir/R4/Basic')).toBe(403);
    expect(await status(medplum, 'fhir/R4/Task')).toBe(403);
    const reader = await withScope('user/Basic.u user/Patient.r', true);
    expect(await status(reader, 'fhir/R4/Basic', create({ resourceType: 'Basic', code: {} }))).toBe(403);
  });

  test('auth/me shows the rights that hold', async () => {
    const medplum = await withScope('user/Patient.rs');
    const { accessPolicy } = (await (await rawFetch(medplum, 'auth/me')).json()) as {
      accessPolicy: AccessPolicy;
    };
    expect(accessPolicy.resource).toEqual([
      { resourceType: 'Patient', interaction: ['read', 'vread', 'history', 'search'] },
    ]);
  });

  test('a bot is handed only what the token sees', async () => {
    const code =
      'exports.handler = async (medplum, { input }) => (await medplum.readReference(input)).birthDate;';
    const bot = await createBot(admin, 'lit', code);
    const run = async (scope: string) =>
      status(
        await withScope(scope),
        `fhir/R4/Bot/${bot.id}/$execute`,
        create({ reference: `Patient/${patient.id}` }),
      );
    expect(await run('user/Bot.r user/Patient.r')).toBe(200);
    expect(await run('user/Bot.r user/Observation.r')).toBe(400);
    expect(await run('user/Patient.r')).toBe(404);
  });

  test('without scopes on data, everything as before', async () => {
    const medplum = await withScope('openid profile');
    expect(await status(medplum, `admin/projects/${harness.server.projectId}`)).toBe(200);
    expect(await status(medplum, 'fhir/R4/Patient?_count=1')).toBe(200);
  });
});

describe('what goes out later', () => {
  test('a socket hears within the scopes of the token that bound it', async () => {
    const listen = async (scope: string) => {
      const medplum = await withScope(scope);
      const res = await rawFetch(
        medplum,
        'fhir/R4/Subscription',
        create({
          resourceType: 'Subscription',
          status: 'active',
          reason: 'test',
          criteria: 'Patient?family=Entendu',
          channel: { type: 'websocket' },
        }),
      );
      const { id } = (await res.json()) as { id: string };
      const bound = await rawFetch(medplum, `fhir/R4/Subscription/${id}/$get-ws-binding-token`);
      const { parameter } = (await bound.json()) as { parameter: { name: string; valueString: string }[] };
      const socket = new WebSocket(new URL('ws/subscriptions-r4', harness.server.url.replace('http', 'ws')));
      const heard: string[] = [];
      socket.onmessage = ({ data }) => heard.push(String(data));
      await new Promise((resolve) => {
        socket.onopen = resolve;
      });
      const payload = { token: parameter.find(({ name }) => name === 'token')?.valueString };
      socket.send(JSON.stringify({ type: 'bind-with-token', payload }));
      await eventually(async () => heard.some((one) => one.includes('handshake')));
      return { socket, heard };
    };
    const all = await listen('user/*.cruds');
    const some = await listen('user/Subscription.cr user/Observation.r');
    await admin.createResource<Patient>({ resourceType: 'Patient', name: [{ family: 'Entendu' }] });
    await eventually(async () => all.heard.some((one) => one.includes('Entendu')));
    expect(some.heard.join()).not.toContain('Entendu');
    all.socket.close();
    some.socket.close();
  });

  test('a hook, sent by the rights of its author, is not to be had with limited ones', async () => {
    const hook = {
      resourceType: 'Subscription',
      status: 'active',
      reason: 'test',
      criteria: 'Patient',
      channel: { type: 'rest-hook', endpoint: 'https://ailleurs.example/' },
    };
    const limited = await withScope('user/Subscription.cruds user/Observation.r');
    expect(await status(limited, 'fhir/R4/Subscription', create(hook))).toBe(403);
    expect(await status(await withScope('openid'), 'fhir/R4/Subscription', create(hook))).toBe(201);
  });
});

describe('what is asked', () => {
  test('a client’s wrong scope is an invalid_scope, before any token', async () => {
    const { clientId, clientSecret } = harness.server;
    const res = await token(clientId, clientSecret!, 'openid patient/*.rs');
    expect(res.status).toBe(400);
    expect(await res.json()).toMatchObject({ error: 'invalid_scope' });
  });

  test('a person’s too, by the name of the field', async () => {
    const email = anyEmail();
    await inviteUser(harness, { email });
    const attempt = newClient(harness.server.url).startLogin({
      email,
      password: PASSWORD,
      scope: 'openid launch/patient',
    });
    await expect(attempt).rejects.toThrow('Portée non prise en charge : launch/patient (scope)');
  });

  test('hers go into the token, and stay there when it is renewed', async () => {
    const email = anyEmail();
    await inviteUser(harness, { email, membership: { admin: true } });
    const medplum = await signInUser(harness.server.url, email, {
      remember: true,
      scope: 'openid user/Patient.rs',
    });
    const allowed = async () => [
      await status(medplum, 'fhir/R4/Patient?_count=1'),
      await status(medplum, 'fhir/R4/Observation?_count=1'),
    ];
    expect(await allowed()).toEqual([200, 403]);
    await medplum.refreshIfExpired(1e9);
    expect(await allowed()).toEqual([200, 403]);
  });
});
