import type { Request, Response } from 'express';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { limitPerMinute } from './limit.ts';

let time = 0;
const res = { set: vi.fn() };
const next = vi.fn();
beforeEach(() => {
  time = 0;
  vi.clearAllMocks();
});

function visits(handler: ReturnType<typeof limitPerMinute>, ip: string, count: number): void {
  for (let i = 0; i < count; i++) {
    handler({ ip } as Request, res as unknown as Response, next);
  }
}

describe('requests a minute', () => {
  const limiter = () => limitPerMinute(3, () => time);

  test('as many as allowed pass, the next is told when to come back', () => {
    const handler = limiter();
    visits(handler, 'a', 3);
    expect(next).toHaveBeenCalledTimes(3);
    time = 20_000;
    expect(() => visits(handler, 'a', 1)).toThrow(expect.objectContaining({ status: 429 }));
    expect(res.set).toHaveBeenCalledWith('Retry-After', '40');
  });

  test('each address has its own count', () => {
    const handler = limiter();
    visits(handler, 'a', 3);
    visits(handler, 'b', 3);
    expect(next).toHaveBeenCalledTimes(6);
  });

  test('a minute later all is forgotten', () => {
    const handler = limiter();
    visits(handler, 'a', 3);
    time = 60_000;
    visits(handler, 'a', 3);
    expect(next).toHaveBeenCalledTimes(6);
  });

  test('many addresses do not fill the memory', () => {
    const handler = limiter();
    for (let i = 0; i < 25_000; i++) {
      visits(handler, `10.0.${i >> 8}.${i & 255}`, 1);
    }
    expect(next).toHaveBeenCalledTimes(25_000);
  });
});
