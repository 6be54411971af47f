import type { LoginAuthenticationResponse } from '@medplum/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Harness, rawFetch, startHarness } from '../testing/harness.ts';
import {
  Authenticator,
  anyEmail,
  type EnrolAnswer,
  enrol,
  inviteUser,
  newClient,
  PASSWORD,
  signInUser,
} from '../testing/people.ts';

let harness: Harness;
let url: string;
beforeAll(async () => {
  harness = await startHarness();
  url = harness.server.url;
});
afterAll(() => harness.close());

/** Somebody signed in with a second factor. */
async function protectedUser() {
  const email = anyEmail();
  await inviteUser(harness, { email });
  const medplum = await signInUser(url, email);
  return { email, medplum, ...(await enrol(medplum)) };
}
const startLogin = (email: string) => newClient(url).startLogin({ email, password: PASSWORD });
const post = (path: string, body: object) =>
  fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

describe('enrolment by oneself', () => {
  test('a QR code, a first code, ten recovery codes', async () => {
    const email = anyEmail();
    await inviteUser(harness, { email });
    const medplum = await signInUser(url, email);
    const status = await medplum.get('auth/mfa/status');
    expect(status).toMatchObject({ enrolled: false });
    expect(status.enrollQrCode).toMatch(/^data:image\/png;base64,/);
    expect(decodeURIComponent(status.enrollUri)).toContain(`DCC:${email}`);
    expect((await medplum.get('auth/mfa/status')).enrollUri).toBe(status.enrollUri);
    await expect(medplum.post('auth/mfa/enroll', { token: '000000' })).rejects.toThrow('Code incorrect');
    const answer = await medplum.post('auth/mfa/enroll', {
      token: new Authenticator(status.enrollUri).code(),
    });
    expect(answer.recoveryCodes).toHaveLength(10);
    const after = await medplum.get('auth/mfa/status');
    expect(after).toEqual({ enrolled: true, mfaMethods: ['totp'], recoveryCodesLeft: 10 });
    expect((await medplum.get('auth/me', { cache: 'reload' })).security.mfaEnrolled).toBe(true);
    await expect(medplum.post('auth/mfa/enroll', { token: '000000' })).rejects.toThrow('déjà en place');
  });

  test('codes and secrets are nowhere in clear', async () => {
    const { recoveryCodes } = await protectedUser();
    const { DatabaseSync } = await import('node:sqlite');
    const db = new DatabaseSync(`${harness.dir}/store.sqlite`, { readOnly: true });
    const tables = ['credential', 'recovery_code'].map((table) => db.prepare(`SELECT * FROM ${table}`).all());
    db.close();
    const text = JSON.stringify(tables);
    for (const code of recoveryCodes) {
      expect(text).not.toContain(code);
      expect(text).not.toContain(code.replaceAll('-', ''));
    }
    expect(text).not.toMatch(/"mfaSecret":"[A-Z2-7]{32}"/);
  });
});

