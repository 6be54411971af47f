import { beforeAll, describe, expect, test } from 'vitest';
import { loadDefinitions } from '../validate/definitions.ts';
import { checkEntries, checkForm, checkIfMatch, checkQuery, checkUrl } from './query-guard.ts';

beforeAll(loadDefinitions);

describe('modifiers', () => {
  test.each([
    'Patient?family:exact=Duval',
    'Patient?family:contains=uva&birthdate:missing=true',
    'Observation?code:text=poids&code:not=http%3A%2F%2Floinc.org%7C1',
    'Observation?subject:identifier=a|b',
    'Observation?subject:Patient.name:exact=x',
    'Patient?_has:Observation:subject:code:text=poids',
    'Patient?_include:iterate=Patient:organization',
    'Patient?name=a:b',
    'Patient/1',
    '',
  ])('%s stays as it is', (url) => {
    expect(checkUrl(url)).toBe(url);
  });

  test.each([
    'Patient?family:exakt=Duval',
    'Patient?identifier:foo=x',
    'Observation?subject:foo=x',
    'Observation?subject:=x',
    'ValueSet?url:foo=x',
    'Patient?family%3Aexakt=Duval',
    'Observation?subject:Patient.name:foo=x',
    'Observation?subject.name:foo=x',
    'Patient?_has:Observation:subject:code:foo=x',
    'Patient?_has:Observation:subject:_has:Task:focus:status:foo=x',
    'Patient?_include:recurse=Patient:organization',
    'Patient?_count:foo=1',
    'Patient?family:__proto__=x',
    'Patient?name:Patient=x',
  ])('%s is refused', (url) => {
    expect(() => checkUrl(url)).toThrow('Modificateur de recherche inconnu');
  });

  test('a type given as modifier of a reference goes into the value', () => {
    expect(checkUrl('Observation?subject:Patient=1')).toBe('Observation?subject=Patient%2F1');
    expect(checkQuery('Observation', 'subject:Patient=1,Patient/2&code=a')).toBe(
      'subject=Patient%2F1%2CPatient%2F2&code=a',
    );
  });

  test('a form too, and the entries of a bundle', () => {
    const form: Record<string, string | string[]> = { 'subject:Patient': ['1', '2'], code: 'a' };
    checkForm('Observation', form);
    expect(form).toEqual({ subject: ['Patient/1', 'Patient/2'], code: 'a' });
    expect(() => checkForm('Patient', { 'family:foo': 'x' })).toThrow('family:foo');
    expect(() => checkForm('Patient', undefined)).not.toThrow();

    const entry = (request: object) => [{ request }];
    expect(() => checkEntries(entry({ method: 'GET', url: 'Patient?family:foo=x' }))).toThrow('family:foo');
    const conditional = { method: 'POST', url: 'Patient', ifNoneExist: 'identifier:foo=x' };
    expect(() => checkEntries(entry(conditional))).toThrow('identifier:foo');
    expect(() => checkEntries(entry({ method: 'PUT', url: 'Patient/1', ifMatch: 'abc' }))).toThrow(
      'If-Match',
    );
    expect(() => checkEntries('not a list')).not.toThrow();
    expect(() => checkEntries([null, {}, { request: 4 }])).not.toThrow();
  });
});

describe('If-Match', () => {
  test.each([undefined, 'W/"a"', '"a"', ' W/"a" ', '*'])('%j is read', (header) => {
    expect(() => checkIfMatch(header)).not.toThrow();
  });
  test.each(['a', '""', 'W/a', '"a", "b"', '', 4])('%j is not ignored', (header) => {
    expect(() => checkIfMatch(header)).toThrow('If-Match illisible');
  });
});
