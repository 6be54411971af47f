/** After the session: fiches re-read and signed one by one or in series, amended, followed up; documents listed. */
import { account } from '@dcc/demo/accounts';
import { IDENTIFIERS } from '@dcc/fhir-profiles';
import type { Encounter } from '@medplum/fhirtypes';
import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WAITING_QUERY, waitingFiches } from '../../../apps/clinic/src/validation/work.ts';
import { RCPS, type Rcp } from '../../../demo/src/region/rcps.ts';
import { checkAxe, checkNoSideScroll, type Demonstration, demonstration, shot } from './support/index.ts';

let demo: Demonstration;
/** Each second factor gives a code every thirty seconds: acts that need several are shared out between two people. */
let chair: string;
let deputy: string;
let deputysPage: Page;
beforeAll(async () => {
  demo = await demonstration();
  ({ chair, deputy } = await signersWithWork());
  // Her first code is spent here, so that two new ones are there when she signs.
  deputysPage = await demo.open(deputy, '/validation');
});
afterAll(() => demo.stop());

/** Who leads the RCP that has most fiches to sign in this region, and her deputy; by e-mail. */
async function signersWithWork(): Promise<{ chair: string; deputy: string }> {
  const waiting = waitingFiches(
    await demo.service.search('Composition', `${WAITING_QUERY}&_count=200`),
    () => true,
  );
  const counts = RCPS.map((rcp) => ({
    rcp,
    count: waiting.filter(({ session }) => hasNumber(session, rcp)).length,
  }));
  const [{ rcp }] = counts.toSorted((a, b) => b.count - a.count) as [(typeof counts)[number]];
  return { chair: account(rcp.chair).email, deputy: account(rcp.deputy).email };
}

const hasNumber = ({ type }: Encounter, { number }: Rcp): boolean =>
  type?.some(({ coding }) =>
    coding?.some(({ system, code }) => system === IDENTIFIERS.RCP && code === number),
  ) ?? false;

const list = (page: Page) =>
  page.getByRole('list', { name: 'Liste des fiches à valider' }).getByRole('listitem');

test('the responsable finds what to sign on arrival, re-reads one and signs it with a new code', async () => {
  const page = await demo.open(chair);
  await page.getByRole('region', { name: 'À valider' }).getByRole('listitem').first().waitFor();
  await page.getByRole('region', { name: 'Mes sessions' }).getByRole('listitem').first().waitFor();
  await shot(page, 'accueil-responsable');
  await checkAxe(page);
  await checkNoSideScroll(page);
  await page.getByRole('link', { name: 'Relire et valider' }).click();
  await list(page).first().waitFor();
  const before = await list(page).count();
  await page.keyboard.press('j');
  await page.getByRole('region', { name: 'Identité du patient' }).waitFor();
  await page.getByLabel('Code de votre application d’authentification').first().waitFor();
  await shot(page, 'validation');
  await checkAxe(page);
  await checkNoSideScroll(page);
  const code = page.getByLabel('Code de votre application d’authentification');
  await code.fill('000000');
  await page.getByRole('button', { name: 'Valider et signer' }).click();
  await page.getByRole('alert').filter({ hasText: 'Code' }).waitFor();
  await page.keyboard.press('v');
  await code.fill(await demo.authenticator(chair).code());
  await page.getByRole('button', { name: 'Valider et signer' }).click();
  await page.getByText('Fiche validée et signée.').waitFor();
  await expect.poll(() => list(page).count(), { timeout: 20_000 }).toBe(before - 1);
});

test('the documents: what blocks one is told, and its PDF opens', async () => {
  const page = await demo.open('secretaire', '/diffusion');
  await page.getByRole('table').waitFor();
  await shot(page, 'diffusion');
  await checkAxe(page);
  await checkNoSideScroll(page);
  await page.getByText('Prêts', { exact: true }).click();
  await page.waitForURL('**/diffusion?etat=ready');
  const popup = page.waitForEvent('popup');
  await page
    .getByRole('button', { name: /^Ouvrir le PDF/ })
    .first()
    .click();
  await (await popup).waitForURL(/^blob:/);
  const download = page.waitForEvent('download');
  await page
    .getByRole('button', { name: /^Télécharger le CDA/ })
    .first()
    .click();
  expect((await download).suggestedFilename()).toMatch(/^frcp-.*\.xml$/);
});

