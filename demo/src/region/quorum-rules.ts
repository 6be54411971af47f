import { quorumPlans } from '@dcc/fhir-profiles';
import { type PublishedRule, publishedRule } from '@dcc/rules';

/** The published rules that the region's RCP are judged with; `dcc deploy` sends them as PlanDefinitions. */
export const QUORUM_RULES: readonly PublishedRule[] = quorumPlans().map(publishedRule);

/**
 * The rule of an RCP: the one of its type that names its thematic, or that names all of them but it.
 * @throws RangeError when none or several apply: a fiche is judged with one rule.
 */
export function ruleFor(one: { kind: string; thematic: string }): PublishedRule {
  const found = QUORUM_RULES.filter(({ rule }) => {
    const named = rule.thematic.includes('*') || rule.thematic.includes(one.thematic);
    return rule.rcpType === one.kind && named && !rule.exceptThematic?.includes(one.thematic);
  });
  if (found.length !== 1) throw new RangeError(`${found.length} rules for ${one.kind} ${one.thematic}`);
  return found[0]!;
}
