import { notFound, OperationOutcomeError, Operator, type WithId } from '@medplum/core';
import type { AsyncJob, Binary, Bundle, ParametersParameter } from '@medplum/fhirtypes';
import { systemContext } from '../auth/directory.ts';
import type { BlobStore } from '../binary/blobs.ts';
import { tokenOf } from '../binary/token.ts';
import type { RequestContext } from '../context.ts';
import { type Logger, safeError } from '../log.ts';
import type { Store } from '../store/index.ts';
import { HttpError, outcome, toHttpError } from './errors.ts';
import { inFrench } from './french.ts';
import { serialize } from './serialize.ts';

/** Bundles waiting or running, in memory until they are done. */
const MAX_WAITING = 10;

/** Gives the result; asks now and then whether to go on. */
export type AsyncWork = (goOn: () => Promise<void>) => Promise<Bundle>;

/**
 * Requests answered later (`Prefer: respond-async`, https://hl7.org/fhir/R4/async.html), as on the real
 * server: an AsyncJob says how far it is, a Binary holds the answer. One at a time, between other requests.
 */
export class AsyncJobs {
  readonly #store: Store;
  readonly #blobs: BlobStore;
  readonly #logger: Logger;
  #waiting = 0;
  #stopping = false;
  #last: Promise<void> = Promise.resolve();

  constructor(store: Store, blobs: BlobStore, logger: Logger) {
    this.#store = store;
    this.#blobs = blobs;
    this.#logger = logger;
  }

  /** What an earlier process left unfinished will not be finished: its author is told to send it again. */
  async start(): Promise<void> {
    const repo = this.#store.repo(systemContext(''));
    const filters = [{ code: 'status', operator: Operator.EQUALS, value: 'accepted' }];
    // No more than this process lets wait.
    const jobs = await repo.searchResources<AsyncJob>({ resourceType: 'AsyncJob', filters, count: 1000 });
    for (const job of jobs) {
      await this.#fail(job, new HttpError(503, 'transient', 'Le serveur s’est arrêté : renvoyez la requête'));
    }
  }

  /**
   * Takes work to be done in the name of the caller.
   * @throws HttpError 429 when too much waits already.
   */
  async accept(context: RequestContext, request: string, work: AsyncWork): Promise<WithId<AsyncJob>> {
    if (this.#waiting >= MAX_WAITING || this.#stopping) {
      throw new HttpError(429, 'throttled', 'Trop de requêtes différées en attente : réessayez plus tard');
    }
    this.#waiting++;
    const job = await this.#repo(context).createResource<AsyncJob>({
      resourceType: 'AsyncJob',
      status: 'accepted',
      requestTime: new Date().toISOString(),
      request,
    });
    this.#last = this.#last.then(() => this.#run(context, job, work)).finally(() => this.#waiting--);
    return job;
  }

  /** A job of the caller's own. @throws OperationOutcomeError 404 for any other. */
  async read(context: RequestContext, id: string): Promise<WithId<AsyncJob>> {
    const job = await this.#repo(context).readResource<AsyncJob>('AsyncJob', id);
    const { project, author } = job.meta ?? {};
    if (project !== context.projectId || author?.reference !== context.author.reference) {
      throw new OperationOutcomeError(notFound);
    }
    return job;
  }

  /** The one that runs stops at its next entry; those that wait are marked as not done. */
  async close(): Promise<void> {
    this.#stopping = true;
    await this.#last;
  }

  async #run(context: RequestContext, job: WithId<AsyncJob>, work: AsyncWork): Promise<void> {
    try {
      await this.#goOn();
      const blob = await this.#blobs.write([Buffer.from(serialize(await work(() => this.#goOn())))]);
      const repo = this.#repo(context);
      const binary = await repo.createResource<Binary>({
        resourceType: 'Binary',
        contentType: 'application/fhir+json',
        data: tokenOf(blob),
      });
      const results = { name: 'results', valueReference: { reference: `Binary/${binary.id}` } };
      await this.#finish(context, job, 'completed', results);
    } catch (err) {
      await this.#fail(job, err, context);
    }
  }

  /** Lets other requests in between two entries. */
  async #goOn(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.#stopping) {
      throw new HttpError(503, 'transient', 'Le serveur s’arrête : renvoyez la requête');
    }
  }

  async #fail(job: WithId<AsyncJob>, err: unknown, context?: RequestContext): Promise<void> {
    const { status, outcome: reason } = toHttpError(err);
    if (status === 500) {
      this.#logger.error({ job: job.id, ...safeError(err) }, 'deferred request failed');
    }
    const resource = inFrench(reason ?? outcome('exception', 'Erreur interne du serveur'));
    const owner = context ?? { ...systemContext(job.meta?.project ?? ''), author: job.meta?.author ?? {} };
    await this.#finish(owner, job, 'error', { name: 'outcome', resource });
  }

  async #finish(
    context: RequestContext,
    job: WithId<AsyncJob>,
    status: AsyncJob['status'],
    parameter: ParametersParameter,
  ): Promise<void> {
    try {
      await this.#repo(context).updateResource<AsyncJob>({
        ...job,
        status,
        transactionTime: new Date().toISOString(),
        output: { resourceType: 'Parameters', parameter: [parameter] },
      });
    } catch (err) {
      this.#logger.error({ job: job.id, ...safeError(err) }, 'deferred request lost');
    }
  }

  /** The server's own bookkeeping, in the caller's project and name: its policy need not know of jobs. */
  #repo({ projectId, author }: RequestContext) {
    return this.#store.repo({ ...systemContext(projectId), author });
  }
}
