import type { Request, Response } from 'express';
import { seal, unseal } from '../seal.ts';

const SECONDS = 600;
const PATH = '/auth/external';

/**
 * What an attempt remembers, in the browser that began it and nowhere else: sealed, so that it can neither be
 * read nor made up, and bound to its `state`, so that the answer to one attempt never meets another's.
 */
export class AttemptCookie {
  readonly #key: Buffer;
  readonly #secure: () => boolean;

  constructor(key: Buffer, secure: () => boolean) {
    this.#key = key;
    this.#secure = secure;
  }

  set(res: Response, state: string, value: object): void {
    const text = JSON.stringify({ ...value, expiresAt: Date.now() + SECONDS * 1000 });
    res.cookie(nameOf(state), seal(this.#key, state, text), { ...this.#options(), maxAge: SECONDS * 1000 });
  }

  /** Reads it once: whatever comes next, this attempt is over. */
  take<T>(req: Request, res: Response, state: unknown): T | undefined {
    if (typeof state !== 'string' || state === '') {
      return undefined;
    }
    const name = nameOf(state);
    const sealed = readCookies(req.headers.cookie ?? '').get(name);
    res.clearCookie(name, this.#options());
    const text = sealed && unseal(this.#key, state, sealed);
    const value = text ? (JSON.parse(text) as T & { expiresAt: number }) : undefined;
    return value && value.expiresAt > Date.now() ? value : undefined;
  }

  #options() {
    // Lax: the browser comes back from the provider by a top-level GET.
    return { httpOnly: true, sameSite: 'lax', secure: this.#secure(), path: PATH } as const;
  }
}

/** Several tabs may be signing in at once. */
function nameOf(state: string): string {
  return `dcc_external_${state.replace(/\W/g, '').slice(0, 12)}`;
}

function readCookies(header: string): Map<string, string> {
  const pairs = header.split(';').map((pair) => pair.trim().split('=', 2));
  return new Map(pairs.map(([name = '', value = '']) => [name, value]));
}
