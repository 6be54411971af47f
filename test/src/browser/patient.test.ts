/** The record of a patient: who, the way, what was told; an identity merged meanwhile; pasted Word text. */
import type { Consent, Encounter, Patient } from '@medplum/fhirtypes';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkAxe, checkNoSideScroll, type Demonstration, demonstration, shot } from './support/index.ts';

const DOCTOR = 'julien.marchand@demo.example';
let demo: Demonstration;
let patient: Patient;
let passages: Encounter[];
beforeAll(async () => {
  demo = await demonstration();
  const doctor = await demo.client(DOCTOR);
  const fiches = await doctor.searchResources(
    'Composition',
    'type=http://loinc.org|34794-8&status=final&_count=20&_sort=-date',
  );
  for (const { subject } of fiches) {
    const found = (await doctor.readReference(subject!)) as Patient;
    if (found.active === false || found.link) continue;
    patient = found;
    break;
  }
  const cases = await doctor.searchResources('Encounter', `subject=Patient/${patient.id}&_count=50`);
  passages = cases.filter(({ status }) => status !== 'cancelled');
});
afterAll(() => demo.stop());

test('the whole way of a patient, by kinds, with what comes next and who cares', async () => {
  const page = await demo.open(DOCTOR, '/patients');
  const name = patient.name!.find(({ use }) => use === 'official')!;
  await page.getByLabel('Chercher un patient').fill(`${name.family} ${name.given![0]}`);
  await page
    .getByRole('button', { name: /^Ouvrir :/ })
    .first()
    .waitFor();
  await checkAxe(page);
  await shot(page, 'patients');
  await page
    .getByRole('button', { name: /^Ouvrir :/ })
    .first()
    .click();

  const banner = page.getByRole('region', { name: 'Identité du patient' });
  await banner.waitFor();
  for (const text of ['Nom de naissance', 'Prénoms', 'Sexe']) await banner.getByText(text).waitFor();
  const way = page.getByRole('region', { name: 'Parcours' });
  await way.getByRole('listitem').first().waitFor();
  const all = await way.getByRole('listitem').count();
  await page.getByText('RCP', { exact: true }).first().click();
  expect(await way.getByRole('listitem').count()).toBe(passages.length);
  await page.getByText('Tout', { exact: true }).click();
  expect(await way.getByRole('listitem').count()).toBe(all);
  await page.getByRole('heading', { name: 'Équipe de soins' }).waitFor();
  await page.getByText('Médecin demandeur').first().waitFor();
  await checkAxe(page);
  await checkNoSideScroll(page);
  await shot(page, 'patient');
});

