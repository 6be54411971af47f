/**
 * Walks the screens that the user guide shows and, with DCC_WRITE=1, takes its pictures. Always checks that the guide
 * names every screen by its title, and that each of its pictures is there.
 */
import { existsSync, globSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Composition, Encounter, Patient } from '@medplum/fhirtypes';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { repository } from '../support/shared.ts';
import { CAPTURES, capture, type Demonstration, demonstration, type Who } from './support/index.ts';

const SESSION = 'https://dcc.example.org/fhir/CodeSystem/dcc|rcp-session';
const MOST_BYTES = 2_500_000;
const GUIDE = readFileSync(join(repository, 'docs', 'guide-utilisateur.md'), 'utf8');
const pictures = () => [...GUIDE.matchAll(/!\[[^\]]+\]\(captures\/([^)]+)\)/g)].map(([, file]) => file!);
/** Words are compared, not their spaces, lines and apostrophes. */
const plain = (text: string) => text.replace(/\s+/g, ' ').replaceAll("'", '’').toLowerCase();

let demo: Demonstration;
beforeAll(async () => {
  demo = await demonstration();
});
afterAll(() => demo.stop());

/** A screen that has arrived: nothing loads any more, and its title is a word of the guide. */
async function arrive(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await expect.poll(() => page.locator('.dcc-late').count(), { timeout: 20_000 }).toBe(0);
  await page.waitForTimeout(400);
  expect(plain(GUIDE)).toContain(plain((await page.title()).replace(/ · DCC$/, '')));
}

/** One tab for each person, which goes from address to address: every screen is loaded whole, and none is a cold start. */
const tabs = new Map<Who, Page>();

async function visit(who: Who, path: string): Promise<Page> {
  const known = tabs.get(who);
  if (known) await known.goto(new URL(path, demo.url).href);
  const page = known ?? (await demo.open(who, path));
  tabs.set(who, page);
  await arrive(page);
  return page;
}

async function show(who: Who, path: string, name: string): Promise<Page> {
  const page = await visit(who, path);
  // A guide shows no failure.
  expect(await page.getByText('Impossible d’afficher cette page').count()).toBe(0);
  await capture(page, name);
  return page;
}

/** The first session to come that has cases, and one of its cases. */
async function tonight(): Promise<{ session: Encounter; rcpCase: Encounter }> {
  const today = new Date().toISOString().slice(0, 10);
  const sessions = await demo.service.searchResources(
    'Encounter',
    `type=${SESSION}&status=planned&date=ge${today}&_sort=date&_count=20`,
  );
  for (const session of sessions) {
    const rcpCase = await demo.service.searchOne('Encounter', `part-of=Encounter/${session.id}`);
    if (rcpCase) return { session, rcpCase };
  }
  throw new Error('Aucune session à venir n’a de dossier');
}

const signed = async () =>
  (await demo.service.searchOne(
    'Composition',
    'type=http://loinc.org|34794-8&status=final&_sort=-date',
  )) as Composition;

test('sign-in, its second factor, and the account', async () => {
  const context = await demo.browser.newContext({
    locale: 'fr-FR',
    viewport: { width: 1440, height: 900 },
  });
  const page = await context.newPage();
  await page.goto(demo.url);
  await page.getByRole('button', { name: 'Se connecter' }).waitFor();
  await page.getByLabel('Adresse électronique').fill('helene.arnoult@demo.example');
  await page.getByLabel('Mot de passe', { exact: true }).fill('tulipe-brouette-nuage');
  await capture(page, 'connexion');
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.getByLabel(/^Code de l’application/).waitFor();
  await capture(page, 'second-facteur');
  await context.close();
  for (const path of ['/accessibilite', '/securite']) await visit('secretaire', path);
});

test('home, calendar, catalogue and convocations', async () => {
  const home = await show('responsable', '/', 'accueil');
  await capture(home, 'accueil-telephone', 390);
  await show('responsable', '/calendrier', 'calendrier');
  const rcp = await demo.service.searchOne('HealthcareService', 'active=true');
  for (const path of ['/catalogue', '/catalogue/nouvelle', '/sessions/nouvelle']) {
    await visit('responsable', path);
  }
  const entry = await visit('responsable', `/catalogue/${rcp!.id}`);
  await entry.getByRole('heading', { name: 'Règle de quorum' }).waitFor();
  await capture(entry, 'catalogue');
  await visit('responsable', '/convocations');
});

