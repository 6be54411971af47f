import { expect, test } from 'vitest';
import { i18n, messages } from './index.ts';

const t = messages('essai', {
  hello: 'Bonjour {{name}} !',
  case_one: '{{count}} dossier',
  case_other: '{{count}} dossiers',
  'with.dot': 'clé à point : une seule clé',
});

test('values are put in the text as they are: React escapes, not we', () => {
  expect(t('hello', { name: 'Mme L’Hôpital <née Élan>' })).toBe('Bonjour Mme L’Hôpital <née Élan> !');
});

test('French plural: zero and one are singular', () => {
  expect([0, 1, 2, 60].map((count) => t('case', { count }))).toEqual([
    '0 dossier',
    '1 dossier',
    '2 dossiers',
    '60 dossiers',
  ]);
});

test('a dot or a colon in a key is part of it', () => {
  expect(t('with.dot')).toBe('clé à point : une seule clé');
});

test('a bundle added first wins: a region may replace a word', () => {
  i18n.addResourceBundle('fr', 'region', { word: 'Réunion' }, true, true);
  const words = messages('region', { word: 'RCP', other: 'Séance' });
  expect([words('word'), words('other')]).toEqual(['Réunion', 'Séance']);
});
