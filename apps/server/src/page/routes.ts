import { readFileSync } from 'node:fs';
import { Router } from 'express';
import { SERVER_VERSION } from '../http/capability.ts';
import type { Services } from '../services.ts';
// @ts-expect-error: plain ECMAScript, shared with the browser.
import { escapeHtml, formatDuration, formatNumber, formatSize } from './format.mjs';
import { type ServerState, stateReader } from './state.ts';
// @ts-expect-error: plain ECMAScript, shared with the browser.
import { table } from './views.mjs';

/** Only our own files, nothing inline. The form is handled by our script, hence no form-action. */
const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const FILES = {
  'style.css': 'text/css',
  'client.mjs': 'text/javascript',
  'views.mjs': 'text/javascript',
  'format.mjs': 'text/javascript',
};

/**
 * `GET /etat`, which is also `GET /` where no application takes it, its files, and `GET /healthcheck`. Open to
 * all: shows counts, never a resource.
 */
export function pageRoutes(services: Services): Router {
  const router = Router();
  const readState = stateReader(services);
  const template = readPageFile('index.html');

  router.get(services.config.staticDir ? '/etat' : ['/', '/etat'], async (_req, res) => {
    const state = await readState();
    const html = template
      .replace('{{cards}}', () => cards(state))
      .replace('{{counts}}', () => countsTable(state))
      .replace('{{baseUrl}}', () => escapeHtml(services.baseUrl()));
    res.set('Content-Security-Policy', POLICY).type('html').send(html);
  });
  for (const [name, type] of Object.entries(FILES)) {
    const content = readPageFile(name);
    router.get(`/page/${name}`, (_req, res) => {
      res.set('Cache-Control', 'no-cache').type(type).send(content);
    });
  }
  router.get('/healthcheck', (_req, res) => {
    // Fails, hence 500, when the database cannot be read.
    services.store.driver.read((db) => db.get('SELECT 1'));
    res.json({ ok: true, version: SERVER_VERSION });
  });
  return router;
}

function readPageFile(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}

function cards(state: ServerState): string {
  const total = state.counts.reduce((sum, one) => sum + one.count, 0);
  const waiting = state.jobs.pending + state.jobs.running;
  const values = [
    ['Version', SERVER_VERSION],
    ['En service depuis', formatDuration(state.uptimeSeconds)],
    ['Données', formatSize(state.dataBytes)],
    ['Ressources', formatNumber(total)],
    ['Notifications en attente', formatNumber(waiting)],
    ['Notifications en échec', formatNumber(state.jobs.failed)],
  ];
  return values
    .map(([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`)
    .join('\n    ');
}

function countsTable(state: ServerState): string {
  const rows = state.counts.map(({ type, count }) => [escapeHtml(type), escapeHtml(formatNumber(count))]);
  return table('Nombre de ressources par type', ['Type', 'Nombre'], rows, 'Aucune ressource.');
}
