import { createHash, timingSafeEqual } from 'node:crypto';

export interface Challenge {
  readonly codeChallenge: string | null;
  readonly codeChallengeMethod: 'plain' | 'S256' | null;
}

/** RFC 7636 §4.6. A method not given is plain (§4.3). */
export function verifierMatches(challenge: Challenge, verifier: unknown): boolean {
  if (
    !challenge.codeChallenge ||
    typeof verifier !== 'string' ||
    !/^[A-Za-z0-9._~-]{43,128}$/.test(verifier)
  ) {
    return false;
  }
  const actual =
    challenge.codeChallengeMethod === 'S256'
      ? createHash('sha256').update(verifier).digest('base64url')
      : verifier;
  const [a, b] = [Buffer.from(actual), Buffer.from(challenge.codeChallenge)];
  return a.length === b.length && timingSafeEqual(a, b);
}
