import type { RequestHandler } from 'express';
import { HttpError } from '../http/errors.ts';

const WINDOW_MS = 60_000;
const MAX_ADDRESSES = 10_000;

/**
 * At most so many requests a minute from one address (160 on the real server's authentication routes): each
 * costs a key derivation, and a guesser must not have thousands of tries.
 */
export function limitPerMinute(max: number, now: () => number = Date.now): RequestHandler {
  const windows = new Map<string, { start: number; count: number }>();
  return (req, res, next) => {
    const time = now();
    const address = req.ip ?? '';
    let window = windows.get(address);
    if (!window || time - window.start >= WINDOW_MS) {
      // Forgetting everybody when too many are known bounds the memory an attacker can take.
      if (windows.size >= MAX_ADDRESSES) {
        windows.clear();
      }
      window = { start: time, count: 0 };
      windows.set(address, window);
    }
    window.count++;
    if (window.count > max) {
      res.set('Retry-After', String(Math.ceil((window.start + WINDOW_MS - time) / 1000)));
      throw new HttpError(
        429,
        'throttled',
        'Trop de demandes d’authentification : réessayez dans une minute',
      );
    }
    next();
  };
}
