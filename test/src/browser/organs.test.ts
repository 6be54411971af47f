/** The organ part of the fiche: which form it is, in which version, and how each of them looks and is used. */

import { AxeBuilder } from '@axe-core/playwright';
import { QUESTIONNAIRES } from '@dcc/fhir-profiles/questionnaires/index.ts';
import { EXTENSIONS } from '@dcc/fhir-profiles/src/extensions.ts';
import { answersOf, responseItems, summaryLines } from '@dcc/rules/src/fiche/questionnaire.ts';
import type { MedplumClient } from '@medplum/core';
import type { HealthcareService, Questionnaire, QuestionnaireItem } from '@medplum/fhirtypes';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  loadCase,
  readHeader,
  readPart,
  saveFiche,
  writePart,
} from '../../../apps/clinic/src/fiche/model/index.ts';
import { checkNoSideScroll, type Demonstration, demonstration, shot } from './support/index.ts';

const ORGANS = QUESTIONNAIRES.filter(({ name }) => name!.startsWith('frcp_'));
const G8 = QUESTIONNAIRES.find(({ name }) => name === 'g8')!;
const themeOf = ({ title }: Questionnaire) => title!.split(' : ')[1]!;

let demo: Demonstration;
let service: MedplumClient;
let page: Page;
let caseId: string;

beforeAll(async () => {
  demo = await demonstration();
  service = demo.service;
  caseId = await emptyBreastCase();
});
afterAll(() => demo.stop());

/** A case of the breast in preparation, whose organ part nobody began. */
async function emptyBreastCase(): Promise<string> {
  const medplum = await demo.client('responsable');
  const found = await service.searchResources(
    'Composition',
    'type=http://loinc.org|34794-8&status=preliminary&_count=200',
  );
  for (const { category, encounter } of found) {
    const id = encounter?.reference?.split('/')[1];
    if (!id || !category?.[0]?.coding?.some(({ code }) => code === 'sein')) continue;
    const file = await loadCase(medplum, id).catch(() => undefined);
    if (file?.fiche && readPart(file.fiche, 'organ').items.length === 0) return id;
  }
  throw new Error('No case of the breast whose organ part is empty');
}

async function stored() {
  service.invalidateAll();
  return readPart((await loadCase(service, caseId)).fiche!, 'organ');
}

/** The answer of a list that has this code. */
function coding(form: Questionnaire, linkId: string, code: string) {
  const question = form.item!.flatMap(({ item }) => item ?? []).find((one) => one.linkId === linkId)!;
  return question.answerOption!.find(({ valueCoding }) => valueCoding!.code === code)!;
}

/** Writes which forms the RCP of the case uses. */
async function useForms(...forms: string[]): Promise<void> {
  service.invalidateAll();
  const { rcp } = readHeader((await loadCase(service, caseId)).fiche!);
  const others = (rcp!.extension ?? []).filter(({ url }) => url !== EXTENSIONS.FORM);
  const named = forms.map((valueCanonical) => ({ url: EXTENSIONS.FORM, valueCanonical }));
  await service.updateResource<HealthcareService>({ ...rcp!, extension: [...others, ...named] });
}

const organ = (theme: string) => page.getByRole('region', { name: `Partie d’organe : ${theme}` });
/** axe on the organ part alone: the rest of the fiche has its own test, and eleven readings of it would be long. */
async function checkOrgan(): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .include('#partie-organ')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}
async function reload(): Promise<void> {
  await page.reload();
  await page.getByText(/^Enregistré/).waitFor();
}

