/**
 * The whole way of a patient told by three people in three browsers: a secretary inscribes her and keeps the
 * attendance, a doctor writes the decision, the responsable runs the session, then signs; the document follows.
 */
import type { Composition, Encounter, Patient } from '@medplum/fhirtypes';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkAxe, type Demonstration, demonstration, shot } from './support/index.ts';

const SESSION = 'https://dcc.example.org/fhir/CodeSystem/dcc|rcp-session';
/** Of the breast team of the hospital that organises. */
const DOCTOR = 'elodie.guillemin@demo.example';

let demo: Demonstration;
let session: Encounter;
let secretary: Page;
let doctor: Page;
let chair: Page;
beforeAll(async () => {
  demo = await demonstration();
  session = await sessionOfToday();
}, 240_000);
afterAll(() => demo.stop());

/** The demonstration always has one: RCP Sein, this evening. */
async function sessionOfToday(): Promise<Encounter> {
  const today = new Date().toISOString().slice(0, 10);
  const found = await demo.service.searchOne(
    'Encounter',
    `type=${SESSION}&status=planned&date=ge${today}&_sort=date`,
  );
  return found!;
}
const casesOf = () =>
  demo.service.searchResources('Encounter', `part-of=Encounter/${session.id}&_count=100`, {
    cache: 'reload',
  });
const quorum = (page: Page) => page.getByRole('region', { name: 'Quorum de ce dossier' });
const people = (page: Page) => page.getByRole('region', { name: 'Présences' });

/** Somebody of the breast who is not on tonight's agenda and whom the secretary sees. */
async function someoneElse(): Promise<Patient> {
  const client = await demo.client('secretaire');
  const waiting = new Set((await casesOf()).map(({ subject }) => subject!.reference));
  const fiches = await client.searchResources(
    'Composition',
    'type=http://loinc.org|34794-8&status=final&_count=100&_sort=date',
  );
  for (const { subject, category } of fiches) {
    const isBreast = category?.[0]?.coding?.some(({ code }) => code === 'sein');
    if (!isBreast || waiting.has(subject!.reference)) continue;
    const patient = (await client.readReference(subject!)) as Patient;
    if (patient.active !== false && !patient.link) return patient;
  }
  throw new Error('Aucune patiente du sein hors de l’ordre du jour');
}

test('the secretary inscribes a patient for tonight, from what the record holds', async () => {
  const patient = await someoneElse();
  const name = patient.name!.find(({ use }) => use === 'official')!;
  secretary = await demo.open('secretaire', '/');
  await secretary.getByRole('link', { name: 'Inscrire un patient' }).first().click();
  const birth = patient.birthDate!.split('-').reverse().join('/');
  await secretary.getByLabel('Chercher un patient').fill(`${name.family} ${birth}`);
  await secretary
    .getByRole('button', { name: /^Choisir :/ })
    .first()
    .click();
  await secretary.getByRole('textbox', { name: 'Médecin demandeur' }).fill('guille');
  await secretary.getByRole('option', { name: /GUILLEMIN/ }).click();
  await secretary
    .getByRole('button', { name: /^Choisir : .*Sein/ })
    .first()
    .click();
  await secretary.getByRole('button', { name: 'Tout reprendre' }).click();
  await secretary.getByRole('textbox', { name: 'Question posée à la RCP' }).fill('Radiothérapie adjuvante ?');
  await secretary.getByLabel('Proposition de traitement').check();
  await secretary.getByLabel(/^Le patient est informé/).check();
  await shot(secretary, 'histoire-1-inscription', [1440]);
  await secretary.getByRole('button', { name: /^Inscrire/ }).click();
  await secretary.getByText(/À l’ordre du jour, dossier n°/).waitFor();
}, 120_000);

test('the responsable opens the session; attendance noted by one shows to all, and makes the quorum', async () => {
  const address = `/sessions/${session.id}/direct`;
  [chair, doctor] = [await demo.open('responsable', address), await demo.open(DOCTOR, address)];
  await secretary.goto(new URL(address, demo.url).href);
  for (const page of [chair, doctor, secretary]) {
    await page.getByRole('region', { name: 'Identité du patient' }).waitFor();
  }
  await chair.getByRole('button', { name: 'Ouvrir la séance' }).click();
  await doctor.getByText('Séance en cours').waitFor();
  await quorum(chair).getByText('Non atteint').first().waitFor();
  const boxes = people(secretary).getByRole('combobox');
  await boxes.first().waitFor();
  const count = await boxes.count();
  for (let rank = 0; rank < count; rank++)
    await boxes.nth(rank).selectOption(rank === 1 ? 'visio' : 'present');
  await quorum(chair).getByText('Atteint', { exact: true }).first().waitFor();
  await quorum(doctor).getByText('Atteint', { exact: true }).first().waitFor();
  await shot(chair, 'histoire-2-seance', [1440, 1920]);
  await checkAxe(chair);
}, 120_000);

