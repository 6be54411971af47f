import type { ProjectMembership } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Harness, rawFetch, startHarness } from '../testing/harness.ts';
import { anyEmail, inviteUser, newClient, PASSWORD, signInUser } from '../testing/people.ts';

let harness: Harness;
let url: string;
let base: string;
beforeAll(async () => {
  harness = await startHarness();
  url = harness.server.url;
  base = `admin/projects/${harness.server.projectId}`;
});
afterAll(() => harness.close());

const OTHER = 'parapluie tabouret lanterne';
async function person(more: object = {}) {
  const email = anyEmail();
  const membership = await inviteUser(harness, { email, ...more });
  return { email, membership, medplum: await signInUser(url, email, { remember: true }) };
}
const sendJson = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

describe('invitation', () => {
  test('makes user, profile and membership, with policies and their parameters', async () => {
    const policy = await harness.admin.createResource({ resourceType: 'AccessPolicy', name: 'médecin' });
    const access = [
      {
        policy: { reference: `AccessPolicy/${policy.id}` },
        parameter: [{ name: 'organization', valueString: 'Organization/1' }],
      },
    ];
    const email = anyEmail();
    const membership = await inviteUser(harness, {
      email,
      externalId: 'rpps-1',
      membership: { access } as Partial<ProjectMembership>,
    });
    expect(membership).toMatchObject({
      resourceType: 'ProjectMembership',
      externalId: 'rpps-1',
      access,
      profile: { display: 'Camille Durand' },
    });
    expect(await harness.admin.readReference(membership.profile!)).toMatchObject({
      resourceType: 'Practitioner',
      name: [{ family: 'Durand', given: ['Camille'] }],
      telecom: [{ system: 'email', value: email }],
    });
    expect(await harness.admin.readReference(membership.user!)).toMatchObject({ email, lastName: 'Durand' });
  });

  test('a second one is a conflict, an update when asked', async () => {
    const { email, membership } = await person();
    await expect(inviteUser(harness, { email })).rejects.toThrow('déjà membre');
    const again = await inviteUser(harness, { email, upsert: true, externalId: 'rpps-2', password: OTHER });
    expect(again.id).toBe(membership.id);
    expect(again.externalId).toBe('rpps-2');
    // Somebody who has a password keeps it.
    await signInUser(url, email);
    await expect(signInUser(url, email, { password: OTHER })).rejects.toThrow('incorrect');
  });

  test('a number that is somebody else’s is refused, also as an update', async () => {
    await inviteUser(harness, { email: anyEmail(), externalId: 'rpps-4' });
    const known = await person();
    for (const email of [anyEmail(), known.email]) {
      const again = inviteUser(harness, { email, externalId: 'rpps-4', upsert: true });
      await expect(again).rejects.toThrow('d’une autre personne');
    }
  });

  test('takes the practitioner who has this address already', async () => {
    const email = anyEmail();
    const practitioner = await harness.admin.createResource({
      resourceType: 'Practitioner',
      telecom: [{ system: 'email', value: email }],
    });
    const membership = await inviteUser(harness, { email });
    expect(membership.profile?.reference).toBe(`Practitioner/${practitioner.id}`);
  });

  test('a patient, a relative, somebody known by number only', async () => {
    const patient = await inviteUser(harness, { email: anyEmail(), resourceType: 'Patient' });
    expect(patient.profile?.reference).toMatch(/^Patient\//);
    const relative = { email: anyEmail(), resourceType: 'RelatedPerson' } as const;
    await expect(inviteUser(harness, relative)).rejects.toThrow('Le patient est requis');
    const numbered = { resourceType: 'Practitioner', firstName: 'A', lastName: 'B', externalId: 'rpps-3' };
    expect(await harness.admin.post(`${base}/invite`, numbered)).toMatchObject({ externalId: 'rpps-3' });
  });

  test.each([
    [{}, 'resourceType'],
    [{ resourceType: 'Bot' }, 'resourceType'],
    [{ firstName: '' }, 'firstName'],
    [{ email: 'x' }, 'email'],
    [{ email: undefined }, 'email'],
    [{ password: 'court' }, 'password'],
    [{ password: 'Durand-Durand-Durand' }, 'password'],
    [{ password: 'motdepasse2026' }, 'password'],
    [{ admin: 'oui' }, 'admin'],
    [{ membership: 'x' }, 'membership'],
  ])('refused (%#), the field named, nothing half made', async (wrong, field) => {
    const count = (await harness.admin.search('User', '_summary=count')).total;
    const good = { resourceType: 'Practitioner', firstName: 'Zoé', lastName: 'Durand', email: anyEmail() };
    const body = Object.keys(wrong).length === 0 ? {} : { ...good, ...wrong };
    const res = await rawFetch(harness.admin, `${base}/invite`, sendJson(body));
    expect(res.status).toBe(400);
    expect(await res.json()).toMatchObject({ issue: [{ expression: [field] }] });
    expect((await harness.admin.search('User', '_summary=count')).total).toBe(count);
  });

  test('is the administrator’s', async () => {
    const { medplum } = await person();
    const body = {
      resourceType: 'Practitioner',
      firstName: 'A',
      lastName: 'B',
      email: anyEmail(),
      admin: true,
    };
    expect((await rawFetch(medplum, `${base}/invite`, sendJson(body))).status).toBe(403);
    expect((await rawFetch(medplum, 'admin/projects/setpassword', sendJson({}))).status).toBe(403);
    expect((await fetch(`${url}${base}/invite`, sendJson(body))).status).toBe(401);
  });
});

describe('the User resource', () => {
  test('says who, never what opens: secrets cannot be written there', async () => {
    const { membership } = await person();
    const user = await harness.admin.readReference(membership.user as { reference: string });
    expect(JSON.stringify(user)).not.toMatch(/scrypt|mfaSecret|passwordHash/);
    for (const secret of [{ passwordHash: 'x' }, { mfaSecret: 'x' }]) {
      await expect(harness.admin.updateResource({ ...user, ...secret } as never)).rejects.toThrow(
        'ne s’écrit pas',
      );
    }
  });

  test('a changed address is the one to sign in with; one address, one account', async () => {
    const { email, membership } = await person();
    const other = await person();
    const user = await harness.admin.readReference(membership.user as { reference: string });
    const changed = anyEmail();
    await harness.admin.updateResource({ ...user, email: changed } as never);
    await signInUser(url, changed);
    await expect(signInUser(url, email)).rejects.toThrow('incorrect');
    await expect(harness.admin.updateResource({ ...user, email: other.email } as never)).rejects.toThrow(
      'déjà celle d’un autre compte',
    );
  });

  test('is not for its owner to change, nor to read others', async () => {
    const { medplum, membership } = await person();
    const id = membership.user!.reference!.split('/')[1]!;
    expect((await rawFetch(medplum, `fhir/R4/User/${id}`)).status).toBeGreaterThanOrEqual(403);
    expect((await rawFetch(medplum, 'fhir/R4/User')).status).toBeGreaterThanOrEqual(403);
  });
});

describe('passwords', () => {
  test('changed by oneself: the other sessions end, this one stays', async () => {
    const { email, medplum } = await person();
    const elsewhere = await signInUser(url, email);
    const attempt = await newClient(url).startLogin({ email, password: PASSWORD });
    const change = { oldPassword: PASSWORD, newPassword: OTHER, confirmPassword: OTHER };
    await medplum.post('auth/changepassword', change);
    expect((await rawFetch(medplum, 'auth/me')).status).toBe(200);
    expect((await rawFetch(elsewhere, 'auth/me')).status).toBe(401);
    expect((await fetch(`${url}auth/login/${attempt.login}`)).status).toBe(400);
    await signInUser(url, email, { password: OTHER });
    await expect(signInUser(url, email)).rejects.toThrow('incorrect');
  });

  test('a wrong old one or a poor new one is refused, by field', async () => {
    const { email, medplum } = await person();
    for (const [oldPassword, newPassword, field] of [
      ['faux', OTHER, 'oldPassword'],
      [PASSWORD, 'court', 'newPassword'],
      [PASSWORD, `${email.split('@')[0]}-2026`, 'newPassword'],
    ]) {
      const res = await rawFetch(medplum, 'auth/changepassword', sendJson({ oldPassword, newPassword }));
      expect(res.status).toBe(400);
      expect(await res.json()).toMatchObject({ issue: [{ expression: [field] }] });
    }
    await signInUser(url, email);
  });

  test('set by the administrator: all sessions end', async () => {
    const { email, medplum } = await person();
    await expect(
      harness.admin.post('admin/projects/setpassword', { email, password: 'azertyuiop2026' }),
    ).rejects.toThrow('trop courant');
    await harness.admin.post('admin/projects/setpassword', { email, password: OTHER });
    expect((await rawFetch(medplum, 'auth/me')).status).toBe(401);
    await signInUser(url, email, { password: OTHER });
    const unknown = { email: 'personne@nulle.part', password: OTHER };
    expect((await rawFetch(harness.admin, 'admin/projects/setpassword', sendJson(unknown))).status).toBe(404);
  });
});

describe('sessions', () => {
  test('are listed, and end at once when revoked, refresh token included', async () => {
    const { email, medplum } = await person();
    const lost = await signInUser(url, email, { remember: true });
    const { security } = await medplum.get('auth/me');
    expect(security.sessions).toHaveLength(2);
    expect(security.sessions[0]).toMatchObject({ authMethod: 'password', browser: 'Node.js' });
    const mine = JSON.parse(atob(medplum.getAccessToken()!.split('.')[1]!)).login_id;
    const { id } = security.sessions.find((one: { id: string }) => one.id !== mine);
    await medplum.post('auth/revoke', { loginId: id });
    expect((await rawFetch(lost, 'auth/me')).status).toBe(401);
    const { refreshToken } = lost.getActiveLogin()!;
    const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken });
    expect((await fetch(`${url}oauth2/token`, { method: 'POST', body })).status).toBe(400);
    expect((await medplum.get('auth/me')).security.sessions).toHaveLength(1);
  });

  test('of others are out of reach', async () => {
    const [one, two] = [await person(), await person()];
    const theirs = JSON.parse(atob(two.medplum.getAccessToken()!.split('.')[1]!)).login_id;
    expect((await rawFetch(one.medplum, 'auth/revoke', sendJson({ loginId: theirs }))).status).toBe(404);
    expect((await rawFetch(two.medplum, 'auth/me')).status).toBe(200);
  });

  test('survive a restart, as do their ends', async () => {
    const own = await startHarness();
    const email = anyEmail();
    await inviteUser(own, { email });
    const [kept, ended] = [await signInUser(own.server.url, email), await signInUser(own.server.url, email)];
    await ended.signOut().catch(() => undefined);
    const tokens = [kept.getAccessToken(), ended.getAccessToken()];
    await own.server.close();
    const { startServer } = await import('../index.ts');
    const again = await startServer({ port: 0, dataDir: own.dir, passwordCost: 12 });
    const statuses = await Promise.all(
      tokens.map((token) => fetch(`${again.url}auth/me`, { headers: { authorization: `Bearer ${token}` } })),
    );
    expect(statuses.map((res) => res.status)).toEqual([200, 401]);
    await again.close();
    await own.close();
  });
});