describe('which form', () => {
  test('is the one that the catalogue names, and the one of the theme when it names none', async () => {
    page = await demo.open('responsable', `/fiches/${caseId}`);
    await organ('sein').waitFor();
    await useForms(ORGANS.find(({ name }) => name === 'frcp_gynecologie')!.url!);
    await reload();
    await organ('gynécologie').getByLabel('Localisation').waitFor();
    expect(await organ('sein').count()).toBe(0);
    await useForms();
  });

  test('is the newest of the server; answers that were begun keep their version', async () => {
    const [shown] = await service.searchResources('Questionnaire', { url: ORGANS[0]!.url! });
    const asked: QuestionnaireItem = { linkId: 'densite', text: 'Densité mammaire', type: 'boolean' };
    const newer = (version: string): Questionnaire => ({
      ...shown!,
      version,
      item: shown!.item!.map((one, at) => (at === 0 ? { ...one, item: [asked, ...one.item!] } : one)),
    });
    const version = shown!.version!;
    await reload();
    await organ('sein').getByText(`Questionnaire version ${version}`).waitFor();
    await service.updateResource(newer('1.1.0'));
    await reload();
    const question = organ('sein').getByRole('radiogroup', { name: 'Densité mammaire' });
    await question.getByLabel('Oui').check();
    await page.getByText(/^Enregistré à \d\d:\d\d/).waitFor();
    await expect.poll(async () => (await stored()).form, { timeout: 15_000 }).toBe(`${shown!.url}|1.1.0`);
    // A deployment takes the question away: who began with it goes on with it.
    await service.updateResource({ ...shown!, version: '1.2.0', meta: {} });
    await reload();
    await organ('sein').getByText('Questionnaire version 1.1.0').waitFor();
    expect(await question.getByLabel('Oui').isChecked()).toBe(true);
    await question.getByLabel('Non', { exact: true }).check();
    await expect.poll(async () => (await stored()).lines.join(), { timeout: 15_000 }).toContain('non');
    expect((await stored()).form).toBe(`${shown!.url}|1.1.0`);
    // Taken back, nothing is begun any more: the form in force is asked.
    await question.getByLabel('Non renseigné').click();
    await organ('sein').getByText('Questionnaire version 1.2.0').waitFor();
    expect(await question.count()).toBe(0);
    await expect.poll(async () => (await stored()).items, { timeout: 15_000 }).toEqual([]);
  });

  test('of the G8 is the newest of the server too; its answers keep their version', async () => {
    const [shown] = await service.searchResources('Questionnaire', { url: G8.url! });
    const text = 'Poids perdu en trois mois';
    const newer = shown!.item!.map((one) => (one.linkId === 'poids' ? { ...one, text } : one));
    await service.updateResource<Questionnaire>({ ...shown!, version: '1.1.0', item: newer });
    await reload();
    const asked = page.getByRole('group', { name: G8.title! });
    const open = () => page.getByRole('button', { name: 'Remplir les 8 questions' }).click();
    await page.getByLabel('Score G8 (sur 17)').fill('12');
    await open();
    await asked.getByText('Questionnaire version 1.1.0').waitFor();
    await asked
      .getByRole('radiogroup', { name: text })
      .getByLabel(/^entre 1 et 3 kg/)
      .check();
    const given = async () => {
      service.invalidateAll();
      return readPart((await loadCase(service, caseId)).fiche!, 'functional');
    };
    await expect.poll(async () => (await given()).g8Form, { timeout: 15_000 }).toBe(`${G8.url}|1.1.0`);
    // A deployment puts the question back as it was: who began goes on with what was asked.
    await service.updateResource<Questionnaire>({ ...shown!, version: '1.2.0', meta: {} });
    await reload();
    await open();
    await asked.getByText('Questionnaire version 1.1.0').waitFor();
    const weight = asked.getByRole('radiogroup', { name: text });
    expect(await weight.getByLabel(/^entre 1 et 3 kg/).isChecked()).toBe(true);
    await page.getByText('12 : altéré (14 ou moins), proposer une évaluation gériatrique').waitFor();
  });
});

