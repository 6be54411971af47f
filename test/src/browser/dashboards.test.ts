/** The dashboards: read from MeasureReports alone, by an analyst without patients and a coordinator with hers. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BOT_SYSTEM, IDENTIFIERS } from '@dcc/fhir-profiles';
import type { Identifier, Measure, MeasureReport, MeasureReportGroup, Parameters } from '@medplum/fhirtypes';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { repository } from '../support/shared.ts';
import { checkAxe, checkNoSideScroll, type Demonstration, demonstration, shot } from './support/index.ts';

const MONTH = '2026-10';
const AT = `/tableaux-de-bord?debut=${MONTH}&fin=${MONTH}`;
let demo: Demonstration;

/** An indicator that no screen has heard of: another unit, another ratio, an axis of its own. */
function unheardOf(): Measure {
  const file = join(repository, 'fhir-profiles', 'measures', 'Q1.json');
  const measure: Measure = JSON.parse(readFileSync(file, 'utf8'));
  const [group] = measure.group!;
  const [stratifier] = group!.stratifier!;
  return {
    ...measure,
    url: measure.url!.replace('Q1', 'INCA-42'),
    version: '0.3.1',
    name: 'IndicateurInca42',
    title: 'Dossiers présentés selon la quinzaine',
    definition: ['Une définition écrite par le réseau, que personne n’a programmée.'],
    group: [
      {
        ...group!,
        code: {
          coding: [{ ...group!.code!.coding![0]!, code: 'quinzaine_complete' }],
          text: 'Dossiers complets',
        },
        stratifier: [
          {
            code: { coding: [{ ...stratifier!.code!.coding![0]!, code: 'quinzaine' }], text: 'Quinzaine' },
            criteria: {
              language: 'text/fhirpath',
              expression: "iif(%start.toString().substring(8, 2) < '16', 'première', 'seconde')",
            },
          },
        ],
      },
    ],
  };
}

beforeAll(async () => {
  demo = await demonstration();
  await demo.service.createResource(unheardOf());
  const parameter = [{ name: 'period', valueString: MONTH }];
  await demo.service.executeBot({ system: BOT_SYSTEM, value: 'oncorif' }, {
    resourceType: 'Parameters',
    parameter,
  } satisfies Parameters);
});
afterAll(() => demo?.stop());

const panel = (page: Page, id: string) => page.getByRole('region', { name: new RegExp(`^${id} `) });

const TAG = 'https://dcc.example.org/fhir/tag';
type Figured = Pick<MeasureReportGroup, 'measureScore'>;

/** A figure of the region in the newest run of the month, which is what the screen shows: the total, or a stratum. */
async function figureOf(id: string, group: string, place?: { axis: string; code: string }): Promise<number> {
  const found = await demo.service.searchResources(
    'MeasureReport',
    `_tag=${TAG}|aggregate&period=ge${MONTH}-01&period=le${MONTH}-31&_count=1000`,
  );
  const own = found
    .filter((one: MeasureReport) => one.measure.includes(`/${id}|`) && one.period.end === `${MONTH}-31`)
    .sort((a, b) => (b.date ?? '').localeCompare(a.date ?? ''));
  const cells = own
    .filter(({ date }) => date === own[0]!.date)
    .flatMap((one) => one.group ?? [])
    .filter(({ code }) => code?.coding?.[0]?.code === group)
    .flatMap((one): Figured[] => {
      if (!place) return [one];
      const axis = one.stratifier?.find(({ code }) => code?.[0]?.coding?.[0]?.code === place.axis);
      return (axis?.stratum ?? []).filter(({ value }) => value?.coding?.[0]?.code === place.code);
    });
  return cells.find(({ measureScore }) => measureScore)!.measureScore!.value!;
}

