/** A session prepared and held: agenda by the keyboard, attendance, quorum per case, decision, recording, report, end. */
import type { CarePlan, Composition, Encounter, Observation } from '@medplum/fhirtypes';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LiveRoom, liveRoom } from './live-room.ts';
import { checkAxe, checkNoSideScroll, type Demonstration, demonstration, shot } from './support/index.ts';

const SECRETARY = 'valerie.tournier@demo.example';
const COORDINATOR = 'laurent.desmarest@demo.example';
const PATIENCE = { timeout: 30_000, interval: 300 };

let demo: Demonstration;
let room: LiveRoom;
let page: Page;
beforeAll(async () => {
  demo = await demonstration();
  room = await liveRoom(demo.service, 'Louise-Bourgeois', 5);
});
afterAll(() => demo.stop());

const of = (rank: number) => `encounter=Encounter/${room.cases[rank]!.id}`;
const readCase = (rank: number): Promise<Encounter> =>
  demo.service.readResource('Encounter', room.cases[rank]!.id!);
const readSession = (): Promise<Encounter> => demo.service.readResource('Encounter', room.session.id!);
const current = () => page.locator('.live-line[aria-current]');
const openCase = async (rank: number) => {
  await page.goto(
    new URL(`/sessions/${room.session.id}/direct?dossier=${room.cases[rank]!.id}`, demo.url).href,
  );
  await page.getByLabel('Commentaire de la RCP').waitFor();
};

/** Question, fiche and quorum of a case are read on a phone from top to bottom: no part lies beside the screen. */
async function readOnPhone(on: Page): Promise<void> {
  const before = on.viewportSize()!;
  await on.setViewportSize({ width: 390, height: 844 });
  const row = on.locator('.session-agenda tbody tr').first();
  for (const cell of await row.locator('td').all()) {
    const { x, width } = (await cell.boundingBox())!;
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(390);
  }
  expect(await row.textContent()).toMatch(/\?.*(Complète|sur \d|pas commencée).*Quorum/s);
  const scrolls = await on.locator('.session-scroll').evaluate((box) => box.scrollWidth > box.clientWidth);
  expect(scrolls).toBe(false);
  await on.setViewportSize(before);
}

test('before: the secretary orders the agenda with the keyboard, and prints it', async () => {
  const secretary = await demo.open(SECRETARY, `/sessions/${room.session.id}`);
  const rows = secretary.locator('.session-agenda tbody tr');
  await expect.poll(() => rows.count(), PATIENCE).toBe(5);
  const names = await rows.locator('a').allTextContents();
  await checkAxe(secretary);
  await checkNoSideScroll(secretary);
  await shot(secretary, 'session-preparation');
  await readOnPhone(secretary);
  await secretary
    .getByRole('button', { name: `Descendre ${names[0]}` })
    .first()
    .press('Enter');
  await expect.poll(() => rows.nth(1).locator('a').textContent(), PATIENCE).toBe(names[0]);
  const handle = secretary.getByRole('button', { name: new RegExp(`^Déplacer ${names[0]}`) }).first();
  await expect.poll(() => handle.getAttribute('aria-disabled'), PATIENCE).toBe('false');
  await handle.focus();
  await secretary.keyboard.press('Space');
  await secretary.getByText(/rang 2 sur 5/).waitFor({ state: 'attached' });
  await secretary.keyboard.press('ArrowUp');
  await secretary.getByText(/au rang 1 sur 5/).waitFor({ state: 'attached' });
  await secretary.keyboard.press('Space');
  await expect.poll(() => rows.first().locator('a').textContent(), PATIENCE).toBe(names[0]);
  await secretary
    .getByText(/Quorum incertain\s: aucune réponse/)
    .first()
    .waitFor();
  await secretary.getByRole('link', { name: 'Ordre du jour à imprimer' }).click();
  await secretary.getByText('Émargement').waitFor();
  await checkAxe(secretary);
  await shot(secretary, 'session-ordre-du-jour', [1440]);
  await secretary.context().close();
});

