import { extname } from 'node:path';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import send from 'send';

/**
 * What a single-page application may do. Its component library writes style elements while it runs, hence
 * `unsafe-inline` for styles alone; documents are shown from memory, hence `blob:`.
 */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self' ws: wss:; " +
  "img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' blob:; frame-src blob:; " +
  "worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** First what compresses best. */
const ENCODINGS = [
  { name: 'br', extension: '.br' },
  { name: 'gzip', extension: '.gz' },
];

/** Addresses of the server itself: a mistake there must answer 404, not the application's page. */
const SERVER_PATH = /^\/(?:admin|auth|fhir|healthcheck|oauth2|page|ws|\.well-known)(?:\/|$)/;
/** Files whose name changes with their content, as bundlers write them. */
const HASHED_PATH = /^\/assets\//;
const YEAR_S = 365 * 24 * 3600;

/**
 * A single-page application from a folder: its files, and its `index.html` for every other address that a
 * browser opens. Files are read at each request, so that a new build shows without a restart.
 *
 * Comes after the routes of the server; goes on to the next handler with what is no file and no page.
 */
export function staticRoutes(dir: string): Router {
  const router = Router();
  router.use(file(dir), page(dir));
  return router;
}

function file(dir: string): RequestHandler {
  return async (req, res, next) => {
    const { path } = req;
    const isPage = path === '/' || path === '/index.html';
    if (!isReading(req) || isPage || !(await sendBest(req, res, dir, path))) {
      next();
    }
  };
}

function page(dir: string): RequestHandler {
  return async (req, res, next) => {
    const { path } = req;
    const isFile = HASHED_PATH.test(path) || SERVER_PATH.test(path);
    const isRoot = path === '/' || path === '/index.html';
    if (!isReading(req) || isFile || !(isRoot || wantsHtml(req))) {
      next();
    } else if (!(await sendBest(req, res, dir, '/index.html'))) {
      next();
    }
  };
}

function isReading(req: Request): boolean {
  return req.method === 'GET' || req.method === 'HEAD';
}

/** Said in so many words: the `*` of a script's fetch is no wish for a page. */
function wantsHtml(req: Request): boolean {
  return /\btext\/html\b/.test(req.get('accept') ?? '');
}

/** Sends a file in the best encoding both sides have; false when there is none at this path. */
async function sendBest(req: Request, res: Response, dir: string, path: string): Promise<boolean> {
  for (const encoding of ENCODINGS) {
    if (req.acceptsEncodings(encoding.name) && (await sendFile(req, res, dir, path, encoding))) {
      return true;
    }
  }
  return sendFile(req, res, dir, path);
}

/** `path` as in the address, still encoded: `send` decodes it and refuses to leave `dir`. */
function sendFile(
  req: Request,
  res: Response,
  dir: string,
  path: string,
  encoding?: (typeof ENCODINGS)[number],
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    let found = false;
    send(req, path + (encoding?.extension ?? ''), {
      root: dir,
      index: false,
      cacheControl: false,
      // A range of a compressed file is of no use to anybody.
      acceptRanges: false,
    })
      .on('file', () => {
        found = true;
        setHeaders(res, path, encoding?.name);
      })
      .on('directory', () => resolve(false))
      .on('error', (err: Error & { status?: number }) => {
        if (!found) {
          resolve(false);
        } else if (err.status === 412) {
          res.status(412).end();
          resolve(true);
        } else {
          reject(err);
        }
      })
      .on('end', () => resolve(true))
      .pipe(res)
      .on('close', () => resolve(true));
  });
}

function setHeaders(res: Response, path: string, encoding: string | undefined): void {
  const isHashed = HASHED_PATH.test(path);
  res.set('Cache-Control', isHashed ? `public, max-age=${YEAR_S}, immutable` : 'no-cache');
  res.set('Content-Security-Policy', POLICY).vary('Accept-Encoding');
  if (encoding) {
    res.set('Content-Encoding', encoding).type(extname(path) || 'application/octet-stream');
  }
}
