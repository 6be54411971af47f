import type { Bundle, Resource } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { type CompiledExpression, ExpressionPool } from './expression.ts';

function bundle(...resources: Resource[]): Bundle {
  return { resourceType: 'Bundle', type: 'collection', entry: resources.map((resource) => ({ resource })) };
}

const patients = bundle(
  { resourceType: 'Patient', id: 'a', gender: 'female' },
  { resourceType: 'Patient', id: 'b', gender: 'male' },
);

function variables(pool: ExpressionPool, table: Record<string, string>): Map<string, CompiledExpression> {
  const all = new Map<string, CompiledExpression>();
  for (const [name, text] of Object.entries(table)) all.set(name, pool.compile(text, all));
  return all;
}

describe('ExpressionPool', () => {
  it('gives variables that hold none, one and several values', () => {
    const pool = new ExpressionPool();
    const known = variables(pool, {
      people: 'entry.resource.ofType(Patient)',
      women: "%people.where(gender = 'female')",
      others: "%people.where(gender = 'other')",
    });
    const scope = pool.scope(patients);
    expect(scope.values(pool.compile('%people.id', known))).toEqual(['a', 'b']);
    expect(scope.values(pool.compile('%women.id', known))).toEqual(['a']);
    expect(scope.values(pool.compile('%others.id', known))).toEqual([]);
    expect(scope.isTrue(pool.compile('%others.empty() and %people.count() = 2', known))).toBe(true);
  });

  it('reads variables inside criteria and function arguments', () => {
    const pool = new ExpressionPool();
    const known = variables(pool, { wanted: "'b' | 'c'", people: 'entry.resource.ofType(Patient)' });
    const scope = pool.scope(patients);
    expect(scope.values(pool.compile('%people.where(id in %wanted).id', known))).toEqual(['b']);
    expect(scope.values(pool.compile("%people.select('Patient/' & id)", known))).toEqual([
      'Patient/a',
      'Patient/b',
    ]);
    expect(scope.values(pool.compile('iif(%people.exists(), %people.first().id, %wanted)', known))).toEqual([
      'a',
    ]);
  });

  it('knows equal expressions with equal variables as one, and with other variables as two', () => {
    const pool = new ExpressionPool();
    const one = variables(pool, { x: "'1'" });
    const two = variables(pool, { x: "'2'" });
    expect(pool.compile('%x', one)).toBe(pool.compile('%x', new Map(one)));
    expect(pool.compile('%x', one)).not.toBe(pool.compile('%x', two));
    expect(pool.compile('%x', one)).toBe(pool.compile('%x', new Map(one)));
    expect(() => pool.compile('%x')).toThrow('variable inconnue %x');
    expect(pool.scope(patients).values(pool.compile('%x', two))).toEqual(['2']);
  });

  it('keeps the results of one Bundle apart from another', () => {
    const pool = new ExpressionPool();
    const known = variables(pool, { people: 'entry.resource.ofType(Patient)' });
    const ids = pool.compile('%people.id', known);
    const first = pool.scope(patients);
    const second = pool.scope(bundle({ resourceType: 'Patient', id: 'z' }));
    expect(first.values(ids)).toEqual(['a', 'b']);
    expect(second.values(ids)).toEqual(['z']);
    expect(first.values(ids)).toEqual(['a', 'b']);
  });

  it('refuses a text that does not parse and a variable that is not declared, by name', () => {
    const pool = new ExpressionPool();
    expect(() => pool.compile('entry.where(')).toThrow('expression FHIRPath illisible « entry.where( »');
    expect(() => pool.compile('%nobody.id')).toThrow('variable inconnue %nobody');
  });
});

describe('Scope', () => {
  it('keeps nothing of one Bundle when it goes on with another, failures included', () => {
    const pool = new ExpressionPool();
    const ids = pool.compile('entry.resource.id');
    const only = pool.compile('entry.resource.single().id');
    const scope = pool.scope(patients);
    expect(scope.values(ids)).toEqual(['a', 'b']);
    expect(() => scope.values(only)).toThrow('single()');
    scope.moveTo(bundle({ resourceType: 'Patient', id: 'z' }));
    expect(scope.values(only)).toEqual(['z']);
    expect(scope.values(ids)).toEqual(['z']);
    scope.moveTo(patients);
    expect(() => scope.values(only)).toThrow('single()');
  });

  it('computes an expression once and remembers a failure', () => {
    const pool = new ExpressionPool();
    const failing = pool.compile('entry.resource.single()');
    const scope = pool.scope(patients);
    const messages = [1, 2].map(() => {
      try {
        scope.values(failing);
        return 'no error';
      } catch (error) {
        return (error as Error).message;
      }
    });
    expect(messages[0]).toContain('single()');
    expect(messages[1]).toBe(messages[0]);
  });

  it('returns to the outer Bundle after a failure in a variable', () => {
    const pool = new ExpressionPool();
    const known = variables(pool, { one: 'entry.resource.single()', all: 'entry.resource' });
    const scope = pool.scope(patients);
    expect(() => scope.values(pool.compile('%one.id', known))).toThrow();
    expect(scope.values(pool.compile('%all.id', known))).toEqual(['a', 'b']);
  });

  it('takes an empty criterion as not met and refuses one that is not a boolean', () => {
    const pool = new ExpressionPool();
    const scope = pool.scope(patients);
    expect(scope.isTrue(pool.compile('entry.nothing'))).toBe(false);
    expect(scope.isTrue(pool.compile('entry.exists()'))).toBe(true);
    expect(() => scope.isTrue(pool.compile('entry.resource.id'))).toThrow('ne donne pas un booléen');
    expect(() => scope.isTrue(pool.compile('entry.count()'))).toThrow('« entry.count() »');
  });
});
