/** What a person has not seen is neither signed by her nor written over. */
import type { MedplumClient } from '@medplum/core';
import type { Bundle, CarePlan, Composition } from '@medplum/fhirtypes';
import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadCase, readPart } from '../../../apps/clinic/src/fiche/model/index.ts';
import { checkAxe, type Demonstration, demonstration, shot } from './support/index.ts';
import { ficheToSign } from './to-sign.ts';

let demo: Demonstration;
beforeAll(async () => {
  demo = await demonstration();
});
afterAll(() => demo.stop());

/** The plan of a case says one thing more, and its fiche no word of it: as a screen without network saves it late. */
async function savedLate(caseId: string, words: string): Promise<void> {
  const [plan] = await demo.service.searchResources('CarePlan', `encounter=Encounter/${caseId}`, {
    cache: 'reload',
  });
  const others = (plan!.note ?? []).filter(({ id }) => id !== 'late');
  await demo.service.updateResource<CarePlan>({ ...plan!, note: [...others, { id: 'late', text: words }] });
}

const notice = (page: Page) =>
  page.getByRole('alert').filter({ hasText: 'La fiche a changé pendant votre relecture' });

/** A code of the second factor comes every thirty seconds, and two are asked for. */
const WITH_CODES = { timeout: 180_000 };
/** The form of a fiche is opened several times. */
const RELOADS = { timeout: 120_000 };

test('a plan saved beside the fiche is read before it is signed, whenever it comes', WITH_CODES, async () => {
  const { chair, composition, caseId } = await ficheToSign(demo, 'Louise-Bourgeois');
  const fiche = () => demo.service.readResource('Composition', composition.id!, { cache: 'reload' });
  const told = async () => JSON.stringify(((await fiche()) as Composition).section);

  // Before she opens it: the fiche tells it when she does.
  await savedLate(caseId, 'Noté hors réseau.');
  expect(await told()).not.toContain('Noté hors réseau');
  const page = await demo.open(chair, `/validation/${composition.id}`);
  const code = page.getByLabel('Code de votre application d’authentification');
  await code.waitFor();
  await page.getByRole('region', { name: 'Décision' }).getByText('Noté hors réseau.').waitFor();

  // While she reads: her click signs nothing, and shows it.
  await savedLate(caseId, 'Noté pendant la relecture.');
  await code.fill(await demo.authenticator(chair).code());
  const sign = page.getByRole('button', { name: 'Valider et signer' });
  await sign.click();
  await notice(page).getByText('pendant la relecture', { exact: false }).last().waitFor();
  expect(await sign.isDisabled()).toBe(true);
  await checkAxe(page);
  await shot(page, 'validation-plan-tardif', [1440]);

  // Between her code and her signature: the signature itself refuses, and the new words are there to be read.
  await notice(page).getByRole('button', { name: 'J’ai relu ces changements' }).click();
  const signing = /\/Bot\/[^/]*\$execute/;
  const afterCode = async (route: Route) => {
    await savedLate(caseId, 'Noté après le code.');
    await route.continue();
  };
  await page.route(signing, afterCode, { times: 1 });
  await sign.click();
  const refusal = page.getByRole('alert').filter({ hasText: 'a changé depuis votre relecture' });
  await refusal.getByText(/^Proposition thérapeutique/).waitFor();
  await notice(page).getByText('après le code', { exact: false }).waitFor();
  expect(((await fiche()) as Composition).status).toBe('preliminary');

  await notice(page).getByRole('button', { name: 'J’ai relu ces changements' }).click();
  await code.fill(await demo.authenticator(chair).code());
  await sign.click();
  await page.getByText('Fiche validée et signée.').waitFor();
  expect(((await fiche()) as Composition).status).toBe('final');
  expect(await told()).toContain('Noté après le code.');
  await page.context().close();
});

/** A case of the breast in preparation that she may write. */
async function breastCase(medplum: MedplumClient): Promise<string> {
  const found = await demo.service.searchResources(
    'Composition',
    'type=http://loinc.org|34794-8&status=preliminary&_count=200',
  );
  for (const { category, encounter } of found) {
    const id = encounter?.reference?.split('/')[1];
    if (!id || !category?.[0]?.coding?.some(({ code }) => code === 'sein')) continue;
    if ((await loadCase(medplum, id).catch(() => undefined))?.fiche) return id;
  }
  throw new Error('Aucun dossier du sein en préparation');
}