describe('every form', () => {
  beforeAll(async () => {
    await useForms(...ORGANS.map(({ url }) => url!));
    await reload();
  });

  test.each(ORGANS.map((form) => ({ theme: themeOf(form), form })))(
    '$theme can be chosen, is read by axe and fits a phone',
    async ({ theme, form }) => {
      await page.getByLabel('Questionnaire de cette RCP').selectOption({ label: theme });
      const region = organ(theme);
      await region.waitFor();
      await page
        .getByRole('navigation', { name: 'Parties de la fiche' })
        .getByRole('link', { name: 'Partie d’organe' })
        .click();
      const title = region.getByRole('heading', { level: 2 });
      await expect.poll(() => title.evaluate((one) => one === document.activeElement)).toBe(true);
      const closed = region.locator('button[aria-expanded=false]');
      while (await closed.count()) await closed.first().click();
      const alone = form.item!.filter(({ enableWhen }) => !enableWhen);
      expect(await region.getByRole('heading', { level: 3 }).count()).toBe(alone.length - 1);
      await checkOrgan();
      await checkNoSideScroll(page);
    },
  );

  test('opens what an answer brings, and « aucune » goes with nothing else', async () => {
    await page.getByLabel('Questionnaire de cette RCP').selectOption({ label: 'gynécologie' });
    const region = organ('gynécologie');
    await region.getByLabel('Localisation').selectOption('ovaire');
    await region.getByLabel('Stade FIGO 2014').selectOption('IIIC');
    await region.getByRole('button', { name: 'Chirurgie et extension' }).click();
    const sites = region.getByRole('group', { name: 'Sites métastatiques' });
    await sites.getByLabel('foie').check();
    await sites.getByLabel('péritoine').check();
    await sites.getByLabel('aucune').check();
    expect(await sites.getByLabel('foie').isChecked()).toBe(false);
    await expect
      .poll(async () => (await stored()).lines, { timeout: 15_000 })
      .toEqual([
        'Situation : localisation : ovaire, trompe, péritoine.',
        'Ovaire, trompe, péritoine : FIGO : IIIC.',
        'Chirurgie et extension : métastases : aucune.',
      ]);
    expect(await page.getByLabel('Questionnaire de cette RCP').count()).toBe(0);
    await shot(page, 'fiche-organe-gynecologie');
  });

  test('keeps what two people answer at once, and asks which answer is right', async () => {
    const region = organ('gynécologie');
    const other = await demo.client('secretaire');
    const form = ORGANS.find(({ name }) => name === 'frcp_gynecologie')!;
    const theirs = (await loadCase(other, caseId)).fiche!;
    const answers = {
      ...answersOf(readPart(theirs, 'organ').items),
      ascite: [coding(form, 'ascite', 'faible')],
    };
    const value = {
      form: `${form.url}|${form.version}`,
      items: responseItems(form, { ...answers, ca125: [{ valueDecimal: 412 }] }),
      lines: summaryLines(form, { ...answers, ca125: [{ valueDecimal: 412 }] }),
    };
    // Without a network he knows nothing of what she saves: both begin from the same fiche.
    await page.context().setOffline(true);
    await region.getByLabel('abondante', { exact: true }).check();
    await saveFiche(other, theirs, writePart(theirs, 'organ', value, { now: new Date().toISOString() }));
    await page.context().setOffline(false);
    await page.keyboard.press('Control+s');
    const rivals = region.getByText(/Deux personnes ont répondu en même temps/);
    await rivals.waitFor();
    expect(await rivals.textContent()).toMatch(/«\u00a0peu abondante\u00a0»/);
    expect(await rivals.textContent()).toMatch(/«\u00a0abondante\u00a0»/);
    expect(await region.getByLabel('CA 125 (U/mL)').inputValue()).toBe('412');
    await region.getByLabel('abondante', { exact: true }).check();
    await expect
      .poll(async () => (await stored()).lines[1], { timeout: 15_000 })
      .toBe('Ovaire, trompe, péritoine : FIGO : IIIC, CA 125 412 U/mL, ascite : abondante.');
    expect(await rivals.count()).toBe(0);
  });
});