test('a diagnosis is hidden until somebody says it was told: who, when, traced; and taken back', async () => {
  // The region tells some patients and not others: this one has not been told anything yet.
  const told = await demo.service.searchResources('Consent', `patient=Patient/${patient.id}&_count=100`);
  for (const one of told) {
    const isAnnouncement = one.category?.some(({ coding }) =>
      coding?.some(({ code }) => code === 'announcement'),
    );
    if (isAnnouncement) await demo.service.deleteResource('Consent', one.id!);
  }
  const page = await demo.open(DOCTOR, `/patients/${patient.id}`);
  const panel = page.getByRole('region', { name: 'Annonce du diagnostic' });
  await page.getByText('Diagnostic pas encore annoncé au patient', { exact: true }).waitFor();
  const tell = panel.getByRole('button', { name: 'Dire que le diagnostic a été annoncé' });
  const before = await tell.count();
  await tell.first().click();
  await panel.getByLabel('Date de l’annonce').fill('2099-01-01');
  await panel.getByText('elle est dans le futur').waitFor();
  expect(await panel.getByRole('button', { name: 'Confirmer l’annonce' }).isDisabled()).toBe(true);
  const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Paris' });
  await panel.getByLabel('Date de l’annonce').fill(today);
  await panel.getByText(/Cet acte est tracé à votre nom/).waitFor();
  await checkAxe(page);
  await shot(page, 'patient-annonce');
  await panel.getByRole('button', { name: 'Confirmer l’annonce' }).click();
  await panel.getByText(/^Diagnostic annoncé le .* par Dr Julien MARCHAND/).waitFor();
  expect(await tell.count()).toBe(before - 1);

  const stored = async () =>
    (
      await demo.service.searchResources('Consent', `patient=Patient/${patient.id}`, { cache: 'reload' })
    ).filter((one: Consent) =>
      one.category?.some(({ coding }) => coding?.some(({ code }) => code === 'announcement')),
    );
  const [consent] = (await stored()).filter(({ provision }) => provision?.type === 'permit');
  expect(consent).toMatchObject({
    status: 'active',
    provision: { type: 'permit', period: { start: today } },
  });
  expect(consent!.performer?.[0]?.reference).toMatch(/^PractitionerRole\//);
  expect(consent!.meta?.author?.reference).toMatch(/^Practitioner\//);

  await panel.getByRole('button', { name: 'L’annonce n’a pas eu lieu' }).click();
  await panel.getByText(/redeviendront cachés/).waitFor();
  await panel.getByRole('button', { name: 'Cacher à nouveau' }).click();
  await expect.poll(() => tell.count()).toBe(before);
  expect((await stored()).map(({ provision }) => provision?.type)).toEqual(['deny']);
});

test('an identity merged meanwhile leads to the one that was kept, and says so', async () => {
  const { id: _, meta, identifier: __, ...traits } = await demo.service.readResource('Patient', patient.id!);
  const merged = await demo.service.createResource<Patient>({
    ...traits,
    meta: { profile: meta?.profile, accounts: meta?.accounts },
    active: false,
    link: [{ type: 'replaced-by', other: { reference: `Patient/${patient.id}` } }],
  });
  const page = await demo.open(DOCTOR, `/patients/${merged.id}`);
  await page.getByText('Cette identité a été fusionnée').waitFor();
  await page.getByRole('region', { name: 'Parcours' }).getByRole('listitem').first().waitFor();
  await checkAxe(page);
});

test('an identity merged while a fiche is open: the banner is that of the one that was kept, and it is said', async () => {
  const fiches = await demo.service.searchResources(
    'Composition',
    'type=http://loinc.org|34794-8&status=final&_count=50',
  );
  const { subject, encounter } = fiches.find((one) => one.subject?.reference !== `Patient/${patient.id}`)!;
  const { id, meta, ...traits } = (await demo.service.readReference(subject!)) as Patient;
  const page = await demo.open('responsable', `/fiches/${encounter!.reference!.split('/')[1]}`);
  const banner = page.getByRole('region', { name: 'Identité du patient' });
  await banner.getByText(traits.name![0]!.family!).first().waitFor();
  const kept = await demo.service.createResource<Patient>({
    ...traits,
    meta: { profile: meta?.profile, accounts: meta?.accounts },
    // Two files of one person: the national number is the same, the hospital's is not.
    identifier: traits.identifier?.map((one) =>
      one.system?.startsWith('urn:oid:1.2.250.1.213.1.4') ? one : { ...one, value: `${one.value}9` },
    ),
    name: [{ ...traits.name![0], family: 'CONSERVEE' }],
  });
  // The page begins to listen a moment after it shows: what comes before is told by the next word of the server.
  let told = 0;
  const merge = async () => {
    await demo.service.updateResource<Patient>({
      ...traits,
      id,
      meta: { profile: meta?.profile, accounts: meta?.accounts },
      active: false,
      telecom: [{ system: 'other', value: `fusion ${told++}` }],
      link: [{ type: 'replaced-by', other: { reference: `Patient/${kept.id}` } }],
    });
    return page.getByText('Cette identité a été fusionnée').count();
  };
  await expect.poll(merge, { timeout: 20_000, interval: 1_500 }).toBe(1);
  await banner.getByText('CONSERVEE').first().waitFor();
  await page.context().close();
});

test('Word text with control characters and 50,000 letters is taken whole, without what no document holds', async () => {
  const page = await demo.open('secretaire', `/inscriptions/nouvelle?patient=${patient.id}`);
  await page.getByRole('textbox', { name: 'Médecin demandeur' }).fill('march');
  await page.getByRole('option', { name: /MARCHAND/ }).click();
  await page
    .getByRole('button', { name: /^Choisir : / })
    .nth(1)
    .click();
  const summary = page.getByRole('textbox', { name: 'Histoire de la maladie' });
  const pasted = `Début\u0007 du\u0000 texte\u000b${'Compte rendu. '.repeat(3600).slice(0, 50_000)}fin`;
  await summary.evaluate((element, text) => {
    const area = element as HTMLTextAreaElement;
    area.focus();
    document.execCommand('insertText', false, text);
  }, pasted);
  const value = await summary.inputValue();
  expect(value.startsWith('Début du texte\n')).toBe(true);
  expect(value.endsWith('fin')).toBe(true);
  expect(value.length).toBeGreaterThan(50_000);
  await expect
    .poll(
      async () => {
        const id = new URL(page.url()).pathname.split('/')[2]!;
        const stored = await demo.service.readResource('ServiceRequest', id, { cache: 'reload' });
        return JSON.stringify(stored.contained ?? []).includes('fin</p>');
      },
      { timeout: 20_000 },
    )
    .toBe(true);
});
