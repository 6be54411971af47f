import express, { type RequestHandler } from 'express';
import { HttpError } from './errors.ts';

/** Deeper than any resource a person can read; far from what breaks a recursive walk. */
const MAX_DEPTH = 100;

const JSON_TYPES = ['application/json', 'application/fhir+json', 'application/json-patch+json'];
const TEXT_TYPES = ['text/*', 'application/xml', 'application/fhir+xml', 'x-application/hl7-v2+er7'];

/**
 * Parsers of everything but Binary: JSON of any kind, forms (`_search`, `oauth2/token`), text (bot input).
 */
export function bodyParsers(maxJsonBytes: number): RequestHandler[] {
  return [
    express.json({ type: JSON_TYPES, limit: maxJsonBytes, strict: false }),
    express.urlencoded({ extended: false, limit: maxJsonBytes, parameterLimit: 1000 }),
    express.text({ type: TEXT_TYPES, limit: maxJsonBytes }),
    (req, _res, next) => {
      if (req.body !== null && typeof req.body === 'object') {
        checkShape(req.body);
      }
      next();
    },
  ];
}

/**
 * Refuses what is legal JSON but dangerous to walk: extreme depth, and keys that reach an object's prototype.
 * Iterative on purpose: a recursive check would fall to the very bomb it looks for.
 */
export function checkShape(root: object): void {
  let level: object[] = [root];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) {
      throw new HttpError(400, 'structure', `JSON trop profondément imbriqué (plus de ${MAX_DEPTH} niveaux)`);
    }
    const deeper: object[] = [];
    for (const node of level) {
      // JSON.parse makes "__proto__" an own key; later copies (a[k] = v) would set a prototype with it.
      if (Object.hasOwn(node, '__proto__')) {
        throw new HttpError(400, 'structure', 'Nom de propriété interdit : __proto__');
      }
      for (const value of Array.isArray(node) ? node : Object.values(node)) {
        if (value !== null && typeof value === 'object') {
          deeper.push(value);
        }
      }
    }
    level = deeper;
  }
}
