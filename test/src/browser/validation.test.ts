/** After the session: fiches re-read and signed one by one or in series, amended, followed up; documents listed. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkAxe, checkNoSideScroll, type Demonstration, demonstration, shot } from './support/index.ts';

let demo: Demonstration;
let chair: string;
beforeAll(async () => {
  demo = await demonstration();
  chair = await chairWithWork();
});
afterAll(() => demo.stop());

/** The responsable who has most fiches to sign in this region. */
async function chairWithWork(): Promise<string> {
  const fiches = await demo.service.searchResources(
    'Composition',
    'type=http://loinc.org|34794-8&status=preliminary&_count=200',
  );
  const counts = new Map<string, number>();
  for (const { encounter } of fiches) {
    const rcpCase = await demo.service.readReference(encounter!);
    if (rcpCase.resourceType !== 'Encounter' || rcpCase.status !== 'finished') continue;
    const session = await demo.service.readReference(rcpCase.partOf!);
    const role = session.participant!.find((one) => one.type?.[0]?.coding?.[0]?.code === 'PPRF')!.individual!;
    const practitioner = await demo.service.readReference(role as { reference: string });
    const { reference } = (practitioner as { practitioner: { reference: string } }).practitioner;
    counts.set(reference, (counts.get(reference) ?? 0) + 1);
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  const membership = await demo.service.searchOne('ProjectMembership', `profile=${best![0]}`);
  const user = await demo.service.readReference(membership!.user as { reference: string });
  return (user as { email?: string }).email!;
}

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

test('two people sign the same fiche at once: it is signed once, and nobody is told otherwise', async () => {
  const pages = [await demo.open(chair, '/validation'), await demo.open(chair, '/validation')];
  for (const page of pages) {
    await list(page).first().waitFor();
    await page.keyboard.press('j');
    await page.getByLabel('Code de votre application d’authentification').waitFor();
  }
  const id = new URL(pages[0]!.url()).pathname.split('/').at(-1)!;
  for (const page of pages) {
    await page
      .getByLabel('Code de votre application d’authentification')
      .fill(await demo.authenticator(chair).code());
  }
  await Promise.all(pages.map((page) => page.getByRole('button', { name: 'Valider et signer' }).click()));
  for (const page of pages) await page.getByText('Fiche validée et signée.').waitFor();
  const history = await demo.service.readHistory('Composition', id);
  const signed = history.entry!.filter(
    ({ resource }) => resource?.status === 'final' || resource?.status === 'amended',
  );
  expect(signed).toHaveLength(1);
  // The second factor makes a code every thirty seconds, and the two of this test come after those before it.
}, 120_000);

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
