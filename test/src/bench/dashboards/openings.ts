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

/** What is done on a screen: a link is followed, or a filter, by its label, is set to a value. */
export type Act = { link: string } | { filter: string; value: string };

/**
 * Does it and watches frames until nothing is awaited; in text, since it runs in the page. A frame that is drawn is told
 * by the task after it. A filter leaves the old figures on the screen for a moment: it is drawn when they are others.
 */
const OPEN = `(async ([act, drawn]) => {
  const shown = () => document.querySelector('.dcc-dashboards');
  const figures = () => [...(shown()?.querySelectorAll('.dcc-panel, section') ?? [])].map((one) => one.textContent).join();
  const before = act.filter && figures();
  const start = () => {
    if (act.link) {
      const link = document.querySelector(act.link);
      if (!link) throw new Error('no ' + act.link);
      return () => link.click();
    }
    const box = [...document.querySelectorAll('.dcc-filter')].find((one) => one.querySelector('label').textContent === act.filter);
    const select = box?.querySelector('select');
    if (![...(select?.options ?? [])].some(({ value }) => value === act.value)) throw new Error('no ' + JSON.stringify(act));
    // React hears of a value that is not set by way of itself.
    Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value').set.call(select, act.value);
    return () => select.dispatchEvent(new Event('change', { bubbles: true }));
  };
  const go = start();
  performance.clearResourceTimings();
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  const began = performance.now();
  go();
  let first = 0;
  for (;;) {
    const root = shown();
    const isDrawn = root?.querySelector(drawn) != null && (before === undefined || figures() !== before);
    const isAwaited = root?.querySelector('[role=status]') != null;
    await frame();
    const now = performance.now() - began;
    if (root?.querySelector('[role=alert]')) throw new Error(root.textContent);
    if (now > 120000) throw new Error('not drawn in two minutes: ' + JSON.stringify(act));
    if (isDrawn && first === 0) first = now;
    if (!isDrawn || isAwaited) continue;
    const answers = performance.getEntriesByType('resource').filter(({ name }) => name.includes('/fhir/'));
    return { first, whole: now, requests: answers.length,
      answered: Math.max(0, ...answers.map((one) => one.responseEnd)) - (answers.length ? began : 0),
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

/** @param drawn selector of what tells that something is shown. */
export async function opening(
  page: Page,
  session: CDPSession,
  server: number,
  { act, drawn }: { act: Act; drawn: string },
): Promise<Opening> {
  const before = { ...(await spent(session)), server: processorOf(server) };
  const seen = (await page.evaluate(`${OPEN}(${JSON.stringify([act, drawn])})`)) as Seen;
  const after = await spent(session);
  return {
    ...seen,
    page: after.page - before.page,
    script: after.script - before.script,
    server: processorOf(server) - before.server,
  };
}
