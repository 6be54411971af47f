import { getStatus, isCreated, isOk } from '@medplum/core';
import type { FhirResponse } from '@medplum/fhir-router';
import type { Resource } from '@medplum/fhirtypes';
import type { Request, Response } from 'express';
import { answerInFrench, inFrench } from './french.ts';
import { serialize } from './serialize.ts';

/** Sends what the router gave: status, ETag, Last-Modified, Location and the body asked for by `Prefer`. */
export function sendFhir(req: Request, res: Response, response: FhirResponse, baseUrl: string): void {
  const [outcome, resource, options] = response;
  const status = getStatus(outcome);
  res.status(status).type(options?.contentType ?? 'application/fhir+json');
  if (resource && isOk(outcome)) {
    setHeaders(res, resource);
    if (isCreated(outcome)) {
      res.set('Location', `${baseUrl}fhir/R4/${resource.resourceType}/${resource.id}`);
    }
  }
  const body = chooseBody(req, outcome, resource && answerInFrench(resource));
  if (status === 304 || body === undefined) {
    res.end();
    return;
  }
  res.send(serialize(body, req.query._pretty === 'true' ? 2 : undefined));
}

function setHeaders(res: Response, resource: Resource): void {
  const { versionId, lastUpdated } = resource.meta ?? {};
  if (versionId) {
    res.set('ETag', `W/"${versionId}"`);
  }
  if (lastUpdated) {
    res.set('Last-Modified', new Date(lastUpdated).toUTCString());
  }
}

/** FHIR R4 §3.1.0.1.6: `Prefer: return=` concerns single creations and updates. */
function chooseBody(
  req: Request,
  outcome: FhirResponse[0],
  resource: Resource | undefined,
): Resource | undefined {
  if (!resource || !isOk(outcome)) {
    return inFrench(outcome);
  }
  const isWrite = ['POST', 'PUT', 'PATCH'].includes(req.method) && resource.resourceType !== 'Bundle';
  const prefer = isWrite ? req.get('prefer') : undefined;
  if (prefer?.includes('return=minimal')) {
    return undefined;
  }
  return prefer?.includes('return=OperationOutcome') ? outcome : resource;
}
