import { MedplumClient, type OperationOutcomeError, parseJWTPayload } from '@medplum/core';
import type { Patient, Practitioner } from '@medplum/fhirtypes';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Harness, rawFetch, signIn, startHarness } from '../testing/harness.ts';
import { anyEmail, inviteUser, newClient, PASSWORD, signInUser } from '../testing/people.ts';

let harness: Harness;
let url: string;
beforeAll(async () => {
  harness = await startHarness();
  url = harness.server.url;
});
afterAll(() => harness.close());

const post = (path: string, body: unknown) =>
  fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const token = (body: Record<string, string>) =>
  fetch(`${url}oauth2/token`, { method: 'POST', body: new URLSearchParams(body) });

async function person(more: object = {}): Promise<string> {
  const email = anyEmail();
  await inviteUser(harness, { email, ...more });
  return email;
}

/** A login as the form makes it, with a verifier of our own. */
const VERIFIER = 'v'.repeat(64);
async function codeOf(email: string, more: object = {}): Promise<string> {
  const body = { email, password: PASSWORD, codeChallenge: VERIFIER, codeChallengeMethod: 'plain', ...more };
  const { code } = (await (await post('auth/login', body)).json()) as { code: string };
  return code;
}
const redeem = (code: string, more: Record<string, string> = {}) =>
  token({ grant_type: 'authorization_code', code, code_verifier: VERIFIER, ...more });

describe('signing in with MedplumClient, unchanged', () => {
  test('startLogin, processCode, auth/me, signOut', async () => {
    const email = await person();
    const medplum = newClient(url);
    expect(await medplum.post('auth/method', { email })).toEqual({});
    const login = await medplum.startLogin({ email, password: PASSWORD });
    expect(Object.keys(login).sort()).toEqual(['code', 'login']);
    const profile = await medplum.processCode(login.code!);
    expect(profile).toMatchObject({ resourceType: 'Practitioner', name: [{ family: 'Durand' }] });
    const me = await medplum.get('auth/me');
    expect(me).toMatchObject({
      user: { resourceType: 'User', email },
      project: { id: harness.server.projectId },
      security: { mfaEnrolled: false, sessions: [{ id: login.login, authMethod: 'password' }] },
    });
    expect(me.security.memberships).toHaveLength(1);
    expect(JSON.stringify(me)).not.toContain('scrypt');
    const before = medplum.getAccessToken();
    await medplum.signOut();
    const res = await fetch(`${url}auth/me`, { headers: { authorization: `Bearer ${before}` } });
    expect(res.status).toBe(401);
  });

  test('what she writes has her as author', async () => {
    const medplum = await signInUser(url, await person({ membership: { admin: true } }));
    const patient = await medplum.createResource<Patient>({ resourceType: 'Patient' });
    const author = (patient.meta as { author?: { reference: string } }).author;
    expect(author?.reference).toBe(`Practitioner/${medplum.getProfile()?.id}`);
  });

  test('the address is hers however she types it', async () => {
    const email = await person();
    await signInUser(url, `  ${email.toUpperCase()} `);
  });

  test('with a client id, which the token must carry', async () => {
    const email = await person();
    const client = await harness.admin.post(`admin/projects/${harness.server.projectId}/client`, {
      name: 'App',
    });
    const medplum = newClient(url, { clientId: client.id });
    const { code } = await medplum.startLogin({ email, password: PASSWORD });
    await medplum.processCode(code!);
    expect(parseJWTPayload(medplum.getAccessToken()!).client_id).toBe(client.id);
    await expect(
      newClient(url, { clientId: 'inconnue' }).startLogin({ email, password: PASSWORD }),
    ).rejects.toThrow('Application inconnue');
    expect(await medplum.get(`auth/clientinfo/${client.id}`)).toEqual({});
    expect((await fetch(`${url}auth/clientinfo/inconnue`)).status).toBe(404);
  });

  test('the id_token verifies by the published keys', async () => {
    const email = await person();
    const res = await redeem(await codeOf(email, { nonce: 'n-1' }));
    const tokens = (await res.json()) as { id_token: string; access_token: string };
    const keys = createRemoteJWKSet(new URL(`${url}.well-known/jwks.json`));
    const { payload } = await jwtVerify(tokens.id_token, keys, { issuer: url, audience: url });
    expect(payload).toMatchObject({ nonce: 'n-1', amr: ['pwd'] });
    expect(payload.fhirUser).toContain(`${url}fhir/R4/Practitioner/`);
    expect(
      (await fetch(`${url}auth/me`, { headers: { authorization: `Bearer ${tokens.id_token}` } })).status,
    ).toBe(401);
  });
});

