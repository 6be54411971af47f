import type { FhirRequest } from '@medplum/fhir-router';
import type { ValueSet } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { OperationInput } from './parameters.ts';

function input(more: Partial<FhirRequest>): OperationInput {
  return new OperationInput({
    method: 'POST',
    url: '',
    pathname: '',
    params: {},
    query: {},
    body: {},
    ...more,
  });
}

const parameters = (...parameter: object[]) => input({ body: { resourceType: 'Parameters', parameter } });

describe('the same inputs from three places', () => {
  test.each([
    ['a query', input({ method: 'GET', query: { url: 'u', count: '10' } })],
    ['Parameters', parameters({ name: 'url', valueUri: 'u' }, { name: 'count', valueInteger: 10 })],
    ['a plain object', input({ body: { url: 'u', count: 10 } })],
  ])('%s', (_name, read) => {
    expect(read.text('url')).toBe('u');
    expect(read.count('count')).toBe(10);
    expect(read.text('filter')).toBeUndefined();
  });

  test('a repeated query parameter counts once', () => {
    expect(input({ method: 'GET', query: { url: ['a', 'b'] } }).text('url')).toBe('a');
  });

  test('complex values and resources', () => {
    const coding = { system: 's', code: 'c' };
    const valueSet: ValueSet = { resourceType: 'ValueSet', status: 'draft' };
    const read = parameters(
      { name: 'coding', valueCoding: coding },
      { name: 'codeableConcept', valueCodeableConcept: { coding: [coding] } },
      { name: 'valueSet', resource: valueSet },
    );
    expect(read.coding('coding')).toEqual(coding);
    expect(read.concept('codeableConcept')).toEqual({ coding: [coding] });
    expect(read.resource<ValueSet>('valueSet', 'ValueSet')).toEqual(valueSet);
  });

  test('a resource as body is not read as inputs', () => {
    expect(input({ body: { resourceType: 'Patient', url: 'u' } }).text('url')).toBeUndefined();
  });
});

describe('a wrong type is refused by the name of the parameter', () => {
  test.each(['-1', '1.5', 'dix', '', '99999999999'])('count=%j', (count) => {
    expect(() => input({ method: 'GET', query: { count } }).count('count')).toThrow(
      'count : un entier positif',
    );
  });

  test('others', () => {
    expect(() => input({ body: { url: 12 } }).text('url')).toThrow('url : un texte');
    expect(() => input({ body: { coding: 'x' } }).coding('coding')).toThrow('coding : un Coding');
    expect(() => input({ body: { coding: [] } }).coding('coding')).toThrow('coding : un Coding');
    const wrong = parameters({ name: 'valueSet', resource: { resourceType: 'Patient' } });
    expect(() => wrong.resource<ValueSet>('valueSet', 'ValueSet')).toThrow('une ressource ValueSet');
  });

  test.each([{ parameter: 'x' }, { parameter: [null] }, { parameter: [{}] }])(
    'broken Parameters %j',
    (more) => {
      expect(input({ body: { resourceType: 'Parameters', ...more } }).text('url')).toBeUndefined();
    },
  );
});
