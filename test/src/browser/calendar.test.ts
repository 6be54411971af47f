/** The catalogue, the calendar and the convocations, by a coordinator, a secretary and a doctor. */
import { readFileSync } from 'node:fs';
import { addDays, mondayOf, wallClock, weekdayOf } from '@dcc/rules/src/calendar/civil.ts';
import { holidayName } from '@dcc/rules/src/calendar/holidays.ts';
import { withMembers } from '@dcc/rules/src/calendar/members.ts';
import { isSession } from '@dcc/rules/src/calendar/session.ts';
import type { Encounter, HealthcareService } from '@medplum/fhirtypes';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dateTime, dayText } from '../../../apps/clinic/src/kit/dates.ts';
import { checkAxe, checkNoSideScroll, type Demonstration, demonstration, shot } from './support/index.ts';

/** Days of sessions made ahead: more than the longest season, so that a change of hour falls inside. */
const WINDOW = 230;
const RCP = 'Sein Val-de-Seine';
let demo: Demonstration;
let coordinator: Page;
let rcp: HealthcareService;
/** A Tuesday far enough that the region has no session of its own there. */
let day: string;

beforeAll(async () => {
  demo = await demonstration();
  rcp = (await demo.service.searchOne('HealthcareService', `name=${encodeURIComponent(RCP)}`))!;
  // A run that was cut leaves members; the demonstration may have some of its own.
  rcp = await demo.service.updateResource(withMembers(rcp, []) as HealthcareService & { id: string });
  for (const { id } of await demo.service.searchResources('Schedule', `actor=HealthcareService/${rcp.id}`)) {
    await demo.service.deleteResource('Schedule', id!);
  }
  day = quietTuesday(addDays(wallClock(Date.now()).day, 70));
  coordinator = await demo.open('responsable', `/catalogue/${rcp.id}`);
  coordinator.setDefaultTimeout(15_000);
});
afterAll(() => demo.stop());

/** The first Tuesday from a day on that is followed by five others, none of them a holiday. */
function quietTuesday(from: string): string {
  let tuesday = addDays(from, (9 - weekdayOf(from)) % 7);
  while ([0, 7, 14, 21, 28, 35].some((days) => holidayName(addDays(tuesday, days))))
    tuesday = addDays(tuesday, 7);
  return tuesday;
}

const sessionsOf = async (from: string): Promise<Encounter[]> => {
  const found = await demo.service.searchResources('Encounter', `date=ge${from}&_count=500&_sort=date`);
  return found.filter((one) => isSession(one) && JSON.stringify(one.extension).includes(`${rcp.id}`));
};
const go = (page: Page, path: string) => page.goto(new URL(path, demo.url).href);
const panel = (page: Page) => page.getByRole('region', { name: 'Session choisie' });
const openDay = async (page: Page, date: string) => {
  await go(page, `/calendrier?jour=${date}&rcp=${rcp.id}`);
  await page.locator(`[data-day="${date}"] .cal-chip`).first().click();
  await panel(page).waitFor();
};

test('a coordinator says who usually comes and when the RCP meets', async () => {
  const page = coordinator;
  await page.getByRole('button', { name: 'Reprendre ceux de la dernière session' }).click();
  await page
    .getByRole('checkbox', { name: /peut diriger la session/ })
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Ajouter un calendrier' }).click();
  await page.getByLabel('Heure').first().fill('18:00');
  await page.getByLabel('À partir du').fill(day);
  await page.getByLabel('Salle').fill('Salle Marie-Curie');
  await page.getByLabel('Lien de visioconférence').fill('https://visio.demo.example/sein');
  await page.getByLabel('Jour', { exact: true }).fill(addDays(day, 7));
  await page.getByLabel('Motif').fill('Congrès');
  await page.getByRole('button', { name: 'Ajouter une exception' }).click();
  await page
    .getByText(/pas de session \(Congrès\)/)
    .first()
    .waitFor();
  await checkAxe(page);
  await shot(page, 'catalogue-calendrier');
  await page.getByRole('button', { name: 'Enregistrer le calendrier' }).click();
  await page.getByRole('heading', { name: 'Chaque mardi à 18:00, 90 min' }).waitFor();
});