describe('several memberships', () => {
  test('are offered, and the one chosen is signed in', async () => {
    const email = await person();
    await inviteUser(harness, { email, forceNewMembership: true, lastName: 'Durand-Second' });
    const medplum = newClient(url);
    const login = await medplum.startLogin({ email, password: PASSWORD });
    expect(login.code).toBeUndefined();
    expect(login.memberships).toHaveLength(2);
    expect(JSON.stringify(login.memberships)).not.toContain('accessPolicy');
    const second = login.memberships!.find((one) => one.profile?.display?.includes('Second'))!;
    const { code } = await medplum.post('auth/profile', { login: login.login, profile: second.id });
    const profile = (await medplum.processCode(code)) as Practitioner;
    expect(profile.name?.[0]?.family).toBe('Durand-Second');
    const me = await medplum.get('auth/me');
    expect(me.security.memberships).toHaveLength(2);
  });

  test('somebody else’s is refused', async () => {
    const email = await person();
    await inviteUser(harness, { email, forceNewMembership: true });
    const other = await inviteUser(harness, { email: anyEmail() });
    const login = await newClient(url).startLogin({ email, password: PASSWORD });
    const res = await post('auth/profile', { login: login.login, profile: other.id });
    expect(res.status).toBe(400);
    expect(await res.text()).toContain('Profil inconnu');
  });
});

describe('scopes', () => {
  test('can be left out before the token, not added', async () => {
    const email = await person();
    const login = await newClient(url).startLogin({
      email,
      password: PASSWORD,
      scope: 'openid profile user/*.rs',
    });
    const foreign = await post('auth/scope', { login: login.login, scope: 'openid system/*.*' });
    expect(foreign.status).toBe(400);
    const medplum = newClient(url);
    const { code } = await medplum.startLogin({
      email,
      password: PASSWORD,
      scope: 'openid user/Observation.rs',
    });
    expect(code).toBeDefined();
    const none = await post('auth/scope', { login: login.login, scope: 'openid' });
    expect(await none.text()).toContain('au moins une portée sur des données');
    const narrowed = await post('auth/scope', { login: login.login, scope: 'openid user/*.rs' });
    expect(await narrowed.json()).toMatchObject({ login: login.login, code: expect.any(String) });
  });
});

describe('refusals', () => {
  test('a wrong password is an OperationOutcome 400, the same for an unknown account', async () => {
    const email = await person();
    const known = await post('auth/login', { email, password: 'faux' });
    const unknown = await post('auth/login', { email: 'personne@nulle.part', password: 'faux' });
    expect([known.status, unknown.status]).toEqual([400, 400]);
    const text = await known.text();
    expect(text).toBe(await unknown.text());
    expect(JSON.parse(text)).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [{ details: { text: 'Adresse électronique ou mot de passe incorrect' } }],
    });
    const err = await newClient(url)
      .startLogin({ email, password: 'faux' })
      .catch((e: OperationOutcomeError) => e);
    expect((err as OperationOutcomeError).outcome.resourceType).toBe('OperationOutcome');
  });

  test('six wrong ones lock the account, known or not, also for the right password', async () => {
    for (const email of [await person(), anyEmail()]) {
      for (let i = 0; i < 5; i++) {
        expect((await post('auth/login', { email, password: 'faux' })).status).toBe(400);
      }
      const locked = await post('auth/login', { email, password: PASSWORD });
      expect(locked.status).toBe(429);
      expect(await locked.text()).toContain('réessayez dans une minute');
    }
  });

  test('a membership switched off, removed, or a deleted account', async () => {
    const email = anyEmail();
    const membership = await inviteUser(harness, { email });
    const medplum = await signInUser(url, email, { remember: true });
    await harness.admin.updateResource({ ...membership, active: false });
    expect((await rawFetch(medplum, 'auth/me')).status).toBe(401);
    await expect(signInUser(url, email)).rejects.toThrow('accès à aucun projet');
    const other = anyEmail();
    const theirs = await inviteUser(harness, { email: other });
    const open = await signInUser(url, other);
    await harness.admin.deleteResource('User', theirs.user!.reference!.split('/')[1]!);
    await expect.poll(async () => (await rawFetch(open, 'auth/me')).status).toBe(401);
    await expect(signInUser(url, other)).rejects.toThrow('incorrect');
  });

  test.each([
    [{}, 'email'],
    [{ email: 'x' }, 'email'],
    [{ email: 'a@b.fr' }, 'password'],
    [{ email: ['a@b.fr'], password: 'x' }, 'email'],
    [{ email: 'a@b.fr', password: 12 }, 'password'],
    [{ email: 'a@b.fr', password: 'x\u0000' }, 'password'],
    [{ email: 'a@b.fr', password: '\ud800' }, 'password'],
    [{ email: '\ud800@b.fr', password: 'x' }, 'email'],
    [{ email: `${'a'.repeat(5000)}@b.fr`, password: 'x' }, 'email'],
    [{ email: 'a@b.fr', password: 'x'.repeat(2000) }, 'password'],
    [{ email: 'a@b.fr', password: 'x', codeChallenge: 'court' }, 'codeChallenge'],
    [{ email: 'a@b.fr', password: 'x', codeChallengeMethod: 'MD5' }, 'codeChallengeMethod'],
    [{ email: 'a@b.fr', password: 'x', clientId: {} }, 'clientId'],
    [{ email: 'a@b.fr', password: 'x', scope: 'x'.repeat(3000) }, 'scope'],
  ])('malformed (%#): the field is named', { retry: 2 }, async (body, field) => {
    const start = performance.now();
    const res = await post('auth/login', body);
    expect(res.status).toBe(400);
    expect(await res.json()).toMatchObject({ issue: [{ expression: [field] }] });
    expect(performance.now() - start).toBeLessThan(1000);
  });

  test.each([
    ['null', 400],
    ['[]', 400],
    ['"x"', 400],
    ['{', 400],
    ['{"__proto__":{}}', 400],
    [`{"email":"${'a'.repeat(200_000)}"}`, 413],
  ])('noise (%#)', async (body, status) => {
    for (const path of ['auth/login', 'auth/profile', 'auth/scope', 'auth/method', 'auth/mfa/verify']) {
      const res = await post(path, body);
      // Without a login, mfa/verify wants somebody signed in.
      expect([status, 401]).toContain(res.status);
      expect(await res.json()).toMatchObject({ resourceType: 'OperationOutcome' });
    }
  });

  test.each(['', 'x', '00000000-0000-4000-8000-000000000000', "' OR 1=1 --", 'é\u0301'])(
    'a login that is none: %j',
    async (login) => {
      expect((await post('auth/profile', { login, profile: 'x' })).status).toBe(400);
      expect((await post('auth/scope', { login, scope: 'openid' })).status).toBe(400);
      expect((await post('auth/mfa/verify', { login, token: '123456' })).status).toBe(400);
      expect([400, 404]).toContain((await fetch(`${url}auth/login/${encodeURIComponent(login)}`)).status);
    },
  );
});

