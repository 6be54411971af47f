import type { Bundle, Resource } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { ExpressionPool } from './expression.ts';

/** What an expression gives on the resources. */
function on(resources: readonly object[], text: string): readonly unknown[] {
  const entry = resources.map((resource) => ({ resource: resource as Resource }));
  const bundle: Bundle = { resourceType: 'Bundle', type: 'collection', entry };
  const pool = new ExpressionPool();
  return pool.scope(bundle).values(pool.compile(text));
}

const passage = {
  resourceType: 'Encounter',
  id: '1',
  status: 'finished',
  type: [
    {
      coding: [
        { system: 's', code: 'a' },
        { system: 't', code: 'b' },
      ],
    },
  ],
};

describe('logic', () => {
  const TABLE = [
    ['true', 'true', true, true, false, true],
    ['true', 'false', false, true, true, false],
    ['false', 'true', false, true, true, true],
    ['false', 'false', false, false, false, true],
    ['true', '{}', undefined, true, undefined, undefined],
    ['{}', 'true', undefined, true, undefined, true],
    ['false', '{}', false, undefined, undefined, true],
    ['{}', 'false', false, undefined, undefined, undefined],
    ['{}', '{}', undefined, undefined, undefined, undefined],
  ] as const;

  it.each(TABLE)('%s and/or/xor/implies %s', (a, b, and, or, xor, implies) => {
    const results = ['and', 'or', 'xor', 'implies'].map((operator) => on([], `${a} ${operator} ${b}`)[0]);
    expect(results).toEqual([and, or, xor, implies]);
  });

  it('takes one value that is no boolean for true, and refuses several without quoting them', () => {
    expect(on([passage], 'entry.resource.status and true')).toEqual([true]);
    expect(on([passage], 'entry.resource.status.not()')).toEqual([false]);
    expect(() => on([passage], 'entry.resource.type.coding.code and true')).toThrow(
      '« entry.resource.type.coding.code and true » : une seule valeur est attendue, 2 trouvées',
    );
  });

  it('fails where an operand fails, even when the other one decides', () => {
    expect(() => on([passage], 'false and entry.resource.type.coding.single().exists()')).toThrow(
      '2 trouvées',
    );
    expect(() => on([passage], "true or ('a' & entry.resource.type.coding.code).exists()")).toThrow(
      '2 trouvées',
    );
  });
});

describe('criteria', () => {
  it('compare a property with a text, whether it is there, absent or repeated', () => {
    const names = [{ given: ['a'] }, { given: ['a', 'b'] }, { given: [] }, {}, { given: 'a' }];
    const patients = names.map((name, i) => ({ resourceType: 'Patient', id: String(i), ...name }));
    expect(on(patients, "entry.resource.where(given = 'a').id")).toEqual(['0', '4']);
    expect(on(patients, "entry.resource.where('a' = given).id")).toEqual(['0', '4']);
    expect(on(patients, "entry.resource.where(given != 'a').id")).toEqual(['1']);
    expect(on(patients, "entry.resource.select(given = 'a')")).toEqual([true, false, true]);
  });

  it('compare an element that may have several types by its own name first, then by that of a type', () => {
    const values = [
      { value: 'a' },
      { valueCode: 'a' },
      { value: '', valueCode: 'a' },
      { value: ['a', 'b'] },
      {},
    ];
    const all = values.map((value, i) => ({ resourceType: 'Basic', id: String(i), ...value }));
    expect(on(all, "entry.resource.where(value = 'a').id")).toEqual(['0', '1']);
    expect(on(all, "entry.resource.select(value = 'b')")).toEqual([false, false, false]);
  });

  it('see the item, not the root, inside nested functions', () => {
    const text = "entry.resource.where(type.coding.exists(system = 's' and code = 'b')).id";
    expect(on([passage], text)).toEqual([]);
    expect(on([passage], text.replace("'b'", "'a'"))).toEqual(['1']);
    expect(on([passage], "entry.resource.select(type.coding.select(code & '/' & system))")).toEqual([
      'a/s',
      'b/t',
    ]);
  });
});

