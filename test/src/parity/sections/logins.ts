import type { OperationOutcome, ProjectMembership } from '@medplum/fhirtypes';
import { expect, test } from 'vitest';
import { enrol } from '../../../../apps/server/src/testing/people.ts';
import { differs, outcomeId, refusal, type Target } from '../support.ts';
import { anonymous, invite, PASSWORD } from './people.ts';

/** Where signing in is stricter here; what both servers share is in `access` and `screens`. */
export function logins(target: () => Target): void {
  const raw = (path: string, init: RequestInit = {}) => fetch(new URL(path, target().baseUrl), init);
  const form = (fields: Record<string, string>): RequestInit => ({
    method: 'POST',
    body: new URLSearchParams(fields),
  });

  const membershipOf = async (clientId: string): Promise<ProjectMembership> => {
    const profile = `ClientApplication/${clientId}`;
    return (await target().medplum.searchOne('ProjectMembership', { profile }))!;
  };

  differs('lockout', async () => {
    const { email } = await invite(target());
    const attempt = (password: string) =>
      raw('auth/login', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, password }),
      });
    for (let i = 0; i < 5; i++) {
      expect((await attempt('faux faux faux')).status).toBe(400);
    }
    const locked = await attempt(PASSWORD);
    expect(locked.status).toBe(429);
    const { issue } = (await locked.json()) as OperationOutcome;
    expect(issue[0]).toMatchObject({ code: 'throttled' });
    expect(issue[0]?.details?.text).toContain('réessayez');
  });

  differs('password-rules', async () => {
    const { medplum, projectId, run } = target();
    const withPassword = (password: string) =>
      refusal(
        medplum.invite(projectId, {
          resourceType: 'Practitioner',
          firstName: 'Camille',
          lastName: 'Durandet',
          email: `${crypto.randomUUID()}.${run}@chu-exemple.fr`,
          password,
          sendEmail: false,
        }),
      );
    expect(await withPassword('Tr0p.court!')).toContain('12 caractères');
    expect(await withPassword('azertyuiop123')).toContain('trop courant');
    expect(await withPassword('camille.durandet')).toContain('votre nom');
  });

  differs('refresh-reuse', async () => {
    const medplum = await (await invite(target())).signIn();
    const { refreshToken } = medplum.getActiveLogin()!;
    const renew = () =>
      raw('oauth2/token', form({ grant_type: 'refresh_token', refresh_token: refreshToken! }));
    const first = await renew();
    expect(first.status).toBe(200);
    const { access_token: renewed } = (await first.json()) as { access_token: string };
    expect((await renew()).status).toBe(400);
    // Thief and owner alike: nobody can tell which of the two came second.
    const owner = await raw('auth/me', { headers: { authorization: `Bearer ${renewed}` } });
    expect(owner.status).toBe(401);
  });

  differs('totp-once', async () => {
    const { email, signIn } = await invite(target());
    const { app } = await enrol(await signIn());
    const token = app.code();
    const verify = async () => {
      const page = anonymous(target());
      const { login } = await page.startLogin({ email, password: PASSWORD });
      return outcomeId(page.post('auth/mfa/verify', { login, token }));
    };
    expect(await verify()).toBe('accepted');
    expect(await verify()).not.toBe('accepted');
  });

  differs('recovery-codes', async () => {
    const { email, signIn } = await invite(target());
    const { recoveryCodes } = await enrol(await signIn());
    expect(new Set(recoveryCodes).size).toBe(10);
    const use = async () => {
      const page = anonymous(target());
      const { login } = await page.startLogin({ email, password: PASSWORD });
      return outcomeId(page.post('auth/mfa/verify', { login, token: recoveryCodes[0]! }));
    };
    expect(await use()).toBe('accepted');
    expect(await use()).not.toBe('accepted');
  });

  differs('reset-mfa', async () => {
    const { medplum, projectId } = target();
    const { email, membershipId, signIn } = await invite(target());
    await enrol(await signIn());
    const step = async () => Object.keys(await anonymous(target()).startLogin({ email, password: PASSWORD }));
    expect(await step()).toContain('mfaRequired');
    await medplum.post(`admin/projects/${projectId}/members/${membershipId}/reset-mfa`, {});
    expect(await step()).toContain('code');
  });

  differs('step-up', async () => {
    const medplum = await (await invite(target())).signIn();
    const { app } = await enrol(medplum);
    const purpose = 'Composition/1/_history/2';
    const answer = await medplum.post('auth/mfa/verify', { token: app.code(), purpose });
    expect(answer).toMatchObject({ purpose, expires_in: 300, amr: ['otp'] });
    const checked = await target().medplum.post(
      'oauth2/introspect',
      new URLSearchParams({ token: answer.step_up_token }).toString(),
      'application/x-www-form-urlencoded',
    );
    expect(checked).toMatchObject({ active: true, token_type: 'step_up', purpose });
    const asToken = await raw('auth/me', { headers: { authorization: `Bearer ${answer.step_up_token}` } });
    expect(asToken.status).toBe(401);
  });

  differs('smart-scopes', async () => {
    const { medplum, projectId, also } = target();
    const made = await medplum.post(`admin/projects/${projectId}/client`, { name: 'portées' });
    also.push({ resourceType: 'ClientApplication', id: made.id });
    await medplum.updateResource({ ...(await membershipOf(made.id)), admin: true });
    const ask = async (scope: string) => {
      const fields = {
        grant_type: 'client_credentials',
        client_id: made.id,
        client_secret: made.secret,
        scope,
      };
      return (await (await raw('oauth2/token', form(fields))).json()) as Record<string, string>;
    };
    for (const scope of ['patient/*.rs', 'launch', 'user/Patient.rs?gender=male']) {
      expect([scope, (await ask(scope)).error]).toEqual([scope, 'invalid_scope']);
    }
    const headers = { authorization: `Bearer ${(await ask('openid user/Patient.s')).access_token}` };
    const patient = await medplum.createResource({ resourceType: 'Patient', meta: target().meta });
    const status = async (path: string) => (await raw(`fhir/R4/${path}`, { headers })).status;
    expect(await status('Patient?_count=1')).toBe(200);
    expect(await status(`Patient/${patient.id}`)).toBe(404);
    expect(await status('Observation?_count=1')).toBe(403);
  });

  differs('external-start', async () => {
    const start = await raw('auth/external/start?provider=inconnu&state=%7B%7D', { redirect: 'manual' });
    expect(start.status).toBe(404);
    // What a browser brings back without having left from here is not looked at, however well it is made.
    const state = encodeURIComponent(JSON.stringify({ clientId: '', redirectUri: target().baseUrl }));
    const back = await raw(`auth/external?code=abc&state=${state}`, { redirect: 'manual' });
    expect(back.status).toBe(400);
    expect(await back.text()).toContain('commencée dans un autre navigateur');
  });

  differs('redirect-exact', async () => {
    const { medplum, projectId, also } = target();
    const made = await medplum.post(`admin/projects/${projectId}/client`, {
      name: 'application',
      redirectUri: 'https://rcp.exemple.fr/retour',
    });
    also.push({ resourceType: 'ClientApplication', id: made.id });
    const ask = (redirect: string) => {
      const query = new URLSearchParams({
        client_id: made.id,
        redirect_uri: redirect,
        response_type: 'code',
        code_challenge: 'x'.repeat(43),
        code_challenge_method: 'S256',
      });
      return raw(`oauth2/authorize?${query}`, { redirect: 'manual' });
    };
    expect((await ask('https://rcp.exemple.fr/retour')).status).toBe(200);
    for (const other of ['https://rcp.exemple.fr/retour/../x', 'https://rcp.exemple.fr/retour?x=1']) {
      const refused = await ask(other);
      expect([other, refused.status, refused.headers.get('location')]).toEqual([other, 400, null]);
    }
  });

  test('a session closed from another opens nothing any more', async () => {
    const { signIn } = await invite(target());
    const [here, there] = [await signIn(), await signIn()];
    const { security } = await here.get('auth/me', { cache: 'reload' });
    const mine = JSON.parse(atob(here.getAccessToken()!.split('.')[1]!)).login_id;
    const other = security.sessions.find(({ id }: { id: string }) => id !== mine);
    await here.post('auth/revoke', { loginId: other.id });
    const headers = { authorization: `Bearer ${there.getAccessToken()}` };
    expect((await raw('fhir/R4/Patient?_count=1', { headers })).status).toBe(401);
  });
}
