import { expect, test } from 'vitest';
import { caretAfter, cleanText } from './text-input.ts';

test('control characters and halves of characters go, words and lines stay', () => {
  expect(cleanText('a\u0000b\u000bc\r\nd\re\tf')).toBe('abc\nd\ne\tf');
  expect(cleanText('né\ud800 « fin »')).toBe('né « fin »');
  expect(cleanText('😀')).toBe('😀');
});

test('fifty thousand characters stay fifty thousand', () => {
  expect(cleanText('x'.repeat(50_000))).toHaveLength(50_000);
});

test('the caret stays after its sign when others write before, after and around it', () => {
  const at = (before: string, after: string, offset: number) =>
    after.slice(0, caretAfter(before, after, offset));
  expect(at('un trois', 'zéro un trois', 2)).toBe('zéro un');
  expect(at('un', 'un deux', 2)).toBe('un');
  expect(at('foo', '[AM\u00a0: foo] [JD\u00a0: bar]', 3)).toBe('[AM\u00a0: foo');
  expect(at('un deux', 'un', 7)).toBe('un');
});
