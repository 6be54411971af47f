/** Without a mouse: the menu and the skip link, a session held by its keys, a fiche signed. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LiveRoom, liveRoom } from './live-room.ts';
import { type Demonstration, demonstration } from './support/index.ts';

const COORDINATOR = 'laurent.desmarest@demo.example';
const CODE = 'Code de votre application d’authentification';
const PATIENCE = { timeout: 30_000, interval: 300 };

let demo: Demonstration;
let room: LiveRoom;
beforeAll(async () => {
  demo = await demonstration();
  room = await liveRoom(demo.service, 'Louise-Bourgeois', 3);
});
afterAll(() => demo.stop());

const hasFocus = (target: Locator) => target.evaluate((element) => element === document.activeElement);

/** Presses Tab, or another key that walks, until the target has the focus; fails when it never comes there. */
async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < 150; presses++) {
    if (await hasFocus(target)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`Inatteignable au clavier : ${target}`);
}

const title = (page: Page) => page.getByRole('heading', { level: 1 });

test('the first Tab meets the skip link, and it leads past the menu', async () => {
  const page = await demo.open('secretaire');
  await page.reload();
  await title(page).waitFor();
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Aller au contenu' });
  expect(await hasFocus(skip)).toBe(true);
  expect((await skip.boundingBox())!.x).toBeGreaterThanOrEqual(0);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement!.closest('main') !== null)).toBe(true);
});

test('every line of the menu opens its screen, whose title has the focus', async () => {
  const page = await demo.open('secretaire');
  const menu = page.getByRole('navigation', { name: 'Menu principal' }).getByRole('link');
  await menu.first().waitFor();
  const count = await menu.count();
  expect(count).toBeGreaterThan(5);
  for (let line = 1; line < count; line++) {
    // Back from the title, as one does: forward, the whole list of documents lies between.
    await tabTo(page, menu.nth(line), 'Shift+Tab');
    const to = (await menu.nth(line).getAttribute('href'))!;
    await page.keyboard.press('Enter');
    await page.waitForURL(`**${to}*`);
    // A search screen puts the hand in its field at once; the others say their title.
    const told = () => page.evaluate(() => document.activeElement!.matches('main h1, main input'));
    await expect.poll(told, PATIENCE).toBe(true);
  }
});

