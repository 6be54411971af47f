/** The dashboards: read from MeasureReports alone, by an analyst without patients and a coordinator with hers. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BOT_SYSTEM } from '@dcc/fhir-profiles';
import type { Measure, MeasureReport, Parameters } from '@medplum/fhirtypes';
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

async function figureOf(id: string, group: string): Promise<number> {
  const found = await demo.service.searchResources(
    'MeasureReport',
    `_tag=https://dcc.example.org/fhir/tag|aggregate&period=ge${MONTH}-01&period=le${MONTH}-31&_count=200`,
  );
  // The newest run of the month is what the screen shows.
  const own = found
    .filter((one: MeasureReport) => one.measure.includes(`/${id}|`) && one.period.end === `${MONTH}-31`)
    .sort((a, b) => (b.date ?? '').localeCompare(a.date ?? ''))[0];
  return own!.group!.find((one) => one.code?.coding?.[0]?.code === group)!.measureScore!.value!;
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
  ]) {
    await page.getByRole('heading', { name, exact: true }).waitFor();
  }
  const sent = panel(page, 'P1').getByText('PPS envoyés').locator('xpath=ancestor::div[1]');
  expect(await sent.textContent()).toMatch(/NC.*envois ne sont pas encore tracés/);
  await page.getByText('De l’inscription à la séance').waitFor();
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

test('a coordinator sees her establishment’s cases counted, and the list behind a bar', async () => {
  const page = await demo.open('responsable', `${AT}&indicateur=A1&axe=thematique`);
  await page.getByText(/dossiers et les séances de votre périmètre/).waitFor();
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
