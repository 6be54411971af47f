import type { OperationOutcomeError } from '@medplum/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guard, MAX_DEPTH } from './guard.ts';

const issue = (value: unknown): { text: string | undefined; path: string | undefined } | undefined => {
  try {
    guard(value, 'Patient');
  } catch (error) {
    const [first] = (error as OperationOutcomeError).outcome.issue;
    return { text: first!.details!.text, path: first!.expression?.[0] };
  }
  return undefined;
};

test('ordinary resources pass', () => {
  const resource = {
    resourceType: 'Patient',
    name: [{ family: 'Éluard 😀' }],
    active: true,
    extension: [null],
  };
  expect(issue(resource)).toBeUndefined();
});

test('depth is limited, on both kinds of nesting, and far deeper than the stack', () => {
  const nested = (depth: number, wrap: (inner: unknown) => unknown): unknown => {
    let value: unknown = 'x';
    for (let i = 0; i < depth; i++) {
      value = wrap(value);
    }
    return value;
  };
  expect(issue(nested(MAX_DEPTH, (inner) => ({ a: inner })))).toBeUndefined();
  expect(issue(nested(MAX_DEPTH + 1, (inner) => ({ a: inner })))?.text).toContain(
    'Imbrication trop profonde',
  );
  expect(issue(nested(100_000, (inner) => [inner]))?.text).toContain('Imbrication trop profonde');
});

describe('refused, with the path', () => {
  test.each([
    ['{"name":[{"__proto__":{"polluted":1}}]}', 'Propriété interdite : __proto__', 'Patient.name[0]'],
    ['{"constructor":1}', 'Propriété interdite : constructor', 'Patient'],
    ['{"name":[{"family":"a\\u0000b"}]}', 'Caractère nul', 'Patient.name[0].family'],
    ['{"name":[{"family":"a\\ud800b"}]}', 'demi-codet', 'Patient.name[0].family'],
    ['{"a\\u0000":1}', 'Caractère nul', 'Patient'],
    ['{"multipleBirthInteger":1e999}', 'Nombre hors limites', 'Patient.multipleBirthInteger'],
  ])('%s', (json, text, path) => {
    const found = issue(JSON.parse(json));
    expect(found?.text).toContain(text);
    expect(found?.path).toBe(path);
  });

  test('too many elements', () => {
    expect(issue({ name: new Array(1_000_001).fill(0) })?.text).toContain('Ressource trop grande');
  });
});

test('any JSON passes or is refused, never crashes, and reaches no prototype', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 8 }), (json) => {
      const before = Object.keys(Object.prototype);
      issue(JSON.parse(json));
      expect(Object.keys(Object.prototype)).toEqual(before);
    }),
  );
});
