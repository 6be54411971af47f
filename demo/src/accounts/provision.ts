import type { Role } from '@dcc/fhir-profiles/src/policies.ts';
import type { MedplumClient } from '@medplum/core';
import type { AccessPolicy, PractitionerRole, ProjectMembership, Reference } from '@medplum/fhirtypes';
import { refer } from '../base/fhir.ts';
import { inParallel } from '../play/retry.ts';
import { accessOf, deployedPolicies, type Translate } from './access.ts';
import { signInAs, withCode } from './login.ts';
import { ACCOUNTS, type Account, PASSWORD } from './people.ts';
import type { PeopleOnline } from './people-online.ts';
import { projectOf } from './project.ts';
import { type Client, provisionSoftware } from './software.ts';
import { Authenticator, secretOfUri } from './totp.ts';

/** What is shown once and cannot be asked again: kept beside the server's data. */
export interface Secrets {
  /** Second factors, by e-mail address: base32. */
  factors: Record<string, string>;
  /** Software of the establishments, by key of the establishment. */
  software: Record<string, Client>;
}

/** Password hashes take memory and a processor each. */
const AT_ONCE = 2;

/**
 * Gives every account of the demonstration what it lacks: user, membership, role, second factor; and every
 * establishment its software. Safe to repeat: what is there stays, rights are written anew.
 * @param translate finds the directory, the groups and the staff, that are on the server already.
 * @param keep is called after each new secret, before anything else can fail.
 * @param options `online` takes over the sessions that putting a second factor in place opened.
 */
export async function provision(
  service: MedplumClient,
  secrets: Secrets,
  translate: Translate,
  keep: () => void,
  { step = () => undefined, online }: { step?: () => void; online?: PeopleOnline } = {},
): Promise<void> {
  const policies = await deployedPolicies(service);
  const people = await practitioners(service);
  await provisionSoftware(service, secrets.software, policies, translate, () => {
    keep();
    step();
  });
  await inParallel(ACCOUNTS, AT_ONCE, async (one) => {
    const role = translate(refer('PractitionerRole', `role-${one.key}`)).reference!;
    const membership = await invite(service, one, people.get(role), policies, translate);
    if (one.secondFactor && !secrets.factors[one.email]) {
      const { person, secret, app } = await enrol(service, one, membership);
      secrets.factors[one.email] = secret;
      keep();
      if (online) online.adopt(one.key, person, app);
      else await person.signOut();
    }
    step();
  });
}

/** Practitioner of each exercise place. */
async function practitioners(service: MedplumClient): Promise<Map<string, Reference>> {
  const roles: PractitionerRole[] = await service.searchResources('PractitionerRole', '_count=1000', {
    cache: 'reload',
  });
  return new Map(roles.map(({ id, practitioner }) => [`PractitionerRole/${id}`, practitioner!]));
}

async function invite(
  service: MedplumClient,
  one: Account,
  profile: Reference | undefined,
  policies: ReadonlyMap<Role, Reference<AccessPolicy>>,
  translate: Translate,
): Promise<ProjectMembership & { id: string }> {
  if (!profile) throw new Error(`${one.given} ${one.family} n’est pas dans l’annuaire du serveur.`);
  const access = accessOf(one.role, one.at, policies, translate);
  const admin = one.role === 'administrateur';
  const membership = await service.invite(projectOf(service), {
    resourceType: 'Practitioner',
    firstName: one.given,
    lastName: one.family,
    email: one.email,
    password: PASSWORD,
    sendEmail: false,
    upsert: true,
    membership: { profile: profile as ProjectMembership['profile'], access, admin },
  });
  return membership as ProjectMembership & { id: string };
}

/** Puts a second factor in place, as the security page does. One whose secret was lost is put in place anew. */
async function enrol(
  service: MedplumClient,
  one: Account,
  membership: ProjectMembership & { id: string },
): Promise<{ person: MedplumClient; secret: string; app: Authenticator }> {
  const url = service.getBaseUrl();
  const person = await signInAs(url, one).catch(async () => {
    const member = `admin/projects/${projectOf(service)}/members/${membership.id}`;
    await service.post(`${member}/reset-mfa`, {});
    return signInAs(url, one);
  });
  const { enrollUri } = await person.get('auth/mfa/status', { cache: 'reload' });
  const secret = secretOfUri(enrollUri);
  const app = new Authenticator(secret);
  await withCode(app, (token) => person.post('auth/mfa/enroll', { token }));
  return { person, secret, app };
}
