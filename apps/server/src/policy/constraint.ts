import {
  evalFhirPathTyped,
  type FhirPathAtom,
  LRUCache,
  OperationOutcomeError,
  toTypedValue,
} from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';
import type { Rule } from './rules.ts';

const expressions = new LRUCache<FhirPathAtom>(1000);
const NOTHING = { type: 'undefined', value: undefined };

/**
 * Do the rule's writeConstraints (FHIRPath, on %before and %after) all give true for this write? Before a
 * creation and after a deletion there is nothing: `%before.exists()` and `%after.exists()` are then false.
 * Anything but true, an expression that fails included, is a refusal.
 */
export function constraintsHold(
  rule: Rule,
  before: Resource | undefined,
  after: Resource | undefined,
): boolean {
  const focus = after ?? before;
  const variables = {
    '%before': before ? toTypedValue(before) : NOTHING,
    '%after': after ? toTypedValue(after) : NOTHING,
  };
  return (rule.writeConstraint ?? []).every(({ language, expression }) => {
    if (language !== 'text/fhirpath' || !expression) {
      return false;
    }
    try {
      const result = evalFhirPathTyped(
        expression,
        focus ? [toTypedValue(focus)] : [],
        variables,
        expressions,
      );
      return result.length === 1 && result[0]!.value === true;
    } catch (error) {
      if (error instanceof OperationOutcomeError || error instanceof Error) {
        return false;
      }
      throw error;
    }
  });
}