/** Code of an organisation on the axis of establishments or of 3C. */
async function codeOf(name: RegExp, pick: (identifier: Identifier) => boolean): Promise<string> {
  const all = await demo.service.searchResources('Organization', '_count=200');
  const own = all.filter((one) => name.test(one.name ?? ''));
  return own.flatMap(({ identifier }) => identifier ?? []).find(pick)!.value!;
}

test('an analyst sees the region: every family, the very figures of the reports, NC with its reason', async () => {
  const page = await demo.open('analyste', AT);
  await panel(page, 'A1')
    .getByText(`${await figureOf('A1', 'fiches_validees')} fiches`)
    .waitFor();
  await panel(page, 'A5')
    .getByText(`${await figureOf('A5', 'patients')} patients`)
    .waitFor();
  for (const name of [
    'Activité des RCP',
    'Qualité des RCP',
    'Programmes personnalisés de soins',
    'Qualité des soins',
    'Délais, compétences et complétude',
  ]) {
    await page.getByRole('heading', { name, exact: true }).waitFor();
  }
  const sent = panel(page, 'P1').getByText('PPS envoyés').locator('xpath=ancestor::div[1]');
  expect(await sent.textContent()).toMatch(/NC.*envois ne sont pas encore tracés/);
  const wait = await figureOf('D1', 'inscription_seance_mediane');
  await panel(page, 'D1').getByText(`${wait}\u00a0jour`).first().waitFor();
  await checkAxe(page);
  await checkNoSideScroll(page);
  await shot(page, 'tableaux-de-bord');
});

test('a Measure that nobody programmed is on the dashboard: label, unit, ratio, its own axis', async () => {
  const page = await demo.open('analyste', AT);
  await page.getByRole('heading', { name: 'Autres indicateurs' }).waitFor();
  await page.getByRole('link', { name: 'INCA-42 Dossiers présentés selon la quinzaine' }).click();
  await page.getByRole('img', { name: /^seconde : / }).waitFor();
  expect(await page.getByLabel('Répartir par').inputValue()).toBe('quinzaine');
  await page.getByText(/Définition et version \(Version 0\.3\.1\)/).click();
  await page.getByText('que personne n’a programmée').waitFor();
});

test('filters are in the address, and a crossing that is not published is NC, not zero', async () => {
  const page = await demo.open('analyste', `${AT}&indicateur=A1`);
  await page.getByLabel('Thématique').selectOption({ label: 'Sein' });
  await page.waitForURL(/thematique=sein/);
  await page.getByLabel('3C', { exact: true }).selectOption({ index: 1 });
  await page.waitForURL(/c3=/);
  await page
    .getByText(/n’est pas publié à cet endroit/)
    .first()
    .waitFor();
  await page.reload();
  expect(await page.getByLabel('Thématique').inputValue()).toBe('sein');
});

test('an overview and a detail of a place read the pages that name it, and show its figures', async () => {
  const code = await codeOf(/Louise-Bourgeois/, ({ type }) => type?.coding?.[0]?.code === 'FINEG');
  const place = { axis: 'finess-organisateur', code };
  const page = await demo.open('analyste', AT);
  await panel(page, 'A1').waitFor();
  const read: MeasureReport[] = [];
  const isReports = (url: string) => url.includes('/MeasureReport?') && !url.includes('totals');
  const answers: Promise<void>[] = [];
  page.on('response', (answer) => {
    if (!isReports(decodeURIComponent(answer.url()))) return;
    const take = (bundle: { entry?: { resource: MeasureReport }[] }) => {
      read.push(...(bundle.entry ?? []).map(({ resource }) => resource));
    };
    answers.push(answer.json().then(take));
  });
  await page.getByLabel('Établissement organisateur').selectOption(code);
  const fiches = await figureOf('A1', 'fiches_validees', place);
  expect(fiches).toBeLessThan(await figureOf('A1', 'fiches_validees'));
  await panel(page, 'A1').getByText(`${fiches}\u00a0fiches`).waitFor();
  const patients = await figureOf('A5', 'patients', place);
  await panel(page, 'A5').getByText(`${patients}\u00a0patients`).waitFor();
  // Specialties at a place are a crossing.
  await panel(page, 'Q2').getByRole('link').first().click();
  expect(await page.getByLabel('Répartir par').inputValue()).toMatch(/specialite$/);
  await page.locator('svg.dcc-chart').nth(1).locator('.dcc-bar').first().waitFor();
  await page.goBack();
  await panel(page, 'A1').getByRole('link').first().click();
  await page.getByRole('img', { name: new RegExp(`^oct\\. 2026 : ${fiches}\\sfiches`) }).waitFor();
  await Promise.all(answers);
  const tags = read.map(({ meta }) => meta!.tag!.map((tag) => tag.code!));
  expect(tags.length).toBeGreaterThan(10);
  for (const own of tags) expect(own).toContain(`finess-organisateur=${code}`);
  expect(new Set(tags.map((own) => own.find((one) => /^(strata|crossed)$/.test(one))))).toEqual(
    new Set(['strata', 'crossed']),
  );
});

