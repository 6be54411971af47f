import { createHmac, timingSafeEqual } from 'node:crypto';

/** Which refresh token of which login: the first is generation 1, each use brings the next. */
export interface RefreshToken {
  readonly loginId: string;
  readonly generation: number;
}

/**
 * Refresh tokens are computed, not stored: the database knows only which generation comes next, so a stolen
 * copy of it gives none, and any earlier one is recognised for ever as used.
 */
export function makeRefreshToken(key: Buffer, { loginId, generation }: RefreshToken): string {
  return `${loginId}.${generation}.${mac(key, `${loginId}.${generation}`)}`;
}

/** Reads a token of ours; undefined for anything else: guessing one ends nobody's session. */
export function readRefreshToken(key: Buffer, token: unknown): RefreshToken | undefined {
  const parts = typeof token === 'string' ? /^([0-9a-f-]{36})\.(\d{1,9})\.([\w-]{43})$/.exec(token) : null;
  const [, loginId, generation, given] = parts ?? [];
  if (!loginId || !generation || !given) {
    return undefined;
  }
  const expected = Buffer.from(mac(key, `${loginId}.${generation}`));
  return timingSafeEqual(expected, Buffer.from(given))
    ? { loginId, generation: Number(generation) }
    : undefined;
}

function mac(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url');
}
