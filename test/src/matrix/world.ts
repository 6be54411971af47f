import { ROLE_PARAMETERS, type Role, rolePolicy } from '@dcc/fhir-profiles/src/policies.ts';
import type { MedplumClient, WithId } from '@medplum/core';
import type {
  AccessPolicy,
  Binary,
  MeasureReport,
  Organization,
  Patient,
  ProjectMembership,
  Resource,
  Task,
} from '@medplum/fhirtypes';
import { type Harness, signIn, startHarness } from '../../../apps/server/src/testing/harness.ts';
import { fixture, type Place } from './fixtures.ts';
import { COLUMNS, type Row } from './table.ts';

/** One resource of a row in one establishment, and what leads to it. */
export interface Target {
  readonly resource: WithId<Resource>;
  /** Resources of the first establishment that point to it, for `_include`. */
  readonly task: string;
  readonly report: string;
  /** A document that belongs to it (securityContext). */
  readonly binary: string;
}

export interface World {
  readonly harness: Harness;
  /** The service client: project administrator, extended mode. */
  readonly admin: MedplumClient;
  readonly here: Place & { readonly group: string };
  readonly elsewhere: Place & { readonly group: string };
  /** A patient known to both. */
  readonly patient: string;
  readonly roles: ReadonlyMap<Role, MedplumClient>;
  /** A member of the role in an establishment, with the Group of those it may be invited with. */
  login(role: Role, at: Place & { group: string }): Promise<MedplumClient>;
  target(row: Row, place: Place): Promise<Target>;
  close(): Promise<void>;
}

/** Two establishments, each in its own 3C, and a login of each role in the first. */
export async function openWorld(): Promise<World> {
  const harness = await startHarness();
  const { admin } = harness;
  const place = async (name: string) => {
    const create = (what: string) =>
      admin.createResource<Organization>({ resourceType: 'Organization', name: `${what} ${name}` });
    const [organization, centre] = [refOf(await create('ET')), refOf(await create('3C'))];
    const group = refOf(
      await admin.createResource({
        resourceType: 'Group',
        type: 'practitioner',
        actual: true,
        managingEntity: { reference: organization },
      }),
    );
    const accounts = [{ reference: organization }, { reference: centre }];
    const patient = await admin.createResource<Patient>({ resourceType: 'Patient', meta: { accounts } });
    return { organization, centre, group, patient: refOf(patient) };
  };
  const here = await place('ici');
  const elsewhere = await place('ailleurs');
  const accounts = [...accountsOf(here), ...accountsOf(elsewhere)];
  const patient = refOf(await admin.createResource<Patient>({ resourceType: 'Patient', meta: { accounts } }));
  const login = (role: Role, at: typeof here) => enrol(harness, role, at);
  const logins = await Promise.all(COLUMNS.map(async (role) => [role, await login(role, here)] as const));
  return {
    harness,
    admin,
    here,
    elsewhere,
    patient,
    roles: new Map(logins),
    login,
    target: (row, at) => makeTarget(admin, row, { ...at, patient }, here),
    close: harness.close,
  };
}

export function refOf({ resourceType, id }: Resource): string {
  return `${resourceType}/${id}`;
}

export function accountsOf({ organization, centre }: Place): { reference: string }[] {
  return [{ reference: organization }, { reference: centre }];
}

/** A client of the role, as `dcc` and the administration page would make it. */
async function enrol(
  { admin, server }: Harness,
  role: Role,
  at: Place & { group: string },
): Promise<MedplumClient> {
  const policy =
    (await admin.searchOne('AccessPolicy', { 'name:exact': rolePolicy(role).name })) ??
    (await admin.createResource<AccessPolicy>(rolePolicy(role)));
  const client = await admin.post(`admin/projects/${server.projectId}/client`, { name: role });
  const profile = `ClientApplication/${client.id}`;
  const membership = await admin.searchOne('ProjectMembership', { profile });
  const values: Record<string, string> = {
    organization: at.organization,
    centre: at.centre,
    invited: at.group,
  };
  await admin.updateResource<ProjectMembership>({
    ...membership!,
    admin: role === 'administrateur',
    access: [
      {
        policy: { reference: refOf(policy) },
        parameter: [...ROLE_PARAMETERS[role], 'invited'].map((name) => {
          return { name, valueReference: { reference: values[name]! } };
        }),
      },
    ],
  });
  return signIn(server.url, client.id, client.secret);
}

async function makeTarget(admin: MedplumClient, row: Row, place: Place, from: Place): Promise<Target> {
  const made = fixture(row.name, place);
  const content = { ...made, meta: { ...made.meta, accounts: accountsOf(place) } };
  const resource = await admin.createResource<Resource>(content as Resource);
  const meta = { accounts: accountsOf(from) };
  const reference = refOf(resource);
  const task = await admin.createResource<Task>({
    resourceType: 'Task',
    meta,
    status: 'requested',
    intent: 'order',
    focus: { reference },
  });
  const figures = fixture('MeasureReport', from) as MeasureReport;
  const report = await admin.createResource<MeasureReport>({
    ...figures,
    meta: { ...figures.meta, ...meta },
    evaluatedResource: [{ reference }],
  });
  const binary = await admin.createResource<Binary>({
    resourceType: 'Binary',
    contentType: 'text/plain',
    securityContext: { reference },
    data: Buffer.from(`document de ${reference}`).toString('base64'),
  });
  return { resource, task: task.id, report: report.id, binary: binary.id };
}
