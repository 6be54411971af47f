import { readFileSync } from 'node:fs';
import type { WithId } from '@medplum/core';
import type { ClientApplication } from '@medplum/fhirtypes';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Services } from '../../services.ts';
import { sendMessage } from '../external/message.ts';
import { scopeProblem } from '../smart-scopes.ts';

/** Only our own files; the QR code is a data address. The forms are handled by our script. */
const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const CHALLENGE = /^[A-Za-z0-9._~-]{43,128}$/;

/**
 * `oauth2/authorize` (RFC 6749 §4.1.1): the page where an application sends people that it does not ask for a
 * password itself, as `MedplumClient.signInWithRedirect` does.
 */
export function signInRoutes(services: Services, limited: RequestHandler[]): Router {
  const router = Router();
  const template = readFile('page.html');
  for (const name of ['sign-in.mjs', 'steps.mjs']) {
    const content = readFile(name);
    router.get(`/oauth2/sign-in/${name}`, (_req, res) => {
      res.set('Cache-Control', 'no-cache').type('text/javascript').send(content);
    });
  }
  router.get('/oauth2/authorize', ...limited, async (req, res) => {
    const client = await services.clients.find(parameter(req, 'client_id') ?? '');
    const redirectUri = client && registered(client, parameter(req, 'redirect_uri'));
    if (!client || !redirectUri) {
      // Nothing may be sent to an address that nobody registered, not even an error.
      sendMessage(res, 400, 'Application ou adresse de retour inconnue : prévenez votre administrateur.');
      return;
    }
    const problem = problemOf(req, client);
    if (problem) {
      sendBack(res, redirectUri, parameter(req, 'state'), problem);
      return;
    }
    const request = {
      clientId: client.id,
      redirectUri,
      state: parameter(req, 'state'),
      scope: parameter(req, 'scope'),
      nonce: parameter(req, 'nonce'),
      codeChallenge: parameter(req, 'code_challenge'),
      codeChallengeMethod: parameter(req, 'code_challenge_method'),
    };
    const html = template
      .replace('{{request}}', () => escapeHtml(JSON.stringify(request)))
      .replace('{{application}}', () => escapeHtml(client.name ?? 'l’application'))
      .replace('{{providers}}', () => providerLinks(services));
    res.set('Content-Security-Policy', POLICY).type('html').send(html);
  });
  return router;
}

/** The address asked for, when it is one of the application's, character for character. */
function registered(client: WithId<ClientApplication>, asked: string | undefined): string | undefined {
  const known = [client.redirectUri, ...(client.redirectUris ?? [])];
  const canonical = (one: string | undefined) => (one && URL.canParse(one) ? new URL(one).href : undefined);
  const target = canonical(asked);
  return target && known.some((one) => canonical(one) === target) ? target : undefined;
}

function problemOf(req: Request, client: ClientApplication): string | undefined {
  if (parameter(req, 'response_type') !== 'code') {
    return 'unsupported_response_type';
  }
  if (scopeProblem(parameter(req, 'scope') ?? '')) {
    return 'invalid_scope';
  }
  const challenge = parameter(req, 'code_challenge');
  const method = parameter(req, 'code_challenge_method') ?? 'plain';
  const isProved = challenge === undefined ? client.pkceOptional === true : CHALLENGE.test(challenge);
  return isProved && ['plain', 'S256'].includes(method) ? undefined : 'invalid_request';
}

/** RFC 6749 §4.1.2.1. */
function sendBack(res: Response, redirectUri: string, state: string | undefined, error: string): void {
  const url = new URL(redirectUri);
  url.searchParams.set('error', error);
  if (state !== undefined) {
    url.searchParams.set('state', state);
  }
  res.redirect(url.href);
}

function providerLinks(services: Services): string {
  return services.config.identityProviders
    .map(({ name, title }) => {
      const start = `${services.baseUrl()}auth/external/start?provider=${name}`;
      return `<p><a data-provider="${escapeHtml(start)}" href="#">Se connecter avec ${escapeHtml(title ?? name)}</a></p>`;
    })
    .join('\n        ');
}

function parameter(req: Request, name: string): string | undefined {
  const value = req.query[name];
  return typeof value === 'string' && value !== '' && value.length <= 2000 ? value : undefined;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

function readFile(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}