test('its sessions are made ahead once, at 18:00 in winter and in summer', async () => {
  const page = coordinator;
  const generate = async () => {
    await page.getByRole('button', { name: 'Créer les sessions à l’avance' }).click();
    await page.getByLabel('Jusqu’au').fill(addDays(day, WINDOW));
  };
  await generate();
  await shot(page, 'catalogue-generation', [1440]);
  await page.getByRole('button', { name: /^Créer \d+ sessions$/ }).click();
  await page.getByText(/sessions créées/).waitFor();
  const made = await sessionsOf(day);
  const hours = made.map(({ period }) => wallClock(period!.start!).time);
  expect(new Set(hours)).toEqual(new Set(['18:00']));
  const offsets = new Set(made.map(({ period }) => period!.start!.slice(-6)));
  expect([...offsets].sort()).toEqual(['+01:00', '+02:00']);
  expect(made.map(({ period }) => wallClock(period!.start!).day)).not.toContain(addDays(day, 7));
  await generate();
  await page.getByText('Toutes les sessions de cette période existent déjà.').waitFor();
  expect((await sessionsOf(day)).length).toBe(made.length);
});

test('the month is walked by the keyboard, and says the same to everybody', async () => {
  const page = coordinator;
  await go(page, `/calendrier?jour=${day}`);
  await page.locator(`[data-day="${day}"] .cal-chip`).first().waitFor();
  await checkAxe(page);
  await checkNoSideScroll(page);
  await shot(page, 'calendrier-mois');
  await page.locator(`[data-day="${day}"]`).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.locator(`[data-day="${addDays(day, 14)}"]:focus`).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Session choisie' }).getByRole('heading', { name: RCP }).waitFor();
  await page.keyboard.press('Escape');
  await page.locator(`[data-day="${addDays(day, 14)}"] .cal-chip:focus`).waitFor();
  await page.keyboard.press('s');
  await page.getByRole('grid', { name: 'Sessions de la semaine' }).waitFor();
  expect(page.url()).toContain('vue=semaine');
  await shot(page, 'calendrier-semaine');
  await page.keyboard.press('l');
  await page.getByRole('columnheader', { name: 'Quorum prévu' }).waitFor();
  await checkAxe(page);
  await checkNoSideScroll(page);
  await shot(page, 'calendrier-liste');
  await page.keyboard.press('n');
  await page.getByRole('heading', { name: 'Nouvelle session de RCP' }).waitFor();
});

test('people are convened; a doctor answers; the quorum says what is missing', async () => {
  await openDay(coordinator, day);
  await coordinator.getByRole('button', { name: /^Convoquer \d+ participants$/ }).click();
  await coordinator.getByText(/^Réponses.: \d+ en attente$/).waitFor();
  const doctor = await demo.open('radio-2', '/convocations');
  const mine = doctor.getByRole('group', { name: new RegExp(`^${RCP}.*${dayText(day)}`) }).first();
  await mine.getByRole('button', { name: 'En visio' }).click();
  await doctor.getByText('Réponse enregistrée').waitFor();
  await mine.getByRole('button', { name: 'Préciser' }).click();
  await doctor.getByLabel('Je dois partir à').fill('19:00');
  await doctor.getByRole('button', { name: 'Enregistrer la précision' }).click();
  await checkAxe(doctor);
  await checkNoSideScroll(doctor);
  await shot(doctor, 'convocations');
  await expect
    .poll(
      async () =>
        JSON.stringify(
          await demo.service.searchResources('AppointmentResponse', '_sort=-_lastUpdated&_count=20'),
        ),
      { timeout: 15_000 },
    )
    .toContain('T19:00:00');
  await doctor.context().close();
  await openDay(coordinator, day);
  await coordinator.getByText('part à 19:00').waitFor();
  await panel(coordinator).getByText('À confirmer', { exact: true }).waitFor();
  // The coordinator is convened too: she answers for herself, then writes down what the others told her.
  await coordinator
    .getByRole('group', { name: 'Ma réponse' })
    .getByRole('button', { name: 'Excusé' })
    .click();
  await coordinator.getByText(/1 en visio, 1 excusé/).waitFor();
  const oncologist = coordinator.getByRole('combobox', { name: /^Réponse de .*PERRAULT/ });
  await oncologist.selectOption('excused');
  await panel(coordinator).getByText('Compromis', { exact: true }).waitFor();
  await coordinator.getByText('Il manque').waitFor();
  await expect.poll(() => oncologist.inputValue()).toBe('excused');
  await checkAxe(coordinator);
  await shot(coordinator, 'calendrier-session');
  await doctor.context().close();
});