describe('codes', () => {
  test('PKCE S256, as a browser does it, and plain', async () => {
    const email = await person();
    const medplum = newClient(url);
    const pkce = await medplum.startPkce();
    expect(pkce.codeChallengeMethod).toBe('S256');
    const { code } = await medplum.startLogin({ email, password: PASSWORD, ...pkce });
    await medplum.processCode(code!);
    expect((await redeem(await codeOf(email))).status).toBe(200);
  });

  test('a wrong verifier uses the code up', async () => {
    const code = await codeOf(await person());
    const wrong = await redeem(code, { code_verifier: 'w'.repeat(64) });
    expect(wrong.status).toBe(400);
    expect(await wrong.json()).toMatchObject({ error: 'invalid_grant' });
    expect((await redeem(code)).status).toBe(400);
  });

  test.each([{}, { code_verifier: '' }, { code_verifier: 'é'.repeat(50) }, { client_id: 'autre' }])(
    'not for %j',
    async (more) => {
      const body = { grant_type: 'authorization_code', code: await codeOf(await person()), ...more };
      expect((await token(body as unknown as Record<string, string>)).status).toBe(400);
    },
  );

  test('without challenge the secret of the application is needed', async () => {
    const email = await person();
    const path = `admin/projects/${harness.server.projectId}/client`;
    const client = await harness.admin.post(path, { name: 'Confidentielle' });
    const bare = { codeChallenge: undefined, codeChallengeMethod: undefined, clientId: client.id };
    const grant = { grant_type: 'authorization_code', client_id: client.id };
    expect((await token({ ...grant, code: await codeOf(email, bare) })).status).toBe(400);
    const proved = { ...grant, client_secret: client.secret, code: await codeOf(email, bare) };
    expect((await token(proved)).status).toBe(200);
    const wrong = { ...grant, client_secret: 'faux', code: await codeOf(email, bare) };
    expect(await (await token(wrong)).json()).toMatchObject({ error: 'invalid_client' });
  });

  test('a code presented twice ends the session it opened', async () => {
    const code = await codeOf(await person());
    const { access_token: access } = (await (await redeem(code)).json()) as { access_token: string };
    const me = () => fetch(`${url}auth/me`, { headers: { authorization: `Bearer ${access}` } });
    expect((await me()).status).toBe(200);
    expect((await redeem(code)).status).toBe(400);
    expect((await me()).status).toBe(401);
  });

  test('two at once: one wins, and loses again', async () => {
    const code = await codeOf(await person());
    const statuses = (await Promise.all([redeem(code), redeem(code), redeem(code)])).map((res) => res.status);
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(1);
    expect(statuses.filter((status) => status === 400).length).toBeGreaterThanOrEqual(2);
  });

  test('a login that has become tokens takes no further step', async () => {
    const email = await person();
    const medplum = newClient(url);
    const { login, code } = await medplum.startLogin({ email, password: PASSWORD });
    await medplum.processCode(code!);
    expect((await fetch(`${url}auth/login/${login}`)).status).toBe(400);
    expect((await post('auth/scope', { login, scope: 'openid' })).status).toBe(400);
  });
});

