import type { Competence } from './participant.ts';
import { QUORUM_MODES, type QuorumRequirement } from './rule.ts';

/**
 * Gives each required competence its own person: one person counts once, even where two lists share a
 * specialty. Augmenting paths (Kuhn): a requirement once served stays served, so which ones remain unserved
 * depends on the order of the rule alone, never on the order of the participants.
 */
export function unmatched(
  requirements: readonly QuorumRequirement[],
  people: readonly Competence[],
): QuorumRequirement[] {
  const servedBy = new Map<string, QuorumRequirement>();

  function serve(requirement: QuorumRequirement, seen: Set<string>): boolean {
    for (const one of people) {
      if (seen.has(one.person) || !fits(requirement, one)) {
        continue;
      }
      seen.add(one.person);
      const holds = servedBy.get(one.person);
      if (!holds || serve(holds, seen)) {
        servedBy.set(one.person, requirement);
        return true;
      }
    }
    return false;
  }

  return requirements.filter((requirement) => !serve(requirement, new Set()));
}

function fits(requirement: QuorumRequirement, one: Competence): boolean {
  const modes = requirement.modes ?? QUORUM_MODES;
  return (
    one.modes.some((mode) => modes.includes(mode)) &&
    (one.specialties === 'any' || one.specialties.some((code) => requirement.anyOf.includes(code)))
  );
}
