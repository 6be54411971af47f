import type { Bundle, Composition } from '@medplum/fhirtypes';
import { readRecord } from './record.ts';
import { type Refusal, referenceTo } from './refusal.ts';
import { dateRules } from './rules/dates.ts';
import { decisionRules } from './rules/decision.ts';
import { identityRules } from './rules/identity.ts';
import { peopleRules } from './rules/people.ts';
import type { Rule, RuleContext } from './rules/rule.ts';
import { sectionRules } from './rules/sections.ts';
import { sessionRules } from './rules/session.ts';
import { tumourRules } from './rules/tumour.ts';
import { versionRules } from './rules/version.ts';

/** In the order a user reads them: who, when, what, then the form. */
const RULES: readonly Rule[] = [
  identityRules,
  versionRules,
  sessionRules,
  dateRules,
  peopleRules,
  tumourRules,
  decisionRules,
  sectionRules,
];

/**
 * The rules that cross resources (spec/fhir-model.md 0b), run on the fiche as it would be once signed: when
 * it is signed, and again before a document is issued from it. All reasons at once, without duplicates, in a
 * stable order.
 *
 * @param bundle the document Bundle of docs/model.md, its Composition already carrying signature and quorum.
 * @param context the instant of the check, and the version that this one replaces.
 * @returns nothing when the fiche may be signed and issued.
 */
export function crossingRules(bundle: Bundle, context: RuleContext): Refusal[] {
  const record = readRecord(bundle);
  if (!record) {
    return [
      { code: 'composition-missing', field: 'Fiche', message: 'la fiche est introuvable.', reference: '' },
    ];
  }
  const found = new Map<string, Refusal>();
  for (const rule of RULES) {
    rule(
      record,
      (code, field, message, resource) => {
        const reference = referenceTo(resource ?? record.composition);
        found.set([code, field, message, reference].join('|'), { code, field, message, reference });
      },
      context,
    );
  }
  return [...found.values()];
}

/** A fiche is signed once, while it is preliminary; a signed one changes only by a new version. */
export function signable(composition: Composition): Refusal[] {
  if (composition.status === 'preliminary') {
    return [];
  }
  const signed = composition.status === 'final' || composition.status === 'amended';
  const message = signed
    ? 'la fiche est déjà signée : une correction passe par une nouvelle version.'
    : 'seule une fiche en préparation peut être signée.';
  return [
    { code: 'not-preliminary', field: 'Statut de la fiche', message, reference: referenceTo(composition) },
  ];
}
