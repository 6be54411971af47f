import {
  badRequest,
  isGone,
  isNotFound,
  normalizeOperationOutcome,
  OperationOutcomeError,
  Operator,
  type WithId,
} from '@medplum/core';
import type { Project, ProjectMembership, User } from '@medplum/fhirtypes';
import type { WriteEvent } from '../context.ts';
import {
  CREDENTIALS_SCHEMA,
  type Credential,
  findByEmail,
  findCredential,
  putEmail,
  removeCredential,
  setPasswordHash,
} from '../store/credentials.ts';
import type { Db } from '../store/db.ts';
import type { SqliteRepository, Store } from '../store/index.ts';
import { systemContext } from './directory.ts';
import type { Passwords } from './password.ts';

const MAX_EMAIL = 254;
const EMAIL = /^[^\s@<>"',;()]+@[^\s@<>"',;()]+\.[^\s@<>"',;()]+$/u;
/** On a User resource these would be Medplum's secrets; here they live in their own table, or nowhere. */
const SECRET_FIELDS = ['passwordHash', 'mfaSecret'] as const;

/** The people who sign in: User resources, and the credentials that belong to them. */
export class Users {
  readonly #store: Store;
  readonly #passwords: Passwords;

  private constructor(store: Store, passwords: Passwords) {
    this.#store = store;
    this.#passwords = passwords;
  }

  static async open(store: Store, passwords: Passwords): Promise<Users> {
    await store.driver.write((db) => db.exec(CREDENTIALS_SCHEMA));
    const users = new Users(store, passwords);
    // In the transaction of the change: the address people sign in with is that of the resource, always.
    store.beforeCommit((db, events) => follow(db, events));
    return users;
  }

  /** The credentials behind an address, known or not: whoever asks must not tell the difference. */
  byEmail(email: string): Credential | undefined {
    const key = emailKey(email);
    return key === undefined ? undefined : this.#store.driver.read((db) => findByEmail(db, key));
  }

  credential(userId: string): Credential | undefined {
    return this.#store.driver.read((db) => findCredential(db, userId));
  }

  async read(userId: string): Promise<WithId<User> | undefined> {
    try {
      return await this.#store.repo(systemContext('')).readResource<User>('User', userId);
    } catch (err) {
      const outcome = normalizeOperationOutcome(err);
      if (isNotFound(outcome) || isGone(outcome)) {
        return undefined;
      }
      throw err;
    }
  }

  async setPassword(userId: string, password: string): Promise<void> {
    const hash = await this.#passwords.hash(password);
    await this.#store.driver.write((db) => setPasswordHash(db, userId, hash));
  }

  /** The user, when the password is hers; takes as long when there is no such user. */
  async verify(credential: Credential | undefined, password: string): Promise<Credential | undefined> {
    return (await this.#passwords.verify(password, credential?.passwordHash)) ? credential : undefined;
  }

  /** The memberships that still open something; ordered, so that a choice is always shown alike. */
  async memberships(userId: string, projectId?: string | null): Promise<WithId<ProjectMembership>[]> {
    const found = await this.#store.repo(systemContext('')).searchResources<ProjectMembership>({
      resourceType: 'ProjectMembership',
      filters: [{ code: 'user', operator: Operator.EQUALS, value: `User/${userId}` }],
      sortRules: [{ code: '_lastUpdated' }],
      count: 100,
    });
    return found.filter(
      ({ active, meta }) => active !== false && (!projectId || meta?.project === projectId),
    );
  }

  /** The membership an external identity provider's subject is known by, in one project. */
  async byExternalId(projectId: string, externalId: string): Promise<WithId<ProjectMembership> | undefined> {
    const repo = this.#store.repo(systemContext(projectId));
    const found = await repo.searchResources<ProjectMembership>({
      resourceType: 'ProjectMembership',
      filters: [{ code: 'external-id', operator: Operator.EXACT, value: externalId }],
      count: 10,
    });
    const mine = found.filter(
      (one) =>
        one.externalId === externalId &&
        one.active !== false &&
        one.meta?.project === projectId &&
        one.user?.reference?.startsWith('User/'),
    );
    // Two people under one number: neither of them, until somebody has looked into it.
    return mine.length === 1 ? mine[0] : undefined;
  }

  /** Makes a user inside a transaction of the caller's. */
  create(repo: SqliteRepository, user: Omit<User, 'resourceType'>, project: Project): Promise<WithId<User>> {
    return repo.createResource<User>({
      resourceType: 'User',
      ...user,
      project: { reference: `Project/${project.id}`, display: project.name },
    });
  }
}

/**
 * The form in which addresses are compared: case and the ways to write an accent do not count. Undefined for
 * what is no address.
 */
export function emailKey(email: unknown): string | undefined {
  if (typeof email !== 'string' || email.length > MAX_EMAIL || !email.isWellFormed()) {
    return undefined;
  }
  const key = email.trim().normalize('NFKC').toLowerCase();
  return EMAIL.test(key) && key.length <= MAX_EMAIL ? key : undefined;
}

function follow(db: Db, events: readonly WriteEvent[]): void {
  for (const { resource, interaction } of events) {
    if (resource.resourceType !== 'User') {
      continue;
    }
    if (interaction === 'delete') {
      removeCredential(db, resource.id);
      continue;
    }
    const secret = SECRET_FIELDS.find((field) => resource[field] !== undefined);
    if (secret) {
      throw refused('Un mot de passe ou un second facteur ne s’écrit pas dans User', `User.${secret}`);
    }
    const key = emailKey(resource.email);
    if (resource.email !== undefined && key === undefined) {
      throw refused('Adresse électronique invalide', 'User.email');
    }
    if (!putEmail(db, resource.id, key ?? null)) {
      throw refused('Cette adresse électronique est déjà celle d’un autre compte', 'User.email');
    }
  }
}

function refused(text: string, expression: string): OperationOutcomeError {
  return new OperationOutcomeError(badRequest(text, expression));
}
