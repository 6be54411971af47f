/**
 * What no sign-in form sends, to every door that opens before one is known: no crash, no 5xx, less than a second of the
 * server's work, and nothing opens. Verifiers (RFC 7636), codes, tokens of every kind, second factors, providers.
 */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Hostile, json, openHostile } from './server.ts';

const EMAIL = 'camille.durand@chu-exemple.fr';
const PASSWORD = 'brouette fanion girouette';
const VERIFIER = 'v'.repeat(64);

let hostile: Hostile;
beforeAll(async () => {
  // The limit by address has its own tests: here each request must be looked at.
  hostile = await openHostile({ DCC_AUTH_PER_MINUTE: '1000000' });
  const { medplum } = hostile;
  await medplum.invite(medplum.getProject()!.id!, {
    resourceType: 'Practitioner',
    firstName: 'Camille',
    lastName: 'Durand',
    email: EMAIL,
    password: PASSWORD,
    sendEmail: false,
  });
}, 120_000);
afterEach(async () => {
  expect(hostile.server.process.exitCode).toBeNull();
  const { status, text } = await redeem({ code: await newCode(), code_verifier: VERIFIER });
  expect([status, 'access_token' in JSON.parse(text)]).toEqual([200, true]);
});
afterAll(() => hostile?.server.stop());

const anonymous = { authorization: '' };
const form = (fields: Record<string, string> | string): RequestInit => ({
  method: 'POST',
  body: typeof fields === 'string' ? fields : new URLSearchParams(fields).toString(),
  headers: { ...anonymous, 'content-type': 'application/x-www-form-urlencoded' },
});
const redeem = (fields: Record<string, string>) =>
  hostile.send('oauth2/token', form({ grant_type: 'authorization_code', ...fields }));

/** A code as the form gets it, for the verifier. */
async function newCode(change: object = {}): Promise<string> {
  const body = {
    email: EMAIL,
    password: PASSWORD,
    codeChallenge: VERIFIER,
    codeChallengeMethod: 'plain',
    ...change,
  };
  const { status, text } = await hostile.send('auth/login', json('POST', body, anonymous));
  expect(status, text).toBe(200);
  return JSON.parse(text).code;
}

/** Nothing was opened, and a reason was given in the form that OAuth clients read. */
function expectRefused({ status, text }: { status: number; text: string }): void {
  expect([400, 401, 413, 429], text).toContain(status);
  expect(text).not.toMatch(/access_token|refresh_token|Unexpected|Cannot|at .*\.ts/);
}

describe('verifiers', () => {
  test.each([
    ['none', undefined],
    ['empty', ''],
    ['of 42 characters', 'v'.repeat(42)],
    ['of 129 characters', 'v'.repeat(129)],
    ['of twenty thousand characters', 'v'.repeat(20_000)],
    ['another one', 'w'.repeat(64)],
    ['with NUL', `${'v'.repeat(63)}\u0000`],
    ['with a line end after it', `${VERIFIER}\n`],
    ['with letters that fold to it', `${'v'.repeat(63)}Ｖ`],
    ['not of its alphabet', '%'.repeat(64)],
    ['__proto__', '__proto__'.repeat(6)],
  ])('%s opens nothing, and uses the code up', async (_, verifier) => {
    const code = await newCode();
    expectRefused(await redeem({ code, ...(verifier === undefined ? {} : { code_verifier: verifier }) }));
    expectRefused(await redeem({ code, code_verifier: VERIFIER }));
  });

  test('too large to be read is a 413: nothing was tried, the code is still good', async () => {
    const code = await newCode();
    const { status } = await redeem({ code, code_verifier: 'v'.repeat(2_000_000) });
    expect(status).toBe(413);
    expect((await redeem({ code, code_verifier: VERIFIER })).status).toBe(200);
  });

  test('given twice, or as a list or an object, is none', async () => {
    for (const field of [
      'code_verifier=&code_verifier',
      'code_verifier[]',
      'code_verifier[a]',
      '__proto__[code_verifier]',
    ]) {
      const code = await newCode();
      const body = `grant_type=authorization_code&code=${encodeURIComponent(code)}&${field}=${VERIFIER}`;
      expectRefused(await hostile.send('oauth2/token', form(body)));
    }
  });

  test('a challenge that is none is refused before there is a code, by its name', async () => {
    for (const codeChallenge of ['x', 'x'.repeat(5000), '\u0000'.repeat(50), {}, ['v'], 7]) {
      const body = { email: EMAIL, password: PASSWORD, codeChallenge, codeChallengeMethod: 'S256' };
      const { status, text } = await hostile.send('auth/login', json('POST', body, anonymous));
      expect([status, text.includes('codeChallenge')], JSON.stringify(codeChallenge).slice(0, 40)).toEqual([
        400,
        true,
      ]);
    }
  });
});

