import { expect, test } from 'vitest';
// @ts-expect-error: plain ECMAScript, shared with the browser.
import { escapeHtml, formatDate, formatDuration, formatNumber, formatSize } from './format.mjs';

/** Intl writes narrow no-break spaces; readers and tests do not care which. */
const plain = (text: string): string => text.replace(/\s/g, ' ');

test.each([
  [0, '0 octets'],
  [999, '999 octets'],
  [1000, '1 ko'],
  [1_234_567, '1,2 Mo'],
  [123_456_789, '123 Mo'],
  [9_876_543_210, '9,9 Go'],
  [undefined, '0 octets'],
])('%s bytes -> %s', (bytes, text) => expect(plain(formatSize(bytes))).toBe(text));

test('numbers the French way', () => {
  expect(plain(formatNumber(1234567))).toBe('1 234 567');
  expect(formatNumber(1.25, 1)).toBe('1,3');
});

test('dates in Paris, winter and summer', () => {
  expect(formatDate('2026-01-15T23:30:00Z')).toContain('16 janv. 2026');
  expect(formatDate('2026-07-15T10:00:00Z')).toContain('12:00');
  expect(formatDate('bientôt')).toBe('—');
  expect(formatDate(undefined)).toBe('—');
});

test.each([
  [59, '0 min'],
  [3_599, '59 min'],
  [3_660, '1 h 1 min'],
  [93_784, '1 j 2 h'],
])('%d s -> %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));

test('nothing typed by somebody becomes HTML', () => {
  expect(escapeHtml(`<img src=x onerror="alert('1')">&`)).toBe(
    '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;',
  );
  expect(escapeHtml(undefined)).toBe('');
  expect(escapeHtml(12)).toBe('12');
});
