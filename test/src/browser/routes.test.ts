/** Every route of the application, as somebody who may open it: readable by all, on a phone and at 200 % zoom. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Composition, Encounter } from '@medplum/fhirtypes';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { repository } from '../support/shared.ts';
import { liveRoom } from './live-room.ts';
import {
  checkAxe,
  checkNoSideScroll,
  type Demonstration,
  demonstration,
  shot,
  type Who,
} from './support/index.ts';

const SESSION = 'https://dcc.example.org/fhir/CodeSystem/dcc|rcp-session';
const SIGNED = 'type=http://loinc.org|34794-8&status=final&_sort=-date&_count=1';
/** The paths that the folders of the application declare: a new screen is tried without being listed here. */
const PATHS = globSync('apps/clinic/src/*/routes.tsx', { cwd: repository })
  .flatMap((file) => [...readFileSync(join(repository, file), 'utf8').matchAll(/path: '([^']+)'/g)])
  .map(([, path]) => path!)
  .filter((path) => path !== '*')
  .sort();
const WHO: Record<string, Who> = {
  '/tableaux-de-bord': 'analyste',
  '/inscriptions/nouvelle': 'secretaire',
  '/inscriptions/:id': 'secretaire',
  '/diffusion': 'secretaire',
  '/patients': 'secretaire',
  '/patients/:id': 'secretaire',
};

let demo: Demonstration;
let parameters: Record<string, string>;
beforeAll(async () => {
  demo = await demonstration();
  parameters = await values();
});
afterAll(() => demo.stop());

/** One of each thing that a path names, of tonight's session where there is a choice. */
async function values(): Promise<Record<string, string>> {
  const today = new Date().toISOString().slice(0, 10);
  const sessions = `type=${SESSION}&status=planned&date=ge${today}&_sort=date&_count=1`;
  const session = (await demo.service.searchOne('Encounter', sessions)) as Encounter;
  const rcpCase = (await demo.service.searchOne('Encounter', `part-of=Encounter/${session.id}`)) as Encounter;
  const signed = (await demo.service.searchOne('Composition', SIGNED)) as Composition;
  const rcp = await demo.service.searchOne('HealthcareService', 'active=true');
  const id = (reference: string | undefined) => reference!.split('/')[1]!;
  return {
    '/sessions/:id': session.id!,
    '/catalogue/:id': rcp!.id!,
    '/inscriptions/:id': id(rcpCase.basedOn![0]!.reference),
    '/patients/:id': id(rcpCase.subject!.reference),
    '/fiches/:caseId': rcpCase.id!,
    '/fiches/:caseId/avenant': id(signed.encounter!.reference),
    '/fiches/:caseId/versions': id(signed.encounter!.reference),
    '/validation/:compositionId': signed.id!,
  };
}

/** The path with its parameter; the longest known beginning says which. */
function fill(path: string): string {
  const known = Object.keys(parameters)
    .filter((one) => path === one || path.startsWith(`${one}/`))
    .sort((a, b) => b.length - a.length)[0];
  if (!path.includes(':')) return path;
  expect(known, `aucune valeur pour ${path}`).toBeDefined();
  return path.replace(/:[a-zA-Z]+/, parameters[known!]!);
}

test('the application declares its screens', () => {
  expect(PATHS.length).toBeGreaterThan(15);
});

/** One tab for each person, which goes from address to address: every one is loaded whole, and signed in once. */
const tabs = new Map<Who, Page>();
const errors: string[] = [];
async function arriveAt(who: Who, path: string): Promise<Page> {
  const known = tabs.get(who);
  errors.length = 0;
  if (known) {
    await known.goto(new URL(path, demo.url).href);
    return known;
  }
  const page = await demo.open(who, path);
  page.on('pageerror', (error) => errors.push(error.message));
  tabs.set(who, page);
  return page;
}

test.each(PATHS)('%s', async (path) => {
  const page = await arriveAt(WHO[path] ?? 'responsable', fill(path));
  await page.locator('h1, h2').first().waitFor();
  await expect.poll(() => page.locator('.dcc-late').count(), { timeout: 20_000 }).toBe(0);
  await page.waitForTimeout(300);
  expect(await page.getByText('Cet écran n’a pas pu s’ouvrir').count()).toBe(0);
  expect(await page.getByText('Page introuvable').count()).toBe(0);
  expect(await page.title()).toMatch(/ · DCC$/);
  await checkAxe(page);
  const name = path.replace(/^\//, '').replace(/\/:?/g, '-') || 'accueil';
  await shot(page, `ecran-${name}`);
  // Half of a desk's width is what 200 % zoom leaves.
  await checkNoSideScroll(page, 720);
  await checkNoSideScroll(page);
  expect(errors).toEqual([]);
});

test('what waits on this machine is told on the next screen too, at a desk and on a phone', async () => {
  const { session } = await liveRoom(demo.service, 'Louise-Bourgeois', 1);
  const page = await demo.open('elodie.guillemin@demo.example', `/sessions/${session.id}`);
  await page.getByRole('link', { name: 'Ouvrir en direct' }).click();
  const comment = page.getByLabel('Commentaire de la RCP').and(page.locator('textarea:not([readonly])'));
  await comment.waitFor();
  await page.context().setOffline(true);
  await comment.fill('tapé hors réseau');
  await page.getByRole('link', { name: 'Préparation' }).click();
  const told = page
    .getByRole('banner')
    .getByText(/^1 modification gardée sur ce poste, envoyée au retour du réseau$/);
  await told.waitFor();
  await checkAxe(page);
  await shot(page, 'modification-gardee');
  await checkNoSideScroll(page);
  await page.context().setOffline(false);
  await told.waitFor({ state: 'detached' });
  const plan = () =>
    demo.service.searchResources('CarePlan', `encounter:Encounter.part-of=Encounter/${session.id}`, {
      cache: 'reload',
    });
  await expect
    .poll(async () => JSON.stringify(await plan()), { timeout: 20_000 })
    .toContain('tapé hors réseau');
  await page.context().close();
});
