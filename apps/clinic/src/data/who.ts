import type { MedplumClient, ProfileResource } from '@medplum/core';
import type { AccessPolicy } from '@medplum/fhirtypes';
import { useMedplum } from '@medplum/react-hooks';

/** Whose screens these are. */
export interface Who {
  reference: string;
  display?: string;
  profile?: ProfileResource;
  policy?: AccessPolicy;
}

let last: Who | undefined;

function current(medplum: MedplumClient): Who | undefined {
  const reference = medplum.getActiveLogin()?.profile?.reference;
  const profile = medplum.getProfile();
  if (!reference || !profile) return undefined;
  return {
    reference,
    profile,
    display: medplum.getActiveLogin()?.profile?.display,
    policy: medplum.getAccessPolicy(),
  };
}

/**
 * Who is signed in, or was a moment ago: when a session ends under somebody's hands her screens stay hers, with what
 * they show, until she signs in again. Somebody else gets a new document, so that nothing here survives her.
 */
export function useWho(): Who | undefined {
  const medplum = useMedplum();
  last = current(medplum) ?? last;
  return last;
}
