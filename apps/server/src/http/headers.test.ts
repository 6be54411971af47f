import type { Request, Response } from 'express';
import { describe, expect, test, vi } from 'vitest';
import { cors, isAllowedOrigin, securityHeaders } from './headers.ts';

function run(handler: typeof securityHeaders, request: Partial<Request>) {
  const headers = new Map<string, string>();
  const next = vi.fn();
  const res = {
    vary: (name: string) => headers.set('vary', name),
    set: (name: string | Record<string, string>, value?: string) => {
      for (const [key, one] of typeof name === 'string' ? [[name, value!]] : Object.entries(name)) {
        headers.set(key!.toLowerCase(), one!);
      }
      return res;
    },
    status: vi.fn(() => res),
    end: vi.fn(),
  };
  handler(request as Request, res as unknown as Response, next);
  return { headers, next, res };
}

describe('which origins may call', () => {
  test.each([
    'http://localhost:5173',
    'https://localhost',
    'http://127.0.0.1:3000',
    'http://[::1]:3000',
    'https://rcp.example.org',
  ])('%s may', (origin) => expect(isAllowedOrigin(origin, ['https://rcp.example.org/'])).toBe(true));

  test.each([
    'https://evil.example',
    'http://localhost.evil.example',
    'http://evil.example?http://localhost',
    'null',
    'https://rcp.example.org.evil.example',
  ])('%s may not', (origin) => expect(isAllowedOrigin(origin, ['https://rcp.example.org'])).toBe(false));
});

describe('CORS', () => {
  const handler = cors([]);

  test('a known origin is repeated, with credentials and the headers MedplumClient reads', () => {
    const { headers, next } = run(handler, { method: 'GET', headers: { origin: 'http://localhost:3000' } });
    expect(headers.get('access-control-allow-origin')).toBe('http://localhost:3000');
    expect(headers.get('access-control-allow-credentials')).toBe('true');
    for (const name of ['ETag', 'Location', 'Content-Location', 'RateLimit']) {
      expect(headers.get('access-control-expose-headers')).toContain(name);
    }
    expect(next).toHaveBeenCalledOnce();
  });

  test('an unknown origin gets no permission, but a cache still learns that the answer varies', () => {
    const { headers, next } = run(handler, { method: 'GET', headers: { origin: 'https://evil.example' } });
    expect(headers.has('access-control-allow-origin')).toBe(false);
    expect(headers.get('vary')).toBe('Origin');
    expect(next).toHaveBeenCalledOnce();
  });

  test('a preflight ends here and allows the headers asked for', () => {
    const { headers, next, res } = run(handler, {
      method: 'OPTIONS',
      headers: {
        origin: 'http://localhost:3000',
        'access-control-request-headers': 'authorization,x-medplum',
      },
    });
    expect(headers.get('access-control-allow-headers')).toBe('authorization,x-medplum');
    expect(headers.get('access-control-allow-methods')).toContain('PATCH');
    expect(res.status).toHaveBeenCalledWith(204);
    expect(next).not.toHaveBeenCalled();
  });
});

test('every answer is closed to scripts, frames, sniffing and caches', () => {
  const { headers, next } = run(securityHeaders, {});
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-frame-options')).toBe('DENY');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(next).toHaveBeenCalledOnce();
});
