/** A secretary and a doctor inscribe patients, from the search to the agenda, and change their minds. */
import type {
  Composition,
  Consent,
  Encounter,
  Patient,
  Resource,
  ServiceRequest,
  Task,
} from '@medplum/fhirtypes';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkAxe, checkNoSideScroll, type Demonstration, demonstration, shot } from './support/index.ts';

let demo: Demonstration;
let known: Patient;
beforeAll(async () => {
  demo = await demonstration();
  known = await someoneKnown();
});
afterAll(() => demo.stop());

/** Somebody whom the secretary sees and who has a signed fiche. */
async function someoneKnown(): Promise<Patient> {
  const secretary = await demo.client('secretaire');
  const fiches = await secretary.searchResources(
    'Composition',
    'type=http://loinc.org|34794-8&status=final&_count=20&_sort=-date',
  );
  for (const { subject } of fiches) {
    const patient = (await secretary.readReference(subject!)) as Patient;
    if (patient.active !== false && !patient.link && patient.name?.[0]?.family) return patient;
  }
  throw new Error('Aucun patient connu dans la région');
}

const birthName = (patient: Patient) => patient.name!.find(({ use }) => use === 'official')!;
const frenchDate = (date: string) => date.split('-').reverse().join('/');
const read = async <T extends Resource>(page: Page): Promise<T> =>
  (await demo.service.readResource(
    'ServiceRequest',
    new URL(page.url()).pathname.split('/')[2]!,
  )) as unknown as T;

/** Chooses an option of a list by its label. */
async function choose(page: Page, label: string, option: string | RegExp): Promise<void> {
  await page
    .getByRole('textbox', { name: label })
    .or(page.getByRole('combobox', { name: label }))
    .first()
    .click();
  await page.getByRole('option', { name: option }).first().click();
}

/** The case that stands of an inscription. */
async function caseOf(id: string): Promise<Encounter> {
  const cases = await demo.service.searchResources('Encounter', `based-on=ServiceRequest/${id}`, {
    cache: 'reload',
  });
  return cases.find(({ status }) => status !== 'cancelled')!;
}

async function ficheOf(rcpCase: Encounter): Promise<Composition> {
  const found = await demo.service.searchOne('Composition', `encounter=Encounter/${rcpCase.id}`, {
    cache: 'reload',
  });
  return found!;
}

