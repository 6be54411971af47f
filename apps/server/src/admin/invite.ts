import {
  badRequest,
  createReference,
  getDisplayString,
  OperationOutcomeError,
  Operator,
  type WithId,
} from '@medplum/core';
import type {
  AccessPolicy,
  Patient,
  Practitioner,
  Project,
  ProjectMembership,
  Reference,
  RelatedPerson,
  User,
} from '@medplum/fhirtypes';
import { z } from 'zod';
import { checkPassword } from '../auth/account-routes.ts';
import { systemContext } from '../auth/directory.ts';
import { readBody, text } from '../auth/fields.ts';
import { emailKey } from '../auth/users.ts';
import { HttpError } from '../http/errors.ts';
import type { Services } from '../services.ts';
import type { SqliteRepository } from '../store/index.ts';

type Profile = WithId<Practitioner | Patient | RelatedPerson>;

const yesNo = z.boolean({ error: 'vrai ou faux' }).nullish();
const anyObject = z.looseObject({}, { error: 'un objet est attendu' });
/** MedplumClient's `InviteRequest`; no message is ever sent from here. */
const inviteBody = z.object({
  resourceType: z.enum(['Practitioner', 'Patient', 'RelatedPerson'], {
    error: 'Practitioner, Patient ou RelatedPerson',
  }),
  firstName: text(200).trim().min(1, 'requis'),
  lastName: text(200).trim().min(1, 'requis'),
  email: text(1000).nullish(),
  externalId: text(255).min(1, 'ne doit pas être vide').nullish(),
  patient: anyObject.nullish(),
  password: text(1000).nullish(),
  membership: anyObject.nullish(),
  upsert: yesNo,
  forceNewMembership: yesNo,
  mfaRequired: yesNo,
  accessPolicy: anyObject.nullish(),
  access: z.array(anyObject, { error: 'une liste est attendue' }).nullish(),
  admin: yesNo,
});
type Invitation = z.output<typeof inviteBody>;

/**
 * Opens a project to a person: user, profile and membership, what is missing of the three, all or nothing.
 * @throws HttpError 400 naming the field; 409 for somebody who is a member already, unless `upsert`.
 */
export async function invite(
  services: Services,
  project: WithId<Project>,
  invitedBy: Reference,
  body: unknown,
): Promise<WithId<ProjectMembership>> {
  const invitation = readBody(inviteBody, body);
  const email = readEmail(invitation);
  if (typeof invitation.password === 'string') {
    const { firstName, lastName } = invitation;
    checkPassword({ email, firstName, lastName }, invitation.password, 'password');
  }
  const repo = services.store.repo(systemContext(project.id));
  const { membership, user } = await repo.withTransaction(async (tx) => {
    const known = await findUser(services, tx, project.id, email, invitation.externalId);
    const user = known ?? (await services.identity.users.create(tx, newUser(invitation, email), project));
    const existing = known && (await findMembership(tx, project.id, known.id));
    if (existing && !invitation.forceNewMembership) {
      if (!invitation.upsert) {
        throw new HttpError(409, 'conflict', 'Cette personne est déjà membre du projet');
      }
      const changed = await tx.updateResource<ProjectMembership>({
        ...existing,
        ...membershipFields(invitation),
      });
      return { user, membership: changed };
    }
    const profile = await profileOf(tx, project, invitation, email);
    const created = await tx.createResource<ProjectMembership>({
      ...membershipFields(invitation),
      resourceType: 'ProjectMembership',
      project: createReference(project),
      user: { reference: `User/${user.id}`, display: getDisplayString(profile) },
      profile: { reference: `${profile.resourceType}/${profile.id}`, display: getDisplayString(profile) },
      invitedBy: invitedBy as ProjectMembership['invitedBy'],
    });
    return { user, membership: created };
  });
  // Somebody who has an account keeps her password: `setpassword` says openly that it changes.
  if (typeof invitation.password === 'string' && !services.identity.users.credential(user.id)?.passwordHash) {
    await services.identity.users.setPassword(user.id, invitation.password);
  }
  return membership;
}

