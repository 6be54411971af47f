import { guard, release, type Telling, withdraw } from '@dcc/rules/src/announcement/guard.ts';
import type { MedplumClient } from '@medplum/core';
import type { Consent, Patient } from '@medplum/fhirtypes';
import { createOnce, saveIfUnchanged } from '../data/save.ts';
import type { GuardedCase } from './timeline.ts';

/**
 * Records that a diagnosis was told, or takes it back. A passage that nobody said anything of gets its guard first,
 * named after its inscription so that two people make one.
 * @throws ConflictError when somebody else said so meanwhile.
 */
export async function announce(
  medplum: MedplumClient,
  { state, inscription }: Pick<GuardedCase, 'state' | 'inscription'>,
  patient: Patient,
  telling: Telling | undefined,
): Promise<Consent> {
  const now = new Date().toISOString();
  if (state.state !== 'unknown') {
    return saveIfUnchanged(
      medplum,
      telling ? release(state.consent, telling, now) : withdraw(state.consent, now),
    );
  }
  const made = guard(
    {
      id: inscription.split('/')[1]!,
      patient: { reference: `Patient/${patient.id}` },
      inscription: { reference: inscription },
      now,
    },
    telling,
  );
  const { system, value } = made.identifier![0]!;
  return createOnce(medplum, made, `${system}|${value}`);
}
