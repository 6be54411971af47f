/** Coming in, going out, and a session that ends under somebody's hands. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  checkAxe,
  checkNoSideScroll,
  type Demonstration,
  demonstration,
  PEOPLE,
  shot,
  signIn,
} from './support/index.ts';

let demo: Demonstration;
beforeAll(async () => {
  demo = await demonstration();
});
afterAll(() => demo.stop());

const fresh = async (): Promise<Page> => {
  const context = await demo.browser.newContext({ locale: 'fr-FR' });
  const page = await context.newPage();
  await page.goto(demo.url);
  return page;
};

test('the first page asks who one is, in French, for everybody', async () => {
  const page = await fresh();
  await page.getByRole('button', { name: 'Se connecter' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('fr');
  await checkAxe(page);
  await checkNoSideScroll(page);
  await shot(page, 'connexion');
  await page.context().close();
});

test('a wrong password is told, and what was typed stays', async () => {
  const page = await fresh();
  await page.getByLabel('Adresse électronique').fill(PEOPLE.secretaire);
  await page.getByLabel('Mot de passe', { exact: true }).fill('pas le bon mot');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('alert').textContent()).toMatch(/mot de passe/i);
  expect(await page.getByLabel('Adresse électronique').inputValue()).toBe(PEOPLE.secretaire);
  await page.context().close();
});

test('a secretary comes in and sees her name, her role and her menu; nobody sees another’s', async () => {
  const secretary = await demo.open('secretaire');
  await secretary.getByText('Valérie TOURNIER').first().waitFor();
  await secretary.getByText('Secrétaire de RCP').first().waitFor();
  await checkAxe(secretary);
  const analyst = await demo.open('analyste');
  await analyst.getByText('Analyste').first().waitFor();
});

test('who signs has a second factor: a wrong code is told, the right one opens', async () => {
  const page = await fresh();
  await page.getByLabel('Adresse électronique').fill(PEOPLE.responsable);
  await page.getByLabel('Mot de passe', { exact: true }).fill('tulipe-brouette-nuage');
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.getByLabel(/^Code de l’application/).fill('000000');
  await page.getByRole('button', { name: 'Vérifier le code' }).click();
  await page.getByRole('alert').waitFor();
  await shot(page, 'connexion-code', [1440]);
  await page.getByLabel(/^Code de l’application/).fill(await demo.authenticator('responsable').code());
  await page.getByRole('button', { name: 'Vérifier le code' }).click();
  await page.getByText('Hélène ARNOULT').first().waitFor();
  await page.context().close();
});

test('a session that ends leaves what was typed; signing in again goes on', async () => {
  const page = await demo.open('secretaire', '/securite');
  await page.getByText('Où je suis connecté').waitFor();
  await page.getByLabel('Nouveau mot de passe').fill('trois mots encore à finir');
  // The server forgets the login; the next request of the page meets the refusal.
  const medplum = await demo.client('secretaire');
  const { security } = await medplum.get('auth/me');
  for (const { id, browser } of security.sessions) {
    if (browser !== 'Node.js') await medplum.post('auth/revoke', { loginId: id });
  }
  await page.getByLabel('Mot de passe actuel').fill('tulipe-brouette-nuage');
  await page.getByRole('button', { name: 'Changer le mot de passe' }).click();
  await page.getByRole('dialog').getByText('Votre session a expiré').waitFor();
  await shot(page, 'session-expiree');
  await signIn(page, PEOPLE.secretaire);
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await page.getByLabel('Nouveau mot de passe').inputValue()).toBe('trois mots encore à finir');
  expect(new URL(page.url()).pathname).toBe('/securite');
});

test('the security page: second factor, password, open sessions', async () => {
  const page = await demo.open('secretaire', '/securite');
  await page.getByRole('heading', { name: 'Second facteur' }).waitFor();
  await page.getByText('Où je suis connecté').waitFor();
  await shot(page, 'securite');
  await checkAxe(page);
  await checkNoSideScroll(page);
});

test('leaving erases what the tab knew', async () => {
  const page = await demo.open('secretaire');
  await page.getByRole('button', { name: /Valérie TOURNIER/ }).click();
  await page.getByRole('menuitem', { name: 'Se déconnecter' }).click();
  await page.getByLabel('Adresse électronique').waitFor();
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))).not.toContain(
    'accessToken',
  );
});
