import type { Parameters } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { ParametersReader } from './parameters.ts';

const reader = (...parameter: NonNullable<Parameters['parameter']>) =>
  new ParametersReader({ resourceType: 'Parameters', parameter });

describe('ParametersReader', () => {
  test('reads a reference of the type asked', () => {
    const found = reader({ name: 'a', valueReference: { reference: 'Patient/1', display: 'x' } }).reference(
      'a',
      'Patient',
    );
    expect(found).toMatchObject({ reference: 'Patient/1', id: '1' });
  });

  test.each([undefined, '', 'Patient', 'Patient/', 'Group/1', 'Patient/1/_history/1', 'https://x/Patient/1'])(
    'refuses « %s » as a reference to a Patient',
    (reference) => {
      expect(() => reader({ name: 'a', valueReference: { reference } }).reference('a', 'Patient')).toThrow(
        'a : une référence Patient/<id> est attendue.',
      );
    },
  );

  test.each(['2026-10-14T18:05:00+02:00', '2026-10-14T16:05:00Z', '2026-10-14T16:05:00.123Z'])(
    'reads %s',
    (text) => {
      expect(reader({ name: 't', valueDateTime: text }).dateTime('t')).toBe(text);
      expect(reader({ name: 't', valueInstant: text }).dateTime('t')).toBe(text);
    },
  );

  test.each(['2026', '2026-10-14', '2026-10-14T18:05:00', '14/10/2026', '2026-13-40T00:00:00Z'])(
    'refuses %s',
    (text) => {
      expect(() => reader({ name: 't', valueDateTime: text }).dateTime('t')).toThrow('avec fuseau');
    },
  );

  test('an absent dateTime is undefined, one of another type is refused', () => {
    expect(reader().dateTime('t')).toBeUndefined();
    expect(() => reader({ name: 't', valueString: 'demain' }).dateTime('t')).toThrow('avec fuseau');
  });

  test('reads a text, and every text of a parameter that repeats', () => {
    const all = reader({ name: 's', valueString: 'un' }, { name: 'x' }, { name: 's', valueString: 'deux' });
    expect(all.string('s')).toBe('un');
    expect(all.strings('s')).toEqual(['un', 'deux']);
    expect(all.string('absent')).toBeUndefined();
    expect(all.strings('absent')).toEqual([]);
  });

  test('refuses a text that is empty, of another type or too long', () => {
    expect(() => reader({ name: 's', valueString: '' }).string('s')).toThrow('s : un texte');
    expect(() => reader({ name: 's', valueCode: 'a' }).string('s')).toThrow('s : un texte');
    expect(() => reader({ name: 's', valueString: 'abcd' }).string('s', 3)).toThrow('1 à 3');
    expect(() => reader({ name: 's', valueInteger: 1 }).strings('s')).toThrow('s : un texte');
  });

  test.each([undefined, null, 'texte', {}, { resourceType: 'Bundle' }])(
    'refuses %j as Parameters',
    (input) => {
      expect(() => new ParametersReader(input)).toThrow('une ressource Parameters est attendue');
    },
  );
});
