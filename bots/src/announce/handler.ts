import { ANNOUNCEMENT } from '@dcc/rules/src/announcement/index.ts';
import type { BotEvent, MedplumClient } from '@medplum/core';
import type { Consent, DocumentReference } from '@medplum/fhirtypes';
import { invalid } from '../shared/operation-outcome.ts';
import { alignVisibility } from './visibility.ts';

/**
 * `announce`: when somebody says that a diagnosis was told to its patient, the documents already issued become visible
 * to him; when that is taken back, they are hidden again (spec/product.md 16).
 *
 * Trigger: subscription on the guards (Consent of category `dcc#announcement`). It writes documents, never a guard:
 * it cannot call itself. Duplicated, late and out-of-order events end in what is stored.
 *
 * @returns the documents whose label changed.
 */
export async function handler(
  medplum: MedplumClient,
  { input }: Pick<BotEvent, 'input'>,
): Promise<DocumentReference[]> {
  const consent = input as Consent | undefined;
  if (consent?.resourceType !== 'Consent') {
    throw invalid('input', 'un consentement est attendu.');
  }
  const isGuard = consent.category?.some(({ coding }) =>
    coding?.some(({ system, code }) => system === ANNOUNCEMENT.system && code === ANNOUNCEMENT.code),
  );
  if (!isGuard) return [];
  const about = consent.provision?.data?.map(({ reference }) => reference?.reference) ?? [];
  const inscriptions = new Set(about.filter((one) => one?.startsWith('ServiceRequest/')) as string[]);
  const changed: DocumentReference[] = [];
  for (const one of inscriptions) changed.push(...(await alignVisibility(medplum, one)));
  return changed;
}
