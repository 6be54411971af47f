import { crossingRules } from '@dcc/rules/src/signing/crossing-rules.ts';
import type { Refusal } from '@dcc/rules/src/signing/refusal.ts';
import { signed } from '@dcc/rules/src/signing/sign.ts';
import type { Bundle, Composition, Resource } from '@medplum/fhirtypes';
import type { CaseFile } from '../fiche/model/index.ts';
import { type Attester, referenceOf } from './attester.ts';

/** What the signature itself brings: the quorum is evaluated anew by the bot that signs. */
const BROUGHT = new Set(['quorum-missing']);

/** The document Bundle of a fiche from what was read of its case. */
export function documentBundle(composition: Composition, records: ReadonlyMap<string, Resource>): Bundle {
  const own = `Composition/${composition.id}`;
  const others = [...records].filter(([key]) => key !== own).map(([, resource]) => resource);
  return {
    resourceType: 'Bundle',
    type: 'document',
    entry: [composition, ...others].map((resource) => ({
      fullUrl: `https://dcc.invalid/${resource.resourceType}/${resource.id}`,
      resource,
    })),
  };
}

/** Of these only the signature itself judges: who reads a fiche without signing it is not its attester. */
const OF_THE_ATTESTER = /^attester-/;

/**
 * What still keeps a fiche from being signed, by the same rules as the bot that signs: told before the code of the
 * second factor is asked for. The bot decides.
 * @param attester who would sign. Undefined for a reader: then what the fiche lacks is told, and nothing of a signer.
 * @returns nothing for a fiche that is signed: it may have been a moment ago, while the screen was open.
 */
export function missingForSignature(file: CaseFile, attester: Attester | undefined, now: string): Refusal[] {
  const composition = file.fiche?.composition;
  if (composition?.status !== 'preliminary') return [];
  const version = file.versions.findIndex(({ id }) => id === composition.id);
  const candidate = signed(composition, { attester: { reference: referenceOf(attester) }, time: now });
  const kept = new Map([...file.records].filter(([, one]) => one.resourceType !== 'Composition'));
  // One who signs from a place that no record of the case names is in the directory all the same.
  for (const one of [attester?.role, attester?.practitioner]) {
    if (one) kept.set(`${one.resourceType}/${one.id}`, one);
  }
  const told = crossingRules(documentBundle(candidate, kept), { now, previous: file.versions[version - 1] });
  return told.filter(({ code }) => !BROUGHT.has(code) && (attester || !OF_THE_ATTESTER.test(code)));
}
