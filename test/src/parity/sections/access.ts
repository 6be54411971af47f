import { MedplumClient } from '@medplum/core';
import type { AccessPolicy, ClientApplication, Patient, ProjectSetting } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { createBot, differs, outcomeId, refusal, type Target } from '../support.ts';
import { invite } from './people.ts';

/** Administration, logins, rights. */
export function access(target: () => Target): void {
  const policy = (name: string, resource: AccessPolicy['resource']) =>
    target().medplum.createResource<AccessPolicy>({
      resourceType: 'AccessPolicy',
      meta: target().meta,
      name: `${name} ${target().run}`,
      resource,
    });

  async function client(accessPolicy?: AccessPolicy): Promise<MedplumClient> {
    const { medplum, projectId, run, also, baseUrl } = target();
    const made = (await medplum.post(`admin/projects/${projectId}/client`, {
      name: `client ${run}`,
      ...(accessPolicy && { accessPolicy: { reference: `AccessPolicy/${accessPolicy.id}` } }),
    })) as ClientApplication;
    also.push({ resourceType: 'ClientApplication', id: made.id! });
    const result = new MedplumClient({ baseUrl, cacheTime: 0 });
    await result.startClientLogin(made.id!, made.secret!);
    return result;
  }

  const patient = (family: string) =>
    target().medplum.createResource<Patient>({
      resourceType: 'Patient',
      meta: target().meta,
      name: [{ family: `${family}${target().run}` }],
      birthDate: '1950-02-03',
    });

  describe('administration', () => {
    test('the project and its members', async () => {
      const { medplum, projectId } = target();
      const answer = await medplum.get(`admin/projects/${projectId}`);
      expect(answer.project.id).toBe(projectId);
      expect(answer.members.length).toBeGreaterThan(0);
    });

    test('secrets are replaced by a list, and reach bots by name', async () => {
      const { medplum, projectId, run } = target();
      const path = `admin/projects/${projectId}`;
      const read = async (): Promise<ProjectSetting[]> => {
        return (await medplum.get(path, { cache: 'reload' })).project.secret ?? [];
      };
      // On a real server the project has secrets of its own: they are left as they were.
      const before = await read();
      const secret = { name: `SECRET_${run}`, valueString: 'mot de passe du dépôt' };
      try {
        await medplum.post(`${path}/secrets`, [...before, secret]);
        expect(await read()).toEqual([...before, secret]);
        const code = 'exports.handler = async (medplum, event) => event.secrets;';
        const bot = await createBot(target(), 'secrets', code);
        expect((await medplum.executeBot(bot.id!, {}))[secret.name]).toEqual(secret);
      } finally {
        await medplum.post(`${path}/secrets`, before);
      }
      expect(await read()).toEqual(before);
    });

    test('a client of its own signs in with its secret, and with no other', async () => {
      const medplum = await client(await policy('tout', [{ resourceType: '*' }]));
      expect(medplum.getActiveLogin()?.profile.reference).toMatch(/^ClientApplication\//);
      const { baseUrl } = target();
      const wrong = new MedplumClient({ baseUrl });
      const id = medplum.getActiveLogin()!.profile.reference!.split('/')[1]!;
      expect(await outcomeId(wrong.startClientLogin(id, 'another-secret-of-nobody'))).not.toBe('accepted');
    });

    test('the capability statement names the version', async () => {
      const statement = await target().medplum.get('fhir/R4/metadata');
      expect(statement).toMatchObject({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1' });
    });
  });

  describe('logins', () => {
    test('by password and PKCE; auth/me; refresh; sign out', async () => {
      const { signIn } = await invite(target());
      const medplum = await signIn();
      const me = await medplum.get('auth/me', { cache: 'no-cache' });
      expect(me.profile.resourceType).toBe('Practitioner');
      expect(me.membership.resourceType).toBe('ProjectMembership');
      const before = medplum.getAccessToken();
      await new Promise((resolve) => setTimeout(resolve, 1100));
      await medplum.refreshIfExpired(1e9);
      expect(medplum.getAccessToken()).not.toBe(before);
      const token = medplum.getAccessToken()!;
      await medplum.signOut();
      const late = new MedplumClient({ baseUrl: target().baseUrl, cacheTime: 0 });
      late.setAccessToken(token);
      expect(await outcomeId(late.get('auth/me'))).toBe('unauthorized');
    });

    test('a wrong password is a bad request, whoever it is', async () => {
      const { email } = await invite(target());
      const { baseUrl } = target();
      for (const one of [email, `personne.${email}`]) {
        const attempt = new MedplumClient({ baseUrl }).startLogin({ email: one, password: 'faux faux faux' });
        expect(await outcomeId(attempt)).not.toBe('accepted');
      }
    });
  });

  describe('policies', () => {
    test('criteria, readonly fields and interactions hold', async () => {
      const one = await patient('Permis');
      const other = await patient('Interdit');
      const medplum = await client(
        await policy('un nom', [
          {
            resourceType: 'Patient',
            criteria: `Patient?family=Permis${target().run}`,
            readonlyFields: ['birthDate'],
          },
        ]),
      );
      expect(await outcomeId(medplum.readResource('Patient', one.id!))).toBe('accepted');
      expect(await outcomeId(medplum.readResource('Patient', other.id!))).toBe('not-found');
      const found = await medplum.searchResources(
        'Patient',
        `_tag=https://dcc.example/parity|${target().run}`,
      );
      expect(found.map(({ id }) => id)).toEqual([one.id]);
      const changed = await medplum.updateResource<Patient>({
        ...one,
        birthDate: '2000-01-01',
        gender: 'male',
      });
      expect(changed).toMatchObject({ birthDate: '1950-02-03', gender: 'male' });
    });

    test('a hidden field is not shown', async () => {
      const one = await patient('Cache');
      const medplum = await client(
        await policy('cache', [{ resourceType: 'Patient', hiddenFields: ['birthDate'] }]),
      );
      const seen = await medplum.readResource('Patient', one.id!);
      expect(seen.birthDate).toBeUndefined();
      expect(seen.name).toBeDefined();
    });
  });

  differs('hidden-search', async () => {
    await patient('Devine');
    const medplum = await client(
      await policy('oracle', [{ resourceType: 'Patient', hiddenFields: ['birthDate'] }]),
    );
    expect(await outcomeId(medplum.searchResources('Patient', 'birthdate=1950-02-03'))).not.toBe('accepted');
  });

  differs('policy-type', async () => {
    const one = await patient('Ailleurs');
    const medplum = await client(await policy('sans patient', [{ resourceType: 'Basic' }]));
    expect(await outcomeId(medplum.readResource('Patient', one.id!))).toBe('not-found');
  });

  differs('policy-default', async () => {
    const one = await patient('Oubli');
    const medplum = await client();
    expect(await outcomeId(medplum.readResource('Patient', one.id!))).toBe('not-found');
    expect(await refusal(medplum.searchResources('Patient', 'family=Oubli'))).not.toBe('accepted');
  });

  differs('project-secrets', async () => {
    const { medplum, projectId } = target();
    const path = `admin/projects/${projectId}/secrets`;
    const valueString = 'ne sort que par la page d’administration';
    const answer = await medplum.post(path, [{ name: 'DEPOT', valueString }]);
    const stored = await medplum.readResource('Project', projectId, { cache: 'reload' });
    const history = await medplum.readHistory('Project', projectId);
    expect(stored.secret).toEqual([{ name: 'DEPOT' }]);
    expect(JSON.stringify([answer, stored, history])).not.toContain(valueString);
    await medplum.post(path, []);
  });

  differs('secret-hidden', async () => {
    const { medplum } = target();
    const [id] = [(await client()).getActiveLogin()!.profile.reference!.split('/')[1]!];
    expect((await medplum.readResource('ClientApplication', id)).secret).toBeUndefined();
    const found = await medplum.searchResources('ClientApplication', { _id: id });
    expect(JSON.stringify(found)).not.toContain('scrypt');
  });
}