test('a known patient: found without accents, pre-filled with sources, put on the agenda', async () => {
  const { family, given } = birthName(known);
  const page = await demo.open('secretaire', '/inscriptions/nouvelle');
  const plain = `${family} ${given![0]}`.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  await page.getByLabel('Chercher un patient').fill(`${plain} ${frenchDate(known.birthDate!)}`);
  await page
    .getByRole('button', { name: /^Choisir :/ })
    .first()
    .waitFor();
  await checkAxe(page);
  await shot(page, 'inscription-patient');
  await page
    .getByRole('button', { name: /^Choisir :/ })
    .first()
    .click();

  await page
    .getByRole('region', { name: 'Identité du patient' })
    .getByText(family!.toUpperCase())
    .first()
    .waitFor();
  await page.getByRole('textbox', { name: 'Médecin demandeur' }).fill('march');
  await page.getByRole('option', { name: /MARCHAND/ }).click();
  await page
    .getByRole('button', { name: /^Choisir : / })
    .first()
    .waitFor();
  await checkAxe(page);
  await shot(page, 'inscription-session');
  await page
    .getByRole('button', { name: /^Choisir : / })
    .nth(1)
    .click();

  const summary = page.getByRole('textbox', { name: 'Histoire de la maladie' });
  await summary.waitFor();
  // Nothing enters by itself.
  expect(await summary.inputValue()).toBe('');
  const send = page.getByRole('button', { name: 'Inscrire à l’ordre du jour' });
  expect(await send.isDisabled()).toBe(true);
  await checkAxe(page);
  await checkNoSideScroll(page);
  await shot(page, 'inscription-dossier');

  // One key takes the value over, and it says where it comes from; typing makes it one's own.
  await summary.press('Enter');
  await page
    .getByText(/^Repris de FRCP/)
    .first()
    .waitFor();
  expect((await summary.inputValue()).length).toBeGreaterThan(20);
  const marks = await page.getByText(/^Repris de /).count();
  await summary.press('End');
  await summary.pressSequentially(' Vue le 12/11.');
  expect(await page.getByText(/^Repris de /).count()).toBe(marks - 1);

  await page.getByRole('button', { name: 'Tout reprendre' }).click();
  await page.getByRole('textbox', { name: 'Question posée à la RCP' }).fill('Traitement adjuvant ?');
  await page.getByLabel('Proposition de traitement').check();
  await page.getByLabel(/^Le patient est informé/).check();
  await page.getByText(/^Brouillon gardé/).waitFor();
  await page.waitForTimeout(1_500);

  // What was typed is kept: the page may be left and opened again.
  await page.reload();
  await summary.waitFor();
  expect(await summary.inputValue()).toMatch(/Vue le 12\/11\.$/);
  await page
    .getByText(/^Repris de FRCP/)
    .first()
    .waitFor();
  await checkAxe(page);
  await shot(page, 'inscription-remplie');
  await page.getByRole('button', { name: 'Inscrire à l’ordre du jour' }).click();
  await page.getByText(/^À l’ordre du jour, dossier n°/).waitFor();
  await checkAxe(page);
  await checkNoSideScroll(page);
  await shot(page, 'inscription-faite');

  const request = await read<ServiceRequest>(page);
  expect(request).toMatchObject({ status: 'active', note: [{ text: 'Traitement adjuvant ?' }] });
  expect(request.contained).toBeUndefined();
  const rcpCase = await caseOf(request.id!);
  expect(rcpCase).toMatchObject({ status: 'planned', subject: { reference: `Patient/${known.id}` } });
  const fiche = await ficheOf(rcpCase);
  expect(fiche.status).toBe('preliminary');
  const entries = await Promise.all(
    fiche.section!.flatMap(({ entry }) => entry ?? []).map((one) => demo.service.readReference(one)),
  );
  const clinical = entries.filter(({ resourceType }) => resourceType !== 'ServiceRequest');
  expect(clinical.length).toBeGreaterThan(2);
  expect(clinical.every(({ meta }) => /^[A-Z]\w+\/./.test(meta?.source ?? ''))).toBe(true);
  const consents = await demo.service.searchResources('Consent', `patient=Patient/${known.id}`);
  const own = consents.filter((one: Consent) =>
    one.provision?.data?.some(({ reference }) => reference.reference === `ServiceRequest/${request.id}`),
  );
  expect(own.map(({ provision }) => provision?.type).sort()).toEqual(['deny', 'permit']);
}, 120_000);

