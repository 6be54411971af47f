import type { Resolve } from '@dcc/rules';
import type { Reference } from '@medplum/fhirtypes';
import { forbidden } from '../shared/operation-outcome.ts';

/** The Practitioner behind the role of who signs: `Practitioner/id`. */
export function signerOf(attester: Reference, resolve: Resolve): string | undefined {
  const role = resolve(attester);
  return role?.resourceType === 'PractitionerRole' ? role.practitioner?.reference : undefined;
}

/**
 * Refuses that anyone signs in another's name: the bot has rights of its own, so access policies do not see it.
 * Software signs for nobody, the service neither: a signature is a person's act, on her own account.
 *
 * @param requester who executes the bot (BotEvent.requester). A server that does not say is no way in: the proof
 * of the second factor names the person then.
 * @throws BotError in French, code `forbidden`.
 */
export function assertOwnSignature(
  requester: Reference | undefined,
  attester: Reference,
  resolve: Resolve,
): void {
  const who = requester?.reference;
  if (!who || who === signerOf(attester, resolve)) {
    return;
  }
  const message = who.startsWith('Practitioner/')
    ? 'chacun signe en son nom : le signataire demandé est un autre professionnel.'
    : 'un logiciel ne signe pour personne : le signataire valide la fiche depuis son propre compte.';
  throw forbidden('own-signature', 'Signataire', message, 'forbidden', attester.reference);
}
