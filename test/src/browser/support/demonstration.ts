/** One test file's world: a server on a copy of the region with the built application, and a Chromium. */
import { join } from 'node:path';
import { account, PASSWORD, signInAs } from '@dcc/demo/accounts';
import type { MedplumClient } from '@medplum/core';
import type { Browser, Page } from 'playwright-core';
import { LIGHT_PASSWORDS } from '../../support/demo-run.ts';
import { type ServerProcess, startServerProcess } from '../../support/server-process.ts';
import { repository } from '../../support/shared.ts';
import { chromiumOfProcess } from './chromium.ts';
import { Codes } from './codes.ts';
import { useFolderOfRun } from './global.ts';
import { regionCopy } from './region.ts';

/** Who plays in the browser tests, by the key of the demonstration's accounts; an e-mail address serves too. */
export const PEOPLE = {
  secretaire: 'valerie.tournier@demo.example',
  medecin: 'isabelle.chastenet@demo.example',
  responsable: 'helene.arnoult@demo.example',
  admin3c: 'sylvain.perrotin@demo.example',
  analyste: 'hugo.lambertin@demo.example',
  administrateur: 'ines.rousselot@demo.example',
} as const;
export type Who = keyof typeof PEOPLE | (string & {});

export interface Demonstration {
  url: string;
  server: ServerProcess;
  browser: Browser;
  /** Project administrator, to arrange and to look; never the one who plays. */
  service: MedplumClient;
  /** The authenticator application of somebody who has a second factor. */
  authenticator(who: Who): Codes;
  /** Somebody's client without a browser. */
  client(who: Who): Promise<MedplumClient>;
  /** A browser of her own, on a page signed in and arrived at `path`. */
  open(who: Who, path?: string, options?: Parameters<Browser['newContext']>[0]): Promise<Page>;
  stop(): Promise<void>;
}

const email = (who: Who): string => (PEOPLE as Record<string, string>)[who] ?? account(who).email;

/** Starts all of it. Call `stop` in afterAll. */
export async function demonstration(): Promise<Demonstration> {
  useFolderOfRun();
  const { dir, state } = await regionCopy();
  const server = await startServerProcess({
    dir,
    access: state.service,
    env: {
      ...LIGHT_PASSWORDS,
      DCC_STATIC: process.env.DCC_UI_DIST ?? join(repository, 'apps', 'clinic', 'dist'),
      DCC_LOG_LEVEL: 'warn',
    },
  });
  const browser = await chromiumOfProcess();
  const apps = new Map<string, Codes>();
  const logins = new Map<string, string>();
  const authenticator = (who: Who): Codes => {
    const address = email(who);
    const secret = state.secrets.factors[address];
    if (!secret) throw new Error(`${address} n’a pas de second facteur`);
    // One per person: it never gives a code twice, whoever of the test asks.
    if (!apps.has(address)) apps.set(address, new Codes(secret));
    return apps.get(address)!;
  };
  const factor = (address: string) => (state.secrets.factors[address] ? authenticator(address) : undefined);
  return {
    url: server.url,
    server,
    browser,
    service: await server.client(),
    authenticator,
    client: (who) => signInAs(server.url, { email: email(who) }, factor(email(who))),
    async open(who, path = '/', options) {
      const context = await browser.newContext({
        locale: 'fr-FR',
        timezoneId: 'Europe/Paris',
        viewport: { width: 1440, height: 900 },
        ...options,
      });
      const page = await context.newPage();
      const address = email(who);
      const known = logins.get(address);
      // Another tab of the same login: a code of the second factor opens once, and a new one takes thirty seconds.
      if (known)
        await page.addInitScript(([login]) => sessionStorage.setItem('activeLogin', login!), [known]);
      await page.goto(new URL(path, server.url).href);
      if (!known) await signIn(page, address, factor(address));
      const login = await page.evaluate(() => sessionStorage.getItem('activeLogin'));
      if (login && factor(address)) logins.set(address, login);
      return page;
    },
    async stop() {
      // Chromium stays for the next file of the process; nothing that this one opened does.
      await Promise.allSettled(browser.contexts().map((context) => context.close()));
      await server.stop();
    },
  };
}

/** Types what the sign-in asks for, as she would. */
export async function signIn(page: Page, address: string, app?: Pick<Codes, 'code'>): Promise<void> {
  await page.getByLabel('Adresse électronique').fill(address);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  for (let left = 3; app && !(await codeTaken(page, app)); left--) {
    if (left === 1) throw new Error(`${address} : ${await page.getByRole('alert').first().textContent()}`);
  }
  await page.getByRole('button', { name: /Se connecter|Vérifier/ }).waitFor({ state: 'detached' });
}

/**
 * Types a code of the second factor. @returns whether the server took it: while a region was played its people gave
 * codes of the half minute to come, and none is taken twice.
 */
async function codeTaken(page: Page, app: Pick<Codes, 'code'>): Promise<boolean> {
  await page.getByLabel(/^Code de l’application/).fill(await app.code());
  const [answer] = await Promise.all([
    page.waitForResponse(/auth\/mfa\/verify/),
    page.getByRole('button', { name: 'Vérifier le code' }).click(),
  ]);
  return answer.ok();
}
