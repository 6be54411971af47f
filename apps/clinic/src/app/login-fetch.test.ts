import { describe, expect, test, vi } from 'vitest';
import { isNetworkError } from '../data/error-text.ts';
import { loginFetch } from './login-fetch.ts';

/** A server that knows one token; the answers of the others come once the new login has begun. */
function server(known: string, current: string | undefined) {
  const asked = vi.fn(async (_: string, options?: RequestInit) => {
    const right = new Headers(options?.headers).get('authorization') === `Bearer ${known}`;
    return new Response(null, { status: right ? 200 : 401 });
  });
  return { asked, fetch: loginFetch(asked, () => current) };
}
const as = (token: string, method = 'GET') => ({ method, headers: { Authorization: `Bearer ${token}` } });

describe('a refusal that comes late', () => {
  test('to a reading: it is asked again under the new login', async () => {
    const { asked, fetch } = server('new', 'new');
    expect((await fetch('/fhir/R4/Patient/1', as('old'))).status).toBe(200);
    expect(asked).toHaveBeenCalledTimes(2);
  });

  test('to a writing: it met no server, and is not sent in the name of whoever is there now', async () => {
    const { asked, fetch } = server('new', 'new');
    const failed = await fetch('/fhir/R4/CarePlan/1', as('old', 'PUT')).catch((error: unknown) => error);
    expect(isNetworkError(failed)).toBe(true);
    expect(asked).toHaveBeenCalledTimes(1);
  });
});

describe('any other answer is given as it came', () => {
  test('of the login of now, refused: its session has ended', async () => {
    const { asked, fetch } = server('other', 'old');
    expect((await fetch('/fhir/R4/Patient/1', as('old'))).status).toBe(401);
    expect(asked).toHaveBeenCalledTimes(1);
  });

  test('while nobody is signed in', async () => {
    const { asked, fetch } = server('new', undefined);
    expect((await fetch('/fhir/R4/Patient/1', as('old'))).status).toBe(401);
    expect(asked).toHaveBeenCalledTimes(1);
  });

  test('accepted', async () => {
    expect((await server('a', 'a').fetch('/fhir/R4/Patient/1', as('a'))).status).toBe(200);
  });

  test('of another kind of credentials', async () => {
    const { fetch } = server('new', 'new');
    const basic = { method: 'POST', headers: { Authorization: 'Basic abc' } };
    expect((await fetch('/oauth2/token', basic)).status).toBe(401);
  });
});
