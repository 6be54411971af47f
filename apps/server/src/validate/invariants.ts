import {
  createConstraintIssue,
  evalFhirPathTyped,
  type FhirPathAtom,
  getDataType,
  LRUCache,
  toTypedValue,
} from '@medplum/core';
import type { OperationOutcomeIssue, Resource } from '@medplum/fhirtypes';

/** Those that @medplum/core skips: not computable, or kept for older data. */
const SKIPPED = new Set(['ele-1', 'dom-3', 'org-1', 'sdf-19']);

const expressions = new LRUCache<FhirPathAtom>(1000);

/**
 * The other broken invariants of the resource itself. @medplum/core stops at the first one of an element, and
 * most of a profile's rules stand on the root: without this, a user would correct them one by one.
 */
export function remainingInvariants(
  resource: Resource,
  dataType: string,
  issues: readonly OperationOutcomeIssue[],
): OperationOutcomeIssue[] {
  const root = resource.resourceType;
  const stopped = issues.some((issue) => issue.code === 'invariant' && issue.expression?.[0] === root);
  if (!stopped) {
    return [];
  }
  const value = toTypedValue(resource);
  const variables = { '%context': value, '%resource': value, '%rootResource': value };
  const found: OperationOutcomeIssue[] = [];
  for (const constraint of getDataType(dataType).constraints ?? []) {
    if (constraint.severity !== 'error' || SKIPPED.has(constraint.key)) {
      continue;
    }
    if (!holds(constraint.expression)) {
      found.push(createConstraintIssue(root, constraint));
    }
  }
  return found;

  function holds(expression: string): boolean {
    try {
      const [result, ...others] = evalFhirPathTyped(expression, [value], variables, expressions);
      return result?.value === true && others.length === 0;
    } catch {
      // Already reported by the validation itself when it is the first; never an excuse to accept.
      return false;
    }
  }
}
