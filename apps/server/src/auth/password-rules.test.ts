import { describe, expect, test } from 'vitest';
import { COMMON_PASSWORDS } from './common-passwords.ts';
import { normalizePassword, passwordProblem } from './password-rules.ts';

const ABOUT = ['claire.delacroix@chu-exemple.fr', 'Claire', 'Delacroix'];

describe('good passwords', () => {
  test.each([
    'cheval agrafe batterie correcte',
    'le tramway jaune part à 7h12',
    'vJ8#kq2!LmZx9',
    'xkqvwzjhbnpt',
    'Ma grand-mère tricote des nuages',
    'пароль из восьми слов',
    '正確的馬電池釘書針一二三',
    'tournevis Delacroix pamplemousse',
    `${'x9'.repeat(3)}Kpw;Tz`,
  ])('%s', (password) => {
    expect(passwordProblem(password, ABOUT)).toBeUndefined();
  });

  test('no rule of composition: lower case alone will do, so will spaces', () => {
    expect(passwordProblem('brouette fanion girouette', ABOUT)).toBeUndefined();
  });
});

describe('bad ones, with the reason', () => {
  test.each(['', 'court', 'onze lettre', '🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑'])('too short: %j', (password) => {
    expect(passwordProblem(password, ABOUT)).toContain('au moins 12');
  });

  test('too long', () => {
    expect(passwordProblem('aB3 '.repeat(51), ABOUT)).toContain('au plus 200');
  });

  test.each([
    'claire.delacroix',
    'Delacroix2026!',
    'DELACROIX-claire',
    'chu-exemple-2026',
    'Délàcroix 12345',
  ])('the person’s own name or address: %j', (password) => {
    expect(passwordProblem(password, ABOUT)).toContain('votre nom');
  });

  test.each([
    'motdepasse123',
    'MotDePasse2026!',
    'M0td3p4ss3 !!!!',
    'Password1234!',
    'p@ssw0rdp@ssw0rd',
    'azertyuiop123',
    'AZERTYUIOPQSDF',
    'qwertyuiop[]12',
    '123456789012',
    '210987654321',
    '12345678901234567890',
    'aaaaaaaaaaaa',
    'abababababab',
    'abcdefghijklm',
    'Bienvenue2026!!',
    'Oncologie-2026',
    'hopital hopital',
    'Doudou&Loulou75',
    'Marseille13013!',
    'Septembre2026.',
    'Hôpital2026Chru',
    'iloveyou iloveyou',
    'changeme-changeme',
  ])('common: %j', (password) => {
    expect(passwordProblem(password, ABOUT)).toContain('trop courant');
  });
});

test('one password typed in two ways is one password', () => {
  expect(normalizePassword('cafe\u0301 crème')).toBe(normalizePassword('café cre\u0300me'));
});

test('the list holds folded words only, the longest first', () => {
  expect(COMMON_PASSWORDS.length).toBeGreaterThan(200);
  for (const [i, word] of COMMON_PASSWORDS.entries()) {
    expect(word).toMatch(/^[a-z]{4,}$/);
    expect(word.length).toBeLessThanOrEqual(COMMON_PASSWORDS[i - 1]?.length ?? 99);
  }
});

test('the worst input is judged at once', { retry: 2 }, () => {
  const start = performance.now();
  for (const text of ['azertyuiop'.repeat(20), '4'.repeat(200), '@$!'.repeat(66), 'motdepass'.repeat(22)]) {
    passwordProblem(text, ABOUT);
  }
  expect(performance.now() - start).toBeLessThan(200);
});
