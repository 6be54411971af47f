import type { WithId } from '@medplum/core';
import type { User } from '@medplum/fhirtypes';
import type { Response } from 'express';
import { HttpError } from '../http/errors.ts';
import { callerOf, type Services } from '../services.ts';

/** The person signed in. Throws a 403 for an application or a bot: they have no password and no telephone. */
export async function currentUser(services: Services, res: Response): Promise<WithId<User>> {
  const user = await findUser(services, res);
  if (!user) {
    throw new HttpError(403, 'forbidden', 'Réservé aux comptes de personnes');
  }
  return user;
}

export async function findUser(services: Services, res: Response): Promise<WithId<User> | undefined> {
  const [type, id] = callerOf(res).principal.membership.user?.reference?.split('/') ?? [];
  return type === 'User' && id ? services.identity.users.read(id) : undefined;
}
