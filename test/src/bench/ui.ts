/**
 * `npm run bench -- ui [--json]`: the application in Chromium with the processor slowed down four times, on a real
 * server: first load, bytes of script, and the answers to keys on an agenda of 60 and a worklist of 500, beside those of
 * an empty page in the same run.
 */
import type { CDPSession, Page } from 'playwright-core';
import { type Demonstration, demonstration } from '../browser/support/index.ts';
import { copyCases, pattern } from './ui-data.ts';
import { keyRounds, type Round } from './ui-keys.ts';

const SLOWER = 4;
/** Down the list, with a look back now and then. */
const KEYS = Array.from({ length: 24 }, (_, n) => (n % 3 === 2 ? 'k' : 'j'));
const PACE = { slower: SLOWER, rounds: 3 };
const INP_BUDGET = 200;
const SESSION = 'https://dcc.example.org/fhir/CodeSystem/dcc|rcp-session';

export interface UiFigure {
  what: string;
  value: number;
  unit: 'ms' | 'ko';
  /** Absent: the figure explains another one. */
  budget?: number;
}

/** Notes the largest paint of the page; in text, since it runs there. */
const OBSERVE = `
  window.dccLcp = 0;
  new PerformanceObserver((list) => { for (const one of list.getEntries()) window.dccLcp = one.startTime; })
    .observe({ type: 'largest-contentful-paint', buffered: true });
`;

async function slowDown(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  return session;
}

/** Compressed bytes of the scripts that a page asked for. */
async function scriptBytes(page: Page): Promise<number> {
  return page.evaluate(`performance.getEntriesByType('resource')
    .filter((one) => one.name.endsWith('.js')).reduce((sum, one) => sum + one.encodedBodySize, 0)`);
}

async function firstLoad(demo: Demonstration): Promise<UiFigure[]> {
  const context = await demo.browser.newContext({ locale: 'fr-FR' });
  const page = await context.newPage();
  await slowDown(page);
  await page.addInitScript(OBSERVE);
  await page.goto(demo.url);
  await page.getByRole('button', { name: 'Se connecter' }).waitFor();
  await page.waitForTimeout(1500);
  const lcp = (await page.evaluate('window.dccLcp')) as number;
  await context.close();
  const home = await demo.open('secretaire');
  await home.getByRole('region', { name: 'Mes sessions' }).getByRole('listitem').first().waitFor();
  const bytes = await scriptBytes(home);
  return [
    { what: 'première page (LCP), processeur ralenti 4 fois', value: lcp, unit: 'ms', budget: 2500 },
    { what: 'scripts jusqu’à l’accueil, compressés', value: bytes / 1024, unit: 'ko', budget: 350 },
  ];
}

/** The same keys on a page that only writes which one it was: what this machine takes for any key at this moment. */
async function witness(demo: Demonstration): Promise<UiFigure[]> {
  const context = await demo.browser.newContext();
  const page = await context.newPage();
  await page.setContent('<!doctype html><title>témoin</title><p></p>');
  await page.evaluate(`addEventListener('keydown', ({ key }) => {
    document.querySelector('p').textContent = key; })`);
  const round = await keyRounds(page, KEYS, PACE);
  await context.close();
  return figures('page vide (témoin)', round);
}

/** What is felt has the budget; the rest tells where it goes, and what of it the load of the machine explains. */
function figures(where: string, { slowest, middle }: Round): UiFigure[] {
  const of = (what: string, value: number, budget?: number): UiFigure => ({
    what: `${where} : ${what}`,
    value,
    unit: 'ms',
    ...(budget ? { budget } : {}),
  });
  return [
    of('touche la plus lente', slowest.felt, INP_BUDGET),
    of('dont attente', slowest.waited),
    of('dont travail', slowest.worked),
    of('touche du milieu', middle.felt),
    of('processeur d’une touche, suites comprises', middle.processor),
  ];
}

async function agendaOf60(demo: Demonstration): Promise<UiFigure[]> {
  const today = new Date().toISOString().slice(0, 10);
  const [session] = await demo.service.searchResources(
    'Encounter',
    `type=${SESSION}&status=planned&date=ge${today}&_sort=date&_count=1`,
  );
  const known = await demo.service.searchResources(
    'Encounter',
    `part-of=Encounter/${session!.id}&_count=100`,
  );
  const service = await demo.server.client({ extended: true });
  await copyCases(service, await pattern(service, 'planned', session!.id), 60 - known.length);
  const page = await demo.open('responsable', `/sessions/${session!.id}/direct`);
  await page.getByRole('region', { name: 'Identité du patient' }).waitFor({ timeout: 120_000 });
  return figures('ordre du jour de 60', await keyRounds(page, KEYS, PACE));
}

async function worklistOf500(demo: Demonstration): Promise<UiFigure[]> {
  await copyCases(demo.service, await pattern(demo.service, 'finished'), 500);
  const page = await demo.open('responsable', '/validation');
  await page
    .getByRole('list', { name: 'Liste des fiches à valider' })
    .getByRole('listitem')
    .first()
    .waitFor();
  return figures('liste de 500', await keyRounds(page, KEYS, PACE));
}

export async function benchUi(): Promise<UiFigure[]> {
  const demo = await demonstration();
  try {
    return [
      ...(await firstLoad(demo)),
      ...(await witness(demo)),
      ...(await agendaOf60(demo)),
      ...(await worklistOf500(demo)),
    ];
  } finally {
    await demo.stop();
  }
}