test('several fiches are signed in series with one code; the list says how many', async () => {
  const page = await demo.open(chair, '/validation');
  await list(page).first().waitFor();
  const before = await list(page).count();
  const boxes = page.getByRole('checkbox', { name: /Choisir pour la série/ });
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await page
    .getByLabel('Code de votre application d’authentification')
    .fill(await demo.authenticator(chair).code());
  await shot(page, 'validation-serie', [1440]);
  await page.getByRole('button', { name: 'Valider et signer 2 fiches' }).click();
  await page
    .getByRole('status')
    .filter({ hasText: /validées? et signées?/ })
    .waitFor();
  const told = await page
    .getByRole('status')
    .filter({ hasText: /validées? et signées?/ })
    .textContent();
  const signed = Number(/^(\d+) fiches? sur 2/.exec(told!)![1]);
  // A fiche that the rules refuse is named with its reasons, and the others are signed.
  expect(await page.getByRole('alert').count()).toBe(2 - signed);
  expect(signed).toBeGreaterThan(0);
  await expect.poll(() => list(page).count(), { timeout: 20_000 }).toBe(before - signed);
});

test('a validated fiche is amended with a reason, and what became of the decision is said', async () => {
  const signed = await demo.service.searchOne(
    'Composition',
    'type=http://loinc.org|34794-8&status=final&_sort=-date',
  );
  const caseId = signed!.encounter!.reference!.split('/')[1];
  const page = await demo.open(chair, `/fiches/${caseId}/versions`);
  await page.getByRole('heading', { name: 'Versions de la fiche' }).waitFor();
  await page.getByRole('radio', { name: 'Modifiée' }).check();
  await page.getByRole('button', { name: 'Enregistrer les suites' }).click();
  await page.getByText(/^Pourquoi\s: écrivez la raison/).waitFor();
  await page.getByRole('textbox', { name: 'Pourquoi' }).fill('Choix de la patiente');
  await page.getByRole('button', { name: 'Enregistrer les suites' }).click();
  await page.getByText(/^Suites enregistrées le/).waitFor();
  await shot(page, 'versions');
  await checkAxe(page);
  await checkNoSideScroll(page);
  await page.getByRole('link', { name: 'Amender la fiche' }).click();
  await page.getByRole('button', { name: /Ouvrir la version/ }).click();
  await page.getByText(/^Motif de l’avenant\s: écrivez/).waitFor();
  await page.getByRole('textbox', { name: 'Motif de l’avenant' }).fill('Latéralité corrigée');
  await shot(page, 'avenant');
  await checkAxe(page);
  await page.getByRole('button', { name: /Ouvrir la version/ }).click();
  await page.waitForURL(`**/fiches/${caseId}`);
  const drafts = await demo.service.searchResources(
    'Composition',
    `encounter=Encounter/${caseId}&status=preliminary`,
  );
  expect(drafts).toHaveLength(1);
  expect(drafts[0]!.relatesTo![0]!.code).toBe('replaces');
  const task = await demo.service.searchOne('Task', `encounter=Encounter/${caseId}&code=decision-follow-up`);
  expect(task!.statusReason!.text).toBe('Choix de la patiente');
});

test('the same fiche is signed from two windows at once: it is signed once, and nobody is told otherwise', async () => {
  const pages = [deputysPage, await demo.open(deputy, '/validation')];
  // What was signed meanwhile by another is not on her list any more.
  await deputysPage.reload();
  for (const page of pages) {
    await list(page).first().waitFor();
    await page.keyboard.press('j');
    await page.getByLabel('Code de votre application d’authentification').waitFor();
  }
  for (const page of pages) await page.waitForURL(/\/validation\/[^/]+$/);
  const id = new URL(pages[0]!.url()).pathname.split('/').at(-1)!;
  for (const page of pages) {
    await page
      .getByLabel('Code de votre application d’authentification')
      .fill(await demo.authenticator(deputy).code());
  }
  // The second code is the later one, and the server takes none that is older than the last: each is shown in its
  // turn. Then both signatures leave together.
  const leaving = new Set<Page>();
  for (const page of pages) {
    const bothThere = async (route: Route) => {
      leaving.add(page);
      await expect.poll(() => leaving.size, { timeout: 30_000 }).toBe(pages.length);
      await route.continue();
    };
    await page.route(/\/Bot\/[^/]*\$execute/, bothThere, { times: 1 });
  }
  for (const page of pages) {
    const shown = page.waitForResponse(/auth\/mfa\/verify/);
    await page.getByRole('button', { name: 'Valider et signer' }).click();
    expect((await shown).status()).toBe(200);
  }
  for (const page of pages) await page.getByText('Fiche validée et signée.').waitFor();
  const history = await demo.service.readHistory('Composition', id);
  const signed = history.entry!.filter(
    ({ resource }) => resource?.status === 'final' || resource?.status === 'amended',
  );
  expect(signed).toHaveLength(1);
}, 120_000);
