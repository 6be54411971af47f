import { isOk, OperationOutcomeError } from '@medplum/core';
import type { FhirRequest, FhirResponse, FhirRouter, HttpMethod } from '@medplum/fhir-router';
import type { Bundle } from '@medplum/fhirtypes';
import type { Request, RequestHandler } from 'express';
import { callerOf, type Services } from '../services.ts';
import type { SqliteRepository } from '../store/index.ts';
import { answerLater, batchWork, wantsAnswerLater } from './async-routes.ts';
import { HttpError } from './errors.ts';
import { checkEntries, checkForm, checkIfMatch, checkQuery, checkUrl } from './query-guard.ts';
import { sendFhir } from './respond.ts';

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** Hands `/fhir/R4/...` to the FHIR router, with the caller's repository. */
export function fhirHandler(services: Services, router: FhirRouter): RequestHandler {
  return async (req, res) => {
    if (!METHODS.has(req.method)) {
      res.set('Allow', [...METHODS].join(','));
      throw new HttpError(405, 'not-supported', `Méthode ${req.method} non prise en charge`);
    }
    const { context, principal } = callerOf(res);
    const repo = services.store.repo(context);
    await services.intake.prepare(req.method === 'PATCH' ? undefined : req.body, repo);
    const url = checkRequest(req);
    const transactions = principal.project.features?.includes('transaction-bundles') ?? false;
    const request: FhirRequest = {
      method: req.method as HttpMethod,
      url,
      pathname: '',
      params: {},
      query: {},
      body: req.body ?? {},
      headers: req.headers,
      config: { transactions },
    };
    const transaction = () =>
      runTransaction(router, request, repo, services.preCommit.watches(context.projectId));
    const isAtomic = transactions && isTransaction(request);
    if (wantsAnswerLater(req, request)) {
      const whole = async () => (await transaction())[1] as Bundle;
      await answerLater(services, res, isAtomic ? whole : batchWork(router, request, repo));
      return;
    }
    const response = isAtomic ? await transaction() : await router.handleRequest(request, repo);
    sendFhir(req, res, response, services.baseUrl());
  };
}

/**
 * The whole bundle in one transaction, its preparation included: the router resolves conditional entries
 * (ifNoneExist, `?` in a url) before it opens its own, and another writer could slip in between.
 */
async function runTransaction(
  router: FhirRouter,
  request: FhirRequest,
  repo: SqliteRepository,
  mayRunTwice: boolean,
): Promise<FhirResponse> {
  return repo.withTransaction(async (inside) => {
    // The router writes into what it is given: ids, and urls whose condition it has resolved.
    const body: unknown = mayRunTwice ? structuredClone(request.body) : request.body;
    const response = await router.handleRequest({ ...request, body }, inside);
    if (!isOk(response[0])) {
      throw new OperationOutcomeError(response[0]);
    }
    return response;
  });
}

function isTransaction(request: FhirRequest): boolean {
  return request.method === 'POST' && request.url === '' && request.body?.type === 'transaction';
}

/** Refuses what the router would misread without a word; gives the url for it. */
function checkRequest(req: Request): string {
  const url = checkUrl(routerUrl(req));
  checkIfMatch(req.headers['if-match']);
  const [type = '', action] = (url.split('?')[0] ?? '').split('/');
  const ifNoneExist = req.headers['if-none-exist'];
  if (typeof ifNoneExist === 'string') {
    req.headers['if-none-exist'] = checkQuery(type, ifNoneExist);
  }
  if (action === '_search') {
    checkForm(type, req.body);
  } else if (url === '') {
    checkEntries(req.body?.entry);
  }
  return url;
}

/**
 * Path and query after the prefix, without slashes around; `%24` decoded as the router wants its operations.
 */
function routerUrl(req: Request): string {
  const [path = '', ...query] = req.url.split('?');
  const clean = path.replace(/^\/+|\/+$/g, '').replaceAll('%24', '$');
  return query.length > 0 ? `${clean}?${query.join('?')}` : clean;
}