test('two periods are compared, a bar is read by the keyboard, what is shown is exported', async () => {
  const page = await demo.open('analyste', `${AT}&indicateur=Q1&comparer=2026-09&axe=thematique`);
  const bar = page.getByRole('img', { name: /^Sein : / });
  await bar.waitFor();
  expect(await bar.getAttribute('aria-label')).toMatch(/comparé à/);
  const chart = page.getByRole('region', { name: /Thématique de la RCP$/ }).first();
  const first = chart.getByRole('img').first();
  await first.focus();
  await page.keyboard.press('ArrowDown');
  expect(await first.evaluate((element) => element === document.activeElement)).toBe(false);
  const [csv] = await Promise.all([
    page.waitForEvent('download'),
    chart.getByRole('button', { name: 'Exporter en CSV' }).click(),
  ]);
  const text = readFileSync((await csv.path())!, 'utf8');
  expect(text.split('\r\n').filter((line) => line.includes(';thematique;')).length).toBeGreaterThan(2);
  expect(text).toContain(';Q1;quorum_atteint;');
  const [png] = await Promise.all([
    page.waitForEvent('download'),
    chart.getByRole('button', { name: 'Exporter l’image' }).click(),
  ]);
  expect(
    readFileSync((await png.path())!)
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
  await page.getByText('Votre rôle lit des nombres').waitFor();
  expect(await page.getByRole('button', { name: /^Voir les dossiers/ }).count()).toBe(0);
  await checkAxe(page);
  await shot(page, 'tableaux-de-bord-detail');
});

test('a coordinator reads her establishment’s figures by her own login: those of the region’s stratum', async () => {
  const code = await codeOf(/Louise-Bourgeois/, ({ type }) => type?.coding?.[0]?.code === 'FINEG');
  const place = { axis: 'finess-organisateur', code };
  const page = await demo.open('responsable', AT);
  await page.getByText(/^Chiffres de Hôpital universitaire Louise-Bourgeois, établissement/).waitFor();
  const patients = await figureOf('A5', 'patients', place);
  expect(patients).toBeGreaterThan(0);
  expect(patients).toBeLessThan(await figureOf('A5', 'patients'));
  await panel(page, 'A5').getByText(`${patients}\u00a0patients`).waitFor();
  const fiches = await figureOf('A1', 'fiches_validees', place);
  await panel(page, 'A1').getByText(`${fiches}\u00a0fiches`).waitFor();
  await checkAxe(page);
  await checkNoSideScroll(page);
  await shot(page, 'tableaux-de-bord-etablissement');
  const client = await demo.client('responsable');
  expect(await client.searchResources('MeasureReport', `_tag=${TAG}|aggregate`)).toHaveLength(0);
  const analyst = await demo.client('analyste');
  const others = `_tag=${TAG}|aggregate-establishment,${TAG}|aggregate-centre,${TAG}|trace`;
  expect(await analyst.searchResources('MeasureReport', others)).toHaveLength(0);
});

test('the administrator of a 3C reads those of her 3C', async () => {
  const code = await codeOf(/^3C Val-de-Seine/, ({ system }) => system === IDENTIFIERS.GESTIONNAIRE_3C);
  const page = await demo.open('admin3c', AT);
  await page.getByText(/^Chiffres du 3C «\s3C Val-de-Seine/).waitFor();
  for (const [id, group, unit] of [
    ['A5', 'patients', 'patients'],
    ['A4', 'seances', 'séances'],
  ] as const) {
    const figure = await figureOf(id, group, { axis: 'c3', code });
    await panel(page, id).getByText(`${figure}\u00a0${unit}`).waitFor();
  }
  await shot(page, 'tableaux-de-bord-3c');
});

test('a coordinator sees the thematics of her cases, and the list behind a bar', async () => {
  const page = await demo.open('responsable', `${AT}&indicateur=A1&axe=thematique`);
  await page.getByRole('img', { name: /^Sein : \d+/ }).waitFor();
  const button = page.getByRole('button', { name: /^Voir les dossiers : oct\. 2026/ });
  await button.focus();
  await page.keyboard.press('Enter');
  const list = page.getByRole('region', { name: /^Derrière/ });
  await list.getByRole('link').first().waitFor();
  expect(await list.getByRole('link').first().getAttribute('href')).toMatch(/^\/fiches\//);
  const rows = await list.getByRole('row').count();
  const bar = await page.getByRole('img', { name: /^oct\. 2026 : \d+/ }).getAttribute('aria-label');
  // As many cases as the bar counts (the header is a row too), when the list is not cut.
  expect(rows - 1).toBe(Math.min(200, Number(/: (\d+)/.exec(bar!)![1])));
  await checkAxe(page);
  await checkNoSideScroll(page);
  await shot(page, 'tableaux-de-bord-dossiers');
});

test('a period without report says so', async () => {
  const page = await demo.open('analyste', '/tableaux-de-bord?debut=2024-01&fin=2024-02');
  await page.getByText(/^Aucun rapport de janv\. 2024/).waitFor();
});

test('with a threshold, an analyst reads no small figure, and a coordinator still reads her own', async () => {
  await demo.service.executeBot({ system: BOT_SYSTEM, value: 'oncorif' }, {
    resourceType: 'Parameters',
    parameter: [
      { name: 'period', valueString: MONTH },
      { name: 'threshold', valueInteger: 11 },
    ],
  } satisfies Parameters);
  const page = await demo.open('analyste', `${AT}&indicateur=A1&axe=thematique`);
  const chart = page.getByRole('region', { name: /Thématique de la RCP$/ }).first();
  const masked = chart.getByRole('img', { name: / : Secret$/ });
  await masked.first().waitFor();
  const small = page.getByRole('img', { name: / : ([1-9]|10)\sfiches$/ });
  expect(await small.count()).toBe(0);
  await checkAxe(page);
  await shot(page, 'tableaux-de-bord-secret');
  const [csv] = await Promise.all([
    page.waitForEvent('download'),
    chart.getByRole('button', { name: 'Exporter en CSV' }).click(),
  ]);
  const lines = readFileSync((await csv.path())!, 'utf8').split('\r\n');
  const thematics = lines.filter((line) => line.includes(';thematique;'));
  expect(thematics.filter((line) => line.endsWith(';;;;fiches;SECRET'))).toHaveLength(await masked.count());
  const own = await demo.open('responsable', `${AT}&indicateur=A1&axe=thematique`);
  await own.getByRole('img', { name: /^Sein : \d+/ }).waitFor();
  expect(await own.getByRole('img', { name: / : Secret$/ }).count()).toBe(0);
});
