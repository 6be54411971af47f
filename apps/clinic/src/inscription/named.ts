import type { ClinicalDraft, Origin, Sourced } from '@dcc/rules/src/inscription/draft.ts';
import type { Offer } from '@dcc/rules/src/inscription/offer.ts';

/**
 * A draft read back from the server keeps of an origin its reference alone: its label, author and date are found
 * again among what the record offers, the TNM's inside its tumour included.
 */
export function named(clinical: ClinicalDraft, offers: readonly Offer[]): ClinicalDraft {
  const known = new Map<string, Origin>(offers.map(({ origin }) => [origin.reference, origin]));
  for (const one of offers) {
    const tnm = one.field === 'tumour' ? one.value.tnm?.origin : undefined;
    if (tnm) known.set(tnm.reference, tnm);
  }
  const give = <T extends { origin?: Origin }>(one: T): T => {
    if (!one.origin || one.origin.label) return one;
    const found = known.get(one.origin.reference);
    return found ? { ...one, origin: found } : one;
  };
  const entries = Object.entries(clinical).map(([key, value]) => [
    key,
    Array.isArray(value) ? value.map(give) : value && give(value as Sourced<unknown>),
  ]);
  const made = Object.fromEntries(entries) as unknown as ClinicalDraft;
  const tumours = made.tumours.map((one) =>
    one.value.tnm ? { ...one, value: { ...one.value, tnm: give(one.value.tnm) } } : one,
  );
  return { ...made, tumours };
}
