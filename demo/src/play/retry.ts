import { OperationOutcomeError } from '@medplum/core';

/** Waits between attempts, in milliseconds: three attempts in all. */
const WAITS = [300, 1500];

/**
 * Does a piece of work until it is done. What it writes is written in one transaction, so that work that is already
 * there is there as a whole: asking before each attempt makes a lost answer harmless.
 *
 * @param isDone asks the server (or the ledger) whether an earlier attempt succeeded.
 * @throws the last error; at once when the server says the request itself is wrong.
 */
export async function untilDone(
  work: () => Promise<void>,
  isDone: () => Promise<boolean> | boolean,
  waits: readonly number[] = WAITS,
): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await work();
      return;
    } catch (error) {
      const wait = waits[attempt];
      if (wait === undefined || isRefusal(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
      if (await isDone()) return;
    }
  }
}

/** A request that will be refused again: only what the network or the load caused is worth another attempt. */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof OperationOutcomeError)) return (error as Error).name === 'TransactionError';
  const codes = error.outcome.issue?.map(({ code }) => code) ?? [];
  const passing = ['conflict', 'throttled', 'timeout', 'transient', 'exception', 'lock-error'];
  return !codes.some((code) => passing.includes(code ?? ''));
}

/** Does `work` on each item, `limit` at a time, in the order of the items. The first error stops the others. */
export async function inParallel<T>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  let failed = false;
  const worker = async (): Promise<void> => {
    while (!failed && next < items.length) {
      const item = items[next++]!;
      try {
        await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
}

/** Items by groups of at most `size`. */
export function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}
