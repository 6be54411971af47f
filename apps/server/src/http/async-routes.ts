import { accepted } from '@medplum/core';
import {
  BatchProcessor,
  buildBatchResponseBundle,
  type FhirRequest,
  type FhirRouter,
} from '@medplum/fhir-router';
import type { AsyncJob, Bundle, BundleEntry } from '@medplum/fhirtypes';
import { type Request, type Response, Router } from 'express';
import { callerOf, type Services } from '../services.ts';
import type { SqliteRepository } from '../store/index.ts';
import type { AsyncWork } from './async-jobs.ts';
import { inFrench } from './french.ts';
import { serialize } from './serialize.ts';

const DONE = new Set<AsyncJob['status']>(['completed', 'error']);

/** `GET job/:id/status`: 202 while it runs, then 200; the AsyncJob in both, its output in the latter. */
export function jobRoutes(services: Services): Router {
  const router = Router();
  router.get('/job/:id/status', async (req, res) => {
    const job = await services.asyncJobs.read(callerOf(res).context, String(req.params.id));
    if (!DONE.has(job.status)) {
      res.status(202).set('Content-Location', statusUrl(services, job.id!));
    }
    res.type('application/fhir+json').send(serialize(job));
  });
  return router;
}

/** True for a Bundle whose sender would rather be answered later. */
export function wantsAnswerLater(req: Request, request: FhirRequest): boolean {
  const isBundle = request.method === 'POST' && request.url === '' && request.body?.resourceType === 'Bundle';
  return isBundle && /(?:^|[,;\s])respond-async(?:$|[,;\s])/.test(req.get('prefer') ?? '');
}

/** Accepts the work: 202, and where to ask for its result. */
export async function answerLater(services: Services, res: Response, work: AsyncWork): Promise<void> {
  const { context } = callerOf(res);
  const job = await services.asyncJobs.accept(context, `${services.baseUrl()}fhir/R4`, work);
  const location = statusUrl(services, job.id);
  res.status(202).set('Content-Location', location).type('application/fhir+json');
  res.send(serialize(inFrench(accepted(location))));
}

/** A batch entry by entry, so that others are served in between. */
export function batchWork(router: FhirRouter, request: FhirRequest, repo: SqliteRepository): AsyncWork {
  return async (goOn) => {
    const bundle = request.body as Bundle;
    const processor = new BatchProcessor(router, repo, bundle, request);
    await processor.preprocess();
    const results: Record<number, BundleEntry> = {};
    while (processor.hasMoreEntries()) {
      await goOn();
      await processor.processNextEntry();
      Object.assign(results, processor.takePendingResults());
    }
    Object.assign(results, processor.takePendingResults());
    return buildBatchResponseBundle(bundle.type, bundle.entry?.length ?? 0, results);
  };
}

function statusUrl(services: Services, id: string): string {
  return `${services.baseUrl()}fhir/R4/job/${id}/status`;
}