describe('refresh tokens', () => {
  const refresh = (value: string, more = {}) =>
    token({ grant_type: 'refresh_token', refresh_token: value, ...more });
  async function remembered(): Promise<{ access_token: string; refresh_token: string }> {
    const res = await redeem(await codeOf(await person(), { remember: true }));
    return (await res.json()) as { access_token: string; refresh_token: string };
  }

  test('only for who asked to be remembered, or for offline_access', async () => {
    const email = await person();
    expect(await (await redeem(await codeOf(email))).json()).not.toHaveProperty('refresh_token');
    const offline = await redeem(await codeOf(email, { scope: 'openid offline_access' }));
    expect(await offline.json()).toHaveProperty('refresh_token');
  });

  test('MedplumClient renews by itself', async () => {
    const medplum = await signInUser(url, await person(), { remember: true });
    const before = medplum.getAccessToken()!;
    const { setTimeout: wait } = await import('node:timers/promises');
    await wait(1100);
    await (medplum as unknown as { refresh(grace?: number, force?: boolean): Promise<void> }).refresh(
      0,
      true,
    );
    expect(medplum.getAccessToken()).not.toBe(before);
    expect((await medplum.get('auth/me')).profile.resourceType).toBe('Practitioner');
  });

  test('each is good once; a used one ends everything', async () => {
    const first = await remembered();
    const second = (await (await refresh(first.refresh_token)).json()) as typeof first;
    expect(second.refresh_token).not.toBe(first.refresh_token);
    const me = () => fetch(`${url}auth/me`, { headers: { authorization: `Bearer ${second.access_token}` } });
    expect((await me()).status).toBe(200);
    const reused = await refresh(first.refresh_token);
    expect(reused.status).toBe(400);
    expect(await reused.json()).toMatchObject({
      error: 'invalid_grant',
      error_description: expect.stringContaining('déjà'),
    });
    expect((await me()).status).toBe(401);
    expect((await refresh(second.refresh_token)).status).toBe(400);
  });

  test('another application does not get in with it', async () => {
    const { refresh_token: value } = await remembered();
    expect((await refresh(value, { client_id: harness.server.clientId })).status).toBe(400);
  });

  test.each(['', 'x', 'a.b.c', `${'0'.repeat(36)}.1.${'A'.repeat(43)}`, 'é'.repeat(9999)])(
    'noise %#',
    async (noise) => {
      const res = await refresh(noise);
      expect(res.status).toBe(400);
      expect(await res.json()).toMatchObject({ error: 'invalid_grant' });
    },
  );

  test('the table of logins holds neither codes nor tokens', async () => {
    const { refresh_token: value, access_token: access } = await remembered();
    const { DatabaseSync } = await import('node:sqlite');
    const db = new DatabaseSync(`${harness.dir}/store.sqlite`, { readOnly: true });
    const text = JSON.stringify([
      db.prepare('SELECT * FROM login').all(),
      db.prepare('SELECT * FROM credential').all(),
    ]);
    db.close();
    for (const secret of [value, value.split('.')[2]!, access, PASSWORD]) {
      expect(text).not.toContain(secret);
    }
  });
});

test('the basics of discovery', async () => {
  for (const path of [
    '.well-known/openid-configuration',
    '.well-known/smart-configuration',
    'fhir/R4/.well-known/smart-configuration',
  ]) {
    const answer = (await (await fetch(`${url}${path}`)).json()) as Record<string, unknown>;
    expect(answer).toMatchObject({
      issuer: url,
      token_endpoint: `${url}oauth2/token`,
      code_challenge_methods_supported: ['S256', 'plain'],
    });
  }
});

test('an application has no account', async () => {
  const { clientId, clientSecret } = harness.server;
  const client = await signIn(url, clientId, clientSecret!);
  expect(await client.get('auth/me')).not.toHaveProperty('user');
  for (const path of ['auth/changepassword', 'auth/revoke', 'auth/mfa/enroll', 'auth/mfa/disable']) {
    expect((await rawFetch(client, path, { method: 'POST' })).status).toBe(403);
  }
  expect((await rawFetch(client, 'auth/mfa/status')).status).toBe(403);
});

test('a client of the MedplumClient constructor without anything signs nobody in', async () => {
  const medplum = new MedplumClient({ baseUrl: url });
  await expect(medplum.get('auth/me')).rejects.toThrow();
});
