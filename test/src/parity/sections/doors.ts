import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { isOurs, type Target } from '../support.ts';
import { invite, PASSWORD } from './people.ts';

const VERIFIER = 'La-preuve-de-la-page.de~l_application-0123456789';
/** Where an application lives that the server lets in: on a real one, DCC_APP_ORIGIN says which. */
const APPLICATION = process.env.DCC_APP_ORIGIN ?? 'http://localhost:3000';

/** What a page or an application meets before it reads anything: proofs, addresses, origins. */
export function doors(target: () => Target): void {
  const raw = (path: string, init: RequestInit = {}) => fetch(new URL(path, target().baseUrl), init);
  const json = (body: object): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

  /** The code of a login by password, for a challenge. */
  async function codeFor(codeChallenge: string, codeChallengeMethod: string): Promise<string> {
    const { email } = await invite(target());
    const body = { email, password: PASSWORD, codeChallenge, codeChallengeMethod };
    const response = await raw('auth/login', json(body));
    const { code } = (await response.json()) as { code: string };
    expect(typeof code).toBe('string');
    return code;
  }
  const redeem = (code: string, code_verifier: string) =>
    raw('oauth2/token', {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'authorization_code', code, code_verifier }),
    });

  describe.each([
    ['S256', createHash('sha256').update(VERIFIER).digest('base64url')],
    ['plain', VERIFIER],
  ])('PKCE %s', (method, challenge) => {
    test('the verifier of the challenge gives tokens that read', async () => {
      const response = await redeem(await codeFor(challenge, method), VERIFIER);
      expect(response.status).toBe(200);
      const { access_token: token } = (await response.json()) as { access_token: string };
      const me = await raw('auth/me', { headers: { authorization: `Bearer ${token}` } });
      expect(((await me.json()) as { profile: { resourceType: string } }).profile.resourceType).toBe(
        'Practitioner',
      );
    });

    test.each([
      ['another', `${VERIFIER.slice(0, -1)}8`],
      ['the challenge of the other method', createHash('sha256').update(challenge).digest('base64url')],
      ['none', ''],
    ])('%s gives nothing', async (_, verifier) => {
      const response = await redeem(await codeFor(challenge, method), verifier);
      expect(response.status).toBe(400);
      expect(await response.json()).not.toHaveProperty('access_token');
    });
  });

  test.each(['.well-known/smart-configuration', 'fhir/R4/.well-known/smart-configuration'])(
    '%s leads to the same doors',
    async (path) => {
      const response = await raw(path);
      expect(response.headers.get('content-type')).toContain('json');
      const { baseUrl } = target();
      expect(await response.json()).toMatchObject({
        authorization_endpoint: new URL('oauth2/authorize', baseUrl).href,
        token_endpoint: new URL('oauth2/token', baseUrl).href,
        capabilities: expect.arrayContaining(['client-confidential-symmetric', 'sso-openid-connect']),
      });
    },
  );

  test('openid-configuration names keys that are there', async () => {
    const answer = (await (await raw('.well-known/openid-configuration')).json()) as Record<string, string>;
    const { keys } = (await (await fetch(answer.jwks_uri!)).json()) as {
      keys: { kty?: string; d?: string }[];
    };
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter(({ kty, d }) => !kty || d)).toEqual([]);
  });

  describe.skipIf(!isOurs && !process.env.DCC_APP_ORIGIN)('CORS', () => {
    const ask = (origin: string, method: string) =>
      raw('fhir/R4/Patient', {
        method,
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type,if-match,x-medplum',
        },
      });

    test('a page of the application may ask with its token, and read the headers it needs', async () => {
      const preflight = await ask(APPLICATION, 'OPTIONS');
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get('access-control-allow-origin')).toBe(APPLICATION);
      expect(preflight.headers.get('access-control-allow-credentials')).toBe('true');
      expect(preflight.headers.get('access-control-allow-methods')).toContain('PATCH');
      const allowed = preflight.headers.get('access-control-allow-headers')?.toLowerCase() ?? '';
      for (const one of ['authorization', 'content-type', 'if-match', 'x-medplum'])
        expect(allowed).toContain(one);
      expect((await ask(APPLICATION, 'GET')).headers.get('access-control-allow-origin')).toBe(APPLICATION);
    });

    test('a page from elsewhere may not', async () => {
      for (const origin of ['https://ailleurs.example', `${APPLICATION}.ailleurs.example`, 'null']) {
        for (const method of ['OPTIONS', 'GET']) {
          const allowed = (await ask(origin, method)).headers.get('access-control-allow-origin');
          expect([origin, method, allowed]).toEqual([origin, method, null]);
        }
      }
    });
  });
}
