import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bot, Patient } from '@medplum/fhirtypes';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBot, eventually, rawFetch, subscribe } from '../testing/harness.ts';
import { type ServerProcess, startProcess } from './process.ts';

/** Letters and digits that stand nowhere else: what is found in a log came from a request. */
const CANARY = {
  family: 'Kanarwieski',
  given: 'Zefirinette',
  ins: '199077512345678',
  birth: '1937-02-23',
  phone: '0199887766',
  note: 'adenocanarinome',
  email: 'zefirinette.kanarwieski@exemple.fr',
  password: 'MotDePasseKanari1937',
  token: 'jetonkanarixyz',
};
const PATTERNS = Object.values(CANARY).map((text) => new RegExp(text.replaceAll('.', '\\.'), 'i'));

let dir: string;
let server: ServerProcess;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcc-logs-'));
  server = await startProcess(dir, { DCC_LOG_LEVEL: 'debug' });
}, 120_000);
afterAll(async () => {
  await server?.stop('SIGKILL');
  await rm(dir, { recursive: true, force: true });
});

const patient = (): Patient => ({
  resourceType: 'Patient',
  name: [{ family: CANARY.family, given: [CANARY.given] }],
  identifier: [{ system: 'urn:oid:1.2.250.1.213.1.4.8', value: CANARY.ins }],
  birthDate: CANARY.birth,
  telecom: [{ system: 'phone', value: CANARY.phone }],
});

async function send(
  method: string,
  path: string,
  body?: string,
  type = 'application/fhir+json',
): Promise<number> {
  const headers = { 'content-type': type, 'x-canary': CANARY.family };
  const response = await rawFetch(server.admin, path, { method, body, headers });
  await response.arrayBuffer();
  return response.status;
}

/** A person's data where it belongs, where it does not, and in every broken form. */
async function useEverything(): Promise<number[]> {
  const { id } = await server.admin.createResource(patient());
  const json = JSON.stringify(patient());
  const q = encodeURIComponent(CANARY.family);
  const statuses: number[] = [];
  const requests: [string, string, string?, string?][] = [
    ['GET', `fhir/R4/Patient?family=${q}&birthdate=${CANARY.birth}&phone=${CANARY.phone}`],
    [
      'POST',
      'fhir/R4/Patient/_search',
      `name=${q}&identifier=${CANARY.ins}`,
      'application/x-www-form-urlencoded',
    ],
    ['GET', `fhir/R4/Patient?inconnu=${q}`],
    ['GET', `fhir/R4/Patient?birthdate=${q}`],
    ['GET', `fhir/R4/Patient?_filter=${encodeURIComponent(`name eq "${CANARY.family}"`)}`],
    ['GET', `fhir/R4/Patient/${q}`],
    ['GET', `fhir/R4/Patient/${CANARY.ins}/_history`],
    ['GET', `fhir/R4/${q}`],
    ['GET', q],
    ['GET', `fhir/R4/Patient/${id}/$everything`],
    ['PUT', `fhir/R4/Patient/${id}`, JSON.stringify({ ...patient(), id, active: true })],
    ['PUT', `fhir/R4/Patient/${q}`, JSON.stringify({ ...patient(), id: CANARY.family })],
    ['PUT', `fhir/R4/Patient?identifier=${CANARY.ins}`, json],
    [
      'PATCH',
      `fhir/R4/Patient/${id}`,
      `[{"op":"add","path":"/${CANARY.family}","value":1}]`,
      'application/json-patch+json',
    ],
    ['POST', 'fhir/R4/Patient', json.replace('"birthDate":"', '"birthDate":"le ')],
    ['POST', 'fhir/R4/Patient', json.slice(0, -3)],
    ['POST', 'fhir/R4/Patient', `${CANARY.family} ${json}`],
    ['POST', 'fhir/R4/Patient', JSON.stringify({ ...patient(), [CANARY.note]: 1 })],
    ['POST', 'fhir/R4/Patient/$validate', JSON.stringify({ ...patient(), gender: CANARY.note })],
    [
      'POST',
      'fhir/R4/Observation',
      JSON.stringify({ resourceType: 'Observation', note: [{ text: CANARY.note }] }),
    ],
    [
      'POST',
      'fhir/R4',
      JSON.stringify({
        resourceType: 'Bundle',
        type: 'transaction',
        entry: [
          { resource: patient(), request: { method: 'POST', url: 'Patient', ifNoneExist: `name=${q}` } },
        ],
      }),
    ],
    [
      'POST',
      'fhir/R4',
      JSON.stringify({
        resourceType: 'Bundle',
        type: 'batch',
        entry: [
          { request: { method: 'GET', url: `Patient?nom=${q}` } },
          { resource: { ...patient(), gender: CANARY.note }, request: { method: 'POST', url: 'Patient' } },
        ],
      }),
    ],
    [
      'POST',
      'fhir/R4/$graphql',
      JSON.stringify({ query: `{PatientList(name:"${CANARY.family}"){id ${CANARY.note}}}` }),
      'application/json',
    ],
    [
      'POST',
      'fhir/R4/$graphql',
      JSON.stringify({ query: `{PatientList(name:"${CANARY.family}"){id}}` }),
      'application/json',
    ],
    ['GET', `fhir/R4/ValueSet/$expand?url=${q}&filter=${CANARY.note}`],
    ['POST', `fhir/R4/Binary?_filename=${q}.pdf`, json, 'text/plain'],
    ['POST', `fhir/R4/Bot/$execute?identifier=${q}`, json],
    [
      'POST',
      'auth/login',
      JSON.stringify({ email: CANARY.email, password: CANARY.password }),
      'application/json',
    ],
    ['POST', 'auth/method', JSON.stringify({ email: CANARY.email }), 'application/json'],
    [
      'POST',
      'auth/newuser',
      JSON.stringify({ email: CANARY.email, password: CANARY.password, firstName: CANARY.given }),
      'application/json',
    ],
    [
      'POST',
      'oauth2/token',
      `grant_type=client_credentials&client_id=${q}&client_secret=${CANARY.password}`,
      'application/x-www-form-urlencoded',
    ],
    [
      'POST',
      'oauth2/token',
      `grant_type=refresh_token&refresh_token=${CANARY.token}`,
      'application/x-www-form-urlencoded',
    ],
    ['GET', `oauth2/authorize?client_id=${q}&login_hint=${CANARY.email}&redirect_uri=https://${q}.example`],
    ['GET', `auth/external?code=${CANARY.token}&state=${q}`],
    ['GET', `admin/projects/${q}`],
    [
      'POST',
      `admin/projects/${q}/invite`,
      JSON.stringify({ email: CANARY.email, firstName: CANARY.given }),
      'application/json',
    ],
    ['GET', `admin/jobs?status=${q}`],
    ['GET', `?${q}`],
    ['DELETE', `fhir/R4/Patient/${id}?raison=${q}`],
  ];
  for (const [method, path, body, type] of requests) {
    statuses.push(await send(method, path, body, type));
  }
  const wrong = { authorization: `Bearer ${CANARY.token}` };
  statuses.push((await fetch(new URL(`fhir/R4/Patient/${q}`, server.url), { headers: wrong })).status);
  return statuses;
}

