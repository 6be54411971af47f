import type { Store } from '../store/index.ts';
import type { KeyRing } from './keys.ts';
import { Lockout } from './lockout.ts';
import { Logins } from './logins.ts';
import { Passwords } from './password.ts';
import type { Revocations } from './revocations.ts';
import { SecondFactor } from './second-factor.ts';
import { Users } from './users.ts';

/** All that concerns people who sign in, as opposed to applications. */
export interface Identity {
  readonly keys: KeyRing;
  readonly users: Users;
  readonly logins: Logins;
  readonly factor: SecondFactor;
  readonly lockout: Lockout;
}

export interface IdentityOptions {
  readonly store: Store;
  readonly keys: KeyRing;
  readonly revocations: Revocations;
  /** See `Passwords`. */
  readonly passwordCost: number;
}

export async function openIdentity(options: IdentityOptions): Promise<Identity> {
  const { store, keys, revocations } = options;
  const { driver } = store;
  const users = await Users.open(store, new Passwords(options.passwordCost));
  const lockout = await Lockout.open(driver, keys.derive('lockout'));
  const factor = new SecondFactor(driver, keys.derive('totp'), lockout);
  const key = keys.derive('refresh');
  const logins = await Logins.open({ driver, users, factor, revocations, key });
  store.afterCommit((events) => {
    for (const { resource, interaction } of events) {
      if (resource.resourceType === 'User' && interaction === 'delete') {
        // Her tokens die with her account; without it they could not be renewed in any case.
        logins.revokeAll(resource.id).catch(() => undefined);
      }
    }
  });
  return { keys, users, logins, factor, lockout };
}