test('the account’s menu opens, is walked by the arrows and closes', async () => {
  const page = await demo.open('secretaire');
  const account = page.getByRole('button', { name: /Valérie TOURNIER/ });
  await tabTo(page, account);
  await page.keyboard.press('Enter');
  const item = page.getByRole('menuitem', { name: 'Accessibilité' });
  await item.waitFor();
  for (let presses = 0; presses < 5 && !(await hasFocus(item)); presses++) {
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Escape');
  await item.waitFor({ state: 'detached' });
  await expect.poll(() => hasFocus(account)).toBe(true);
  await page.keyboard.press('Enter');
  await item.waitFor();
  for (let presses = 0; presses < 5 && !(await hasFocus(item)); presses++) {
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Accessibilité' }).waitFor();
  await expect.poll(() => hasFocus(title(page))).toBe(true);
});

test('on a phone the closed menu is not walked by Tab', async () => {
  const page = await demo.open('secretaire', '/', { viewport: { width: 390, height: 844 } });
  await title(page).waitFor();
  const menu = page.getByRole('navigation', { name: 'Menu principal', includeHidden: true });
  const inMenu = () => menu.evaluate((nav) => nav.contains(document.activeElement));
  // The menu comes between the account and the content of the page.
  const account = page.getByRole('button', { name: /Valérie TOURNIER/ });
  await account.focus();
  await page.keyboard.press('Tab');
  expect(await inMenu()).toBe(false);
  await page.keyboard.press('Shift+Tab');
  expect(await hasFocus(account)).toBe(true);

  await tabTo(page, page.getByRole('button', { name: 'Ouvrir le menu' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Fermer le menu' }).waitFor();
  await tabTo(page, menu.getByRole('link').first());
  await menu.getByRole('link').nth(1).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Ouvrir le menu' }).waitFor();
  expect(await menu.getByRole('link').nth(1).isVisible()).toBe(false);
});

test('a session is held by its keys: begin, attend, decide, put off, find', async () => {
  const page = await demo.open(COORDINATOR, `/sessions/${room.session.id}/direct`);
  await tabTo(page, page.getByRole('button', { name: 'Ouvrir la séance' }));
  await page.keyboard.press('Enter');
  const status = async () => (await demo.service.readResource('Encounter', room.session.id!)).status;
  await expect.poll(status, PATIENCE).toBe('in-progress');
  const caseStatus = async (rank: number) =>
    (await demo.service.readResource('Encounter', room.cases[rank]!.id!)).status;

  await page.keyboard.press('q');
  const sheet = page.locator('.live-person select');
  await expect.poll(() => hasFocus(sheet.first()), PATIENCE).toBe(true);
  for (const select of await sheet.all()) {
    await tabTo(page, select);
    await page.keyboard.press('p');
  }
  await page.keyboard.press('Escape');
  await page.getByText('Atteint', { exact: true }).waitFor();

  await page.keyboard.press('c');
  await expect.poll(() => caseStatus(0), PATIENCE).toBe('in-progress');
  await page.keyboard.press('d');
  await page.keyboard.type('chimio');
  await page.getByRole('option', { name: 'chimiothérapie', exact: true }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByLabel('Précisions pour chimiothérapie').waitFor();
  await page.keyboard.press('Escape');
  const current = page.locator('.live-line[aria-current]');
  const first = await current.textContent();
  await page.keyboard.press('e');
  await expect.poll(() => current.textContent(), PATIENCE).not.toBe(first);
  await expect.poll(() => caseStatus(0), PATIENCE).toBe('finished');

  const second = await current.textContent();
  await page.keyboard.press('j');
  await expect.poll(() => current.textContent()).not.toBe(second);
  await page.keyboard.press('k');
  await expect.poll(() => current.textContent()).toBe(second);
  // Up and down again, faster than cases are drawn: the screen follows, and stands.
  for (const key of 'jkjkjk') await page.keyboard.press(key);
  await expect.poll(() => current.textContent()).toBe(second);
  await page.getByLabel('Commentaire de la RCP').waitFor();

  await page.keyboard.press('p');
  const reason = page.getByLabel('Motif du report');
  await tabTo(page, reason);
  await page.keyboard.type('Comp');
  await tabTo(page, page.getByRole('button', { name: 'Reporter le dossier' }));
  await page.keyboard.press('Enter');
  await expect.poll(() => caseStatus(1), PATIENCE).toBe('cancelled');
  await reason.waitFor({ state: 'detached' });

  await page.keyboard.press('/');
  const find = page.getByLabel('Trouver un dossier');
  await expect.poll(() => hasFocus(find.first())).toBe(true);
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await page.getByText('Raccourcis du clavier').waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('Raccourcis du clavier').waitFor({ state: 'detached' });
}, 120_000);

test('a fiche is re-read and signed by the keys', async () => {
  const page = await demo.open('responsable', '/validation');
  const list = page.getByRole('list', { name: 'Liste des fiches à valider' }).getByRole('listitem');
  await list.first().waitFor();
  const before = await list.count();
  await page.keyboard.press('j');
  const code = page.getByLabel(CODE);
  await code.waitFor();
  for (let seen = 1; seen < before && (await code.isDisabled()); seen++) await page.keyboard.press('j');
  await page.keyboard.press('v');
  await expect.poll(() => hasFocus(code)).toBe(true);
  await page.keyboard.type(await demo.authenticator('responsable').code());
  await tabTo(page, page.getByRole('button', { name: 'Valider et signer' }));
  await page.keyboard.press('Enter');
  await page.getByText('Fiche validée et signée.').waitFor();
  await expect.poll(() => list.count(), PATIENCE).toBe(before - 1);
}, 120_000);
