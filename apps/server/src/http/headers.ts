import type { RequestHandler } from 'express';

const METHODS = 'GET,POST,PUT,PATCH,DELETE';
/** What MedplumClient reads from answers; without this a browser hides them from it. */
const EXPOSED = 'Content-Location,ETag,Last-Modified,Location,RateLimit,Retry-After';

/** Origins allowed to call: those configured, and web applications under development on this machine. */
export function isAllowedOrigin(origin: string, allowed: readonly string[]): boolean {
  if (allowed.some((one) => stripSlash(one) === stripSlash(origin))) {
    return true;
  }
  return /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/.test(origin);
}

/** CORS with credentials: MedplumClient always sends `credentials: include`, so `*` would be refused. */
export function cors(allowed: readonly string[]): RequestHandler {
  return (req, res, next) => {
    const origin = req.headers.origin;
    if (origin) {
      res.vary('Origin');
    }
    if (origin && isAllowedOrigin(origin, allowed)) {
      res.set('Access-Control-Allow-Origin', origin);
      res.set('Access-Control-Allow-Credentials', 'true');
      res.set('Access-Control-Expose-Headers', EXPOSED);
      if (req.method === 'OPTIONS') {
        res.set('Access-Control-Allow-Methods', METHODS);
        const asked = req.headers['access-control-request-headers'];
        if (asked) {
          res.set('Access-Control-Allow-Headers', asked);
        }
        res.set('Access-Control-Max-Age', '600');
      }
    }
    if (req.method === 'OPTIONS') {
      res.set('Allow', METHODS).status(204).end();
      return;
    }
    next();
  };
}

/**
 * Headers on every answer. The policy allows nothing; the home page, the only HTML here, sets its own.
 * A document served from Binary therefore cannot run a script in this origin, whatever it contains.
 */
export const securityHeaders: RequestHandler = (_req, res, next) => {
  res.set({
    'Content-Security-Policy':
      "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
    // Health data must stay out of shared caches and of the browser's disk.
    'Cache-Control': 'no-store',
  });
  next();
};

function stripSlash(origin: string): string {
  return origin.endsWith('/') ? origin.slice(0, -1) : origin;
}