describe('types', () => {
  const observations = [
    { resourceType: 'Observation', id: 'q', valueQuantity: { unit: 'score' } },
    { resourceType: 'Observation', id: 's', valueString: '2026-10-01' },
    { resourceType: 'Observation', id: 'd', valueDateTime: '2026-10-01' },
    { resourceType: 'Observation', id: 'c', valueCodeableConcept: { text: 'x' } },
    { resourceType: 'Observation', id: 'k', extension: [{ url: 'u', valueCode: 'x' }] },
  ];

  it.each([
    ['ofType(CodeableConcept)', ['c']],
    ['ofType(string)', ['s']],
    ['ofType(dateTime)', ['d']],
    ['ofType(FHIR.string)', ['s']],
    ['ofType(boolean)', []],
  ])('value.%s goes by the name of the element', (call, ids) => {
    expect(on(observations, `entry.resource.where(value.${call}.exists()).id`)).toEqual(ids);
  });

  it('know resources by what they say, and choices by is and as', () => {
    expect(on([passage, ...observations], 'entry.resource.ofType(Encounter).id')).toEqual(['1']);
    expect(on(observations, 'entry.resource.where(value is dateTime).id')).toEqual(['d']);
    expect(on(observations, 'entry.resource.where(extension.value is string).id')).toEqual(['k']);
    expect(on(observations, 'entry.resource.extension.value.ofType(code)')).toEqual(['x']);
    expect(on(observations, 'entry.resource.extension.value.ofType(uri)')).toEqual([]);
    expect(on(observations, 'entry.resource.select(value as CodeableConcept).text')).toEqual(['x']);
  });
});

describe('what is not compiled', () => {
  it.each([
    ["entry.resource.id.startsWith('1')", [true]],
    ["entry.resource.type.coding.code.join('+')", ['a+b']],
    ["('2026-10' & '-01').toDate() > @2026-09-30", [true]],
    ['entry.resource.type.coding.skip(1).code', ['b']],
    ["entry.resource.status ~ 'FINISHED'", [true]],
    ['(entry.resource.type.coding.count() + 3) * 2', [10]],
    ["entry.resource.type.coding.code contains 'b'", [true]],
  ])('%s is done by the tree, with the same values', (text, expected) => {
    expect(on([passage], text)).toEqual(expected);
  });

  it('reads variables there too, on the root', () => {
    const pool = new ExpressionPool();
    const codes = pool.compile('entry.resource.type.coding.code');
    const text = "entry.resource.select(%codes.join('+').upper())";
    const entry = [{ resource: passage as Resource }, { resource: passage as Resource }];
    const scope = pool.scope({ resourceType: 'Bundle', type: 'collection', entry });
    expect(scope.values(pool.compile(text, new Map([['codes', codes]])))).toEqual(['A+B+A+B', 'A+B+A+B']);
  });
});

describe('a definition that cannot be used', () => {
  it.each([
    ['entry.resource.nowhere()', 'fonction FHIRPath inconnue « nowhere() »'],
    ['entry.repeat(resource)', 'fonction FHIRPath inconnue « repeat() »'],
    ['entry.where()', '« where() » : argument absent'],
    ['iif(true)', '« iif() » : argument absent'],
  ])('%s is refused when it is compiled, not on the first record', (text, message) => {
    expect(() => new ExpressionPool().compile(text)).toThrow(message);
  });

  it('says what is wrong with a record without quoting it', () => {
    const secret = { resourceType: 'Patient', id: 'secret', active: true };
    for (const text of ["'a' & entry.resource.active", 'entry.resource.id.toInteger() + entry.resource']) {
      let message = '';
      try {
        on([secret, { ...secret, id: 'other' }], text);
      } catch (error) {
        message = (error as Error).message;
      }
      expect(message).toContain(text);
      expect(message).not.toMatch(/secret|other/);
    }
  });
});
