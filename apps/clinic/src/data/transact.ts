import { badRequest, isOperationOutcome, type MedplumClient, OperationOutcomeError } from '@medplum/core';
import type { Bundle, BundleEntry, OperationOutcome } from '@medplum/fhirtypes';
import { currentVersion, TRIES } from './current-version.ts';
import { isConflict } from './save.ts';

/**
 * Sends a transaction. An entry refused because a bot changed who may see its resource is sent again over that
 * version, with the whole transaction.
 * @param bundle each update with `request.ifMatch` on the version that was read.
 * @throws what refused it: of the whole, or of the first entry where the server answers entry by entry.
 */
export async function transact(medplum: MedplumClient, bundle: Bundle): Promise<Bundle> {
  for (let left = TRIES; ; left--) {
    try {
      return await sendOnce(medplum, bundle);
    } catch (error) {
      const again = left > 1 && isConflict(error) ? await overNewVersions(medplum, bundle) : undefined;
      if (!again) throw error;
      bundle = again;
    }
  }
}

async function sendOnce(medplum: MedplumClient, bundle: Bundle): Promise<Bundle> {
  const answer = await medplum.executeBatch(bundle);
  for (const { response } of answer.entry ?? []) {
    if (/^[23]/.test(response?.status ?? '200')) continue;
    throw new OperationOutcomeError(refusal(response?.outcome));
  }
  return answer;
}

function refusal(outcome: unknown): OperationOutcome {
  return isOperationOutcome(outcome) ? outcome : badRequest('Modification refusée');
}

/** @returns the bundle over the versions that are current now; undefined when no version has moved unchanged. */
async function overNewVersions(medplum: MedplumClient, bundle: Bundle): Promise<Bundle | undefined> {
  let moved = false;
  const entry = await Promise.all(
    (bundle.entry ?? []).map(async (one): Promise<BundleEntry> => {
      const version = one.request?.ifMatch?.match(/^W\/"(.+)"$/)?.[1];
      if (!version || one.request?.method !== 'PUT') return one;
      const now = await currentVersion(medplum, one.request.url, version);
      if (!now) return one;
      moved = true;
      return { ...one, request: { ...one.request, ifMatch: `W/"${now}"` } };
    }),
  );
  return moved ? { ...bundle, entry } : undefined;
}
