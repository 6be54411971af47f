import { getSearchParameter } from '@medplum/core';
import { refuse, type Scope } from '../store/search/scope.ts';
import { hiddenSomewhere } from './fields.ts';

/** Always about the resource as a whole, never about one of its fields. */
const WHOLE = new Set(['_id', '_lastUpdated', '_project', '_filter']);

/**
 * Refuses a parameter that looks into a field hidden from the caller: what one may not read one may not
 * guess, by search, sort, chain or `_has` (Medplum lets `Patient?telecom=…` tell). An error and not an empty
 * answer, which would be a false one. Refused for the whole type when the field is hidden on some of its
 * resources only.
 * @throws OperationOutcomeError 400
 */
export function assertSearchable(scope: Scope, code: string): void {
  const hidden = hiddenSomewhere(scope.session.context, scope.resourceType);
  if (hidden.length === 0 || WHOLE.has(code)) {
    return;
  }
  const fields = hidden.map((field) => field.split('.')[0]!.replace('[x]', ''));
  const looked =
    code === '_compartment' ? ['meta', 'subject', 'patient'] : fieldsOf(scope.resourceType, code);
  if (!looked || looked.some((field) => fields.includes(field))) {
    refuse(`Paramètre de recherche non autorisé : ${scope.resourceType}?${code}`);
  }
}

/** The first step of each path in the parameter's expression; undefined when it cannot be told. */
function fieldsOf(resourceType: string, code: string): string[] | undefined {
  const expression = getSearchParameter(resourceType, code)?.expression ?? '';
  const steps = expression
    .split('|')
    .map((part) => new RegExp(`\\b(${resourceType}|Resource|DomainResource)\\.(\\w+)`).exec(part)?.[2])
    .filter((step) => step !== undefined);
  return steps.length > 0 ? steps : undefined;
}
