/**
 * `npm run bench -- dashboards [--json] [--rounds 5] [--who analyste,responsable,admin3c] [--only vue,A1,Q5+thématique]
 * [--region DIR]`: from the click to the drawn screen, the overview from home, every detail from the overview, and both
 * with a filter set or a period compared (`screens.ts`), on the embedded server with a year of reports of 60
 * establishments. Each opening is that of a page just loaded: nothing is known before but the screen that is left.
 */
import { loadavg } from 'node:os';
import type { Page } from 'playwright-core';
import { type Demonstration, demonstration } from '../../browser/support/index.ts';
import { median } from '../rounds.ts';
import { type Opening, OVERVIEW, opening, watched } from './openings.ts';
import { filteredScreens, openedScreens, PAGE, type Screen } from './screens.ts';
import { wideRegion } from './seed.ts';

const PEOPLE = ['analyste', 'responsable', 'admin3c'] as const;
/** Who sees every establishment; an establishment of the bench's own (`region.ts`). */
const EVERYWHERE: ReadonlySet<string> = new Set(['analyste']);
const FINESS = '990500010';
/** Milliseconds without a request before one clicks. */
const CALM = 300;

export interface Row {
  who: string;
  /** `vue`, or an indicator; `+` what is set on it. */
  what: string;
  median: Opening;
  worst: Opening;
}

export interface DashboardsBench {
  rounds: number;
  load: readonly number[];
  rows: readonly Row[];
}

function option(args: readonly string[], name: string): string[] | undefined {
  const at = args.indexOf(`--${name}`);
  return at < 0 ? undefined : args[at + 1]?.split(',');
}

/** The middle, or the worst, of each figure by itself. */
function of(openings: readonly Opening[], pick: (values: number[]) => number): Opening {
  const keys = Object.keys(openings[0]!) as (keyof Opening)[];
  return Object.fromEntries(
    keys.map((key) => [key, pick(openings.map((one) => one[key]))]),
  ) as unknown as Opening;
}

async function calm(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(CALM);
}

/** Identifiers of the indicators that the overview shows. */
async function shown(page: Page, url: string): Promise<string[]> {
  await page.goto(new URL(PAGE, url).href);
  await page.locator(OVERVIEW).first().waitFor();
  const codes = await page.locator('.dcc-panel h3 .dcc-code').allTextContents();
  return codes.map((code) => code.trim());
}

async function measure(
  demo: Demonstration,
  who: string,
  { only, rounds, month }: { only: readonly string[] | undefined; rounds: number; month: string },
): Promise<Row[]> {
  const page = await demo.open(who);
  const session = await watched(page);
  const pid = demo.server.process.pid!;
  const ids = await shown(page, demo.url);
  const finess = EVERYWHERE.has(who) ? FINESS : undefined;
  const screens = [...openedScreens(ids), ...filteredScreens(ids, month, finess)];
  const found = new Map<Screen, Opening[]>(
    screens.filter(({ what }) => only?.includes(what) ?? true).map((screen) => [screen, []]),
  );
  // Round after round, so that a busy minute of the machine does not fall on one screen alone.
  for (let round = 0; round < rounds; round++) {
    for (const [{ from, act, drawn, isLeftBusy }, openings] of found) {
      await page.goto(new URL(from, demo.url).href);
      await page
        .locator('link' in act ? act.link : drawn)
        .first()
        .waitFor();
      if (!isLeftBusy) await calm(page);
      openings.push(await opening(page, session, pid, { act, drawn }));
    }
  }
  await page.context().close();
  return [...found].map(([{ what }, all]) => ({
    who,
    what,
    median: of(all, median),
    worst: of(all, (values) => Math.max(...values)),
  }));
}

/** @param args options, as in the head of this file. */
export async function benchDashboards(args: readonly string[]): Promise<DashboardsBench> {
  const rounds = Number(option(args, 'rounds')?.[0] ?? 5);
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(new Date());
  process.env.DCC_BROWSER_REGION = option(args, 'region')?.[0] ?? (await wideRegion(today));
  const demo = await demonstration();
  try {
    // The first quiet moment of a server goes to its GraphQL schema; it would fall on one of the openings.
    await demo.service.graphql('{ __typename }');
    const rows: Row[] = [];
    for (const who of option(args, 'who') ?? PEOPLE)
      rows.push(
        ...(await measure(demo, who, { only: option(args, 'only'), rounds, month: today.slice(0, 7) })),
      );
    return { rounds, load: loadavg(), rows };
  } finally {
    await demo.stop();
    // It may be kept for the next file of a test run; here nothing comes after.
    await demo.browser.close();
  }
}

const round = (value: number) => String(Math.round(value));

/** A line per screen: median and worst to the first figure and to the whole, then where the time of the median goes. */
export function linesOf({ rounds, load, rows }: DashboardsBench): string[] {
  const head = [
    'qui',
    'écran',
    'premier',
    'pire',
    'entier',
    'pire',
    'réponses',
    'Ko',
    'page',
    'scripts',
    'serveur',
  ];
  const table = rows.map(({ who, what, median: m, worst }) => [
    who,
    what,
    ...[
      m.first,
      worst.first,
      m.whole,
      worst.whole,
      m.answered,
      m.bytes / 1024,
      m.page,
      m.script,
      m.server,
    ].map(round),
  ]);
  const widths = head.map((_, i) => Math.max(...[head, ...table].map((line) => line[i]!.length)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, i) => (i < 2 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ');
  return [
    `${rounds} ouvertures de chaque écran ; charge de la machine ${load.map((one) => one.toFixed(1)).join(', ')} ; ms`,
    line(head),
    ...table.map(line),
  ];
}
