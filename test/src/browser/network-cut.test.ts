/**
 * The network of the meeting room fails, the server dies, the session expires: nothing typed is lost, it is said in
 * words, and nobody else on the machine reads it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MedplumClient } from '@medplum/core';
import type {
  CarePlan,
  Encounter,
  HealthcareService,
  Patient,
  PractitionerRole,
  Reference,
} from '@medplum/fhirtypes';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadCase, readPart } from '../../../apps/clinic/src/fiche/model/index.ts';
import { begin } from '../../../apps/clinic/src/inscription/begin.ts';
import { repository } from '../support/shared.ts';
import { type LiveRoom, liveRoom } from './live-room.ts';
import { type Demonstration, demonstration, shot, signIn } from './support/index.ts';

const DOCTOR = 'elodie.guillemin@demo.example';
const OTHER = 'julien.marchand@demo.example';
const SECRETARY = 'valerie.tournier@demo.example';
const FIVE_MINUTES = 5 * 60_000;
const TWELVE_HOURS = 12 * 3600_000;
const PATIENCE = { timeout: 40_000, interval: 500 };

let demo: Demonstration;
let room: LiveRoom;
beforeAll(async () => {
  demo = await demonstration();
  room = await liveRoom(demo.service, 'Louise-Bourgeois', 4);
});
let revived: ChildProcess | undefined;
afterAll(async () => {
  if (revived) {
    const ended = new Promise((done) => revived!.once('exit', done));
    revived.kill('SIGKILL');
    await ended;
  }
  await demo.stop();
});

/** The same server, on the same port and data, after it was killed. */
async function revive(): Promise<void> {
  const { dir, url } = demo.server;
  const { service } = JSON.parse(readFileSync(join(dir, 'demonstration.json'), 'utf8'));
  revived = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(repository, 'apps/server/src/main.ts')],
    {
      env: {
        ...process.env,
        DCC_PORT: new URL(url).port,
        DCC_BASE_URL: url,
        DCC_DATA_DIR: dir,
        DCC_CLIENT_ID: service.clientId,
        DCC_CLIENT_SECRET: service.clientSecret,
        DCC_STATIC: process.env.DCC_UI_DIST ?? join(repository, 'apps/clinic/dist'),
        DCC_LOG_LEVEL: 'warn',
      },
      stdio: 'ignore',
    },
  );
  await expect
    .poll(
      () =>
        fetch(`${url}healthcheck`).then(
          ({ ok }) => ok,
          () => false,
        ),
      PATIENCE,
    )
    .toBe(true);
}

const address = (rank: number) => `/sessions/${room.session.id}/direct?dossier=${room.cases[rank]!.id}`;
const comment = (page: Page) =>
  page.getByLabel('Commentaire de la RCP').and(page.locator('textarea:not([readonly])'));
const waiting = (page: Page) => page.getByText(/gardées? sur ce poste, envoyées? au retour du réseau/);

async function stored(rank: number): Promise<string> {
  const [plan] = await demo.service.searchResources(
    'CarePlan',
    `encounter=Encounter/${room.cases[rank]!.id}`,
  );
  return (plan as CarePlan | undefined)?.note?.[0]?.text ?? '';
}

/** What a thief of the machine would read: everything that IndexedDB holds, as text. */
function keptText(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((done, failed) => {
      const asked = indexedDB.open('dcc-offline');
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => failed(asked.error);
    });
    if (!db.objectStoreNames.contains('kept')) return '';
    const rows = await new Promise<{ data: ArrayBuffer }[]>((done) => {
      const asked = db.transaction('kept').objectStore('kept').getAll();
      asked.onsuccess = () => done(asked.result);
    });
    db.close();
    return rows.map(({ data }) => new TextDecoder('latin1').decode(data)).join('\n');
  });
}

test('five minutes without network: typed on, told, sent when it is back, on top of what others wrote', async () => {
  const page = await demo.open(DOCTOR, address(0));
  await comment(page).fill('avant la coupure');
  await expect.poll(() => stored(0), PATIENCE).toBe('avant la coupure');
  // The clock of the page runs five minutes in a few seconds; the network is really cut meanwhile.
  await page.clock.install();
  await page.context().setOffline(true);
  await comment(page).click();
  await page.keyboard.press('End');
  await page.keyboard.type(' pendant', { delay: 20 });
  await page.clock.runFor(5_000);
  await waiting(page).waitFor();
  await shot(page, 'direct-hors-reseau', [1440]);
  await page.clock.runFor(FIVE_MINUTES);
  await page.keyboard.type(' et après cinq minutes', { delay: 20 });
  await page.clock.runFor(2_000);
  expect(await stored(0)).toBe('avant la coupure');
  const [plan] = await demo.service.searchResources('CarePlan', `encounter=Encounter/${room.cases[0]!.id}`);
  await demo.service.updateResource({
    ...plan!,
    note: [{ ...plan!.note![0], text: 'Julien : avant la coupure' }],
  });
  await page.context().setOffline(false);
  await page.clock.runFor(10_000);
  await page.clock.resume();
  await expect
    .poll(() => stored(0), PATIENCE)
    .toBe('Julien : avant la coupure pendant et après cinq minutes');
  await expect.poll(() => waiting(page).count(), PATIENCE).toBe(0);
  await page.context().close();
});