describe('members', () => {
  test('are read, changed and removed by the administrator', async () => {
    const { medplum, membership } = await person();
    const path = `${base}/members/${membership.id}`;
    const member = await harness.admin.get(path);
    expect(member.id).toBe(membership.id);
    const someoneElse = { reference: 'Practitioner/00000000-0000-4000-8000-000000000000' };
    const saved = await harness.admin.post(path, { ...member, admin: true, profile: someoneElse });
    expect(saved).toMatchObject({ admin: true, profile: membership.profile });
    expect((await rawFetch(medplum, base)).status).toBe(200);
    await harness.admin.delete(path);
    expect((await rawFetch(medplum, 'auth/me')).status).toBe(401);
    expect((await rawFetch(harness.admin, path)).status).toBe(410);
  });

  test('nobody shuts herself out', async () => {
    const { membership } = await harness.admin.get('auth/me');
    const res = await rawFetch(harness.admin, `${base}/members/${membership.id}`, { method: 'DELETE' });
    expect(res.status).toBe(400);
  });

  test('are not for members to see', async () => {
    const { medplum, membership } = await person();
    for (const method of ['GET', 'DELETE']) {
      expect((await rawFetch(medplum, `${base}/members/${membership.id}`, { method })).status).toBe(403);
    }
    expect((await rawFetch(harness.admin, `${base}/members/inconnu`)).status).toBe(404);
  });
});

test('userinfo says what was asked for', async () => {
  const email = anyEmail();
  await inviteUser(harness, { email });
  const info = async (scope: string) => {
    const medplum = await signInUser(url, email, { scope });
    return (await (await rawFetch(medplum, 'oauth2/userinfo')).json()) as Record<string, unknown>;
  };
  expect(await info('openid')).toMatchObject({ name: 'Camille Durand', family_name: 'Durand' });
  expect(await info('openid')).not.toHaveProperty('email');
  expect(await info('openid email')).toMatchObject({ email });
});