test('the doctor writes the decision, the responsable reads it at once and goes on', async () => {
  await chair.keyboard.press('Escape');
  await doctor.getByLabel(/^Ajouter un traitement/).fill('radio');
  await doctor.getByRole('option').first().waitFor();
  await doctor.keyboard.press('Enter');
  await doctor.getByLabel('Précisions pour radiothérapie').fill('Mammaire, 40 Gy en 15 fractions');
  await doctor.getByLabel('Conforme', { exact: true }).check();
  await doctor.getByLabel('Nom du référentiel').fill('Référentiel régional sein 2025');
  await doctor.locator('label', { hasText: /^Non$/ }).last().click();
  await chair.getByText('1. radiothérapie').first().waitFor();
  await expect
    .poll(() => chair.getByLabel('Précisions pour radiothérapie').inputValue(), { timeout: 15_000 })
    .toBe('Mammaire, 40 Gy en 15 fractions');
  await shot(doctor, 'histoire-3-decision', [1440]);
  await doctor
    .getByText(/^Enregistré/)
    .first()
    .waitFor();
  await chair
    .getByRole('button', { name: /^Discuté/ })
    .first()
    .click();
  await chair
    .getByText('1 traités sur')
    .or(chair.getByText(/^1 traité/))
    .first()
    .waitFor();
}, 120_000);

test('the session ends, what was not treated is said; the fiche is signed with a new code', async () => {
  await chair.getByRole('button', { name: 'Lever la séance' }).click();
  await chair
    .getByText(/La séance sera tenue/)
    .first()
    .waitFor();
  await shot(chair, 'histoire-4-fin', [1440]);
  await chair.getByRole('alertdialog').getByRole('button').first().click();
  await chair.getByText('Séance tenue').first().waitFor();
  const [treated] = (await casesOf()).filter(({ status }) => status === 'finished');
  const fiche = (await demo.service.searchOne('Composition', `encounter=Encounter/${treated!.id}`, {
    cache: 'reload',
  })) as Composition;
  await chair.goto(new URL(`/validation/${fiche.id}`, demo.url).href);
  await chair.getByRole('region', { name: 'Identité du patient' }).waitFor();
  await shot(chair, 'histoire-5-relecture', [1440]);
  const toComplete = chair.getByText('À compléter avant de valider');
  const code = chair.getByLabel('Code de votre application d’authentification');
  await toComplete.or(code).first().waitFor();
  expect(await toComplete.count(), (await chair.getByRole('article').textContent()) ?? '').toBe(0);
  await code.fill(await demo.authenticator('responsable').code());
  await chair.getByRole('button', { name: 'Valider et signer' }).click();
  await chair.getByText('Fiche validée et signée.').or(chair.getByRole('alert')).first().waitFor();
  expect(await chair.getByRole('alert').allTextContents()).toEqual([]);
  const signed = await demo.service.readResource('Composition', fiche.id!, { cache: 'reload' });
  expect(signed.status).toBe('final');
}, 120_000);

test('the document is made by itself, and the secretary finds it', async () => {
  const [treated] = (await casesOf()).filter(({ status }) => status === 'finished');
  const issued = () =>
    demo.service.searchResources('DocumentReference', `encounter=Encounter/${treated!.id}&status=current`, {
      cache: 'reload',
    });
  await expect
    .poll(
      async () => (await issued()).flatMap(({ content }) => content.map((one) => one.attachment.contentType)),
      {
        timeout: 60_000,
        interval: 1_000,
      },
    )
    .toEqual(expect.arrayContaining(['text/xml', 'application/pdf']));
  await secretary.goto(new URL('/diffusion', demo.url).href);
  await secretary.getByRole('table').waitFor();
  await shot(secretary, 'histoire-6-diffusion', [1440]);
}, 120_000);
