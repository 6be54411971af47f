import { crossingRules } from '@dcc/rules/src/signing/crossing-rules.ts';
import type { Refusal } from '@dcc/rules/src/signing/refusal.ts';
import { signed } from '@dcc/rules/src/signing/sign.ts';
import type { Bundle, Composition, Resource } from '@medplum/fhirtypes';
import type { CaseFile } from '../fiche/model/index.ts';

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

/**
 * What still keeps a fiche from being signed, by the same rules as the bot that signs: told before the code of the
 * second factor is asked for. The bot decides.
 */
export function missingForSignature(file: CaseFile, attester: string, now: string): Refusal[] {
  const composition = file.fiche?.composition;
  if (!composition) return [];
  const version = file.versions.findIndex(({ id }) => id === composition.id);
  const candidate = signed(composition, { attester: { reference: attester }, time: now });
  const kept = new Map([...file.records].filter(([, one]) => one.resourceType !== 'Composition'));
  return crossingRules(documentBundle(candidate, kept), { now, previous: file.versions[version - 1] }).filter(
    ({ code }) => !BROUGHT.has(code),
  );
}
