import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { LoginAuthenticationResponse, WithId } from '@medplum/core';
import type { ProjectMembership, User } from '@medplum/fhirtypes';
import { HttpError } from '../http/errors.ts';
import type { Db } from '../store/db.ts';
import type { Driver } from '../store/driver.ts';
import {
  addLogin,
  changeLogin,
  findLogin,
  findLoginByCode,
  LOGINS_SCHEMA,
  type LoginRow,
  listSessions,
  type NewLogin,
  openLogins,
  purgeLogins,
} from '../store/logins.ts';
import { OAuthError } from './oauth-error.ts';
import { makeRefreshToken, type RefreshToken, readRefreshToken } from './refresh-token.ts';
import type { Revocations } from './revocations.ts';
import type { SecondFactor } from './second-factor.ts';
import { ACCESS_SECONDS } from './tokens.ts';
import type { Users } from './users.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** From the password to the code: a phone to find, a QR code to scan. */
const ATTEMPT_MS = 15 * MINUTE_MS;
const CODE_MS = 2 * MINUTE_MS;
/** A refresh token not used for that long is dead, as on the real server... */
const IDLE_MS = 14 * DAY_MS;
/** ...and whoever comes every day proves who she is once a month. */
const LONGEST_MS = 30 * DAY_MS;
/** Ended logins are remembered that long, so that a used token is recognised. */
const KEPT_MS = 30 * DAY_MS;
/** Named beside the account in authenticator applications. */
export const ISSUER = 'DCC';

export type LoginStart = Pick<NewLogin, 'userId' | 'authMethod' | 'amr'> & Partial<LoginRow>;

export interface LoginsOptions {
  readonly driver: Driver;
  readonly users: Users;
  readonly factor: SecondFactor;
  readonly revocations: Revocations;
  /** Makes refresh tokens. */
  readonly key: Buffer;
  readonly now?: () => number;
}

/** Logins from their first step to their end: what each step answers, and who may take the next. */
export class Logins {
  readonly #options: LoginsOptions;
  readonly #driver: Driver;
  readonly #now: () => number;

  private constructor(options: LoginsOptions) {
    this.#options = options;
    this.#driver = options.driver;
    this.#now = options.now ?? Date.now;
  }

