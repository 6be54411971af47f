import type { Observation, Patient, Resource } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { context } from '../store/testing.ts';
import { fieldsOf, hiddenSomewhere, removeFields, restoreFields } from './fields.ts';

const hides = (...hiddenFields: string[]) => ({ resourceType: 'Patient', hiddenFields });

describe('which fields', () => {
  test('rules add up: a field is taken only when all of them take it', () => {
    expect(fieldsOf([hides('telecom', 'address')], 'hiddenFields')).toEqual(['telecom', 'address']);
    expect(fieldsOf([hides('telecom', 'address'), hides('address')], 'hiddenFields')).toEqual(['address']);
    expect(fieldsOf([hides('telecom'), { resourceType: 'Patient' }], 'hiddenFields')).toEqual([]);
    expect(fieldsOf([], 'hiddenFields')).toEqual([]);
  });

  test('somewhere: what any rule for reading hides', () => {
    const resource = [
      hides('telecom'),
      hides('address'),
      { ...hides('photo'), interaction: ['update' as const] },
    ];
    const bound = context({ accessPolicy: { resourceType: 'AccessPolicy', resource } });
    expect(hiddenSomewhere(bound, 'Patient').sort()).toEqual(['address', 'telecom']);
    expect(hiddenSomewhere(context(), 'Patient')).toEqual([]);
    expect(hiddenSomewhere(bound, 'AccessPolicy')).toEqual([]);
  });
});

describe('removing', () => {
  const removed = <T extends Resource>(resource: T, ...fields: string[]): T => {
    removeFields(resource, fields);
    return resource;
  };

  test('takes the field, its extensions and the narrative', () => {
    const patient = {
      resourceType: 'Patient',
      birthDate: '1950-01-01',
      _birthDate: { id: 'x' },
      active: true,
      text: { status: 'generated', div: '<div>1950</div>' },
    } as Patient;
    expect(removed(patient, 'birthDate')).toEqual({ resourceType: 'Patient', active: true });
  });

  test('goes into lists', () => {
    const name = [{ family: 'Duval', given: ['Zoé'] }, { family: 'Petit' }];
    expect(removed({ resourceType: 'Patient', name }, 'name.family').name).toEqual([{ given: ['Zoé'] }, {}]);
  });

  test('takes every type of a choice', () => {
    const observation = {
      resourceType: 'Observation',
      valueString: 'x',
      valueSet: 1,
    } as unknown as Observation;
    expect(removed(observation, 'value[x]')).toEqual({ resourceType: 'Observation' });
  });

  test('nothing to hide leaves the narrative', () => {
    const text = { status: 'generated' as const, div: '<div/>' };
    expect(removed({ resourceType: 'Patient', text }).text).toEqual(text);
  });
});

describe('restoring', () => {
  const restored = (incoming: object, existing: object | undefined, ...fields: string[]) => {
    restoreFields(incoming as Resource, existing as Resource | undefined, fields);
    return incoming;
  };

  test('a changed, added or dropped field is as before', () => {
    expect(restored({ active: false }, { active: true }, 'active')).toEqual({ active: true });
    expect(restored({ active: false }, {}, 'active')).toEqual({});
    expect(restored({}, { active: true }, 'active')).toEqual({ active: true });
    expect(restored({ active: true }, undefined, 'active')).toEqual({});
  });

  test('another type of a choice does not come in', () => {
    expect(restored({ valueString: 'x' }, { valueInteger: 3 }, 'value[x]')).toEqual({ valueInteger: 3 });
  });

  test('inside an object one field, below a list the whole list', () => {
    expect(restored({ a: { b: 2, c: 2 } }, { a: { b: 1, c: 1 } }, 'a.b')).toEqual({ a: { b: 1, c: 2 } });
    expect(restored({ a: [{ b: 2 }] }, { a: [{ b: 1 }, { b: 3 }] }, 'a.b')).toEqual({
      a: [{ b: 1 }, { b: 3 }],
    });
  });

  test('what is put back is a copy', () => {
    const existing = { name: [{ family: 'Duval' }] };
    const incoming = restored({}, existing, 'name') as typeof existing;
    incoming.name[0]!.family = 'Autre';
    expect(existing.name[0]!.family).toBe('Duval');
  });
});
