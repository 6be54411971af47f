import type { Composition, Expression } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { constraintsHold } from './constraint.ts';

const composition = (status: string) => ({ resourceType: 'Composition', status }) as Composition;

function rule(...expressions: string[]) {
  const writeConstraint = expressions.map((expression): Expression => {
    return { language: 'text/fhirpath', expression };
  });
  return { resourceType: 'Composition', writeConstraint };
}

describe('a constraint sees both versions', () => {
  const lock = rule(
    "%before.exists() implies %before.status = 'preliminary'",
    "%after.status = 'preliminary'",
  );

  test('an edit inside it holds, one that enters or leaves the state does not', () => {
    expect(constraintsHold(lock, composition('preliminary'), composition('preliminary'))).toBe(true);
    expect(constraintsHold(lock, composition('preliminary'), composition('final'))).toBe(false);
    expect(constraintsHold(lock, composition('final'), composition('preliminary'))).toBe(false);
  });

  test('before a creation and after a deletion there is nothing', () => {
    expect(constraintsHold(lock, undefined, composition('preliminary'))).toBe(true);
    expect(constraintsHold(lock, undefined, composition('final'))).toBe(false);
    expect(constraintsHold(lock, composition('preliminary'), undefined)).toBe(false);
    expect(constraintsHold(rule('%after.exists().not()'), composition('final'), undefined)).toBe(true);
  });
});

describe('only true is true', () => {
  const both = [composition('final'), composition('final')] as const;

  test('a rule without constraint holds', () => {
    expect(constraintsHold({ resourceType: 'Composition' }, ...both)).toBe(true);
  });

  test.each([
    ["status = 'final'", true],
    ["status = 'final' and false", false],
    ['title', false],
    ["'true'", false],
    ['status = (', false],
    ['noSuchFunction()', false],
  ])('%s: %s', (expression, holds) => {
    expect(constraintsHold(rule(expression), ...both)).toBe(holds);
  });

  test('another language is a refusal', () => {
    const writeConstraint: Expression[] = [{ language: 'text/cql', expression: 'true' }];
    expect(constraintsHold({ resourceType: 'Composition', writeConstraint }, ...both)).toBe(false);
  });
});
