import type { Server, ServerResponse } from 'node:http';
import { FhirRouter } from '@medplum/fhir-router';
import type { SqliteRepository } from '../store/index.ts';

/** A query that reads nothing: what costs is the schema of all resource types, built at the first one. */
const QUERY = '{ __typename }';

/**
 * Does some work once, when no request is under way and none came for a while: the work blocks the event
 * loop, and whoever has just come must not wait for it.
 *
 * @returns gives up, if it has not been done yet.
 */
export function whenIdle(http: Server, work: () => Promise<void>, idleMs: number): () => void {
  let open = 0;
  let timer: NodeJS.Timeout;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => (open > 0 ? wait() : run()), idleMs).unref();
  };
  const onRequest = (_req: unknown, res: ServerResponse) => {
    open++;
    res.on('close', () => open--);
    wait();
  };
  const stop = () => {
    clearTimeout(timer);
    http.off('request', onRequest);
  };
  const run = () => {
    stop();
    void work();
  };
  http.on('request', onRequest);
  wait();
  return stop;
}

/**
 * Builds the GraphQL schema that every page of @medplum/react asks for (1 to 3 s of one core, kept by
 * @medplum/fhir-router for the whole process; it offers no way to build it in parts).
 */
export async function warmGraphql(repo: SqliteRepository): Promise<void> {
  const request = { method: 'POST' as const, url: '$graphql', pathname: '', params: {}, query: {} };
  await new FhirRouter().handleRequest({ ...request, body: { query: QUERY } }, repo);
}
