import {
  FhirFilterComparison,
  FhirFilterConnective,
  type FhirFilterExpression,
  FhirFilterNegation,
  Operator,
  parseFilterParameter,
} from '@medplum/core';
import { filterCondition } from './filter.ts';
import { refuse, type Scope } from './scope.ts';
import { and, or, type Sql, sql } from './sql.ts';

/** Nodes of one `_filter` expression: MedplumClient's own schema query has one. */
const MAX_NODES = 100;

/** `_filter=(code eq a or code eq b) and not (status eq c)` (https://hl7.org/fhir/R4/search_filter.html). */
export function expressionFilter(scope: Scope, text: string): Sql {
  let expression: FhirFilterExpression;
  try {
    expression = parseFilterParameter(text);
  } catch (error) {
    return refuse(`Expression _filter invalide : ${(error as Error).message}`);
  }
  let nodes = 0;
  const compile = (node: FhirFilterExpression): Sql => {
    if (++nodes > MAX_NODES) {
      refuse('Expression _filter trop longue');
    }
    if (node instanceof FhirFilterNegation) {
      return sql`NOT ${compile(node.child)}`;
    }
    if (node instanceof FhirFilterConnective) {
      const sides = [compile(node.left), compile(node.right)];
      return node.keyword === 'and' ? and(sides) : or(sides);
    }
    if (node instanceof FhirFilterComparison) {
      return filterCondition(scope, {
        code: node.path,
        operator: node.operator ?? Operator.EQUALS,
        value: node.value,
      });
    }
    return refuse('Expression _filter inconnue');
  };
  return compile(expression);
}
