import { z } from 'zod';

/** How a competence reached the case: in the room, by video, or as a written opinion given for this case. */
export const QUORUM_MODES = ['present', 'visio', 'writtenOpinion'] as const;
export type QuorumMode = (typeof QUORUM_MODES)[number];

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'date attendue sous la forme AAAA-MM-JJ');
const modes = z.array(z.enum(QUORUM_MODES)).min(1, 'au moins un mode de participation');

const requirement = z.strictObject({
  label: z.string().min(1, 'libellé de la compétence manquant'),
  anyOf: z.array(z.string().min(1)).min(1, 'au moins un code de spécialité (TRE_R38)'),
  modes: modes.optional(),
});

const schema = z
  .strictObject({
    id: z.string().min(1),
    version: z.string().min(1),
    validFrom: day,
    validTo: day.nullable(),
    rcpType: z.string().min(1),
    thematic: z.array(z.string().min(1)).min(1),
    exceptThematic: z.array(z.string().min(1)).optional(),
    minDistinctSpecialties: z.int().min(1),
    modes: modes.optional(),
    allOf: z.array(requirement),
    recommended: z.array(requirement).optional(),
  })
  .refine((rule) => rule.validTo === null || rule.validTo >= rule.validFrom, {
    path: ['validTo'],
    message: 'la fin de validité précède le début',
  });

/**
 * One version of a quorum rule, as published (spec/product.md 7.2). `validFrom` and `validTo` are civil days
 * in Paris, both included; `anyOf` are TRE_R38 codes; an omitted `modes` allows the three modes.
 */
export type QuorumRule = z.infer<typeof schema>;
export type QuorumRequirement = z.infer<typeof requirement>;

/** A rule that cannot be applied as it is written. The message is French and names the field. */
export class QuorumRuleError extends Error {
  override readonly name = 'QuorumRuleError';
}

/**
 * Reads a rule from its JSON text.
 * @throws QuorumRuleError listing every wrong field.
 */
export function parseQuorumRule(json: string): QuorumRule {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new QuorumRuleError('Règle de quorum illisible : le texte n’est pas du JSON.');
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const fields = parsed.error.issues.map(
      (issue) => `${issue.path.join('.') || '(règle)'} : ${issue.message}`,
    );
    throw new QuorumRuleError(`Règle de quorum invalide. ${fields.join(' ; ')}`);
  }
  return parsed.data;
}

/**
 * The civil day in Paris of an instant, `AAAA-MM-JJ`: a session at 00:30 local belongs to that day, not to
 * UTC's.
 */
export function parisDay(instant: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(instant)) {
    return instant;
  }
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short' }).format(
    new Date(instant),
  );
}

/**
 * The version in force at the session's date: a fiche is always judged with it, whatever was published later
 * (spec/product.md 7.3, 6). Undefined when none was in force; two overlapping versions give the newest start.
 */
export function ruleInForce<T extends { rule: QuorumRule }>(
  versions: readonly T[],
  sessionStart: string,
): T | undefined {
  const date = parisDay(sessionStart);
  return versions
    .filter(({ rule }) => rule.validFrom <= date && (rule.validTo === null || date <= rule.validTo))
    .sort((a, b) => (a.rule.validFrom < b.rule.validFrom ? 1 : -1))[0];
}
