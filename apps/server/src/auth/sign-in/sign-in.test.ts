import { locationUtils } from '@medplum/core';
import type { ClientApplication } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Harness, startHarness } from '../../testing/harness.ts';
import { Authenticator, anyEmail, inviteUser, newClient, PASSWORD } from '../../testing/people.ts';
// @ts-expect-error: plain ECMAScript, shared with the browser.
import { externalOf, messageOf, requestOf, stepOf, targetOf } from './steps.mjs';

const APP = 'http://localhost:3000/';
let harness: Harness;
let url: string;
let client: ClientApplication & { id: string };
beforeAll(async () => {
  const provider = {
    name: 'psc',
    title: 'Pro <Santé>',
    issuer: 'https://idp.example',
    clientId: 'a',
    clientSecret: 'b',
  };
  harness = await startHarness({ identityProviders: [provider] });
  url = harness.server.url;
  const path = `admin/projects/${harness.server.projectId}/client`;
  client = await harness.admin.post(path, { name: 'DCC "web" <&>', redirectUri: APP });
});
afterAll(() => harness.close());

const authorize = (more: Record<string, string | undefined> = {}) => {
  const address = new URL(`${url}oauth2/authorize`);
  const good = {
    response_type: 'code',
    client_id: client.id,
    redirect_uri: APP,
    state: 's-1',
    code_challenge: 'c'.repeat(43),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries({ ...good, ...more })) {
    if (value !== undefined) {
      address.searchParams.set(name, value);
    }
  }
  return fetch(address, { redirect: 'manual' });
};

/** What the page gives its script, and the script's own steps: the browser without its pixels. */
function readRequest(html: string): Record<string, string> {
  const text = /data-request="([^"]*)"/.exec(html)![1]!;
  return JSON.parse(text.replace(/&#(\d+);/g, (_all, code) => String.fromCharCode(Number(code))));
}
async function submit(step: string, fields: object, login: string | undefined, request: object) {
  const { path, body } = requestOf(step, fields, login, request);
  const headers = { 'content-type': 'application/json' };
  const res = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return res.json() as Promise<Record<string, string> & { recoveryCodes?: string[] }>;
}

test('signInWithRedirect, there and back', async () => {
  const email = anyEmail();
  await inviteUser(harness, { email, mfaRequired: true });
  const medplum = newClient(url, { clientId: client.id });
  const assign = vi.spyOn(locationUtils, 'assign').mockImplementation(() => undefined);
  vi.spyOn(locationUtils, 'getOrigin').mockReturnValue('http://localhost:3000');
  const search = vi.spyOn(locationUtils, 'getSearch').mockReturnValue('');
  expect(await medplum.signInWithRedirect()).toBeUndefined();
  const page = await fetch(assign.mock.calls[0]![0]);
  expect(page.status).toBe(200);
  const request = readRequest(await page.text());

  const first = await submit('password', { email, password: PASSWORD }, undefined, request);
  expect(stepOf(first)).toBe('enrol');
  const app = new Authenticator(first.enrollUri!);
  const second = await submit('enrol', { token: app.code() }, first.login, request);
  expect(stepOf(second)).toBe('recovery');
  const back = new URL(targetOf(request, second.code));
  expect(back.origin).toBe('http://localhost:3000');
  expect(back.searchParams.get('state')).toBe(request.state);

  search.mockReturnValue(back.search);
  expect(await medplum.signInWithRedirect()).toMatchObject({ resourceType: 'Practitioner' });
  vi.restoreAllMocks();
});

describe('the page', () => {
  test('is French, runs our script alone and is framed by nobody', async () => {
    const res = await authorize();
    const html = await res.text();
    expect(html).toContain('<html lang="fr">');
    expect(html).toContain('DCC &#34;web&#34; &#60;&#38;&#62;');
    expect(html).toContain('Se connecter avec Pro &#60;Santé&#62;');
    const policy = res.headers.get('content-security-policy')!;
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    for (const name of ['sign-in.mjs', 'steps.mjs']) {
      const script = await fetch(`${url}oauth2/sign-in/${name}`);
      expect(script.headers.get('content-type')).toContain('text/javascript');
    }
    expect((await fetch(`${url}oauth2/sign-in/routes.ts`)).status).toBe(404);
  });

  test('what comes from the address stays text', async () => {
    const hostile = `"><script>alert(1)</script>`;
    const scope = `openid "><script>alert`;
    const html = await (await authorize({ state: hostile, nonce: hostile, scope })).text();
    expect(html).not.toContain('<script>alert');
    expect(readRequest(html).state).toBe(hostile);
  });

  test('a scope that would not be kept is refused to the application', async () => {
    const res = await authorize({ scope: 'openid patient/*.rs', state: 'x' });
    expect(res.status).toBe(302);
    const back = new URL(res.headers.get('location')!);
    expect([back.searchParams.get('error'), back.searchParams.get('state')]).toEqual(['invalid_scope', 'x']);
  });

  test.each([
    { client_id: undefined },
    { client_id: 'undefined' },
    { client_id: '\u0000' },
    { redirect_uri: undefined },
    { redirect_uri: 'https://voleur.example/' },
    { redirect_uri: `${APP}ailleurs` },
    { redirect_uri: `${APP}?x=1` },
    { redirect_uri: 'http://localhost:3000@voleur.example/' },
    { redirect_uri: 'javascript:alert(1)' },
  ])('goes nowhere for %j', async (wrong) => {
    const res = await authorize(wrong);
    expect(res.status).toBe(400);
    expect(await res.text()).toContain('Connexion impossible');
  });

  test.each([
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ response_type: undefined }, 'unsupported_response_type'],
    [{ code_challenge: undefined }, 'invalid_request'],
    [{ code_challenge: 'court' }, 'invalid_request'],
    [{ code_challenge_method: 'MD5' }, 'invalid_request'],
  ])('%j goes back as %s', async (wrong, error) => {
    const res = await authorize(wrong as Record<string, string>);
    expect(res.status).toBe(302);
    const target = new URL(res.headers.get('location')!);
    expect(target.href.startsWith(APP)).toBe(true);
    expect(Object.fromEntries(target.searchParams)).toEqual({ error, state: 's-1' });
  });
});