test('an answer given just before a reload is there after it', RELOADS, async () => {
  const page = await demo.open(
    'responsable',
    `/fiches/${await breastCase(await demo.client('responsable'))}`,
  );
  const question = page
    .getByRole('region', { name: 'Partie d’organe : sein' })
    .getByRole('radiogroup', { name: 'Traitement hormonal en cours au diagnostic' });
  await question.waitFor();
  for (const answer of ['Oui', 'Non', 'Oui', 'Non']) {
    await question.getByLabel(answer, { exact: true }).check();
    await page.reload();
    await question.waitFor();
    await expect
      .poll(() => question.getByLabel(answer, { exact: true }).isChecked(), { timeout: 20_000 })
      .toBe(true);
  }
  await page.context().close();
});

test('an answer that somebody else changed can be given again, and is saved', RELOADS, async () => {
  const path = `/fiches/${await breastCase(await demo.client('responsable'))}`;
  const [mine, theirs] = [await demo.open('responsable', path), await demo.open('responsable', path)];
  const radio = (page: Page, answer: string) =>
    page
      .getByRole('region', { name: 'Partie d’organe : sein' })
      .getByRole('radiogroup', { name: 'Traitement hormonal en cours au diagnostic' })
      .getByLabel(answer, { exact: true });
  const seen = (page: Page, answer: string) =>
    expect.poll(() => radio(page, answer).isChecked(), { timeout: 30_000 }).toBe(true);
  for (const page of [mine, theirs]) await radio(page, 'Oui').waitFor();
  await radio(mine, 'Non').check();
  await seen(theirs, 'Non');
  await radio(mine, 'Oui').check();
  await seen(theirs, 'Oui');
  await radio(theirs, 'Non').check();
  await seen(mine, 'Non');
  // The button that was hers before: React must hear of it.
  await radio(mine, 'Oui').check();
  await seen(theirs, 'Oui');
  for (const page of [mine, theirs]) await page.context().close();
});

/** Searches for this type fail inside the batch that reads a case, the others do not. */
async function failing(route: Route, type: string): Promise<void> {
  const asked = route.request().postDataJSON() as Bundle | undefined;
  if (asked?.type !== 'batch') return route.continue();
  const response = await route.fetch();
  const answer = (await response.json()) as Bundle;
  const entry = answer.entry!.map((one, index) =>
    asked.entry![index]!.request!.url!.startsWith(`${type}?`) ? { response: { status: '503' } } : one,
  );
  await route.fulfill({ response, json: { ...answer, entry } });
}

test(
  'a part that cannot be read is said, not shown empty; what was typed waits, and goes on top of it',
  RELOADS,
  async () => {
    const caseId = await breastCase(await demo.client('responsable'));
    const history = async () => {
      demo.service.invalidateAll();
      return readPart((await loadCase(demo.service, caseId)).fiche!, 'history');
    };
    const page = await demo.open('responsable', `/fiches/${caseId}`);
    const words = page.getByRole('region', { name: 'Antécédents médicaux' }).getByRole('textbox');
    await words.waitFor();
    const before = await history();
    const batches = /\/fhir\/R4\/?$/;
    const away = (route: Route) => route.abort();
    await page.route(batches, away);
    await words.press('ControlOrMeta+End');
    await words.pressSequentially(' Tapé sans serveur.');
    await page.unroute(batches, away);
    const broken = (route: Route) => failing(route, 'Observation');
    await page.route(batches, broken);
    await page.reload();
    const refusal = page.getByRole('alert').filter({ hasText: 'Une partie n’a pas pu être lue' });
    await refusal.waitFor();
    expect(await words.count()).toBe(0);
    await checkAxe(page);
    await shot(page, 'fiche-partie-non-lue', [1440]);
    expect(await history()).toBe(before);

    await page.unroute(batches, broken);
    await refusal.getByRole('button', { name: 'Réessayer' }).click();
    await words.waitFor();
    await expect.poll(() => words.inputValue(), { timeout: 20_000 }).toContain('Tapé sans serveur.');
    await expect.poll(history, { timeout: 20_000 }).toContain('Tapé sans serveur.');
    await page.context().close();
  },
);