test('a new patient: homonyms side by side, traits checked, deposited by a doctor, placed, put off, moved', async () => {
  const { family, given } = birthName(known);
  const page = await demo.open('julien.marchand@demo.example', '/inscriptions/nouvelle');
  await page.getByLabel('Chercher un patient').fill(`${family} ${given![0]} 01/02/1950`);
  await page
    .getByText('Aucun patient ne répond')
    .or(page.getByRole('button', { name: /^Choisir :/ }))
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Créer une identité' }).click();
  await page.getByRole('button', { name: 'Créer l’identité et continuer' }).click();
  await page.getByText('Le sexe est obligatoire.').waitFor();
  await page.getByLabel('Matricule INS').fill('161037505602100');
  await page.getByText(/Le matricule INS est faux/).waitFor();
  await page.getByLabel('Matricule INS').fill('');
  await checkAxe(page);
  await shot(page, 'inscription-nouvelle-identite');
  await choose(page, 'Sexe', known.gender === 'male' ? 'Masculin' : 'Féminin');
  await page.getByRole('button', { name: 'Créer l’identité et continuer' }).click();
  await page.getByText('Identité provisoire').first().waitFor();

  await page.getByRole('button', { name: 'Changer de patient' }).click();
  await page.getByLabel('Chercher un patient').fill(`${family} ${given![0]}`);
  await page.getByText(/^Homonymes\s: 2 identités/).waitFor();
  expect(await page.locator('mark').count()).toBeGreaterThanOrEqual(4);
  await checkAxe(page);
  await checkNoSideScroll(page);
  await shot(page, 'inscription-homonymes');
  await page.getByRole('button', { name: /01\/02\/1950/ }).click();
  // The homonyms are chosen by buttons of the same name.
  await page.getByRole('heading', { name: '2. La RCP et le demandeur' }).waitFor();

  await page
    .getByRole('button', { name: /^Choisir : / })
    .nth(1)
    .click();
  await page.getByRole('textbox', { name: 'Question posée à la RCP' }).fill('Quelle prise en charge ?');
  await page.getByLabel('Avis diagnostique').check();
  await page
    .getByRole('textbox', { name: 'Histoire de la maladie' })
    .fill('Nodule découvert à la palpation.');
  await page.getByRole('button', { name: 'Ajouter une tumeur' }).click();
  await page.getByRole('textbox', { name: /^Topographie/ }).fill('sein');
  await page.getByRole('option').first().click();
  await page.getByLabel('T', { exact: true }).fill('2');
  await page.getByLabel('N', { exact: true }).fill('7');
  await page.getByText(/^N\s: valeur inattendue/).waitFor();
  await page.getByLabel('N', { exact: true }).fill('1');
  await page.getByLabel('M', { exact: true }).fill('0');
  await page.getByLabel(/^Le patient est informé/).check();
  await page.getByLabel('Non, pas encore').check();
  await page.getByLabel('Inconnu').check();
  await page.getByRole('button', { name: 'Envoyer l’inscription' }).click();
  await page.getByText('Envoyée, en attente d’ordre du jour').waitFor();
  const id = new URL(page.url()).pathname.split('/')[2]!;
  expect(await caseOf(id)).toBeUndefined();

  const secretary = await demo.open('secretaire', `/inscriptions/${id}`);
  await secretary.getByRole('button', { name: 'Mettre à l’ordre du jour' }).click();
  await secretary.getByText(/^À l’ordre du jour, dossier n°/).waitFor();
  const fiche = await ficheOf(await caseOf(id));
  expect(fiche.section!.map(({ text }) => text!.div).join()).toContain('cT2 cN1 cM0');
  const tasks = await demo.service.searchResources('Task', `focus=ServiceRequest/${id}`);
  expect(tasks.map(({ description }: Task) => description)).toContain(
    'Renseigner l’indice de performance OMS',
  );

  await secretary.getByRole('button', { name: 'Reporter', exact: true }).click();
  await choose(secretary, 'Motif', 'Dossier incomplet');
  await secretary.getByLabel('Précisions').fill('TEP attendue');
  await checkAxe(secretary);
  await shot(secretary, 'inscription-report');
  await secretary.getByRole('button', { name: 'Reporter le dossier' }).click();
  await secretary.getByText('Inscription reportée : Dossier incomplet, TEP attendue').waitFor();
  await secretary.getByRole('button', { name: 'Inscrire à une autre session' }).click();
  await secretary
    .getByRole('button', { name: /^Choisir : / })
    .nth(2)
    .click();
  await secretary.getByText(/^À l’ordre du jour, dossier n°/).waitFor();
  const again = await ficheOf(await caseOf(id));
  // The very same fiche, with what was written in it, goes to the new case.
  expect(again.id).toBe(fiche.id);

  await secretary.getByRole('button', { name: 'Transférer en RCP de recours' }).click();
  await secretary
    .getByRole('button', { name: /^Transférer vers cette session/ })
    .first()
    .click();
  await secretary.getByText('Inscrire un patient en RCP', { exact: true }).waitFor();
  await expect
    .poll(() => secretary.getByRole('textbox', { name: 'Question posée à la RCP' }).inputValue())
    .toBe('Quelle prise en charge ?');
  expect(await secretary.getByRole('textbox', { name: 'Histoire de la maladie' }).inputValue()).toBe(
    'Nodule découvert à la palpation.',
  );
  await secretary.getByText('cT2 cN1 cM0').waitFor();
  await shot(secretary, 'inscription-transfert');
  const old = (await demo.service.readResource('ServiceRequest', id, { cache: 'reload' })) as ServiceRequest;
  expect(old.status).toBe('revoked');
  expect(old.note!.at(-1)!.text).toMatch(/^Inscription transférée à la RCP de recours/);
  const fresh = await read<ServiceRequest>(secretary);
  expect(fresh.replaces).toEqual([expect.objectContaining({ reference: `ServiceRequest/${id}` })]);
}, 180_000);

