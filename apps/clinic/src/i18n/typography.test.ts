import { globSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { i18n } from './index.ts';

const SOURCES = join(import.meta.dirname, '..');
const FILES = globSync('*/messages.fr.ts', { cwd: SOURCES });

beforeAll(async () => {
  await Promise.all(FILES.map((file) => import(join(SOURCES, file))));
});

/** Every text of every catalogue, `folder.key: text`. */
function texts(): string[] {
  const catalogues = i18n.getDataByLanguage('fr') ?? {};
  return Object.entries(catalogues).flatMap(([folder, words]) =>
    Object.entries(words as Record<string, string>).map(([key, text]) => `${folder}.${key}: ${text}`),
  );
}

test('every folder with words is looked at', () => {
  expect(FILES.length).toBeGreaterThan(15);
  expect(Object.keys(i18n.getDataByLanguage('fr') ?? {})).toHaveLength(FILES.length);
});

test.each([
  ['a high sign never begins a line', /\s[:;!?»]/u, '\u00a0'],
  ['an opening quotation mark never ends one', /«\s/u, '\u00a0'],
])('%s: its space does not break', (_, sign, space) => {
  const wrong = texts().filter((text) =>
    [...text.matchAll(new RegExp(sign, 'gu'))].some(([found]) => !found.includes(space)),
  );
  expect(wrong).toEqual([]);
});

test('apostrophes and dots of suspension are those of print', () => {
  expect(texts().filter((text) => /\p{L}'\p{L}|\.\.\./u.test(text.replace(/^\S+/, '')))).toEqual([]);
});
