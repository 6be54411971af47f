import { type Resolve, refusalText } from '@dcc/rules';
import type { Reference } from '@medplum/fhirtypes';
import { BotError } from '../shared/operation-outcome.ts';

/**
 * Refuses that a person signs in another's name: the bot has rights of its own, so access policies do not see
 * it. A hospital's software (ClientApplication) signs for whoever did so there; an older server does not say
 * who asks.
 *
 * @param requester who executes the bot (BotEvent.requester).
 * @throws BotError in French, code `forbidden`.
 */
export function assertOwnSignature(
  requester: Reference | undefined,
  attester: Reference,
  resolve: Resolve,
): void {
  if (!requester?.reference || requester.reference.startsWith('ClientApplication/')) {
    return;
  }
  const role = resolve(attester);
  const signer = role?.resourceType === 'PractitionerRole' ? role.practitioner?.reference : undefined;
  if (signer === requester.reference) {
    return;
  }
  const refusal = {
    code: 'own-signature',
    field: 'Signataire',
    message: 'Chacun signe en son nom : le signataire demandé est un autre professionnel.',
    reference: attester.reference ?? '',
  };
  const text = `La fiche ne peut pas être signée :\n${refusalText([refusal])}`;
  throw new BotError(text, [{ severity: 'error', code: 'forbidden', details: { text } }]);
}
