import r4 from 'fhirpath/fhir-context/r4';
import { describe, expect, it } from 'vitest';
import {
  CHOICES,
  isDirect,
  isPlain,
  stepOf,
  typedChoices,
  valuesOf,
  valuesOfAll,
} from './expression-path.ts';

/** Of the item alone; among others it must give the same. */
function read(item: unknown, name: string): readonly unknown[] {
  const step = stepOf(name);
  const alone = valuesOf(step(item));
  expect(valuesOfAll(step, [item, {}, item])).toEqual([...alone, ...alone]);
  return alone;
}

describe('CHOICES', () => {
  it('names every element of R4 that has several types, as fhirpath.js knows them', () => {
    const { choiceTypePaths } = r4 as unknown as { choiceTypePaths: Record<string, string[]> };
    const names = Object.keys(choiceTypePaths).map((path) => path.split('.').pop()!);
    expect([...CHOICES].sort()).toEqual([...new Set(names)].sort());
  });
});

describe('stepOf', () => {
  it('gives each repetition apart and nothing for what is absent', () => {
    expect(read({ type: [{ text: 'a' }, { text: 'b' }] }, 'type')).toEqual([{ text: 'a' }, { text: 'b' }]);
    expect(read({ id: 'x' }, 'id')).toEqual(['x']);
    expect(read({ id: 'x' }, 'status')).toEqual([]);
    expect(read({ given: ['a', null, 'b'], status: null, text: '' }, 'given')).toEqual(['a', 'b']);
    expect(read({ status: null }, 'status')).toEqual([]);
    expect(read({ text: '' }, 'text')).toEqual([]);
  });

  it('keeps false and zero, which are values', () => {
    expect(read({ active: false }, 'active')).toEqual([false]);
    expect(read({ rank: 0 }, 'rank')).toEqual([0]);
    expect(read({ valueBoolean: false }, 'value')).toEqual([false]);
  });

  it('finds an element of several types under the name of its type', () => {
    expect(read({ valueCode: 'x' }, 'value')).toEqual(['x']);
    expect(read({ valueCodeableConcept: { text: 'x' } }, 'value')).toEqual([{ text: 'x' }]);
    expect(read({ effectivePeriod: { start: '2026' } }, 'effective')).toEqual([{ start: '2026' }]);
    expect(read({ value: 'plain', valueString: 'other' }, 'value')).toEqual(['plain']);
  });

  it('does not take a longer name for a type', () => {
    expect(read({ valueSet: 'urn:x', identifier: [1] }, 'value')).toEqual([]);
    expect(read({ identifier: [{ value: '1' }] }, 'id')).toEqual([]);
    expect(read({ periodStart: '2026' }, 'period')).toEqual([]);
  });

  it('takes the type of a resource for the resource itself', () => {
    const patient = { resourceType: 'Patient', id: 'x' };
    expect(read(patient, 'Patient')).toEqual([patient]);
    expect(read(patient, 'Encounter')).toEqual([]);
  });

  it.each([undefined, null, 'text', 12, true])('reads nothing in %j', (item) => {
    for (const name of ['id', 'value', 'Patient', 'length']) expect(read(item, name)).toEqual([]);
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    'does not see %s, which every object inherits',
    (name) => {
      expect(read({ id: 'x' }, name)).toEqual([]);
      expect(isPlain(name)).toBe(false);
      expect(isDirect(name)).toBe(false);
    },
  );
});

describe('isPlain', () => {
  it('is false for what one look cannot give', () => {
    expect(['id', 'system', 'reference'].map(isPlain)).toEqual([true, true, true]);
    expect(['value', 'Patient', 'onset'].map(isPlain)).toEqual([false, false, false]);
  });
});

describe('isDirect', () => {
  it('is true also where the element may have several types, whose text is its value', () => {
    expect(['id', 'value', 'code', 'Patient'].map(isDirect)).toEqual([true, true, true, false]);
    expect(read({ value: 'text', valueCode: 'x' }, 'value')).toEqual(['text']);
  });
});

describe('valuesOf', () => {
  it('gives the list of the record itself, and a copy where it has holes', () => {
    const whole = ['a', 'b'];
    const holed = ['a', null, undefined];
    expect(valuesOf(whole)).toBe(whole);
    expect(valuesOf(holed)).toEqual(['a']);
    expect(holed).toHaveLength(3);
    expect(valuesOf([])).toEqual([]);
  });
});

describe('typedChoices', () => {
  it('says the type that the name of the element says', () => {
    expect(typedChoices({ valueCode: 'x' }, 'value')).toEqual([{ type: 'code', value: 'x' }]);
    expect(typedChoices({ valueQuantity: { unit: 'mg' } }, 'value')).toEqual([
      { type: 'Quantity', value: { unit: 'mg' } },
    ]);
  });

  it('guesses the type where the element has only one', () => {
    expect(typedChoices({ code: { coding: [{ code: 'x' }] } }, 'code')).toMatchObject([
      { type: 'CodeableConcept' },
    ]);
    expect(typedChoices({ id: 'x' }, 'value')).toEqual([]);
    expect(typedChoices('text', 'value')).toEqual([]);
  });
});