describe('signing in', () => {
  test('asks for the code, then gives the tokens', async () => {
    const { email, app } = await protectedUser();
    const login = await startLogin(email);
    expect(login).toEqual({ login: login.login, mfaRequired: true, mfaMethods: ['totp'] });
    const medplum = newClient(url);
    const pkce = await medplum.startPkce();
    const again = await medplum.startLogin({ email, password: PASSWORD, ...pkce });
    const { code } = await medplum.post('auth/mfa/verify', { login: again.login, token: app.code() });
    await medplum.processCode(code);
    const claims = JSON.parse(atob(medplum.getAccessToken()!.split('.')[1]!));
    expect(claims.amr).toEqual(['pwd', 'otp']);
  });

  test('no step can be jumped', async () => {
    const { email } = await protectedUser();
    const { login } = await startLogin(email);
    const me = await harness.admin.searchOne('ProjectMembership', {});
    for (const [path, body] of [
      ['auth/profile', { login, profile: me?.id }],
      ['auth/scope', { login, scope: 'openid' }],
      ['auth/mfa/login-enroll', { login, token: '123456' }],
    ] as const) {
      const answer = (await (await post(path, body)).json()) as LoginAuthenticationResponse;
      expect(answer.code).toBeUndefined();
    }
    const state = (await (await fetch(`${url}auth/login/${login}`)).json()) as LoginAuthenticationResponse;
    expect(state).toEqual({ login, mfaRequired: true, mfaMethods: ['totp'] });
  });

  test('a code seen on the way opens nothing a second time', async () => {
    const { email, app } = await protectedUser();
    const [one, two] = [await startLogin(email), await startLogin(email)];
    const token = app.code();
    expect((await post('auth/mfa/verify', { login: one.login, token })).status).toBe(200);
    const replayed = await post('auth/mfa/verify', { login: two.login, token });
    expect(replayed.status).toBe(400);
    expect(await replayed.text()).toContain('Code incorrect ou déjà utilisé');
  });

  test('the same code sent twice at once is good once', async () => {
    const { email, app } = await protectedUser();
    const logins = [await startLogin(email), await startLogin(email)];
    const token = app.code();
    const answers = await Promise.all(logins.map(({ login }) => post('auth/mfa/verify', { login, token })));
    expect(answers.map((res) => res.status).sort()).toEqual([200, 400]);
  });

  test('a recovery code instead, once', async () => {
    const { email, medplum, recoveryCodes } = await protectedUser();
    const code = recoveryCodes[3]!;
    const first = await post('auth/mfa/verify', {
      login: (await startLogin(email)).login,
      token: code.toLowerCase(),
    });
    expect(await first.json()).toHaveProperty('code');
    const again = await post('auth/mfa/verify', { login: (await startLogin(email)).login, token: code });
    expect(again.status).toBe(400);
    expect((await medplum.get('auth/mfa/status')).recoveryCodesLeft).toBe(9);
  });

  test('guessing locks the factor, also for a new login', async () => {
    const { email, app } = await protectedUser();
    for (let i = 0; i < 5; i++) {
      const { login } = await startLogin(email);
      expect((await post('auth/mfa/verify', { login, token: '000000' })).status).toBe(400);
    }
    const { login } = await startLogin(email);
    expect((await post('auth/mfa/verify', { login, token: app.code() })).status).toBe(429);
  });

  test.each([undefined, null, 123456, {}, '', '１２３４５６', 'x'.repeat(200), '\ud800'])(
    'noise %#',
    async (token) => {
      const { login } = await startLogin((await protectedUser()).email);
      expect((await post('auth/mfa/verify', { login, token })).status).toBe(400);
    },
  );
});

describe('a second factor that is required', () => {
  test('is put in place at the first login', async () => {
    const email = anyEmail();
    await inviteUser(harness, { email, mfaRequired: true });
    const medplum = newClient(url);
    const login = (await medplum.startLogin({ email, password: PASSWORD })) as EnrolAnswer;
    expect(login).toMatchObject({ mfaEnrollRequired: true, allowedMfaMethods: ['totp'] });
    expect(login.code).toBeUndefined();
    expect(login.enrollQrCode).toContain('data:image/png');
    const app = new Authenticator(login.enrollUri);
    const body = { login: login.login, method: 'totp', token: app.code() };
    const answer = await medplum.post('auth/mfa/login-enroll', body);
    expect(answer.recoveryCodes).toHaveLength(10);
    await medplum.processCode(answer.code);
    await expect(medplum.post('auth/mfa/disable', { token: app.code() })).rejects.toThrow('obligatoire');
    expect(await startLogin(email)).toMatchObject({ mfaRequired: true });
  });
});

