import { setTimeout as sleep } from 'node:timers/promises';

/** Attempts of one request while the server asks to wait: ten full minutes of the real server's quota. */
const MAX_WAITS = 10;
/** The real server counts by the minute (spec/medplum.md 11). */
const LONGEST_WAIT_S = 120;
const DEFAULT_WAIT_S = 5;

export interface PoliteOptions {
  /** Once aborted, no further request leaves; the one under way ends. */
  readonly signal?: AbortSignal;
  /** Told of each wait, in seconds. */
  readonly onWait?: (seconds: number) => void;
}

/** No request leaves any more, because somebody asked so. */
export class Interrupted extends Error {
  /** The one name that MedplumClient does not take for a network failure worth another attempt. */
  override readonly name = 'AbortError';
}

/**
 * A `fetch` for MedplumClient that waits as long as a 429 says (headers `RateLimit` or `Retry-After`), and can
 * be stopped between two requests, never inside one: a request cut in the middle may have been done.
 */
export function politeFetch({ signal, onWait = () => undefined }: PoliteOptions = {}): typeof fetch {
  return async (input, init) => {
    for (let waits = 0; ; waits++) {
      if (signal?.aborted) {
        throw new Interrupted('Interrompu');
      }
      const response = await fetch(input, init);
      if (response.status !== 429 || waits >= MAX_WAITS) {
        return response;
      }
      await response.body?.cancel();
      await waitFor(secondsToWait(response.headers), { signal, onWait });
    }
  };
}

/**
 * Waits, unless it is stopped meanwhile.
 * @throws Interrupted
 */
export async function waitFor(seconds: number, { signal, onWait }: PoliteOptions): Promise<void> {
  onWait?.(seconds);
  await sleep(seconds * 1000, undefined, { signal }).catch(() => {
    throw new Interrupted('Interrompu');
  });
}

/**
 * How long the server asks to wait: the longest reset of an exhausted quota (`"fhir";r=0;t=12`), or
 * `Retry-After` in seconds.
 */
export function secondsToWait(headers: Headers): number {
  const quotas = (headers.get('ratelimit') ?? '').split(',').flatMap((quota) => {
    const remaining = /;\s*r=(\d+)/.exec(quota)?.[1];
    const reset = /;\s*t=(\d+)/.exec(quota)?.[1];
    return remaining === '0' && reset ? [Number(reset)] : [];
  });
  const after = Number.parseInt(headers.get('retry-after') ?? '', 10);
  const asked = quotas.length > 0 ? Math.max(...quotas) : Number.isNaN(after) ? DEFAULT_WAIT_S : after;
  // A quota that resets "in 0 s" has less than one second to go.
  return Math.min(Math.max(asked, 1), LONGEST_WAIT_S);
}
