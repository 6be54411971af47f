/** What opening a screen costs, in the page, on its main thread and on the server. */
import { readFileSync } from 'node:fs';
import type { CDPSession, Page } from 'playwright-core';

/** One opening, in milliseconds. */
export interface Opening {
  /** From the click to the frame with a first figure drawn. */
  first: number;
  /** To the frame where nothing is awaited any more. */
  whole: number;
  /** Last answer that came before it was whole, from the click: the rest is the page's own. */
  answered: number;
  requests: number;
  /** Of these answers, unpacked. */
  bytes: number;
  /** Processor of the page's main thread. */
  page: number;
  /** Of it, scripts. */
  script: number;
  /** Processor of the server. */
  server: number;
}

type Seen = Pick<Opening, 'first' | 'whole' | 'answered' | 'requests' | 'bytes'>;

/**
 * Follows the link and watches frames until nothing is awaited; in text, since it runs in the page. A frame that is
 * drawn is told by the task after it.
 */
const OPEN = `(async ([selector, drawn]) => {
  const link = document.querySelector(selector);
  if (!link) throw new Error('no ' + selector);
  performance.clearResourceTimings();
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  const start = performance.now();
  link.click();
  let first = 0;
  for (;;) {
    const root = document.querySelector('.dcc-dashboards');
    const isDrawn = root?.querySelector(drawn) != null;
    const isAwaited = root?.querySelector('[role=status]') != null;
    await frame();
    const now = performance.now() - start;
    if (root?.querySelector('[role=alert]')) throw new Error(root.textContent);
    if (now > 120000) throw new Error('not drawn in two minutes');
    if (isDrawn && first === 0) first = now;
    if (!isDrawn || isAwaited) continue;
    const answers = performance.getEntriesByType('resource').filter(({ name }) => name.includes('/fhir/'));
    return { first, whole: now, requests: answers.length,
      answered: Math.max(0, ...answers.map((one) => one.responseEnd)) - (answers.length ? start : 0),
      bytes: answers.reduce((sum, one) => sum + one.decodedBodySize, 0) };
  }
})`;

/** Charts of a detail, or panels of the overview. */
export const DETAIL = 'svg.dcc-chart';
export const OVERVIEW = '.dcc-panel';

async function spent(session: CDPSession): Promise<{ page: number; script: number }> {
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (wanted: string) => 1000 * metrics.find(({ name }) => name === wanted)!.value;
  return { page: of('TaskDuration'), script: of('ScriptDuration') };
}

/** Milliseconds of processor of a process, all threads, in steps of 10 (a hundred ticks a second). */
export function processorOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Counts the processor of the page's main thread, which others' load leaves alone. */
export async function watched(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return session;
}

/** @param link selector of what is clicked. @param drawn selector of what tells that something is shown. */
export async function opening(
  page: Page,
  session: CDPSession,
  server: number,
  { link, drawn }: { link: string; drawn: string },
): Promise<Opening> {
  const before = { ...(await spent(session)), server: processorOf(server) };
  const seen = (await page.evaluate(`${OPEN}(${JSON.stringify([link, drawn])})`)) as Seen;
  const after = await spent(session);
  return {
    ...seen,
    page: after.page - before.page,
    script: after.script - before.script,
    server: processorOf(server) - before.server,
  };
}
