import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { MedplumClient } from '@medplum/core';
import type {
  AccessPolicy,
  AccessPolicyResource,
  ClientApplication,
  Encounter,
  Observation,
  Organization,
  Patient,
  Resource,
  Subscription,
} from '@medplum/fhirtypes';
import { expect } from 'vitest';
import { createBot, differs, eventually, outcomeId, type Target } from '../support.ts';

/** Where access policies are stricter here: the table of docs/adr/0008-access-control.md, tried. */
export function rights(target: () => Target): void {
  const make = <T extends Resource>(resource: T) =>
    target().medplum.createResource<T>({ ...resource, meta: { ...target().meta, ...resource.meta } });
  const patient = (more: Partial<Patient> = {}) =>
    make<Patient>({ resourceType: 'Patient', name: [{ family: `Droits${target().run}` }], ...more });

  /** A client bound by a policy of these rules. */
  async function bound(resource: AccessPolicyResource[], more: Partial<AccessPolicy> = {}) {
    const { medplum, projectId, run, also, baseUrl } = target();
    const policy = await make<AccessPolicy>({
      resourceType: 'AccessPolicy',
      name: `droits ${run}`,
      resource,
      ...more,
    });
    const made = (await medplum.post(`admin/projects/${projectId}/client`, {
      name: `client ${run}`,
      accessPolicy: { reference: `AccessPolicy/${policy.id}` },
    })) as ClientApplication;
    also.push({ resourceType: 'ClientApplication', id: made.id! });
    const client = new MedplumClient({ baseUrl, cacheTime: 0 });
    await client.startClientLogin(made.id!, made.secret!);
    return { client, policy };
  }
  const organization = async () => {
    const { id } = await make<Organization>({ resourceType: 'Organization', name: target().run });
    return { reference: `Organization/${id}` };
  };

  differs('hidden-kept', async () => {
    const one = await patient({ birthDate: '1950-02-03' });
    const { client } = await bound([{ resourceType: 'Patient', hiddenFields: ['birthDate'] }]);
    const seen = await client.readResource('Patient', one.id!);
    expect(seen.birthDate).toBeUndefined();
    await client.updateResource<Patient>({ ...seen, gender: 'female' });
    const kept = await target().medplum.readResource('Patient', one.id!, { cache: 'reload' });
    expect(kept).toMatchObject({ birthDate: '1950-02-03', gender: 'female' });
  });

  differs('policy-parameter', async () => {
    await patient();
    const { client } = await bound([
      { resourceType: 'Patient', criteria: 'Patient?_compartment=%organization' },
    ]);
    expect(await client.searchResources('Patient', { _count: 5 })).toHaveLength(0);
  });

  differs('accounts-kept', async () => {
    const [old, fresh] = [await organization(), await organization()];
    const one = await patient({ meta: { accounts: [old] } });
    const note = await make<Resource & { resourceType: 'Observation' }>({
      resourceType: 'Observation',
      meta: { accounts: [old] },
      status: 'preliminary',
      code: { text: 'note' },
      subject: { reference: `Patient/${one.id}` },
    });
    await target().medplum.updateResource<Patient>({ ...one, meta: { accounts: [fresh] } });
    const { client } = await bound([{ resourceType: 'Observation' }, { resourceType: 'Patient' }]);
    const seen = await client.readResource('Observation', note.id!);
    const written = await client.updateResource({ ...seen, status: 'final' as const });
    const after = await target().medplum.readResource('Observation', written.id!, { cache: 'reload' });
    expect(after.meta?.accounts).toEqual([expect.objectContaining(old)]);
  });

  /** Accounts of what is written about an encounter of one establishment, for a patient that two know. */
  async function aboutEncounter() {
    const [here, before] = [await organization(), await organization()];
    const one = await patient({ meta: { accounts: [here, before] } });
    const subject = { reference: `Patient/${one.id}` };
    const encounter = await make<Encounter>({
      resourceType: 'Encounter',
      meta: { accounts: [here] },
      status: 'planned',
      class: { code: 'VR' },
      subject,
    });
    const { client } = await bound(
      ['Observation', 'Patient', 'Encounter'].map((resourceType) => ({ resourceType })),
    );
    const note = await client.createResource<Observation>({
      resourceType: 'Observation',
      status: 'final',
      code: { text: 'note' },
      subject,
      encounter: { reference: `Encounter/${encounter.id}` },
    });
    target().also.push({ resourceType: 'Observation', id: note.id! });
    const stored = await target().medplum.readResource('Observation', note.id!, { cache: 'reload' });
    return { here, before, accounts: stored.meta?.accounts };
  }

  differs(
    'accounts-encounter',
    async () => {
      const { here, accounts } = await aboutEncounter();
      expect(accounts).toEqual([expect.objectContaining(here)]);
    },
    async () => {
      const { before, accounts } = await aboutEncounter();
      expect(accounts).toContainEqual(expect.objectContaining(before));
    },
  );

  differs('delete-constraint', async () => {
    const [locked, open] = [await patient({ gender: 'male' }), await patient({ gender: 'female' })];
    const { client } = await bound([
      {
        resourceType: 'Patient',
        writeConstraint: [{ language: 'text/fhirpath', expression: "%before.gender != 'male'" }],
      },
    ]);
    expect(await outcomeId(client.deleteResource('Patient', locked.id!))).toBe('forbidden');
    expect(await outcomeId(client.deleteResource('Patient', open.id!))).toBe('accepted');
  });

  differs('binary-context', async () => {
    const { medplum, also } = target();
    const [seen, unseen] = [await patient(), await patient({ gender: 'other' })];
    const upload = async (about: Patient) => {
      const binary = await medplum.createBinary({
        data: 'pièce',
        contentType: 'text/plain',
        securityContext: { reference: `Patient/${about.id}` },
      });
      also.push({ resourceType: 'Binary', id: binary.id! });
      return binary.id!;
    };
    const { client } = await bound([
      { resourceType: 'Patient', criteria: `Patient?_id=${seen.id}` },
      { resourceType: 'Binary' },
    ]);
    const read = (id: string) => client.download(`Binary/${id}`).then(async (blob) => blob.text());
    expect(await read(await upload(seen))).toBe('pièce');
    expect(await read(await upload(unseen))).not.toContain('pièce');
  });

  differs('ip-rule', async () => {
    const { medplum } = target();
    const { client, policy } = await bound([{ resourceType: 'Patient' }]);
    const search = () => outcomeId(client.searchResources('Patient', { _count: 1 }));
    expect(await search()).toBe('accepted');
    const ipAccessRule = [{ value: '203.0.113.0/24', action: 'allow' as const }];
    const elsewhere = { value: '*', action: 'block' as const };
    await medplum.updateResource<AccessPolicy>({ ...policy, ipAccessRule: [...ipAccessRule, elsewhere] });
    const headers = { authorization: `Bearer ${client.getAccessToken()}` };
    expect((await fetch(client.fhirUrl('Patient'), { headers })).status).toBe(401);
  });

  differs('bot-references', async () => {
    const secret = await patient({ birthDate: '1950-02-03' });
    const code = `exports.handler = async (medplum, { input }) => {
      const { birthDate } = await medplum.readReference(input.subject);
      return { birthDate };
    };`;
    const bot = await createBot(target(), 'lit', code);
    const input = { subject: { reference: `Patient/${secret.id}` } };
    expect(await target().medplum.executeBot(bot.id!, input)).toEqual({ birthDate: '1950-02-03' });
    const { client } = await bound([{ resourceType: 'Bot' }, { resourceType: 'Basic' }]);
    expect(await outcomeId(client.executeBot(bot.id!, input))).not.toBe('accepted');
  });

  differs('hook-rights', async () => {
    const calls: string[] = [];
    const http = createServer(async (req, res) => {
      calls.push(await text(req));
      res.end();
    }).listen(0, '127.0.0.1');
    await once(http, 'listening');
    const { run } = target();
    const { client } = await bound([
      { resourceType: 'Subscription' },
      { resourceType: 'Patient', criteria: 'Patient?gender=female', hiddenFields: ['birthDate'] },
    ]);
    const hook = await client.createResource<Subscription>({
      resourceType: 'Subscription',
      status: 'active',
      reason: 'parité',
      criteria: `Patient?family=Droits${run}`,
      channel: { type: 'rest-hook', endpoint: `http://127.0.0.1:${(http.address() as AddressInfo).port}/` },
    });
    await patient({ gender: 'male', birthDate: '1950-02-03' });
    await patient({ gender: 'female', birthDate: '1950-02-04' });
    await eventually(async () => calls.length > 0);
    await target().medplum.deleteResource('Subscription', hook.id!);
    http.close();
    expect(calls.map((call) => JSON.parse(call).gender)).toEqual(['female']);
    expect(calls.join()).not.toContain('1950');
  });
}