describe('afterwards', () => {
  test('disabled with a code only', async () => {
    const { email, medplum, app } = await protectedUser();
    await expect(medplum.post('auth/mfa/disable', { token: '000000' })).rejects.toThrow('Code incorrect');
    await medplum.post('auth/mfa/disable', { token: app.code() });
    expect((await startLogin(email)).code).toBeDefined();
  });

  test('new recovery codes end the old ones', async () => {
    const { email, medplum, app, recoveryCodes } = await protectedUser();
    const answer = await medplum.post('auth/mfa/recovery-codes', { token: app.code() });
    expect(answer.recoveryCodes).toHaveLength(10);
    const old = await post('auth/mfa/verify', {
      login: (await startLogin(email)).login,
      token: recoveryCodes[0]!,
    });
    expect(old.status).toBe(400);
  });

  test('an administrator frees whoever lost her telephone', async () => {
    const email = anyEmail();
    const membership = await inviteUser(harness, { email });
    const medplum = await signInUser(url, email);
    await enrol(medplum);
    const path = `admin/projects/${harness.server.projectId}/members/${membership.id}/reset-mfa`;
    expect((await rawFetch(medplum, path, { method: 'POST' })).status).toBe(403);
    await harness.admin.post(path, {});
    expect((await rawFetch(medplum, 'auth/me')).status).toBe(401);
    expect((await startLogin(email)).code).toBeDefined();
  });
});

describe('step-up: the factor again, for one purpose', () => {
  const purpose = 'QuestionnaireResponse/1/_history/2';
  const introspect = (token: string, as = harness.admin) =>
    rawFetch(as, 'oauth2/introspect', { method: 'POST', body: new URLSearchParams({ token }) }).then((res) =>
      res.json(),
    ) as Promise<Record<string, unknown>>;

  test('gives a proof that another can verify, and that opens nothing', async () => {
    const { medplum, app } = await protectedUser();
    const proof = await medplum.post('auth/mfa/verify', { token: app.code(), purpose });
    expect(proof).toMatchObject({ expires_in: 300, amr: ['otp'], purpose });
    expect(await introspect(proof.step_up_token)).toMatchObject({
      active: true,
      token_type: 'step_up',
      purpose,
      profile: `Practitioner/${medplum.getProfile()?.id}`,
      auth_time: proof.auth_time,
    });
    const headers = { authorization: `Bearer ${proof.step_up_token}` };
    expect((await fetch(`${url}auth/me`, { headers })).status).toBe(401);
  });

  test('wants a fresh code, not a recovery code, and a purpose', async () => {
    const { medplum, app, recoveryCodes } = await protectedUser();
    const token = app.code();
    await medplum.post('auth/mfa/verify', { token, purpose });
    await expect(medplum.post('auth/mfa/verify', { token, purpose })).rejects.toThrow('déjà utilisé');
    const recovery = { token: recoveryCodes[0], purpose };
    await expect(medplum.post('auth/mfa/verify', recovery)).rejects.toThrow('Code incorrect');
    await expect(medplum.post('auth/mfa/verify', { token: app.code() })).rejects.toThrow('purpose');
  });

  test('dies with the session', async () => {
    const { medplum, app } = await protectedUser();
    const { step_up_token: proof } = await medplum.post('auth/mfa/verify', { token: app.code(), purpose });
    await medplum.signOut();
    expect(await introspect(proof)).toEqual({ active: false });
  });

  test('without a second factor there is none', async () => {
    const email = anyEmail();
    await inviteUser(harness, { email });
    const medplum = await signInUser(url, email);
    await expect(medplum.post('auth/mfa/verify', { token: '123456', purpose })).rejects.toThrow(
      'Aucun second facteur',
    );
    expect((await post('auth/mfa/verify', { token: '123456', purpose })).status).toBe(401);
  });

  test('an ordinary access token is no proof; noise is not active', async () => {
    const { medplum } = await protectedUser();
    const answer = await introspect(medplum.getAccessToken()!);
    expect(answer).toMatchObject({ active: true, token_type: 'Bearer', amr: ['pwd'] });
    expect(answer.purpose).toBeUndefined();
    for (const noise of ['x', 'a.b.c', 'é']) {
      expect(await introspect(noise)).toEqual({ active: false });
    }
    const anonymous = await fetch(`${url}oauth2/introspect`, {
      method: 'POST',
      body: new URLSearchParams({ token: 'x' }),
    });
    expect(anonymous.status).toBe(401);
  });
});