test('an inscription is pre-filled with its sources', async () => {
  const { subject } = await signed();
  const patient = (await demo.service.readReference(subject!)) as Patient;
  const { family, given } = patient.name!.find(({ use }) => use === 'official')!;
  const born = patient.birthDate!.split('-').reverse().join('/');
  // A tab of its own: what was begun here would ask before it is left.
  const page = await demo.open('secretaire', '/inscriptions/nouvelle');
  await arrive(page);
  await page.getByLabel('Chercher un patient').fill(`${family} ${given![0]} ${born}`);
  const choices = page.getByRole('button', { name: /^Choisir :/ });
  await choices.first().waitFor();
  await capture(page, 'inscription-patient');
  await choices.first().click();
  await page.getByRole('textbox', { name: 'Médecin demandeur' }).fill('march');
  await page.getByRole('option', { name: /MARCHAND/ }).click();
  await page
    .getByRole('button', { name: /^Choisir : / })
    .nth(1)
    .click();
  const summary = page.getByRole('textbox', { name: 'Histoire de la maladie' });
  await summary.waitFor();
  await summary.scrollIntoViewIfNeeded();
  await summary.press('Enter');
  await page
    .getByText(/^Repris de /)
    .first()
    .waitFor();
  expect(plain(GUIDE)).toContain(plain((await page.title()).replace(/ · DCC$/, '')));
  await page.getByRole('heading', { name: 'Le dossier médical' }).evaluate((part) => part.scrollIntoView());
  await capture(page, 'inscription');
  await page.context().close();
}, 90_000);

test('a session is prepared, printed and held', async () => {
  const { session, rcpCase } = await tonight();
  const request = rcpCase.basedOn![0]!.reference!.split('/')[1];
  await visit('responsable', `/inscriptions/${request}`);
  await show('responsable', `/sessions/${session.id}`, 'preparation');
  await visit('responsable', `/sessions/${session.id}/ordre-du-jour`);
  await show('responsable', `/sessions/${session.id}/direct`, 'direct');
  await show('responsable', `/fiches/${rcpCase.id}`, 'fiche');
}, 90_000);

test('a fiche is signed, amended and followed; its document is listed', async () => {
  const { encounter } = await signed();
  const rcpCase = encounter!.reference!.split('/')[1];
  const page = await visit('responsable', '/validation');
  await page.keyboard.press('j');
  await page.getByRole('region', { name: 'Identité du patient' }).waitFor();
  await page.waitForTimeout(500);
  await capture(page, 'validation');
  await capture(page, 'validation-telephone', 390);
  await visit('responsable', `/fiches/${rcpCase}/avenant`);
  await visit('responsable', `/fiches/${rcpCase}/versions`);
  await show('secretaire', '/diffusion', 'documents');
}, 90_000);

test('a patient’s way and the announcement; the dashboards', async () => {
  await visit('responsable', '/patients');
  const { subject } = await signed();
  await show('responsable', `/patients/${subject!.reference!.split('/')[1]}`, 'patient');
  await visit('analyste', '/tableaux-de-bord');
});

test('every picture that the guide names is there, light enough, and none is left over', () => {
  const named = pictures();
  expect(named.length).toBeGreaterThan(12);
  for (const file of named) expect(existsSync(join(CAPTURES, file)), file).toBe(true);
  const kept = readdirSync(CAPTURES);
  expect(kept.filter((file) => !named.includes(file))).toEqual([]);
  const bytes = kept.reduce((sum, file) => sum + statSync(join(CAPTURES, file)).size, 0);
  expect(bytes).toBeLessThan(MOST_BYTES);
});

test('every entry of the menu has its words in the guide', () => {
  const words = globSync('apps/clinic/src/*/messages.fr.ts', { cwd: repository })
    .flatMap((file) => [...readFileSync(join(repository, file), 'utf8').matchAll(/^ {2}nav: '([^']+)'/gm)])
    .map(([, word]) => word!);
  expect(words.length).toBeGreaterThan(6);
  for (const word of words) expect(plain(GUIDE)).toContain(plain(word));
});
