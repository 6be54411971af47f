import type { IncomingMessage, ServerResponse } from 'node:http';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Attempt, ExternalLoginError, IdentityProvider } from './provider.ts';
import { type Listening, listen } from './testing.ts';

/** An issuer that says whatever it is told: each token is wrong in one way only. */
let issuer: Listening;
let provider: IdentityProvider;
let sign: (claims: JWTPayload, more?: { key?: CryptoKey; alg?: string; kid?: string }) => Promise<string>;
let stranger: CryptoKey;
let idToken = '';

beforeAll(async () => {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  stranger = (await generateKeyPair('RS256')).privateKey;
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' };
  issuer = await listen((url) => (req: IncomingMessage, res: ServerResponse) => {
    const answers: Record<string, object> = {
      '/.well-known/openid-configuration': {
        issuer: url,
        authorization_endpoint: `${url}/authorize`,
        token_endpoint: `${url}/token`,
        jwks_uri: `${url}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        // Boasts of it, as careless providers do.
        id_token_signing_alg_values_supported: ['RS256', 'none', 'HS256'],
      },
      '/jwks': { keys: [jwk] },
      '/token': { access_token: 'a', token_type: 'Bearer', ...(idToken && { id_token: idToken }) },
    };
    res.setHeader('content-type', 'application/json');
    res.end(JSON.stringify(answers[req.url ?? ''] ?? {}));
  });
  provider = new IdentityProvider({
    name: 'test',
    issuer: issuer.url,
    clientId: 'dcc',
    clientSecret: 'secret',
    scope: 'openid',
    acrValues: ['eidas1'],
    useSubject: true,
    domains: [],
    redirectUrls: [],
  });
  sign = (claims, { key = privateKey, alg = 'RS256', kid = 'k1' } = {}) =>
    new SignJWT(claims).setProtectedHeader({ alg, kid }).sign(key);
});
afterAll(() => issuer.close());

const now = () => Math.floor(Date.now() / 1000);
async function attempt(): Promise<{ attempt: Attempt; good: JWTPayload; finish: () => Promise<unknown> }> {
  const { attempt, url } = await provider.begin('http://localhost/auth/external');
  const nonce = url.searchParams.get('nonce')!;
  const good = { iss: issuer.url, aud: 'dcc', sub: 's', nonce, acr: 'eidas1', iat: now(), exp: now() + 300 };
  const callback = new URL(`http://localhost/auth/external?code=c&state=${attempt.state}`);
  return { attempt, good, finish: () => provider.finish(callback, attempt) };
}

test('what is asked of the provider', async () => {
  const { url, attempt } = await provider.begin('http://localhost/auth/external');
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    response_type: 'code',
    client_id: 'dcc',
    acr_values: 'eidas1',
    code_challenge_method: 'S256',
    state: attempt.state,
    nonce: attempt.nonce,
  });
  expect(url.href).not.toContain(attempt.verifier);
});

test('a good token passes: the refusals below are not of everything', async () => {
  const { good, finish } = await attempt();
  idToken = await sign(good);
  expect(await finish()).toMatchObject({ sub: 's', acr: 'eidas1' });
});

test.each<[string, JWTPayload]>([
  ['expired', { exp: now() - 3600, iat: now() - 7200 }],
  ['for another application', { aud: 'autre' }],
  ['for several, ours not the authorised one', { aud: ['dcc', 'autre'], azp: 'autre' }],
  ['of another issuer', { iss: 'https://ailleurs.example' }],
  ['of another attempt (nonce)', { nonce: 'autre' }],
  ['without nonce', { nonce: undefined }],
  ['without subject', { sub: undefined }],
  ['without expiry', { exp: undefined }],
  ['of a weaker authentication', { acr: 'eidas0' }],
  ['that does not say how she signed in', { acr: undefined }],
])('refused: a token %s', async (_name, wrong) => {
  const { good, finish } = await attempt();
  idToken = await sign({ ...good, ...wrong });
  await expect(finish()).rejects.toThrow(ExternalLoginError);
});

test('refused: signed by a stranger under the right name', async () => {
  const { good, finish } = await attempt();
  idToken = await sign(good, { key: stranger });
  await expect(finish()).rejects.toThrow(ExternalLoginError);
});

test('refused: a key that the provider does not publish', async () => {
  const { good, finish } = await attempt();
  idToken = await sign(good, { key: stranger, kid: 'k2' });
  await expect(finish()).rejects.toThrow(ExternalLoginError);
});

test('refused: not signed at all, though the provider says it may', async () => {
  const { good, finish } = await attempt();
  idToken = new UnsecuredJWT(good).setIssuer(issuer.url).encode();
  await expect(finish()).rejects.toThrow(ExternalLoginError);
});

test('refused: signed with the shared secret (HS256)', async () => {
  const { good, finish } = await attempt();
  idToken = await new SignJWT(good)
    .setProtectedHeader({ alg: 'HS256' })
    .sign(Buffer.from('secret'.repeat(8)));
  await expect(finish()).rejects.toThrow(ExternalLoginError);
});

test('refused: changed on the way', async () => {
  const { good, finish } = await attempt();
  const [header, , signature] = (await sign(good)).split('.');
  const forged = Buffer.from(JSON.stringify({ ...good, sub: 'quelqu’un d’autre' })).toString('base64url');
  idToken = `${header}.${forged}.${signature}`;
  await expect(finish()).rejects.toThrow(ExternalLoginError);
});

test.each(['', 'x', 'a.b.c', '...'])('refused: no token but %j', async (noise) => {
  const { finish } = await attempt();
  idToken = noise;
  await expect(finish()).rejects.toThrow(ExternalLoginError);
});

test('refused: another state than that of the attempt', async () => {
  const { attempt: one, good } = await attempt();
  idToken = await sign(good);
  const callback = new URL('http://localhost/auth/external?code=c&state=autre');
  await expect(provider.finish(callback, one)).rejects.toThrow(ExternalLoginError);
});

test('the reason, for the log, holds nothing of the token', async () => {
  const { good, finish } = await attempt();
  idToken = await sign({ ...good, sub: 'identité secrète', exp: now() - 10_000 });
  const err = (await finish().catch((e: unknown) => e)) as Error;
  expect(err.message).not.toContain('secrète');
});
