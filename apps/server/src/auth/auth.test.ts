import { MedplumClient } from '@medplum/core';
import type { ClientApplication, ProjectMembership } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Harness, rawFetch, signIn, startHarness } from '../testing/harness.ts';

let harness: Harness;
let admin: MedplumClient;
let url: string;
beforeAll(async () => {
  harness = await startHarness();
  admin = harness.admin;
  url = harness.server.url;
});
afterAll(() => harness.close());

type Created = ClientApplication & { id: string; secret: string };

async function createClient(name = 'SI hospitalier'): Promise<Created> {
  return admin.post(`admin/projects/${harness.server.projectId}/client`, { name, description: 'test' });
}

const token = (body: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${url}oauth2/token`, { method: 'POST', body: new URLSearchParams(body), headers });

describe('client credentials', () => {
  test('the answer is what MedplumClient wants', async () => {
    const { clientId, clientSecret, projectId } = harness.server;
    const res = await token({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret!,
    });
    expect(res.status).toBe(200);
    expect(await res.json()).toMatchObject({
      token_type: 'Bearer',
      expires_in: 3600,
      project: { reference: `Project/${projectId}` },
      profile: { reference: `ClientApplication/${clientId}`, display: 'Administration' },
    });
  });

  test('credentials in a Basic header, as MedplumClient can send them', async () => {
    const { clientId, clientSecret } = harness.server;
    const medplum = new MedplumClient({ baseUrl: url, authCredentialsMethod: 'header' } as object);
    medplum.setBasicAuth(clientId, clientSecret!);
    expect(await medplum.searchResources('Project')).toHaveLength(1);
    const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
    const res = await token({ grant_type: 'client_credentials' }, { authorization: `Basic ${basic}` });
    expect(res.status).toBe(200);
  });

  test.each([
    [{}, 'unsupported_grant_type'],
    [{ grant_type: 'password' }, 'unsupported_grant_type'],
    [{ grant_type: '__proto__' }, 'unsupported_grant_type'],
    [{ grant_type: 'client_credentials' }, 'invalid_request'],
    [{ grant_type: 'client_credentials', client_id: 'x' }, 'invalid_request'],
    [{ grant_type: 'client_credentials', client_id: 'x', client_secret: 'y' }, 'invalid_client'],
  ])('%j -> %s', async (body, error) => {
    const res = await token(body as Record<string, string>);
    expect(res.status).toBe(400);
    const answer = (await res.json()) as { error: string; error_description: string };
    expect(answer.error).toBe(error);
    expect(answer.error_description).not.toBe('');
  });

  test('a wrong secret and an unknown client get the same answer', async () => {
    const wrong = { grant_type: 'client_credentials', client_secret: 'faux secret mais long' };
    const known = await token({ ...wrong, client_id: harness.server.clientId });
    const unknown = await token({ ...wrong, client_id: '00000000-0000-4000-8000-000000000000' });
    expect(await known.text()).toBe(await unknown.text());
  });

  test('a JSON body is not a token request', async () => {
    const headers = { 'content-type': 'application/json' };
    const res = await fetch(`${url}oauth2/token`, { method: 'POST', body: '{}', headers });
    expect(res.status).toBe(400);
  });
});

describe('a client made by the administrator', () => {
  test('gets a secret once, which no read ever shows again', async () => {
    const client = await createClient();
    expect(client.secret).toMatch(/^[0-9a-f]{64}$/);
    const texts = [
      JSON.stringify(await admin.readResource('ClientApplication', client.id)),
      JSON.stringify(await admin.search('ClientApplication', `_id=${client.id}`)),
      JSON.stringify(await admin.readHistory('ClientApplication', client.id)),
    ];
    for (const text of texts) {
      expect(text).toContain('SI hospitalier');
      expect(text).not.toContain('scrypt');
      expect(text).not.toContain(client.secret);
    }
  });

  test('signs in, and is no administrator', async () => {
    const client = await createClient();
    const medplum = await signIn(url, client.id, client.secret);
    const me = await medplum.get('auth/me');
    expect(me.profile).toMatchObject({ resourceType: 'ClientApplication', id: client.id });
    expect(me.membership.admin).toBeUndefined();
    const refused = await rawFetch(medplum, `admin/projects/${harness.server.projectId}/client`, {
      method: 'POST',
    });
    expect(refused.status).toBe(403);
    expect((await rawFetch(medplum, 'admin/jobs')).status).toBe(403);
    await expect(medplum.searchResources('ProjectMembership')).rejects.toThrow();
  });

  test('keeps its secret when it is renamed, changes it when a new one is written', async () => {
    const client = await createClient('avant');
    const read = await admin.readResource('ClientApplication', client.id);
    await admin.updateResource({ ...read, name: 'après' });
    await signIn(url, client.id, client.secret);
    const other = 'un autre secret, bien long';
    await admin.updateResource({ ...read, secret: other });
    await signIn(url, client.id, other);
    await expect(signIn(url, client.id, client.secret)).rejects.toThrow('secret');
  });

  test('a retiring secret still opens', async () => {
    const client = await createClient();
    const read = await admin.readResource('ClientApplication', client.id);
    const retiring = 'le secret qui prend sa retraite';
    await admin.updateResource({ ...read, retiringSecret: retiring });
    await signIn(url, client.id, retiring);
    await signIn(url, client.id, client.secret);
  });

  test('a secret cannot enter in clear by PATCH or GraphQL', async () => {
    const client = await createClient();
    const patch = [{ op: 'replace' as const, path: '/secret', value: 'en clair et assez long' }];
    await expect(admin.patchResource('ClientApplication', client.id, patch)).rejects.toThrow('par PUT');
    await signIn(url, client.id, client.secret);
  });

  test('needs a name', async () => {
    await expect(createClient('')).rejects.toThrow('Le nom est requis');
  });
});

describe('rights follow the data, not the token', () => {
  test('a client switched off or deleted is refused at once', async () => {
    for (const end of ['off', 'delete'] as const) {
      const client = await createClient();
      const medplum = await signIn(url, client.id, client.secret);
      const read = await admin.readResource('ClientApplication', client.id);
      if (end === 'off') {
        await admin.updateResource({ ...read, status: 'off' });
      } else {
        await admin.deleteResource('ClientApplication', client.id);
      }
      expect((await rawFetch(medplum, 'fhir/R4/Patient')).status).toBe(401);
      await expect(signIn(url, client.id, client.secret)).rejects.toThrow('refusé');
    }
  });

  test('a membership made administrator counts from the next request', async () => {
    const client = await createClient();
    const medplum = await signIn(url, client.id, client.secret);
    expect((await rawFetch(medplum, 'admin/jobs')).status).toBe(403);
    const query = `profile=ClientApplication/${client.id}`;
    const membership = (await admin.searchOne('ProjectMembership', query)) as ProjectMembership & {
      id: string;
    };
    await admin.updateResource({ ...membership, admin: true });
    expect((await rawFetch(medplum, 'admin/jobs')).status).toBe(200);
    await admin.deleteResource('ProjectMembership', membership.id);
    expect((await rawFetch(medplum, 'admin/jobs')).status).toBe(401);
  });

  test('a membership that names another project opens its own only', async () => {
    const client = await createClient();
    const query = `profile=ClientApplication/${client.id}`;
    const membership = (await admin.searchOne('ProjectMembership', query)) as ProjectMembership & {
      id: string;
    };
    const foreign = { reference: 'Project/161452d9-43b7-5c29-aa7b-c85680fa45c6' };
    await admin.updateResource({ ...membership, project: foreign }).catch(() => undefined);
    const medplum = await signIn(url, client.id, client.secret);
    expect((await medplum.get('auth/me')).project.id).toBe(harness.server.projectId);
  });
});

describe('tokens', () => {
  test('signing out ends the token', async () => {
    const { clientId, clientSecret } = harness.server;
    const medplum = await signIn(url, clientId, clientSecret!);
    const before = medplum.getAccessToken();
    await medplum.post('oauth2/logout', {});
    const res = await fetch(`${url}auth/me`, { headers: { authorization: `Bearer ${before}` } });
    expect(res.status).toBe(401);
    expect((await rawFetch(admin, 'auth/me')).status).toBe(200);
  });

  test.each([undefined, 'Bearer', 'Bearer x', 'Bearer a.b.c', 'Basic !!!', 'Digest x', 'bearer  '])(
    'Authorization %j is a 401 with an outcome',
    async (authorization) => {
      const res = await fetch(`${url}fhir/R4/Patient`, { headers: authorization ? { authorization } : {} });
      expect(res.status).toBe(401);
      expect(res.headers.get('www-authenticate')).toContain('Bearer');
      expect(await res.json()).toMatchObject({ resourceType: 'OperationOutcome', id: 'unauthorized' });
    },
  );
});

test('auth/me gives what @medplum/react needs, without any secret', async () => {
  const me = await admin.get('auth/me');
  expect(me).toMatchObject({
    project: { id: harness.server.projectId, name: 'DCC' },
    membership: { admin: true },
    profile: { id: harness.server.clientId },
  });
  expect(me.config.menu.length).toBeGreaterThan(0);
  expect(JSON.stringify(me)).not.toContain('scrypt');
});

test('the project and its members, for its administrator', async () => {
  const { project, members } = await admin.get(`admin/projects/${harness.server.projectId}`);
  expect(project).toMatchObject({ id: harness.server.projectId, name: 'DCC' });
  expect(members.find((one: { role: string }) => one.role === 'admin')).toMatchObject({
    profile: `ClientApplication/${harness.server.clientId}`,
  });
  const other = await rawFetch(admin, 'admin/projects/161452d9-43b7-5c29-aa7b-c85680fa45c6');
  expect(other.status).toBe(404);
});
