import type { IncomingMessage, ServerResponse } from 'node:http';
// @ts-expect-error: it carries no types.
import { Provider } from 'oidc-provider';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Harness, startHarness } from '../../testing/harness.ts';
import { anyEmail, inviteUser, newClient } from '../../testing/people.ts';
import { Browser, type Listening, listen } from './testing.ts';

const APP = 'http://app.example/';
const CLIENT = { clientId: 'dcc', clientSecret: 'un-secret-que-deux-serveurs-partagent' };
const SUBJECT = '899700000001';

/** A real provider (certified library) that knows one person and asks her nothing. */
let issuer: Listening;
let harness: Harness;
let url: string;
/** What the provider says of how she signed in. */
let acr = 'eidas1';
let subject = SUBJECT;

beforeAll(async () => {
  // The provider wants our address, we want its: ours is chosen first, by a port that is then freed.
  const reserved = await listen(() => (_req, res) => res.end());
  url = `${reserved.url}/`;
  await reserved.close();
  // It warns that its keys and its memory are for tests.
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  issuer = await listen((address) => fakeProvider(address, `${url}auth/external`));
  harness = await startHarness({
    port: Number(new URL(url).port),
    identityProviders: [
      {
        name: 'psc',
        title: 'Pro Santé Connect',
        issuer: issuer.url,
        ...CLIENT,
        scope: 'openid email',
        acrValues: ['eidas1'],
        domains: ['chu-sso.fr'],
        redirectUrls: [APP],
      },
      {
        name: 'hopital',
        issuer: issuer.url,
        ...CLIENT,
        scope: 'openid email',
        useSubject: false,
        redirectUrls: [APP],
      },
      { name: 'eteint', issuer: 'http://127.0.0.1:1', ...CLIENT, redirectUrls: [APP] },
    ],
  });
  await inviteUser(harness, { email: anyEmail(), externalId: SUBJECT });
  await inviteUser(harness, { email: 'jeanne@chu-verifie.fr' });
});
afterAll(async () => {
  await harness.close();
  await issuer.close();
  vi.restoreAllMocks();
});

function fakeProvider(address: string, redirectUri: string) {
  const provider = new Provider(address, {
    clients: [
      { client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret, redirect_uris: [redirectUri] },
    ],
    acrValues: ['eidas1', 'faible'],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx: unknown, interaction: { uid: string }) => `/interaction/${interaction.uid}` },
    cookies: { keys: ['test'] },
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
    findAccount: (_ctx: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, email: 'jeanne@chu-verifie.fr', email_verified: id !== 'menteur' }),
    }),
    loadExistingGrant: async (ctx: { oidc: { session: { accountId: string } } }) => {
      const grant = new provider.Grant({
        clientId: CLIENT.clientId,
        accountId: ctx.oidc.session.accountId,
      });
      grant.addOIDCScope('openid email');
      await grant.save();
      return grant;
    },
  });
  const handle = provider.callback();
  return (req: IncomingMessage, res: ServerResponse) => {
    if (req.url?.startsWith('/interaction/')) {
      // Nobody is there to type a password.
      provider.interactionFinished(req, res, { login: { accountId: subject, acr, remember: false } });
      return;
    }
    handle(req, res);
  };
}

/** Goes as `@medplum/react` does: what `auth/method` answers, plus a JSON `state`. */
async function start(provider: string, browser = new Browser()) {
  const medplum = newClient(url);
  const state = { ...(await medplum.startPkce()), redirectUri: APP };
  const address = new URL(`${url}auth/external/start?provider=${provider}`);
  address.searchParams.set('state', JSON.stringify(state));
  return { medplum, browser, address: address.href };
}

test('the whole way: recognised by her number, signed in, tokens of ours', async () => {
  const answer = await newClient(url).post('auth/method', { email: 'qui@chu-sso.fr' });
  expect(answer).toEqual({ authorizeUrl: `${url}auth/external/start?provider=psc`, domain: 'chu-sso.fr' });
  const { medplum, browser, address } = await start('psc');
  const end = await browser.go(address, APP);
  const code = end.url.searchParams.get('code');
  expect(code).not.toBeNull();
  await medplum.processCode(code!);
  const me = await medplum.get('auth/me');
  expect(me.profile.name[0].family).toBe('Durand');
  expect(me.security.sessions[0].authMethod).toBe('external');
});

test('signInWithExternalAuth of MedplumClient builds an address we understand', async () => {
  const medplum = newClient(url);
  const pkce = await medplum.startPkce();
  const address = medplum.getExternalAuthRedirectUri(
    `${url}auth/external/start?provider=psc`,
    'whatever',
    APP,
    pkce,
  );
  const end = await new Browser().go(address, APP);
  await medplum.processCode(end.url.searchParams.get('code')!);
});