/** Without an address she signs in by the hospital's provider only, and then needs its number for her. */
function readEmail({ email, externalId }: Invitation): string | undefined {
  if (email === undefined || email === null || email === '') {
    if (!externalId) {
      throw new HttpError(400, 'required', 'Une adresse électronique ou un externalId est requis', 'email');
    }
    return undefined;
  }
  const key = emailKey(email);
  if (key === undefined) {
    throw new HttpError(400, 'invalid', 'Une adresse électronique valide est requise', 'email');
  }
  return key;
}

function newUser(
  { firstName, lastName, mfaRequired }: Invitation,
  email?: string,
): Omit<User, 'resourceType'> {
  return { firstName, lastName, email, ...(mfaRequired && { mfaRequired: true }) };
}

async function findUser(
  services: Services,
  tx: SqliteRepository,
  projectId: string,
  email: string | undefined,
  externalId: string | null | undefined,
): Promise<WithId<User> | undefined> {
  const { users } = services.identity;
  const known = email === undefined ? undefined : users.byEmail(email)?.userId;
  const byNumber = externalId ? await users.byExternalId(projectId, externalId) : undefined;
  const id = known ?? byNumber?.user?.reference?.split('/')[1];
  const user = id === undefined ? undefined : await tx.readResource<User>('User', id);
  const isOther = byNumber !== undefined && byNumber.user?.reference !== `User/${id}`;
  if (isOther || (byNumber && email !== undefined && user?.email !== undefined && user.email !== email)) {
    throw new HttpError(409, 'conflict', 'Cet externalId est celui d’une autre personne', 'externalId');
  }
  return user;
}

async function findMembership(tx: SqliteRepository, projectId: string, userId: string) {
  const found = await tx.searchResources<ProjectMembership>({
    resourceType: 'ProjectMembership',
    filters: [{ code: 'user', operator: Operator.EQUALS, value: `User/${userId}` }],
  });
  return found.find((one) => one.meta?.project === projectId);
}

/** What an invitation may say of a membership; who and where are not among it. */
function membershipFields(invitation: Invitation): Partial<ProjectMembership> {
  const given = (invitation.membership ?? {}) as Partial<ProjectMembership>;
  const { active, identifier, userName, userConfiguration } = given;
  return withoutUndefined({
    active,
    identifier,
    userName,
    userConfiguration,
    accessPolicy: given.accessPolicy ?? (invitation.accessPolicy as Reference<AccessPolicy> | undefined),
    access: given.access ?? (invitation.access as ProjectMembership['access'] | undefined),
    admin: given.admin ?? invitation.admin ?? undefined,
    externalId: given.externalId ?? invitation.externalId ?? undefined,
  });
}

/** The profile named, else the one with this address, as on the real server; else a new one. */
async function profileOf(
  tx: SqliteRepository,
  project: WithId<Project>,
  invitation: Invitation,
  email: string | undefined,
): Promise<Profile> {
  const { resourceType, firstName, lastName } = invitation;
  const named = (invitation.membership as Partial<ProjectMembership> | undefined)?.profile;
  if (named) {
    const profile = (await tx.readReference(named as Reference<Practitioner>)) as Profile;
    if (profile.meta?.project !== project.id) {
      throw new OperationOutcomeError(badRequest('Profil inconnu dans ce projet', 'membership.profile'));
    }
    return profile;
  }
  const known =
    email && !invitation.forceNewMembership && (await findProfile(tx, project.id, resourceType, email));
  if (known) {
    return known;
  }
  const person = {
    name: [{ given: [firstName], family: lastName }],
    ...(email && { telecom: [{ system: 'email' as const, use: 'work' as const, value: email }] }),
  };
  if (resourceType === 'RelatedPerson') {
    const patient = invitation.patient as unknown as Reference<Patient> | undefined;
    if (!patient?.reference) {
      throw new HttpError(400, 'required', 'Le patient est requis', 'patient');
    }
    return tx.createResource<RelatedPerson>({ resourceType, ...person, patient });
  }
  return tx.createResource<Practitioner | Patient>({ resourceType, ...person }) as Promise<Profile>;
}

async function findProfile(
  tx: SqliteRepository,
  projectId: string,
  type: Profile['resourceType'],
  email: string,
) {
  const found = await tx.searchResources<Practitioner>({
    resourceType: type as 'Practitioner',
    filters: [{ code: 'email', operator: Operator.EXACT, value: email }],
  });
  return found.find((one) => one.meta?.project === projectId);
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;
}