test('the session opens, people come in, and the quorum of the case follows', async () => {
  page = await demo.open(COORDINATOR);
  // Pressed as soon as it shows, while the session itself is still being read: it opens all the same.
  const own = new RegExp(`/Encounter/${room.session.id}$`);
  await page.route(own, async (route) => {
    await new Promise((done) => setTimeout(done, 2_000));
    await route.continue();
  });
  await page.goto(new URL(`/sessions/${room.session.id}/direct`, demo.url).href);
  await page.getByRole('button', { name: 'Ouvrir la séance' }).click();
  await page.unrouteAll({ behavior: 'wait' });
  await expect.poll(async () => (await readSession()).status, PATIENCE).toBe('in-progress');
  await page.getByText('Non atteint').waitFor();
  await page.getByText('chirurgien absent').waitFor();
  // By the keys alone: q goes to the sheet, a letter chooses, Tab goes to the next person.
  await page.locator('body').press('q');
  for (const select of await page.locator('.live-person select').all()) {
    await select.focus();
    await page.keyboard.press('p');
  }
  await page.getByText('Atteint', { exact: true }).waitFor();
  await page.getByText(/^Règle quorum-standard, version/).waitFor();
  await expect
    .poll(async () => (await readSession()).participant?.every(({ period }) => period?.start), PATIENCE)
    .toBe(true);
  await checkAxe(page);
  await shot(page, 'direct');
  await checkNoSideScroll(page);
});

