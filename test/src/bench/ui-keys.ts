/** What a key costs on a page, told apart: waiting, work, display; and the processor's own time, which others' load leaves alone. */
import type { CDPSession, Page } from 'playwright-core';

/** One key, in milliseconds. */
export interface KeyCost {
  /** From the press to the next frame: what a person feels (Event Timing, steps of 8 ms). */
  felt: number;
  /** Of it, before the first handler: the page was busy with something else. */
  waited: number;
  /** Of it, in the handlers. */
  worked: number;
  /** Processor of the page's main thread until the next key, what was loaded and drawn afterwards included. */
  processor: number;
}

/** A round of keys: the slowest felt, and what the ones in the middle took. */
export interface Round {
  slowest: KeyCost;
  middle: KeyCost;
}

const BETWEEN_MS = 250;
/** Event Timing tells of no event under this. */
const LEAST_MS = 16;

/** Notes each interaction of the page; in text, since it runs there. */
const OBSERVE = `
  window.dccKeys = new Map();
  new PerformanceObserver((list) => { for (const one of list.getEntries()) if (one.interactionId) {
    const known = window.dccKeys.get(one.interactionId);
    if (!known || one.duration > known.felt) window.dccKeys.set(one.interactionId, { felt: one.duration,
      waited: one.processingStart - one.startTime, worked: one.processingEnd - one.processingStart }); } })
    .observe({ type: 'event', durationThreshold: ${LEAST_MS}, buffered: false });
`;

type Seen = Omit<KeyCost, 'processor'>;

async function taskMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return 1000 * metrics.find(({ name }) => name === 'TaskDuration')!.value;
}

/** Presses keys one after another at the pace of a quick person. */
async function presses(page: Page, session: CDPSession, keys: readonly string[]): Promise<KeyCost[]> {
  const costs: KeyCost[] = [];
  for (const key of keys) {
    await page.evaluate('window.dccKeys.clear()');
    const before = await taskMs(session);
    await page.keyboard.press(key);
    await page.waitForTimeout(BETWEEN_MS);
    // Entries come with the frame after their event: a busy page tells of them late.
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done, 20)))');
    const seen = (await page.evaluate('[...window.dccKeys.values()]')) as Seen[];
    const slowest = seen.sort((a, b) => b.felt - a.felt)[0] ?? { felt: LEAST_MS, waited: 0, worked: 0 };
    costs.push({ ...slowest, processor: (await taskMs(session)) - before });
  }
  return costs;
}

const byFelt = (a: KeyCost, b: KeyCost) => a.felt - b.felt;

/**
 * Several rounds of keys on a page whose processor is slowed down.
 * @param slower how many times.
 * @returns the round in the middle: one disturbed by the machine's other work does not count.
 */
export async function keyRounds(
  page: Page,
  keys: readonly string[],
  { slower, rounds }: { slower: number; rounds: number },
): Promise<Round> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
  await page.evaluate(OBSERVE);
  const all: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    const costs = (await presses(page, session, keys)).sort(byFelt);
    all.push({ slowest: costs.at(-1)!, middle: costs[Math.floor(costs.length / 2)]! });
  }
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await session.detach();
  return all.sort((a, b) => byFelt(a.slowest, b.slowest))[Math.floor(rounds / 2)]!;
}