/** Texts that break parsers, and tokens that look like ones. */
const nasty = fc.oneof(
  fc.constantFrom(
    '',
    '\u0000',
    '__proto__',
    'constructor',
    '%',
    '..',
    'null',
    randomUUID(),
    'a.b.c',
    '='.repeat(500),
  ),
  fc.string({ unit: 'binary', maxLength: 80 }).map((text) => text.toWellFormed()),
  fc.base64String({ maxLength: 200 }).map((text) => `eyJhbGciOiJub25lIn0.${text}.`),
);
const FIELDS = [
  'code',
  'code_verifier',
  'client_id',
  'client_secret',
  'refresh_token',
  'redirect_uri',
  'scope',
  'client_assertion',
  'client_assertion_type',
  'subject_token',
];

describe('the door of tokens', () => {
  test('any value of any field of any grant', async () => {
    const grants = ['client_credentials', 'authorization_code', 'refresh_token', 'password', '__proto__', ''];
    const fields = fc.dictionary(fc.constantFrom(...FIELDS), nasty, { maxKeys: 6, noNullPrototype: true });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...grants), fields, async (grant_type, some) => {
        expectRefused(await hostile.send('oauth2/token', form({ grant_type, ...some })));
      }),
      { numRuns: 150 },
    );
  }, 120_000);

  test.each([
    ['deep brackets', `a${'[b]'.repeat(5000)}=1`],
    ['ten thousand fields', Array.from({ length: 10_000 }, (_, i) => `f${i}=1`).join('&')],
    ['percents that end in nothing', 'grant_type=%E0%A4%A&code=%'],
    ['only separators', '&'.repeat(100_000)],
  ])('a form of %s', async (_, body) => {
    expectRefused(await hostile.send('oauth2/token', form(body)));
  });

  test('a token that is none is not active, whatever it is', async () => {
    const { medplum } = hostile;
    const authorization = `Bearer ${medplum.getAccessToken()}`;
    await fc.assert(
      fc.asyncProperty(nasty, async (token) => {
        const init = form({ token });
        const headers = { ...init.headers, authorization };
        const { status, text } = await hostile.send('oauth2/introspect', { ...init, headers });
        expect(status === 400 || text === '{"active":false}', text).toBe(true);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

describe('the steps of a login', () => {
  const STEPS = [
    'login',
    'profile',
    'scope',
    'method',
    'mfa/verify',
    'mfa/login-enroll',
    'changepassword',
    'revoke',
  ];

  test('any JSON to any step opens nothing', async () => {
    const names = fc.constantFrom(
      'login',
      'token',
      'email',
      'password',
      'profile',
      'scope',
      'purpose',
      'loginId',
    );
    const body = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.dictionary(names, fc.oneof(nasty, fc.jsonValue({ maxDepth: 2 })), { noNullPrototype: true }),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...STEPS), body, async (step, value) => {
        const { status, text } = await hostile.send(`auth/${step}`, json('POST', value, anonymous));
        // `method` tells of a provider for an address; nobody has one here.
        expect(status === 200 ? [step, text] : [400, 401, 404, 413, 429].includes(status)).toEqual(
          status === 200 ? ['method', '{}'] : true,
        );
      }),
      { numRuns: 150 },
    );
  }, 120_000);

  test('any address of a login, of a provider’s answer, of the page', async () => {
    const paths = [
      'auth/login/X',
      'auth/clientinfo/X',
      'auth/external?state=X&code=X',
      'auth/external/start?domain=X',
    ];
    const pages = ['oauth2/authorize?response_type=code&client_id=X&redirect_uri=X&state=X&code_challenge=X'];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths, ...pages), nasty, async (path, value) => {
        const { text } = await hostile.send(path.replaceAll('X', encodeURIComponent(value)), {
          headers: anonymous,
        });
        expect(text).not.toMatch(/access_token|refresh_token/);
      }),
      { numRuns: 120 },
    );
  }, 120_000);
});