test('the page is closed while the network is away: the words come back with the person, encrypted till then', async () => {
  const page = await demo.open(DOCTOR, address(1));
  await comment(page).waitFor();
  await page.context().route(/\/fhir\//, (route) => route.abort());
  await comment(page).fill('secret de la réunion');
  await waiting(page).waitFor();
  // Writing to the browser's own disk takes a moment more than showing the sentence.
  await expect.poll(async () => (await keptText(page)).length, PATIENCE).toBeGreaterThan(100);
  const kept = await keptText(page);
  expect(kept).not.toContain('secret');
  await page.context().unroute(/\/fhir\//);
  await page.reload();
  await expect.poll(() => stored(1), PATIENCE).toBe('secret de la réunion');
  await expect.poll(() => keptText(page), PATIENCE).toBe('');
  await page.context().close();
});

test('signing out erases what is kept; somebody else on the machine sees nothing of it', async () => {
  const page = await demo.open(DOCTOR, address(1));
  await comment(page).waitFor();
  await page.context().route(/\/fhir\/R4\/CarePlan/, (route) => route.abort());
  await comment(page).fill('jamais lu par un autre');
  await waiting(page).waitFor();
  await page.goto(new URL('/', demo.url).href);
  await page.getByRole('button', { name: /Élodie GUILLEMIN/ }).click();
  await page.getByRole('menuitem', { name: 'Se déconnecter' }).click();
  await page.getByLabel('Adresse électronique').waitFor();
  expect(await keptText(page)).toBe('');
  await page.context().unroute(/\/fhir\/R4\/CarePlan/);
  await signIn(page, OTHER);
  await page.goto(new URL(address(1), demo.url).href);
  await expect.poll(() => comment(page).inputValue(), PATIENCE).toBe('secret de la réunion');
  await page.context().close();
});

/**
 * The server forgets her browsers; not the session that asks: it would be dead before the others. Once the page has
 * asked for all that it shows: a request of its opening that is refused brings up the sign-in at once, which takes the
 * focus, and the words with it.
 */
async function endSessions(medplum: MedplumClient, page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  const { security } = await medplum.get('auth/me', { cache: 'reload' });
  const others = security.sessions.filter((one: { browser?: string }) => one.browser !== 'Node.js');
  expect(others.length).toBeGreaterThan(0);
  for (const one of others) await medplum.post('auth/revoke', { loginId: one.id });
}

test('a session that ends while one types: sign in again in place, and go on', async () => {
  const page = await demo.open(DOCTOR, address(2));
  await comment(page).waitFor();
  await endSessions(await demo.client(DOCTOR), page);
  await comment(page).fill('tapé avec une session morte');
  await page.getByLabel('Adresse électronique').waitFor();
  await signIn(page, DOCTOR);
  await expect.poll(() => stored(2), PATIENCE).toBe('tapé avec une session morte');
  expect(await comment(page).inputValue()).toBe('tapé avec une session morte');
  await page.context().close();
});

const fichePath = (rank: number) => `/fiches/${room.cases[rank]!.id}`;
const history = (page: Page) =>
  page.getByRole('region', { name: 'Antécédents médicaux' }).getByRole('textbox');

async function storedHistory(rank: number): Promise<string> {
  demo.service.invalidateAll();
  return readPart((await loadCase(demo.service, room.cases[rank]!.id!)).fiche!, 'history');
}

/** Words that wait in the vault, since they cannot be sent. */
async function typedAndKept(page: Page, words: string): Promise<void> {
  await page.goto(new URL(fichePath(0), demo.url).href);
  await history(page).fill(words);
  await expect.poll(async () => (await keptText(page)).length, PATIENCE).toBeGreaterThan(100);
}

test('a cut in the form of a fiche: kept encrypted, sent when it is back, from whatever page', async () => {
  const page = await demo.open(SECRETARY, fichePath(0));
  await history(page).fill('Asthme.');
  await expect.poll(() => storedHistory(0), PATIENCE).toBe('Asthme.');
  const server = /\/fhir\//;
  await page.context().route(server, (route) => route.abort());
  await history(page).fill('Asthme. Tabac sevré.');
  await page.getByText('Gardé sur ce poste, envoyé au retour du réseau').waitFor();
  await expect.poll(async () => (await keptText(page)).length, PATIENCE).toBeGreaterThan(100);
  expect(await keptText(page)).not.toContain('Tabac');
  await shot(page, 'fiche-hors-reseau', [1440]);
  // The form is left while the words wait: another screen sends them.
  await page.goto(new URL('/securite', demo.url).href);
  await page.context().unroute(server);
  await page.goto(new URL(address(1), demo.url).href);
  await expect.poll(() => storedHistory(0), PATIENCE).toBe('Asthme. Tabac sevré.');
  await expect.poll(() => keptText(page), PATIENCE).toBe('');

  // Once she has signed out, or twelve hours later, nothing of what waited can be read here any more.
  await page
    .context()
    .route(server, (route) =>
      route.request().method() === 'POST' && route.request().postData()?.includes('"transaction"')
        ? route.abort()
        : route.continue(),
    );
  await typedAndKept(page, 'Pas pour un autre.');
  await page.getByRole('button', { name: /Valérie TOURNIER/ }).click();
  await page.getByRole('menuitem', { name: 'Se déconnecter' }).click();
  await page.getByLabel('Adresse électronique').waitFor();
  expect(await keptText(page)).toBe('');
  await signIn(page, SECRETARY);
  await typedAndKept(page, 'Trop vieux.');
  await page.clock.setSystemTime(Date.now() + TWELVE_HOURS + 60_000);
  await page.goto(new URL('/securite', demo.url).href);
  await expect.poll(() => keptText(page), PATIENCE).toBe('');
  expect(await storedHistory(0)).toBe('Asthme. Tabac sevré.');
  await page.context().close();
});

test('a session that ends in the form of a fiche, then in an inscription: sign in again, nothing is lost', async () => {
  const medplum = await demo.client(SECRETARY);
  const page = await demo.open(SECRETARY, fichePath(1));
  await history(page).waitFor();
  await endSessions(medplum, page);
  await history(page).fill('Tapé dans la fiche, session morte');
  await page.getByRole('dialog').getByText('Votre session a expiré').waitFor();
  await signIn(page, SECRETARY);
  await expect.poll(() => storedHistory(1), PATIENCE).toBe('Tapé dans la fiche, session morte');
  expect(await history(page).inputValue()).toBe('Tapé dans la fiche, session morte');

  const { id } = await draftInscription(medplum);
  await page.goto(new URL(`/inscriptions/${id}`, demo.url).href);
  const question = page.getByRole('textbox', { name: 'Question posée à la RCP' });
  await question.waitFor();
  await endSessions(medplum, page);
  await question.fill('Tapé dans l’inscription, session morte');
  await page.getByRole('dialog').getByText('Votre session a expiré').waitFor();
  await signIn(page, SECRETARY);
  const asked = async () =>
    JSON.stringify(await demo.service.readResource('ServiceRequest', id!, { cache: 'reload' }));
  await expect.poll(asked, PATIENCE).toContain('Tapé dans l’inscription, session morte');
  expect(await question.inputValue()).toBe('Tapé dans l’inscription, session morte');
  await page.context().close();
});

/** An inscription begun for the session of the room, with nothing in it yet. */
async function draftInscription(medplum: MedplumClient) {
  const { session, cases } = room;
  const rcp = session.extension!.find(({ url }) => url.endsWith('/dcc-rcp'))!.valueReference!;
  const patient = cases[0]!.subject!.reference!.split('/')[1]!;
  const requester = cases[0]!.participant!.find(({ individual }) =>
    individual?.reference?.startsWith('PractitionerRole/'),
  )!;
  return begin(medplum, {
    id: randomUUID(),
    patient: (await medplum.readResource('Patient', patient)) as Patient,
    rcp: (await medplum.readReference(rcp as { reference: string })) as HealthcareService,
    session,
    requester: requester.individual as Reference<PractitionerRole>,
  });
}

test('the server is killed and starts again: attendance and words are there', async () => {
  const [secretary, doctor] = await Promise.all([
    demo.open(SECRETARY, address(3)),
    demo.open(DOCTOR, address(3)),
  ]);
  await comment(doctor).waitFor();
  const sheet = secretary.getByLabel('Présence de Dr Élodie GUILLEMIN');
  await sheet.waitFor();
  await demo.server.kill();
  await sheet.selectOption('present');
  await comment(doctor).fill('tapé pendant la panne');
  await Promise.all([secretary, doctor].map((page) => waiting(page).first().waitFor()));
  await revive();
  await expect.poll(() => stored(3), PATIENCE).toBe('tapé pendant la panne');
  await expect
    .poll(async () => {
      const session = (await demo.service.readResource('Encounter', room.session.id!)) as Encounter;
      return session.participant?.filter(({ period }) => period?.start).length;
    }, PATIENCE)
    .toBe(1);
});