test('the invitation is a file that a calendar reads: its hour, its zone, its link, and no patient', async () => {
  const download = coordinator.waitForEvent('download');
  await coordinator.getByRole('button', { name: 'Télécharger l’invitation (.ics)' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^convocation-\d+\.ics$/);
  const text = readFileSync(await file.path(), 'utf8').replaceAll('\r\n ', '');
  expect(text).toContain(`DTSTART;TZID=Europe/Paris:${day.replaceAll('-', '')}T180000`);
  expect(text).toContain('METHOD:REQUEST');
  expect(text).toContain('BEGIN:VTIMEZONE');
  expect(text).toContain('https://visio.demo.example/sein');
});

test('a session is moved, and put back by the same hand', async () => {
  const page = coordinator;
  await openDay(page, addDays(day, 14));
  await page.getByRole('button', { name: 'Déplacer', exact: true }).click();
  await panel(page).getByLabel('Date').fill(addDays(day, 16));
  await panel(page).getByLabel('Début').fill('12:30');
  await panel(page).getByRole('button', { name: 'Déplacer la session' }).click();
  await page.locator(`[data-day="${addDays(day, 16)}"] .cal-chip`, { hasText: '12:30' }).waitFor();
  await page.getByRole('button', { name: 'Revenir à l’ancienne date' }).click();
  await page.locator(`[data-day="${addDays(day, 14)}"] .cal-chip`, { hasText: '18:00' }).waitFor();
});

test('two sessions are merged: the cases of one go behind those of the other, with their inscriptions', async () => {
  const { service } = demo;
  const [from, to] = (await sessionsOf(addDays(day, 21))) as [Encounter, Encounter];
  const known = await service.searchResources('Encounter', 'status=finished&_count=200');
  const model = known.find((one) => one.basedOn && JSON.stringify(one.extension).includes(`${rcp.id}`))!;
  const request = await service.readReference(model.basedOn![0] as { reference: string });
  const { id: _r, ...inscription } = request as unknown as Record<string, unknown>;
  const waiting = await service.createResource({
    ...(inscription as object),
    status: 'active',
    occurrenceDateTime: from.period!.start,
    identifier: [{ system: 'urn:ietf:rfc:3986', value: `urn:uuid:${crypto.randomUUID()}` }],
  } as never);
  const { id: _c, diagnosis: _d, ...passage } = model;
  const made = await service.createResource<Encounter>({
    ...passage,
    status: 'planned',
    type: [{ coding: passage.type![0]!.coding!.filter(({ code }) => !/^ORG-1(28|34)$/.test(code ?? '')) }],
    identifier: [{ ...passage.identifier![0]!, value: `essai-${Date.now()}` }],
    basedOn: [{ reference: `ServiceRequest/${(waiting as { id: string }).id}` }],
    partOf: { reference: `Encounter/${from.id}` },
    period: { start: from.period!.start! },
  });
  const page = coordinator;
  await openDay(page, wallClock(from.period!.start!).day);
  await panel(page).getByText('1 sur 12 places').waitFor();
  await page.getByRole('button', { name: 'Fusionner', exact: true }).click();
  await page.getByRole('textbox', { name: 'Session qui reçoit les dossiers' }).click();
  const target = wallClock(to.period!.start!).day;
  await page.getByRole('option', { name: dateTime(to.period!.start), exact: true }).click();
  await page.getByLabel('Motif').fill('Trop peu de dossiers');
  await page.getByRole('button', { name: 'Fusionner les deux sessions' }).click();
  await page.getByText('Sessions fusionnées', { exact: true }).waitFor();
  const moved = await service.readResource('Encounter', made.id!);
  expect(moved).toMatchObject({ status: 'planned', partOf: { reference: `Encounter/${to.id}` } });
  expect((await service.readResource('Encounter', from.id!)).status).toBe('cancelled');
  const follows = await service.readResource('ServiceRequest', (waiting as { id: string }).id);
  expect(Date.parse(follows.occurrenceDateTime!)).toBe(Date.parse(to.period!.start!));

  // Cancelling the other one gives the case back: its inscription waits for a session again.
  await openDay(page, target);
  await page.getByRole('button', { name: 'Annuler la session' }).click();
  await page.getByRole('button', { name: 'Annuler cette session' }).click();
  await page.getByText('Le motif est obligatoire.').waitFor();
  await page.getByLabel('Motif').fill('Grève');
  await shot(page, 'calendrier-annulation', [1440]);
  await page.getByRole('button', { name: 'Annuler cette session' }).click();
  await page.getByText('Session annulée', { exact: true }).waitFor();
  expect((await service.readResource('Encounter', made.id!)).status).toBe('cancelled');
  expect((await service.readResource('ServiceRequest', follows.id!)).status).toBe('active');
});

test('a secretary makes a session by hand, told of what is unusual about the day', async () => {
  const page = await demo.open(
    'secretaire',
    `/sessions/nouvelle?rcp=${rcp.id}&jour=${addDays(mondayOf(day), 5)}`,
  );
  await page.getByText(/ce jour est un samedi/).waitFor();
  await page.getByRole('checkbox', { name: /responsable/ }).waitFor();
  await page.getByLabel('Début').fill('');
  await page.getByRole('button', { name: 'Créer la session' }).click();
  await page.getByText('L’heure est obligatoire.').waitFor();
  await checkAxe(page);
  await checkNoSideScroll(page);
  await shot(page, 'session-nouvelle');
  await page.getByLabel('Début').fill('09:00');
  await page.getByRole('button', { name: 'Créer la session' }).click();
  await page.getByRole('region', { name: 'Session choisie' }).waitFor();
  const [made] = await sessionsOf(addDays(mondayOf(day), 5));
  expect(wallClock(made!.period!.start!)).toEqual({ day: addDays(mondayOf(day), 5), time: '09:00' });
});

test('a 3C administrator adds an RCP to the catalogue; everybody finds it by a word of its name', async () => {
  const page = await demo.open('admin3c', '/catalogue/nouvelle');
  page.setDefaultTimeout(15_000);
  await page.getByRole('button', { name: 'Créer la RCP' }).click();
  await page.getByText('Choisissez la règle de quorum.').waitFor();
  await page.locator('input[aria-invalid="true"]:focus').waitFor();
  await checkAxe(page);
  await checkNoSideScroll(page);
  await shot(page, 'catalogue-nouvelle');
  const pick = async (label: string, option: RegExp) => {
    await page.getByRole('textbox', { name: label }).click();
    await page.getByRole('option', { name: option }).first().click();
  };
  await page.getByRole('textbox', { name: 'Nom' }).fill('ORL Val-de-Seine');
  await page.getByRole('textbox', { name: 'Numéro ANRCP' }).fill('99110042');
  await pick('Établissement organisateur', /Louise-Bourgeois/);
  await pick('3C', /Val-de-Seine/);
  await pick('Thématique', /aérodigestives/);
  await pick('Appareil', /aérodigestive/i);
  await pick('Règle de quorum', /standard/);
  await page.getByRole('button', { name: 'Créer la RCP' }).click();
  await page.getByRole('heading', { name: 'ORL Val-de-Seine' }).waitFor();
  await go(page, '/catalogue');
  await page.getByLabel('Chercher une RCP').fill('orl 0042');
  await page.getByText('1 RCP', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'ORL Val-de-Seine' }).waitFor();
  await checkAxe(page);
  await checkNoSideScroll(page);
  await page.getByLabel('Chercher une RCP').fill('');
  await shot(page, 'catalogue');
});