test('by an address, when the provider has verified it', async () => {
  const { medplum, browser, address } = await start('hopital');
  const end = await browser.go(address, APP);
  await medplum.processCode(end.url.searchParams.get('code')!);
  expect((await medplum.get('auth/me')).user.email).toBe('jeanne@chu-verifie.fr');
  subject = 'menteur';
  const unverified = await start('hopital');
  const refused = await unverified.browser.go(unverified.address, APP);
  subject = SUBJECT;
  expect(refused.res?.status).toBe(403);
});

test('somebody nobody invited gets a clear word, and no account', async () => {
  subject = 'inconnue';
  const users = (await harness.admin.search('User', '_summary=count')).total;
  const { browser, address } = await start('psc');
  const end = await browser.go(address, APP);
  subject = SUBJECT;
  expect(end.res?.status).toBe(403);
  const page = await end.res!.text();
  expect(page).toContain('Pro Santé Connect vous a reconnu, mais aucun compte ne vous correspond ici');
  expect(page).not.toContain('inconnue');
  expect((await harness.admin.search('User', '_summary=count')).total).toBe(users);
});

test('a weaker way to sign in there is not enough here', async () => {
  acr = 'faible';
  const { browser, address } = await start('psc');
  const end = await browser.go(address, APP);
  acr = 'eidas1';
  expect(end.res?.status).toBe(400);
  expect(await end.res!.text()).toContain('n’a pas pu être vérifiée');
});

test('the answer to one browser is nothing to another, nor twice to the same', async () => {
  const { browser, address } = await start('psc');
  const back = await browser.go(address, `${url}auth/external?`);
  expect(back.url.searchParams.get('code')).not.toBeNull();
  const elsewhere = await new Browser().get(back.url.href);
  expect(elsewhere.status).toBe(400);
  expect(await elsewhere.text()).toContain('dans un autre navigateur');
  expect((await browser.get(back.url.href)).status).toBe(302);
  expect((await browser.get(back.url.href)).status).toBe(400);
});

test('a stolen code is of no use in an attempt of the thief’s own', async () => {
  const victim = await start('psc');
  const hers = await victim.browser.go(victim.address, `${url}auth/external?`);
  const thief = await start('psc');
  const his = await thief.browser.go(thief.address, `${url}auth/external?`);
  his.url.searchParams.set('code', hers.url.searchParams.get('code')!);
  expect((await thief.browser.get(his.url.href)).status).toBe(400);
});

test.each([
  [{ provider: 'inconnu' }, 404],
  [{ state: '{' }, 400],
  [{ state: 'null' }, 400],
  [{ state: '[]' }, 400],
  [{ state: '{"codeChallenge":"court"}' }, 400],
  [{ state: JSON.stringify({ redirectUri: APP }) }, 400],
  [{ redirectUri: 'https://voleur.example/' }, 400],
  [{ redirectUri: 'http://app.example.voleur.example/' }, 400],
  [{ redirectUri: 'http://app.example@voleur.example/' }, 400],
  [{ redirectUri: 'http://moi@app.example/' }, 400],
  [{ redirectUri: `${APP}ailleurs` }, 400],
  [{ redirectUri: 'javascript:alert(1)' }, 400],
  [{ clientId: 'inconnue' }, 400],
  [{ provider: 'eteint' }, 502],
])('refused before leaving: %j', async (wrong, status) => {
  const { provider = 'psc', state, ...more } = wrong as Record<string, string>;
  const good = { codeChallenge: 'c'.repeat(43), codeChallengeMethod: 'S256', redirectUri: APP };
  const address = new URL(`${url}auth/external/start?provider=${provider}`);
  address.searchParams.set('state', state ?? JSON.stringify({ ...good, ...more }));
  const res = await fetch(address, { redirect: 'manual' });
  expect(res.status).toBe(status);
  expect(await res.json()).toMatchObject({ resourceType: 'OperationOutcome' });
});

test.each([
  '',
  '?state=x',
  '?code=x',
  '?state=x&code=y',
  '?error=access_denied',
  '?state[]=x',
  `?state=${'x'.repeat(5000)}`,
])('a callback out of nowhere is refused: %#', async (query) => {
  const res = await fetch(`${url}auth/external${query}`, {
    redirect: 'manual',
    headers: { cookie: 'dcc_external_x=AAAA; dcc_external_=; =; a' },
  });
  expect(res.status).toBe(400);
  expect(res.headers.get('content-type')).toContain('text/html');
});
