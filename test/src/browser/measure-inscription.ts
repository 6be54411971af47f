/**
 * Measures the preparation of a case: the same case typed whole, then pre-filled from the record. Counts what hands do
 * in the real application (keys, clicks) and turns it into seconds by the keystroke-level model; writes
 * docs/mesures-ui.md between its marks.
 *
 *   node test/src/browser/measure-inscription.ts
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Patient } from '@medplum/fhirtypes';
import type { Locator, Page } from 'playwright-core';
import { repository } from '../support/shared.ts';
import { type Demonstration, demonstration } from './support/index.ts';

/** Card, Moran & Newell (1980), seconds: a key of an average typist, a pointing, a click, a hand moved, a thought. */
const KLM = { key: 0.28, point: 1.1, click: 0.2, hand: 0.4, think: 1.35 } as const;
/** Words a minute of somebody who reads to check. */
const READING = 200;

/** What hands and eyes did. */
class Tally {
  keys = 0;
  clicks = 0;
  /** Fields or choices: each is thought of once. */
  acts = 0;
  words = 0;

  seconds(): number {
    const hands = this.keys * KLM.key + this.clicks * (KLM.point + KLM.click + 2 * KLM.hand);
    return hands + this.acts * KLM.think + (this.words / READING) * 60;
  }
}

/** Hands on a page: every key and click is counted. */
class Hands {
  readonly tally = new Tally();
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }
  async click(target: Locator): Promise<void> {
    this.tally.acts++;
    this.tally.clicks++;
    await target.click();
  }
  async type(target: Locator, text: string): Promise<void> {
    await this.click(target);
    // A text put in at once costs what its letters cost: pressing them one by one would only be slower here.
    this.tally.keys += [...text].length;
    await target.fill(text);
  }
  async choose(target: Locator, option: Locator): Promise<void> {
    await this.click(target);
    this.tally.clicks++;
    await option.first().click();
  }
  async press(key: string): Promise<void> {
    this.tally.keys++;
    await this.page.keyboard.press(key);
  }
}

const box = (page: Page, name: string | RegExp) => page.getByRole('textbox', { name });

/** Up to the empty case: the same for both. */
async function reach(page: Page, demo: Demonstration, patient: Patient): Promise<void> {
  await page.goto(new URL(`/inscriptions/nouvelle?patient=${patient.id}`, demo.url).href);
  await box(page, 'Médecin demandeur').fill('march');
  await page.getByRole('option', { name: /MARCHAND/ }).click();
  await page
    .getByRole('button', { name: /^Choisir : / })
    .nth(1)
    .click();
  await box(page, 'Histoire de la maladie').waitFor();
  await page.getByText(/éléments? déjà connus?/).waitFor();
}

/** What only a person can say, in both ways. */
async function question(hands: Hands): Promise<void> {
  const { page } = hands;
  await hands.type(box(page, 'Question posée à la RCP'), 'Traitement adjuvant après chirurgie ?');
  await hands.click(page.getByLabel('Proposition de traitement'));
  await hands.click(page.getByLabel(/^Le patient est informé/));
}

/** The values the record offers, as the screen shows them. */
interface Content {
  texts: [string, string][];
  reports: { text: string; date: string; author: string }[];
  treatments: { text: string; start?: string; end?: string }[];
}

async function prefilled(hands: Hands): Promise<Content> {
  const { page, tally } = hands;
  await question(hands);
  const offers = await page.locator('.dcc-offer').allInnerTexts();
  tally.words += offers.join(' ').split(/\s+/).length;
  await hands.click(page.getByRole('button', { name: 'Tout reprendre' }));
  await hands.click(page.getByRole('button', { name: /médecin traitant du dossier$/ }));
  await page.getByText(/^Brouillon gardé/).waitFor();
  return contentOf(page);
}

const TEXTS = ['Histoire de la maladie', 'Examens', 'Antécédents', 'Comorbidités'];

async function contentOf(page: Page): Promise<Content> {
  const texts: [string, string][] = [];
  for (const name of TEXTS) texts.push([name, await box(page, new RegExp(`^${name}`)).inputValue()]);
  const removable = page.getByRole('button', { name: /^Retirer\s: (Anatomie|Compte rendu opératoire)/ });
  const reports: Content['reports'] = [];
  for (let index = 0; index < (await removable.count()); index++) {
    const row = removable.nth(index).locator('xpath=../..');
    // biome-ignore lint/performance/useDomNodeTextContent: the lines as they show are what is read.
    const text = await row.evaluate((element) => (element as HTMLElement).innerText);
    const date = /(\d\d)\/(\d\d)\/(\d{4})/.exec(text)!;
    reports.push({
      text: text.split('\n').slice(1, -2).join(' ') || text,
      date: `${date[3]}-${date[2]}-${date[1]}`,
      author: / (?:Dr|Pr) \S+ ([A-ZÉÈ-]+)/.exec(text)?.[1] ?? 'lagrange',
    });
  }
  return { texts, reports, treatments: [] };
}