describe('steps', () => {
  test.each([
    [{ code: 'x' }, 'code'],
    [{ code: 'x', recoveryCodes: ['a'] }, 'recovery'],
    [{ mfaRequired: true }, 'factor'],
    [{ mfaEnrollRequired: true }, 'enrol'],
    [{ memberships: [] }, 'profile'],
    [{}, 'password'],
  ])('%j: %s', (answer, step) => {
    expect(stepOf(answer)).toBe(step);
  });

  test('each form sends its own, the application’s address stays here', () => {
    const request = { redirectUri: APP, state: 's', clientId: 'c', scope: 'openid' };
    expect(requestOf('password', { email: 'e', password: 'p', remember: 'on' }, undefined, request)).toEqual({
      path: 'auth/login',
      body: { clientId: 'c', scope: 'openid', email: 'e', password: 'p', remember: true },
    });
    expect(requestOf('factor', { token: '1' }, 'l', request).body).toEqual({ login: 'l', token: '1' });
    expect(requestOf('profile', { profile: 'm' }, 'l', request).body).toEqual({ login: 'l', profile: 'm' });
  });

  test('another provider brings code and state back to the application', () => {
    const address = new URL(
      externalOf(`${url}auth/external/start?provider=psc`, { redirectUri: APP, state: 's&é' }),
    );
    const { redirectUri, state } = JSON.parse(address.searchParams.get('state')!);
    expect(new URL(redirectUri).searchParams.get('state')).toBe('s&é');
    expect(state).toBeUndefined();
    expect(address.searchParams.get('provider')).toBe('psc');
  });

  test('a refusal is told in its own words, a dead server in ours', () => {
    expect(messageOf({ issue: [{ details: { text: 'Non' } }] })).toBe('Non');
    expect(messageOf(undefined)).toContain('ne répond pas');
  });
});
