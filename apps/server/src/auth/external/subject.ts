import type { Services } from '../../services.ts';
import type { LoginRow } from '../../store/logins.ts';
import type { IdentityProviderConfig } from './config.ts';

export interface VerifiedClaims {
  readonly sub: string;
  readonly [claim: string]: unknown;
}

/**
 * Whose account a verified identity opens. Nobody is let in by being known elsewhere: an administrator has
 * invited her, under this number or this address.
 */
export async function findMembership(
  services: Services,
  config: Pick<IdentityProviderConfig, 'useSubject'>,
  claims: VerifiedClaims,
  projectId: string | null | undefined,
): Promise<(Pick<LoginRow, 'userId'> & Partial<LoginRow>) | undefined> {
  const { users } = services.identity;
  if (config.useSubject) {
    const membership = await users.byExternalId(projectId ?? services.projectId, claims.sub);
    const userId = membership?.user?.reference?.split('/')[1];
    return userId && membership ? { userId, membershipId: membership.id } : undefined;
  }
  // An address that the provider has not verified is what anybody may have typed there.
  const email = claims.email_verified === true && typeof claims.email === 'string' ? claims.email : undefined;
  const credential = email === undefined ? undefined : users.byEmail(email);
  return credential && { userId: credential.userId };
}