async function typedWhole(hands: Hands, content: Content): Promise<void> {
  const { page } = hands;
  await question(hands);
  for (const [name, text] of content.texts) {
    if (text) await hands.type(box(page, new RegExp(`^${name}`)), text);
  }
  await hands.click(page.getByRole('button', { name: 'Ajouter une tumeur' }));
  for (const [name, typed] of [
    [/^Topographie/, 'sein'],
    [/^Morphologie/, 'carcinome infil'],
  ] as const) {
    await hands.type(box(page, name), typed);
    hands.tally.clicks++;
    await page.getByRole('option').first().click();
  }
  await hands.choose(box(page, 'Latéralité'), page.getByRole('option', { name: 'Gauche' }));
  await hands.type(page.getByLabel('Date du diagnostic'), '2026-09-16');
  for (const [part, value] of [
    ['T', '2'],
    ['N', '1'],
    ['M', '0'],
  ] as const) {
    await hands.type(page.getByLabel(part, { exact: true }), value);
  }
  await hands.choose(box(page, 'Indice OMS'), page.getByRole('option', { name: /^0/ }));
  await hands.click(page.getByRole('radio', { name: 'Phase initiale' }));
  await hands.click(page.getByRole('radio', { name: 'Oui', exact: true }));
  for (const { text, date, author } of content.reports) {
    await hands.click(page.getByRole('button', { name: /^Ajouter une conclusion/ }));
    const group = page.getByRole('group', { name: /^Ajouter une conclusion/ });
    await hands.type(group.getByRole('textbox', { name: 'Conclusion' }), text);
    await hands.type(group.getByLabel('Date de l’analyse'), date);
    await hands.type(group.getByRole('textbox', { name: 'Auteur du compte rendu' }), author.slice(0, 5));
    hands.tally.clicks++;
    await page.getByRole('option').first().click();
    await hands.click(group.getByRole('button', { name: 'Terminé' }));
  }
  await hands.click(page.getByRole('radio', { name: 'Connu', exact: true }));
  await hands.type(box(page, 'Chercher par nom…'), 'lemar');
  hands.tally.clicks++;
  await page.getByRole('option').first().click();
  await page.getByText(/^Brouillon gardé/).waitFor();
}

const score = async (page: Page): Promise<number> => {
  const told = await page.getByRole('heading', { name: /^Dossier complet/ }).textContent();
  return Number(/\d+/.exec(told ?? '')![0]);
};

/** A patient of the breast RCP with a signed fiche, whose médecin traitant is known. */
async function subject(demo: Demonstration): Promise<Patient> {
  const secretary = await demo.client('secretaire');
  const fiches = await secretary.searchResources(
    'Composition',
    'status=final&category=https://dcc.example.org/fhir/CodeSystem/dcc-thematic|sein&_count=50&_sort=-date',
  );
  for (const fiche of fiches) {
    const patient = (await secretary.readReference(fiche.subject!)) as Patient;
    const told = JSON.stringify(fiche.section);
    if (
      patient.generalPractitioner &&
      !patient.link &&
      told.includes('Condition/') &&
      told.includes('cytologie')
    )
      return patient;
  }
  throw new Error('Aucun dossier de sein complet dans la région');
}

const number = (value: number): string => Math.round(value).toLocaleString('fr-FR');

const demo = await demonstration();
try {
  const patient = await subject(demo);
  const page = await demo.open('secretaire');
  page.setDefaultTimeout(90_000);
  await reach(page, demo, patient);
  const short = new Hands(page);
  const content = await prefilled(short);
  const scores = [await score(page)];
  await reach(page, demo, patient);
  const long = new Hands(page);
  await typedWhole(long, content);
  scores.push(await score(page));
  const line = (name: string, { tally }: Hands, percent: number) =>
    `| ${name} | ${number(tally.keys)} | ${number(tally.clicks)} | ${number(tally.words)} | ${number(tally.seconds())} | ${percent} % |`;
  const ratio = (a: number, b: number) => (a / b).toLocaleString('fr-FR', { maximumFractionDigits: 2 });
  const text = [
    '| Préparation d’un dossier de sein | Touches | Clics | Mots relus | Secondes (modèle) | Complétude |',
    '|---|---|---|---|---|---|',
    line('Tout saisi', long, scores[1]!),
    line('Pré-rempli', short, scores[0]!),
    '',
    `Rapport pré-rempli sur tout saisi : ${ratio(short.tally.seconds(), long.tally.seconds())} en secondes, ` +
      `${ratio(short.tally.keys, long.tally.keys)} en touches, ${ratio(short.tally.clicks, long.tally.clicks)} en clics.`,
  ].join('\n');
  const file = join(repository, 'docs', 'mesures-ui.md');
  const marks = ['<!-- inscription -->', '<!-- fin inscription -->'] as const;
  const before = readFileSync(file, 'utf8');
  const [head, tail] = [before.split(marks[0])[0], before.split(marks[1])[1]];
  writeFileSync(file, `${head}${marks[0]}\n${text}\n${marks[1]}${tail}`);
  process.stdout.write(`${text}\n`);
} finally {
  await demo.stop();
}
