import type { PlanDefinition } from '@medplum/fhirtypes';
import hematologie from '../quorum/quorum-hematologie-2023.12.json' with { type: 'json' };
import oncogeriatrie from '../quorum/quorum-oncogeriatrie-2023.12.json' with { type: 'json' };
import recours from '../quorum/quorum-recours-2023.12.json' with { type: 'json' };
import standard from '../quorum/quorum-standard-2023.12.json' with { type: 'json' };
import { DCC, profile } from './canonical.ts';
import { EXTENSIONS } from './extensions.ts';

/** A file of `quorum/`: what a person reads, and the rule as spec/product.md 7.2 shapes it. */
interface QuorumFile {
  readonly title: string;
  readonly description: string;
  readonly rule: {
    readonly id: string;
    readonly version: string;
    readonly validFrom: string;
    readonly validTo: string | null;
  };
}

const FILES: readonly QuorumFile[] = [standard, hematologie, recours, oncogeriatrie];

/** Canonical with its version, as `dcc-quorum-rule` carries it. */
export function quorumCanonical(id: string, version: string): string {
  return `${DCC}/PlanDefinition/${id}|${version}`;
}

/**
 * The published quorum rules. A published version is never edited: a change is a new file with its own version and
 * dates, so that a fiche is always judged with the rule of its session (spec/product.md 7.3).
 */
export function quorumPlans(): PlanDefinition[] {
  return FILES.map(({ title, description, rule }) => ({
    resourceType: 'PlanDefinition',
    meta: { profile: [profile('dcc-quorum-plan')] },
    extension: [{ url: EXTENSIONS.QUORUM_DEFINITION, valueString: JSON.stringify(rule) }],
    url: `${DCC}/PlanDefinition/${rule.id}`,
    version: rule.version,
    name: rule.id.replaceAll('-', '_'),
    title,
    type: {
      coding: [
        { system: 'http://terminology.hl7.org/CodeSystem/plan-definition-type', code: 'workflow-definition' },
      ],
    },
    status: 'active',
    description,
    effectivePeriod: { start: rule.validFrom, ...(rule.validTo ? { end: rule.validTo } : {}) },
  }));
}
