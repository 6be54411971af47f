/** The fiche of a case: filled at a desk, by keyboard, by two people, with what Word pastes. */
import type { MedplumClient } from '@medplum/core';
import type { Practitioner, PractitionerRole, QuestionnaireResponse } from '@medplum/fhirtypes';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  entries,
  type FicheContent,
  loadCase,
  type PartKey,
  readPart,
  saveFiche,
  writePart,
} from '../../../apps/clinic/src/fiche/model/index.ts';
import { checkAxe, checkNoSideScroll, type Demonstration, demonstration, shot } from './support/index.ts';

let demo: Demonstration;
let service: MedplumClient;
let cases: string[];
let page: Page;
let caseId: string;

beforeAll(async () => {
  demo = await demonstration();
  service = demo.service;
  const found = await service.search(
    'Composition',
    'type=http://loinc.org|34794-8&status=preliminary&_count=200',
  );
  const own = (found.entry ?? []).flatMap(({ resource }) => (resource ? [resource] : []));
  const ofBreast = own.filter(({ category }) => category?.[0]?.coding?.some(({ code }) => code === 'sein'));
  cases = ofBreast.flatMap(({ encounter }) => encounter?.reference?.split('/')[1] ?? []);
  page = await demo.open('responsable', `/fiches/${await mine()}`);
  await saved();
});
afterAll(() => demo.stop());

/** The first case of the breast that the coordinator may write. */
async function mine(): Promise<string> {
  const medplum = await demo.client('responsable');
  for (const id of cases) {
    const file = await loadCase(medplum, id).catch(() => undefined);
    if (!file?.fiche) continue;
    caseId = id;
    return id;
  }
  throw new Error('No case of the breast with a fiche in preparation');
}

/** A doctor of the establishment from abroad: no national number. Gives her `PractitionerRole/id`. */
async function withoutRpps(): Promise<string> {
  const { rcpCase } = await loadCase(service, caseId);
  const practitioner = await service.createResource<Practitioner>({
    resourceType: 'Practitioner',
    name: [{ family: 'SANSNUMERO', given: ['Zoé'], prefix: ['MME'], suffix: ['DR'] }],
  });
  const role = await service.createResource<PractitionerRole>({
    resourceType: 'PractitionerRole',
    practitioner: { reference: `Practitioner/${practitioner.id}` },
    organization: rcpCase.serviceProvider,
    code: [
      {
        coding: [
          {
            system: 'https://mos.esante.gouv.fr/NOS/TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante',
            code: '10',
          },
        ],
      },
    ],
  });
  return `PractitionerRole/${role.id}`;
}

async function fiche() {
  service.invalidateAll();
  return (await loadCase(service, caseId)).fiche!;
}
async function stored<K extends PartKey>(key: K): Promise<FicheContent[K]> {
  return readPart(await fiche(), key);
}
const saved = () => page.getByText(/^Enregistré/).waitFor();
/** What was typed is on the server: the line says when, after it has said that it saves. */
async function savedAgain(): Promise<void> {
  await page.keyboard.press('Control+s');
  await page.getByText(/^Enregistré à \d\d:\d\d/).waitFor();
}
const part = (name: string) => page.getByRole('region', { name });

