import type { Request, Response } from 'express';
import { expect, test, vi } from 'vitest';
import { AttemptCookie } from './attempt-cookie.ts';

const STATE = 'etat-d-une-tentative';
const jar = new AttemptCookie(Buffer.alloc(32, 1), () => true);

/** Sets a cookie, and gives what the browser would send back. */
function leave(by = jar, state = STATE): { header: string; options: Record<string, unknown> } {
  const cookie = vi.fn();
  by.set({ cookie } as unknown as Response, state, { nonce: 'n' });
  const [name, value, options] = cookie.mock.calls[0]!;
  return { header: `autre=1; ${name}=${value}; encore=2`, options };
}
function back(header: string | undefined, state: unknown = STATE, by = jar) {
  const clearCookie = vi.fn();
  const req = { headers: { cookie: header } } as unknown as Request;
  return { value: by.take(req, { clearCookie } as unknown as Response, state), clearCookie };
}

test('what left comes back, and is then forgotten', () => {
  const { value, clearCookie } = back(leave().header);
  expect(value).toMatchObject({ nonce: 'n' });
  expect(clearCookie).toHaveBeenCalledOnce();
});

test('the browser keeps it from scripts, from other sites and from the clear', () => {
  const { header, options } = leave();
  expect(options).toMatchObject({ httpOnly: true, sameSite: 'lax', secure: true, path: '/auth/external' });
  expect(header).not.toContain('nonce');
});

test('it answers to its own state and key only', () => {
  const { header } = leave();
  const neighbour = `${STATE}-2`;
  expect(back(header, neighbour).value).toBeUndefined();
  const stranger = new AttemptCookie(Buffer.alloc(32, 2), () => true);
  expect(back(leave(stranger).header).value).toBeUndefined();
});

test('it dies after ten minutes, whatever the browser does', () => {
  vi.useFakeTimers();
  const { header } = leave();
  vi.advanceTimersByTime(599_999);
  expect(back(header).value).toBeDefined();
  vi.advanceTimersByTime(1);
  expect(back(header).value).toBeUndefined();
  vi.useRealTimers();
});

test.each([undefined, '', ';;;', '=', 'dcc_external_etatdunetent=', 'dcc_external_etatdunetent=AAAA'])(
  'noise in the header is nothing: %j',
  (header) => {
    expect(back(header).value).toBeUndefined();
  },
);

test.each([null, '', 7, ['x'], {}, '__proto__'])('nor is a state that is none: %j', (state) => {
  expect(back(leave().header, state).value).toBeUndefined();
});