test('after the closing: allowed, with its reason, traced and told', async () => {
  const secretary = await demo.client('secretaire');
  const [session] = await secretary.searchResources(
    'Encounter',
    `type=https://dcc.example.org/fhir/CodeSystem/dcc|rcp-session&status=planned&date=ge${new Date().toISOString()}&_sort=date&_count=1`,
  );
  // It should have begun an hour ago: inscriptions are closed.
  const start = new Date(Date.now() - 3_600_000).toISOString();
  const full = await demo.service.readResource('Encounter', session!.id!);
  await demo.service.updateResource({ ...full, period: { start } });

  const page = await demo.open('secretaire', `/inscriptions/nouvelle?patient=${known.id}`);
  await page.getByRole('textbox', { name: 'Médecin demandeur' }).fill('march');
  await page.getByRole('option', { name: /MARCHAND/ }).click();
  await page
    .getByText(/ajout tardif motivé/)
    .first()
    .waitFor();
  await page
    .getByRole('row', { name: /ajout tardif motivé/ })
    .first()
    .getByRole('button')
    .click();
  await page
    .getByRole('textbox', { name: 'Question posée à la RCP' })
    .fill('Compression médullaire : radiothérapie ?');
  await page.getByLabel('Proposition de traitement').check();
  await page.getByLabel(/^Le patient est informé/).check();
  await page.getByRole('button', { name: 'Inscrire en ajout tardif' }).click();
  await page.getByText(/écrivez pourquoi ce dossier ne peut pas attendre/).waitFor();
  await page.getByLabel('Pourquoi cet ajout après la clôture ?').fill('Urgence neurologique');
  await checkAxe(page);
  await page.getByRole('button', { name: 'Inscrire en ajout tardif' }).click();
  await page.getByText('Ajout tardif : Urgence neurologique').waitFor();
  const request = await read<ServiceRequest>(page);
  expect(request.note!.map(({ text }) => text)).toContain('Ajout tardif : Urgence neurologique');
  expect((await caseOf(request.id!)).partOf?.reference).toBe(`Encounter/${session!.id}`);

  await page.getByRole('button', { name: 'Retirer', exact: true }).click();
  await choose(page, 'Motif', 'Refus du patient');
  await page.getByText(/ne reviendra pas/).waitFor();
  await page.getByRole('button', { name: 'Retirer l’inscription' }).click();
  await page.getByText('Inscription retirée : Refus du patient').waitFor();
  expect(await caseOf(request.id!)).toBeUndefined();
}, 120_000);

/** Presses Tab until the target has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < 120; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Inatteignable au clavier : ${target}`);
}

test('by keyboard alone, from the search to the agenda', async () => {
  const { family, given } = birthName(known);
  const page = await demo.open('secretaire', '/inscriptions/nouvelle');
  const search = page.getByRole('textbox', { name: 'Chercher un patient' });
  await expect.poll(() => search.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.type(`${family} ${given![0]} ${frenchDate(known.birthDate!)}`);
  await page.getByText('1 patient trouvé').waitFor();
  await page.keyboard.press('Enter');

  await tabTo(page, page.getByRole('textbox', { name: 'Médecin demandeur' }));
  await page.keyboard.type('march');
  await page.getByRole('option', { name: /MARCHAND/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: /^Choisir : / }).nth(2));
  await page.keyboard.press('Enter');

  await tabTo(page, page.getByRole('textbox', { name: 'Question posée à la RCP' }));
  await page.keyboard.type('Surveillance possible ?');
  await tabTo(page, page.getByRole('checkbox', { name: /^Proposition de traitement/ }));
  await page.keyboard.press('Space');
  await tabTo(page, page.getByRole('button', { name: 'Tout reprendre' }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('radio', { name: /pas encore informé/ }));
  await page.keyboard.press('ArrowUp');
  const send = page.getByRole('button', { name: 'Inscrire à l’ordre du jour' });
  await expect.poll(() => send.isEnabled()).toBe(true);
  await tabTo(page, send);
  await page.keyboard.press('Enter');
  await page.getByText(/^À l’ordre du jour, dossier n°/).waitFor();
}, 120_000);
