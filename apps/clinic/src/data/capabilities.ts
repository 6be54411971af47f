import type { AccessPolicy } from '@medplum/fhirtypes';

/** The roles of docs/acces.md, as the screens tell them apart. */
export type Role =
  | 'secretaire'
  | 'medecin'
  | 'coordonnateur'
  | 'admin3c'
  | 'analyste'
  | 'administrateur'
  | 'inconnu';
export type Interaction = 'create' | 'read' | 'update' | 'delete' | 'search';

/**
 * May a resource of this type be touched at all, somewhere? A hint for what to show: the server decides each time.
 * Without a policy everything is open, as both servers read it.
 */
export function may(
  policy: AccessPolicy | undefined,
  resourceType: string,
  interaction: Interaction,
): boolean {
  if (!policy) return true;
  return (policy.resource ?? []).some((rule) => {
    if (rule.resourceType !== resourceType && rule.resourceType !== '*') return false;
    if (rule.interaction) return (rule.interaction as string[]).includes(interaction);
    return interaction === 'read' || interaction === 'search' || !rule.readonly;
  });
}

/**
 * The role, told by what it may do: neither server tells a user the name of her policy, and a region may write its
 * own policies.
 */
export function roleOf(policy: AccessPolicy | undefined): Role {
  const can = (type: string, interaction: Interaction) => may(policy, type, interaction);
  if (can('Bot', 'update') || can('AccessPolicy', 'update')) return 'administrateur';
  if (can('Patient', 'read')) {
    const decides = can('CarePlan', 'create');
    const runs = can('Encounter', 'create');
    if (decides) return runs ? 'coordonnateur' : 'medecin';
    if (runs) return 'secretaire';
    if (can('Practitioner', 'create')) return 'admin3c';
    return 'inconnu';
  }
  return can('MeasureReport', 'search') ? 'analyste' : 'inconnu';
}