test('a case is decided with the keyboard and the next one comes', async () => {
  await openCase(0);
  await page.locator('body').press('c');
  await expect.poll(async () => (await readCase(0)).status, PATIENCE).toBe('in-progress');
  await page.locator('body').press('d');
  await page.keyboard.type('chimio');
  await page.getByRole('option', { name: 'chimiothérapie', exact: true }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('soins de supp');
  await page.keyboard.press('Enter');
  await page.getByLabel('Précisions pour chimiothérapie').fill('FOLFOX, 6 cycles');
  await page.getByRole('button', { name: 'Marquer chimiothérapie comme une alternative' }).press('Enter');
  await page.getByRole('radio', { name: 'Conforme', exact: true }).check();
  await page.getByText('Nommez le référentiel').waitFor();
  await page.getByLabel('Nom du référentiel').fill('TNCD 2025');
  await page.getByRole('radio', { name: 'Oui' }).check();
  await page.getByLabel('Essai : nom ou numéro').fill('NCT00000000');
  await page.getByRole('button', { name: 'Ajouter un examen' }).click();
  await page.getByLabel('Examen', { exact: true }).fill('IRM hépatique');
  await page.getByRole('button', { name: 'Noter un avis minoritaire' }).click();
  await page.getByLabel('Avis minoritaire').first().fill('préfère la chirurgie');
  await page.getByLabel('De qui (facultatif)').fill('Dr OLLIVIER');
  await page.getByText(/^Enregistré à/).waitFor();
  await shot(page, 'direct-decision', [1440]);
  await page.keyboard.press('Escape');
  const before = await current().textContent();
  await page.locator('body').press('e');
  await expect.poll(() => current().textContent()).not.toBe(before);
  await expect.poll(async () => (await readCase(0)).status, PATIENCE).toBe('finished');
});

test('what was decided is in the record: plan, référentiel, trial, exam, dissent, and the fiche tells it', async () => {
  const [plan] = (await demo.service.searchResources('CarePlan', of(0))) as CarePlan[];
  expect(plan?.activity?.map(({ detail }) => [detail?.code?.text, detail?.description])).toEqual([
    ['chimiothérapie', 'En alternative : FOLFOX, 6 cycles'],
    [expect.stringMatching(/soins/i), undefined],
  ]);
  expect(plan?.note?.map(({ text }) => text)).toContain(
    'Avis minoritaire de Dr OLLIVIER : préfère la chirurgie',
  );
  const observations = (await demo.service.searchResources('Observation', of(0))) as Observation[];
  const texts = observations.map(
    ({ valueCodeableConcept, note }) => valueCodeableConcept?.text ?? note?.[0]?.text,
  );
  expect(texts).toEqual(expect.arrayContaining(['TNCD 2025', 'NCT00000000']));
  await expect
    .poll(async () => {
      const [fiche] = (await demo.service.searchResources('Composition', of(0))) as Composition[];
      return fiche?.section?.find(({ code }) => code?.coding?.[0]?.code === '18776-5')?.text?.div;
    }, PATIENCE)
    .toMatch(/chimiothérapie.*FOLFOX.*IRM hépatique/s);
  const asked = (await readCase(0)).basedOn![0] as { reference: string };
  await expect
    .poll(async () => ((await demo.service.readReference(asked)) as { status?: string }).status, PATIENCE)
    .toBe('completed');
});

test('without quorum nothing is decided silently', async () => {
  await openCase(1);
  const surgeons = page.locator('.live-person', { hasText: 'Chirurgie' }).locator('select');
  // The sheet may be written once the session is read: the case may be there before it.
  await surgeons.first().waitFor();
  for (const select of await surgeons.all()) await select.selectOption('left');
  await page.getByText('chirurgien absent').waitFor();
  await page.locator('h1').click();
  await page.locator('body').press('e');
  await page.getByText(/Quorum non atteint pour ce dossier/).waitFor();
  await checkAxe(page);
  await page.getByLabel('Motif pour décider ainsi').fill('urgence chirurgicale');
  await page.getByRole('button', { name: 'Décider avec ce motif' }).click();
  await expect.poll(async () => (await readCase(1)).status, PATIENCE).toBe('finished');
  await expect
    .poll(
      async () => ((await demo.service.searchResources('CarePlan', of(1)))[0] as CarePlan)?.note?.[0]?.text,
      PATIENCE,
    )
    .toMatch(/^Décidé sans quorum atteint \(.*chirurgien absent.*\)\s: urgence chirurgicale$/);
});

test('a written opinion for one case makes its quorum, and only its own', async () => {
  await openCase(2);
  await page.getByText('chirurgien absent').waitFor();
  await page.locator('.live-person', { hasText: 'Chirurgie' }).getByRole('checkbox').first().check();
  await page.getByText('Atteint', { exact: true }).waitFor();
  await page.getByText(/médecins comptent$/).click();
  await page.getByText(/avis écrit$/).waitFor();
  await openCase(3);
  await page.getByText('chirurgien absent').waitFor();
});

test('recorded without discussion only when it conforms, and after its consequence is said', async () => {
  await openCase(2);
  const register = page.getByRole('button', { name: 'Enregistrer sans discussion' });
  await page
    .getByText(/D\. 6124-131/)
    .first()
    .waitFor();
  expect(await register.isDisabled()).toBe(true);
  await page.getByRole('radio', { name: 'Conforme', exact: true }).check();
  await page.getByLabel('Nom du référentiel').fill('TNCD 2025');
  await register.click();
  await page.getByText(/strictement conforme au référentiel «\sTNCD 2025\s»/).waitFor();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Enregistrer sans discussion' }).click();
  await expect
    .poll(async () => (await readCase(2)).type?.[0]?.coding?.some(({ code }) => code === 'ORG-128'), PATIENCE)
    .toBe(true);
});

test('a case is put off with its reason', async () => {
  await openCase(3);
  await page.locator('h1').click();
  await page.locator('body').press('p');
  await page.getByLabel('Motif du report').selectOption({ label: 'Compétence manquante' });
  await page.getByLabel('Précisions', { exact: true }).fill('chirurgien attendu');
  await page.getByRole('button', { name: 'Reporter le dossier' }).click();
  await expect.poll(async () => (await readCase(3)).status, PATIENCE).toBe('cancelled');
  expect((await readCase(3)).reasonCode?.[0]?.text).toBe('chirurgien attendu');
});

test('on the wall: twenty pixels and up, initials for the others, nothing of the user', async () => {
  await openCase(4);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.getByRole('button', { name: 'Projeter' }).click();
  const smallest = await page.evaluate(() => {
    const shown = [...document.querySelectorAll('.live *')].filter(
      (one) =>
        one.checkVisibility() &&
        !one.closest('.dcc-visually-hidden, option') &&
        [...one.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.textContent?.trim()),
    );
    return Math.min(...shown.map((one) => Number.parseFloat(getComputedStyle(one).fontSize)));
  });
  expect(smallest).toBeGreaterThanOrEqual(20);
  const others = await page
    .locator('.live-line:not([aria-current]) .live-name')
    .evaluateAll((all) => all.map((one) => one.firstChild?.textContent ?? ''));
  expect(others.length).toBeGreaterThan(1);
  for (const name of others) expect(name).toMatch(/^(\p{L}\.\s?)+$/u);
  expect(await page.getByRole('button', { name: /Laurent DESMAREST/ }).count()).toBe(0);
  await checkAxe(page);
  await shot(page, 'direct-projection', [1920]);
  await page.getByRole('button', { name: 'Quitter la projection' }).click();
  await page.setViewportSize({ width: 1440, height: 900 });
});

test('the help lists every key, and the session is closed with everyone’s hours', async () => {
  await page.locator('h1').click();
  await page.keyboard.press('?');
  await page.getByText('Raccourcis du clavier').waitFor();
  await checkAxe(page);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Lever la séance' }).click();
  await page.getByText(/1 dossier n’est pas traité/).waitFor();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Lever la séance' }).click();
  await expect.poll(async () => (await readSession()).status, PATIENCE).toBe('finished');
  const session = await readSession();
  expect(session.participant?.every(({ period }) => period?.end)).toBe(true);
});