describe('at a desk', () => {
  test('says who, the question, what is mandatory, to everybody', async () => {
    await page.getByRole('region', { name: 'Identité du patient' }).waitFor();
    expect(await page.getByText('Question posée à la RCP').count()).toBe(1);
    const index = page.getByRole('navigation', { name: 'Parties de la fiche' });
    expect(await index.getByText(/Parties obligatoires\s: \d\/9/).count()).toBe(1);
    await checkAxe(page);
    await checkNoSideScroll(page);
    await checkNoSideScroll(page, 720);
    await shot(page, 'fiche');
  });

  test('keeps what is typed at the pause, and says when', async () => {
    await part('Antécédents médicaux').getByRole('textbox').fill('Asthme ancien.\n\nTabac sevré.');
    await page.getByText(/^Enregistré à \d\d:\d\d/).waitFor();
    expect(await stored('history')).toBe('Asthme ancien.\n\nTabac sevré.');
    await page.reload();
    await saved();
    expect(await part('Antécédents médicaux').getByRole('textbox').inputValue()).toBe(
      'Asthme ancien.\n\nTabac sevré.',
    );
  });

  test('finds a morphology by a few letters, without accents, by keyboard alone', async () => {
    const remove = page.getByRole('button', { name: 'Retirer le code' }).first();
    if (await remove.count()) await remove.click();
    const field = page.getByRole('textbox', { name: 'Morphologie (CIM-O-3)' });
    await field.fill('canalaire infil');
    await page
      .getByRole('option', { name: /8500\/3/ })
      .first()
      .waitFor();
    await shot(page, 'fiche-recherche', [1440]);
    await field.press('Enter');
    await page.getByText('Code 8500/3').first().waitFor();
    await savedAgain();
    const [tumour] = (await stored('tumour')).tumours;
    expect(tumour!.morphology.code).toBe('8500/3');
  });

  test('keeps the edition of the TNM, and says what a wrong value should be', async () => {
    await page.getByLabel('Édition').selectOption('7');
    const t = page.getByRole('textbox', { name: 'T', exact: true });
    await t.fill('t9');
    await t.press('Tab');
    await page.getByText('Par exemple cT2').waitFor();
    await t.fill('t1c');
    await t.press('Tab');
    expect(await t.inputValue()).toBe('cT1c');
    await savedAgain();
    expect((await stored('tumour')).tumours[0]!.tnm).toMatchObject({ edition: '7', t: 'cT1c' });
  });

  test('decides the G8 on its decimal total, from its eight questions', async () => {
    await page.getByRole('button', { name: 'Remplir les 8 questions' }).click();
    const questions = page.getByRole('group', { name: /Questionnaire G8/ });
    for (const answer of [
      'pas de diminution (2)',
      'pas de perte de poids (3)',
      'sort du domicile (2)',
      'pas de trouble (2)',
      '21 à moins de 23 (2)',
      'non (1)',
      'ne sait pas (0,5)',
      'moins de 80 ans (2)',
    ]) {
      await questions.getByLabel(answer, { exact: true }).last().check();
    }
    await questions.getByText('Total : 14,5 sur 17').waitFor();
    await page.getByText('14,5 : normal (au-dessus de 14)').waitFor();
    await checkAxe(page);
    await shot(page, 'fiche-g8', [1440]);
    await page.getByRole('button', { name: 'Fermer les questions' }).click();
    await savedAgain();
    expect((await stored('functional')).g8).toBe(14.5);
  });

  test('answers the organ part beside: asked by what was answered, summed up among the exams', async () => {
    const organ = part('Partie d’organe : sein');
    await organ.getByRole('button', { name: /^Biologie de la tumeur/ }).click();
    expect(await organ.getByText('HER2 en hybridation in situ').count()).toBe(0);
    await organ.getByLabel('Récepteurs des œstrogènes (%)').fill('90');
    await organ.getByLabel('2+', { exact: true }).check();
    await organ.getByText('HER2 en hybridation in situ').waitFor();
    await part('Résumé de la partie d’organe')
      .getByText(/RE 90 %/)
      .waitFor();
    await savedAgain();
    const { records, composition } = await fiche();
    const response = [...records.values()].find(
      (one): one is QuestionnaireResponse =>
        one.resourceType === 'QuestionnaireResponse' && !!one.questionnaire?.includes('frcp-sein'),
    );
    expect(response?.questionnaire).toMatch(/frcp-sein\|1\.0\.0$/);
    const exams = composition.section!.find(({ title }) => title === 'Examens');
    expect(exams!.text!.div).toContain('RE 90 %');
    await shot(page, 'fiche-organe', [1440]);
  });
});

describe('what Word pastes', () => {
  test('is cleaned with a sentence, and fifty thousand characters are kept', async () => {
    const long = 'Compte rendu de consultation. '.repeat(1700).slice(0, 50_000).trim();
    const field = part('Comorbidités').getByRole('textbox');
    await field.fill('');
    await field.evaluate((area, text) => {
      const data = new DataTransfer();
      data.setData('text/plain', text);
      area.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
      document.execCommand('insertText', false, text);
    }, `\u0007${long}\u0000`);
    await page.getByText('Des caractères invisibles du texte collé ont été retirés.').first().waitFor();
    await savedAgain();
    expect(await stored('comorbidity')).toBe(long);
    await field.fill('Aucune.');
    await savedAgain();
  });
});