/** Bots that say, throw and crash with what they were given; a notification that fails with it. */
async function runBots(): Promise<void> {
  const codes = {
    bavard:
      'exports.handler = async (m, e) => { console.log(JSON.stringify(e.input)); console.error(e.input.name[0].family) }',
    fautif: 'exports.handler = async (m, e) => { throw new Error(JSON.stringify(e.input)) }',
    brutal:
      'exports.handler = (m, e) => new Promise(() => { setImmediate(() => { throw new Error(JSON.stringify(e.input)) }) })',
    lent: 'exports.handler = () => new Promise(() => {})',
  };
  const bots: Record<string, Bot> = {};
  for (const [name, code] of Object.entries(codes)) {
    bots[name] = await createBot(server.admin, name, code, name === 'lent' ? { timeout: 1 } : {});
    await send('POST', `fhir/R4/Bot/${bots[name].id}/$execute`, JSON.stringify(patient()));
  }
  await subscribe(server.admin, `Patient?family=${CANARY.family}`, bots.fautif!);
  await subscribe(server.admin, `Patient?birthdate=${CANARY.note}`, bots.fautif!);
  await server.admin.createResource(patient());
  await eventually(async () => /notification failed/.test(server.written()));
}

test('whatever is sent, by any route and at the most talkative level, no identity reaches the log', async () => {
  const statuses = await useEverything();
  // It was really tried: some was accepted, some refused, nothing broke the server.
  expect(statuses.filter((status) => status < 300).length).toBeGreaterThan(8);
  expect(statuses.filter((status) => status >= 400).length).toBeGreaterThan(8);
  await runBots();
  expect((await fetch(new URL('healthcheck', server.url))).status).toBe(200);
  expect(await server.stop()).toBe(0);

  const lines = server.written().trim().split('\n');
  // Those of this test, not the questions that keep its server awake.
  const requests = lines.filter((line) => line.includes('"request"') && !line.includes('/healthcheck'));
  expect(requests.length).toBeGreaterThan(statuses.length);
  expect(lines.filter((line) => line.includes('"bot console"')).length).toBeGreaterThan(1);
  expect(lines.filter((line) => line.includes('"bot did not finish"')).length).toBeGreaterThan(0);
  const leaks = lines.filter((line) => PATTERNS.some((pattern) => pattern.test(line)));
  expect(leaks).toEqual([]);
}, 120_000);

test('every line is JSON with its level and its time', () => {
  for (const line of server.written().trim().split('\n')) {
    const entry = JSON.parse(line) as { ready?: boolean; level?: number; time?: string };
    expect(
      entry.ready === true || (typeof entry.level === 'number' && !Number.isNaN(Date.parse(entry.time!))),
    ).toBe(true);
  }
});
