import { describe, expect, test } from 'vitest';
import { createLogger, safePath } from './log.ts';

describe('what may be logged of a URL', () => {
  test('the query, which holds names and numbers of patients, is cut', () => {
    expect(safePath('/fhir/R4/Patient?name=Martin&birthdate=1950-01-01')).toBe('/fhir/R4/Patient');
  });

  test('a path without query stays whole', () => {
    expect(safePath('/fhir/R4/Patient/123/_history')).toBe('/fhir/R4/Patient/123/_history');
  });

  test('a hostile path cannot fill the log', () => {
    expect(safePath(`/${'a'.repeat(5000)}`).length).toBeLessThan(210);
  });
});

test('the level asked for is the level used', () => {
  expect(createLogger('warn').isLevelEnabled('info')).toBe(false);
  expect(createLogger('debug').isLevelEnabled('debug')).toBe(true);
  expect(createLogger('silent').isLevelEnabled('error')).toBe(false);
});