describe('two people', () => {
  test('write at once: both texts are kept, marked, and one chooses later', async () => {
    const field = part('Souhaits du patient').getByRole('textbox');
    await field.fill('Souhaite rester à domicile.');
    await savedAgain();
    // The secretary saves while the coordinator types in the same place.
    const other = await demo.client('secretaire');
    await field.click();
    await page.keyboard.press('End');
    await page.keyboard.type(' Redoute la chimiothérapie');
    const theirs = (await loadCase(other, caseId)).fiche!;
    const now = { now: new Date().toISOString() };
    const after = writePart(theirs, 'wishes', 'Souhaite rester à domicile. Vit seule', now);
    await saveFiche(other, theirs, after).catch(() => undefined);
    await savedAgain();
    await expect
      .poll(async () => stored('wishes'), { timeout: 15_000, interval: 500 })
      .toMatch(/Redoute la chimiothérapie/);
    const text = await stored('wishes');
    expect(text).toContain('Vit seule');
  });
});

describe('by keyboard alone', () => {
  test('goes to a part by the index, fills it and saves', async () => {
    await part('Statut du dossier').getByLabel('Oui').check();
    await savedAgain();
    await page.getByRole('heading', { name: 'Fiche RCP' }).focus();
    const link = page.getByRole('link', { name: 'Statut du dossier' });
    for (let step = 0; step < 40; step++) {
      await page.keyboard.press('Tab');
      if (await link.evaluate((one) => one === document.activeElement)) break;
    }
    await page.keyboard.press('Enter');
    const title = page.getByRole('heading', { name: 'Statut du dossier' });
    await expect.poll(() => title.evaluate((one) => one === document.activeElement)).toBe(true);
    // The button that is on, then the arrow: from yes to no. What is missing comes next.
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('IRM attendue le 3');
    await savedAgain();
    expect(await stored('record')).toMatchObject({ complete: false, note: 'IRM attendue le 3' });
  });
});

describe('who may', () => {
  test('a secretary fills the fiche, and reads the proposal that a doctor writes', async () => {
    const desk = await demo.open('secretaire', `/fiches/${caseId}`);
    await desk.getByText('La proposition est rédigée par un médecin.').waitFor();
    const proposal = desk.getByRole('region', { name: 'Proposition thérapeutique' });
    expect(await proposal.getByRole('button', { name: 'Ajouter une modalité' }).count()).toBe(0);
    const comment = desk.getByRole('region', { name: 'Commentaire pour le patient' }).getByRole('textbox');
    await comment.fill('Vous serez appelée lundi.');
    await desk.getByText(/^Enregistré à/).waitFor();
    expect(await stored('comment')).toBe('Vous serez appelée lundi.');

    // Somebody who has no RPPS number may be named: the form says what the document will lack.
    const role = await withoutRpps();
    await desk
      .getByRole('button', { name: /^Retirer.* : / })
      .nth(1)
      .click();
    await desk.getByRole('textbox', { name: 'Présentateur' }).fill('sansnumero');
    await desk.getByRole('option', { name: /SANSNUMERO/ }).click();
    await desk.getByText('Sans numéro RPPS : la fiche portera son nom, sans identifiant national.').waitFor();
    const presented = async () => {
      const { participant } = await service.readResource('Encounter', caseId, { cache: 'reload' });
      return participant?.some(({ individual }) => individual?.reference === role);
    };
    await expect.poll(presented, { timeout: 15_000 }).toBe(true);
    await desk.context().close();
  });

  test('nobody changes a signed fiche: it says so and leads to the amendment', async () => {
    const signed = await service.search(
      'Composition',
      'type=http://loinc.org|34794-8&status=final&_count=50',
    );
    const reference = signed.entry!.map(({ resource }) => resource!.encounter!.reference!);
    const medplum = await demo.client('responsable');
    let id = '';
    for (const one of reference) {
      const file = await loadCase(medplum, one.split('/')[1]!).catch(() => undefined);
      if (file?.fiche?.composition.status === 'final') {
        id = file.rcpCase.id!;
        break;
      }
    }
    await page.goto(new URL(`/fiches/${id}`, demo.url).href);
    await page.getByText('Signé : ne se modifie plus que par un avenant').waitFor();
    expect(await page.getByRole('link', { name: 'Faire un avenant' }).getAttribute('href')).toBe(
      `/fiches/${id}/avenant`,
    );
    expect(await part('Antécédents médicaux').getByRole('textbox').isEditable()).toBe(false);
    for (const name of ['Retirer', 'Retirer cette conclusion', 'Ajouter un traitement']) {
      expect(await page.getByRole('button', { name, exact: true }).count()).toBe(0);
    }
    await checkAxe(page);
    await shot(page, 'fiche-signee', [1440]);
    expect(entries(await fiche(), 'record', 'Observation').length).toBeGreaterThan(0);
  });
});
