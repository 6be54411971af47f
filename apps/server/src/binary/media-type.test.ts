import { expect, test } from 'vitest';
import { headerType } from './media-type.ts';

test.each([
  'application/pdf',
  'application/hl7-cda+xml',
  'text/csv; charset=utf-8',
  'text/xml;charset="utf-8"',
  'multipart/related; type="text/xml"; boundary=x-1',
])('%s is a media type', (type) => expect(headerType(type)).toBe(type));

test.each([
  undefined,
  '',
  'pdf',
  'text/html\r\nX-Evil: 1',
  'text/html; a="\r\nX-Evil: 1"',
  'text/html; charset',
  'text/html, text/plain',
])('%j is served as bytes', (type) => expect(headerType(type)).toBe('application/octet-stream'));

test('a hostile text is read in linear time', () => {
  const start = performance.now();
  headerType(`text/plain${'; a=b'.repeat(20_000)} !`);
  headerType(`text/plain${' '.repeat(50_000)}!`);
  expect(performance.now() - start).toBeLessThan(1000);
});
