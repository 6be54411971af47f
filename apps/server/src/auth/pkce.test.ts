import { expect, test } from 'vitest';
import { verifierMatches } from './pkce.ts';

/** RFC 7636 appendix B. */
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

test('the example of the RFC', () => {
  const challenge = { codeChallenge: CHALLENGE, codeChallengeMethod: 'S256' } as const;
  expect(verifierMatches(challenge, VERIFIER)).toBe(true);
  expect(verifierMatches(challenge, `${VERIFIER.slice(0, -1)}j`)).toBe(false);
  expect(verifierMatches(challenge, CHALLENGE)).toBe(false);
});

test('plain, said or not', () => {
  for (const codeChallengeMethod of ['plain', null] as const) {
    expect(verifierMatches({ codeChallenge: VERIFIER, codeChallengeMethod }, VERIFIER)).toBe(true);
    expect(verifierMatches({ codeChallenge: VERIFIER, codeChallengeMethod }, CHALLENGE)).toBe(false);
  }
});

test('no challenge, no way in', () => {
  expect(verifierMatches({ codeChallenge: null, codeChallengeMethod: null }, VERIFIER)).toBe(false);
  expect(verifierMatches({ codeChallenge: '', codeChallengeMethod: 'S256' }, '')).toBe(false);
});

test.each([
  undefined,
  null,
  1,
  [VERIFIER],
  {},
  '',
  'court',
  `${VERIFIER}é`,
  'a'.repeat(129),
  'a'.repeat(1e6),
])('no verifier: %#', (verifier) => {
  const challenge = { codeChallenge: 'a'.repeat(43), codeChallengeMethod: 'plain' } as const;
  expect(verifierMatches(challenge, verifier)).toBe(false);
});