  static async open(options: LoginsOptions): Promise<Logins> {
    const logins = new Logins(options);
    await options.driver.write((db) => {
      db.exec(LOGINS_SCHEMA);
      purgeLogins(db, logins.#now() - KEPT_MS);
    });
    return logins;
  }

  /** A login whose user has just been recognised. */
  async start(login: LoginStart): Promise<LoginRow> {
    const now = this.#now();
    const row = { scope: 'openid', ...login, id: randomUUID(), authTime: now, expiresAt: now + ATTEMPT_MS };
    return this.#driver.write((db) => {
      addLogin(db, row);
      return findLogin(db, row.id)!;
    });
  }

  /** A login that still waits for a step. Throws a 400 for any other. */
  pending(id: unknown): LoginRow {
    const row = typeof id === 'string' ? this.find(id) : undefined;
    if (!row || row.granted || row.revoked || row.expiresAt <= this.#now()) {
      throw new HttpError(400, 'invalid', 'Connexion inconnue ou expirée : recommencez', 'login');
    }
    return row;
  }

  find(id: string): LoginRow | undefined {
    return this.#driver.read((db) => findLogin(db, id));
  }

  async change(id: string, change: Partial<LoginRow>): Promise<LoginRow> {
    return this.#driver.write((db) => {
      changeLogin(db, id, change);
      return findLogin(db, id)!;
    });
  }

  /**
   * What the sign-in form is told to do next (Medplum's `LoginAuthenticationResponse`): show a second factor,
   * choose a membership, or take the code to the token endpoint. Each code replaces the one before.
   */
  async next(row: LoginRow): Promise<LoginAuthenticationResponse & { enrollUri?: string }> {
    const user = await this.#options.users.read(row.userId);
    if (!user) {
      throw new HttpError(400, 'invalid', 'Connexion inconnue ou expirée : recommencez', 'login');
    }
    // A person known by an external provider has shown there what the provider asks for.
    const factor = row.authMethod === 'password' && !row.mfaVerified && (await this.#factorStep(row, user));
    if (factor) {
      return factor;
    }
    const membershipId = row.membershipId ?? (await this.#onlyMembership(row));
    if (typeof membershipId !== 'string') {
      return { login: row.id, memberships: membershipId.map(choice) };
    }
    const code = randomBytes(32).toString('base64url');
    const codeExpiresAt = this.#now() + CODE_MS;
    await this.change(row.id, { membershipId, codeHash: hash(code), codeExpiresAt });
    return { login: row.id, code };
  }

  /** Keeps the membership chosen, when it is one of the user's. */
  async choose(row: LoginRow, membershipId: string): Promise<LoginRow> {
    if (row.authMethod === 'password' && !row.mfaVerified && (await this.#asksFactor(row))) {
      throw new HttpError(400, 'invalid', 'Le second facteur est demandé d’abord', 'login');
    }
    const mine = await this.#options.users.memberships(row.userId, row.projectId);
    if (!mine.some((one) => one.id === membershipId)) {
      throw new HttpError(400, 'invalid', 'Profil inconnu', 'profile');
    }
    return this.change(row.id, { membershipId });
  }

  /**
   * Takes a code, once. A second try with the same code ends the session that the first one opened: one of
   * the two was a thief (RFC 6749 §4.1.2).
   * @param refusal why this client, with this verifier, may not have it; being asked in vain ends the login.
   */
  async redeem(code: unknown, refusal: (row: LoginRow) => string | undefined): Promise<LoginRow> {
    const row =
      typeof code === 'string' ? this.#driver.read((db) => findLoginByCode(db, hash(code))) : undefined;
    if (!row) {
      throw invalidGrant('Code inconnu');
    }
    return this.#use(row.id, (db, login) => {
      if (login.granted || login.codeHash !== row.codeHash) {
        return 'Code déjà utilisé';
      }
      if ((login.codeExpiresAt ?? 0) <= this.#now()) {
        return 'Code expiré';
      }
      changeLogin(db, login.id, { granted: 1, generation: 1, expiresAt: this.#end(login) });
      return refusal(login);
    });
  }

  /** The refresh token of a login, if one was asked for. */
  refreshToken(row: LoginRow): string | undefined {
    const token = { loginId: row.id, generation: row.generation };
    return row.offline ? makeRefreshToken(this.#options.key, token) : undefined;
  }

  /** Takes a refresh token, once: a used one presented again ends the login, for thief and owner alike. */
  async refresh(token: unknown, refusal: (row: LoginRow) => string | undefined): Promise<LoginRow> {
    const read: RefreshToken | undefined = readRefreshToken(this.#options.key, token);
    if (!read) {
      throw invalidGrant('Jeton de renouvellement inconnu');
    }
    return this.#use(read.loginId, (db, login) => {
      if (login.generation !== read.generation) {
        return 'Jeton de renouvellement déjà utilisé : reconnectez-vous';
      }
      changeLogin(db, login.id, { generation: login.generation + 1, expiresAt: this.#end(login) });
      return refusal(login);
    });
  }

  sessions(userId: string): LoginRow[] {
    return this.#driver.read((db) => listSessions(db, userId, this.#now()));
  }

  /** Ends a login: its code, its refresh tokens, and at once its access tokens. */
  async revoke(id: string): Promise<void> {
    await this.change(id, { revoked: 1 });
    // Twice the life of a token: one may be being signed at this very moment.
    await this.#options.revocations.end(id, this.#now() + 2 * ACCESS_SECONDS * 1000);
  }

  /** Ends all logins of a user, except the one given. */
  async revokeAll(userId: string, except?: string): Promise<void> {
    const open = this.#driver.read((db) => openLogins(db, userId));
    for (const { id } of open.filter((one) => one.id !== except)) {
      await this.revoke(id);
    }
  }

  /** Runs a use of a live login in one transaction; a reason given back means theft, and ends it. */
  async #use(id: string, use: (db: Db, row: LoginRow) => string | undefined): Promise<LoginRow> {
    const now = this.#now();
    const { reason, row } = await this.#driver.write((db) => {
      const login = findLogin(db, id);
      if (!login || login.revoked || login.expiresAt <= now) {
        throw invalidGrant('Session terminée : reconnectez-vous');
      }
      const reason = use(db, login);
      if (!reason) {
        changeLogin(db, id, { lastUsedAt: now });
      }
      return { reason, row: findLogin(db, id)! };
    });
    if (reason) {
      await this.revoke(id);
      throw invalidGrant(reason);
    }
    return row;
  }

  /** Without refresh token a session lasts as long as its access token. */
  #end({ offline, authTime }: LoginRow): number {
    const now = this.#now();
    return offline ? Math.min(now + IDLE_MS, authTime + LONGEST_MS) : now + ACCESS_SECONDS * 1000;
  }

  async #asksFactor(row: LoginRow): Promise<boolean> {
    const user = await this.#options.users.read(row.userId);
    return this.#options.factor.isEnrolled(row.userId) || user?.mfaRequired === true;
  }

  async #factorStep(row: LoginRow, user: WithId<User>) {
    if (this.#options.factor.isEnrolled(user.id)) {
      return { login: row.id, mfaRequired: true, mfaMethods: ['totp' as const] };
    }
    if (!user.mfaRequired) {
      return undefined;
    }
    const enrolment = await this.#options.factor.begin(user.id, accountName(user), ISSUER);
    return { login: row.id, mfaEnrollRequired: true, allowedMfaMethods: ['totp' as const], ...enrolment };
  }

  /** The membership when there is no choice; otherwise those to choose among. */
  async #onlyMembership(row: LoginRow): Promise<string | WithId<ProjectMembership>[]> {
    const mine = await this.#options.users.memberships(row.userId, row.projectId);
    if (mine.length === 0) {
      throw new HttpError(
        400,
        'forbidden',
        'Ce compte n’a accès à aucun projet : voyez votre administrateur',
      );
    }
    return mine.length === 1 ? mine[0]!.id : mine;
  }
}

/** What an authenticator application shows under its codes. */
export function accountName(user: User): string {
  return user.email ?? `${user.firstName} ${user.lastName}`;
}

/** Before a membership is chosen, no more than the choice needs: no policy, no parameter. */
function choice({ id, identifier, project, profile, user }: ProjectMembership): ProjectMembership {
  return { resourceType: 'ProjectMembership', id, identifier, project, profile, user };
}

function hash(code: string): string {
  return createHash('sha256').update(code).digest('base64url');
}

function invalidGrant(text: string): OAuthError {
  return new OAuthError('invalid_grant', text);
}
