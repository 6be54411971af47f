import { beforeAll, describe, expect, test } from 'vitest';
import { createLogger, safeError, safePath } from './log.ts';
import { loadDefinitions } from './validate/definitions.ts';

// A server has them before it has an address.
beforeAll(loadDefinitions);

describe('what may be logged of a URL', () => {
  test('the query, which holds names and numbers of patients, is cut', () => {
    expect(safePath('/fhir/R4/Patient?name=Martin&birthdate=1950-01-01')).toBe('/fhir/R4/Patient');
  });

  test('a path without query stays whole', () => {
    expect(safePath('/fhir/R4/Patient/_search')).toBe('/fhir/R4/Patient/_search');
  });

  test.each([
    ['/fhir/R4/Patient/Martin', '/fhir/R4/Patient/…'],
    ['/fhir/R4/Patient/martin/_history', '/fhir/R4/Patient/…/_history'],
    ['/fhir/R4/Patient/1500110', '/fhir/R4/Patient/…'],
    ['/fhir/R4/Patient%3Fname=Martin', '/fhir/R4/…'],
    ['/fhir/R4/Martin Jean', '/fhir/R4/…'],
    ['/fhir/R4/Martin', '/fhir/R4/…'],
    ['/Martin', '/…'],
    ['/admin/projects/Jean.Martin@exemple.fr/client', '/admin/projects/…/client'],
  ])('what people paste where it does not belong is cut: %s', (url, kept) => {
    expect(safePath(url)).toBe(kept);
  });

  const id = '0f4e2b6a-1c1d-4e55-9a5c-0d6c3f6f7a10';
  test.each([
    `/fhir/R4/Patient/${id}`,
    `/fhir/R4/Patient/${id}/_history/${id}`,
    `/fhir/R4/Bot/${id}/$execute`,
    '/fhir/R4/$graphql',
    '/fhir/R4/',
    '/oauth2/token',
    '/auth/mfa/verify',
    '/.well-known/openid-configuration',
    `/admin/projects/${id}/bot`,
    '/',
  ])('what routes are made of stays: %s', (path) => {
    expect(safePath(path)).toBe(path);
  });

  test('a hostile path cannot fill the log', () => {
    expect(safePath(`/${'a'.repeat(5000)}`).length).toBeLessThan(210);
    expect(safePath('/a'.repeat(5000)).length).toBeLessThan(210);
  });
});

describe('what may be logged of an error', () => {
  test('its kind and its place, never its message, which may quote what was read', () => {
    let error: unknown;
    try {
      JSON.parse('Martin, né le 1950-01-01');
    } catch (caught) {
      error = caught;
    }
    expect((error as Error).message).toContain('Martin');
    const safe = safeError(error);
    expect(safe).toMatchObject({ kind: 'SyntaxError' });
    expect(safe.at.join()).toContain('log.test.ts');
    expect(JSON.stringify(safe)).not.toContain('Martin');
  });

  test('a message of several lines does not pass for a place', () => {
    const error = new Error('a\nat Martin\n    at Jean Martin (né en 1950)');
    expect(JSON.stringify(safeError(error))).not.toContain('Martin');
  });

  test('a code is kept, and what is no error has none', () => {
    expect(safeError(Object.assign(new Error(''), { code: 'ENOSPC' })).code).toBe('ENOSPC');
    expect(safeError('Martin')).toEqual({ kind: 'string', at: [] });
    expect(safeError(undefined)).toEqual({ kind: 'undefined', at: [] });
  });
});

test('the level asked for is the level used', () => {
  expect(createLogger('warn').isLevelEnabled('info')).toBe(false);
  expect(createLogger('debug').isLevelEnabled('debug')).toBe(true);
  expect(createLogger('silent').isLevelEnabled('error')).toBe(false);
});
