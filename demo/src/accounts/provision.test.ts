import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deploy } from '@dcc/cli';
import { startServer } from '@dcc/server';
import { MedplumClient } from '@medplum/core';
import type { ProjectMembership } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedFolder } from '../../../apps/server/src/testing/seeded.ts';
import { refer } from '../base/fhir.ts';
import { playDirectory } from '../play/directory.ts';
import { Ledger } from '../play/ledger.ts';
import { lines } from '../play/progress.ts';
import { ESTABLISHMENTS } from '../region/structures.ts';
import { signInAs, withCode } from './login.ts';
import { ACCOUNTS, account } from './people.ts';
import { PeopleOnline } from './people-online.ts';
import { provision, type Secrets } from './provision.ts';
import { Authenticator } from './totp.ts';

const folder = mkdtempSync(join(tmpdir(), 'dcc-accounts-'));
const secrets: Secrets = { factors: {}, software: {} };
const ledger = new Ledger();
let server: Awaited<ReturnType<typeof startServer>>;
let service: MedplumClient;

const provisionAgain = (kept: () => void = () => undefined) =>
  provision(service, secrets, (reference) => ledger.translate(reference), kept);
const memberships = () =>
  service.searchResources('ProjectMembership', '_count=200&_sort=_id', { cache: 'reload' });
const appOf = (key: string) => new Authenticator(secrets.factors[account(key).email]!);

beforeAll(async () => {
  await seedFolder(join(folder, 'data'));
  server = await startServer({ port: 0, dataDir: join(folder, 'data'), passwordCost: 12 });
  service = new MedplumClient({ baseUrl: server.url, extendedMode: true, cacheTime: 0 });
  await service.startClientLogin(server.clientId, server.clientSecret!);
  await deploy(service);
  await playDirectory(
    { service },
    ledger,
    lines(() => undefined),
  );
  await provisionAgain();
}, 200_000);

afterAll(async () => {
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('provision', () => {
  it('gives everyone a login on her own person of the directory', async () => {
    for (const key of ['secretaire-1', 'junior', 'centre-nord']) {
      const medplum = await signInAs(server.url, account(key));
      const profile = `Practitioner/${medplum.getProfile()?.id}`;
      const places = await medplum.searchResources('PractitionerRole', { practitioner: profile });
      expect(places.map(({ id }) => id)).toEqual([
        ledger.translate({ reference: roleReference(key) }).reference!.split('/')[1],
      ]);
    }
  });

  it('asks those who sign for the code, and nobody without it comes in', async () => {
    await expect(signInAs(server.url, account('chir-sein'))).rejects.toThrow('second facteur');
    const medplum = await signInAs(server.url, account('chir-sein'), appOf('chir-sein'));
    expect((await medplum.get('auth/mfa/status')).enrolled).toBe(true);
  });

  it('writes nothing when everything is there', async () => {
    const before = (await memberships()).map(({ id, access }) => ({ id, access }));
    let kept = 0;
    const factors = { ...secrets.factors };
    await provisionAgain(() => {
      kept += 1;
    });
    expect((await memberships()).map(({ id, access }) => ({ id, access }))).toEqual(before);
    expect(secrets.factors).toEqual(factors);
    // Once per establishment: its software was found.
    expect(kept).toBe(ESTABLISHMENTS.length);
  });

  it('puts a lost second factor in place anew', async () => {
    const { email } = account('onco-2');
    const lost = secrets.factors[email]!;
    delete secrets.factors[email];
    await provisionAgain();
    expect(secrets.factors[email]).toMatch(/^[A-Z2-7]{32}$/);
    expect(secrets.factors[email]).not.toBe(lost);
    await signInAs(server.url, account('onco-2'), appOf('onco-2'));
  });

  it('gives rights back to whoever lost them', async () => {
    const medplum = await signInAs(server.url, account('gyneco'));
    const profile = `Practitioner/${medplum.getProfile()?.id}`;
    const one = await service.searchOne('ProjectMembership', { profile }, { cache: 'reload' });
    await service.updateResource<ProjectMembership>({ ...one!, access: [] });
    await provisionAgain();
    const after = await service.searchOne('ProjectMembership', { profile }, { cache: 'reload' });
    expect(after?.access).toHaveLength(1);
    expect(after?.access?.[0]?.parameter?.map(({ name }) => name)).toEqual(['organization', 'invited']);
  });

  it('shares a secretary between two establishments', async () => {
    const all = await memberships();
    const shared = all.find(({ profile }) => profile?.display?.includes('BONNAUD'));
    const places = shared?.access?.map(({ parameter }) => parameter?.[0]?.valueReference?.reference);
    expect(new Set(places).size).toBe(2);
  });

  it('gives each establishment a software that reads its own patients only', async () => {
    const [here, there] = ['chu', 'institut'].map((key) => ({
      reference: ledger.translate({ reference: organizationReference(key) }).reference!,
    }));
    await service.createResource({ resourceType: 'Patient', meta: { accounts: [here!] } });
    await service.createResource({ resourceType: 'Patient', meta: { accounts: [there!] } });
    const software = new MedplumClient({ baseUrl: server.url, cacheTime: 0 });
    const { clientId, clientSecret } = secrets.software.chu!;
    await software.startClientLogin(clientId, clientSecret);
    expect(await software.searchResources('Patient')).toHaveLength(1);
    await expect(software.search('ProjectMembership')).rejects.toThrow();
  });

  it('makes one member of each account, and of each software', async () => {
    const people = (await memberships()).filter(({ user }) => user?.reference?.startsWith('User/'));
    expect(people).toHaveLength(ACCOUNTS.length);
  });
});

describe('the people online', () => {
  it('sign in once each, and show their second factor for a purpose', async () => {
    const people = new PeopleOnline(server.url, secrets.factors);
    const [first, again] = [people.as('uro-1'), people.as('uro-1')];
    expect(again).toBe(first);
    const purpose = 'Composition/1/_history/2';
    const token = await people.stepUp('uro-1', purpose);
    const form = new URLSearchParams({ token }).toString();
    const proof = await service.post('oauth2/introspect', form, 'application/x-www-form-urlencoded');
    const profile = `Practitioner/${(await first).getProfile()?.id}`;
    expect(proof).toMatchObject({ active: true, token_type: 'step_up', purpose, profile });
  });

  it('do not sign without a second factor', async () => {
    const people = new PeopleOnline(server.url, secrets.factors);
    await expect(people.stepUp('junior', 'x')).rejects.toThrow('ne signe pas');
  });
});

describe('withCode', () => {
  const wrong = new Error('Code incorrect ou déjà utilisé');

  it('shows the next code when the first was spent elsewhere', async () => {
    const shown: string[] = [];
    await withCode(appOf('chir-sein'), async (token) => {
      shown.push(token);
      if (shown.length < 3) throw wrong;
    });
    expect(new Set(shown).size).toBe(3);
  });

  it('gives up after three, and at once when something else is wrong', async () => {
    let tries = 0;
    const refuse = (error: Error) => () => {
      tries += 1;
      return Promise.reject(error);
    };
    await expect(withCode(appOf('chir-sein'), refuse(wrong))).rejects.toThrow(wrong);
    expect(tries).toBe(3);
    await expect(withCode(appOf('chir-sein'), refuse(new Error('réseau')))).rejects.toThrow('réseau');
    expect(tries).toBe(4);
  });
});

function roleReference(key: string): string {
  return refer('PractitionerRole', `role-${key}`).reference!;
}
function organizationReference(key: string): string {
  return refer('Organization', `organization-${key}`).reference!;
}
