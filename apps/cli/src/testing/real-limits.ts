import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Bundle, OperationOutcome } from '@medplum/fhirtypes';

/** The limits of the real server that a deployment can meet (spec/medplum.md 2, 5 and 11). */
export interface Limits {
  /** `maxJsonSize`: 1 MB by default, 10 MB as deploy/ configures it. */
  maxBody: number;
  /** Every n-th request is answered 429, with the header that says how long to wait. */
  refuseEvery?: number;
}

export interface RealLimits {
  url: string;
  /** What was refused, and why: a deployment that knows the limits meets none but 429. */
  refusals: string[];
  /** How many 429 were answered. */
  waits: number;
  /** Requests that change something: method and path. */
  writes: string[];
  stop(): Promise<void>;
}

const MAX_UPDATES = 50;
const MAX_CONDITIONAL = 8;

/**
 * The limits that the real server has and the embedded one is freer of, as a proxy in front of the latter:
 * whoever passes here passes there, as far as these limits go.
 */
export async function startRealLimits(target: string, limits: Limits): Promise<RealLimits> {
  const state = { refusals: [] as string[], waits: 0, writes: [] as string[] };
  let requests = 0;
  const server = createServer(async (req, res) => {
    const body = await buffer(req);
    const path = req.url!.slice(1);
    if (limits.refuseEvery && path.startsWith('fhir/') && ++requests % limits.refuseEvery === 0) {
      state.waits++;
      send(res, 429, outcome('throttled', 'Too Many Requests'), { ratelimit: '"fhirInteractions";r=0;t=1' });
      return;
    }
    const refusal = await refusalOf(req, path, body, limits, target);
    if (refusal) {
      state.refusals.push(`${req.method} ${path}: ${refusal.text}`);
      send(res, refusal.status, outcome('invalid', refusal.text));
      return;
    }
    if (isWrite(req.method!, path, body)) {
      state.writes.push(`${req.method} ${path}`);
    }
    const answer = await forward(target, req, body);
    const text = Buffer.from(await answer.arrayBuffer());
    const headers: Record<string, string> = {};
    answer.headers.forEach((value, name) => {
      // Of the transport between the two servers, not of the answer.
      if (!/^(content-length|content-encoding|transfer-encoding|connection|keep-alive)$/.test(name)) {
        headers[name] = value;
      }
    });
    res.writeHead(answer.status, { ...headers, ratelimit: '"fhirInteractions";r=40000;t=30' }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(state, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

interface Refusal {
  status: number;
  text: string;
}

async function refusalOf(
  req: IncomingMessage,
  path: string,
  body: Buffer,
  { maxBody }: Limits,
  target: string,
): Promise<Refusal | undefined> {
  if (body.length > maxBody) {
    return { status: 413, text: 'File too large' };
  }
  // No client chooses an id: an update of what is not there is not a creation.
  const [, id] = /^fhir\/R4\/[A-Z]\w+\/([^/?]+)$/.exec(path) ?? [];
  if (req.method === 'PUT' && id && (await forward(target, req, undefined, 'GET')).status === 404) {
    return { status: 404, text: 'Not found' };
  }
  const bundle = bundleOf(req.method!, path, body);
  if (bundle?.type !== 'transaction') {
    return undefined;
  }
  const requests = (bundle.entry ?? []).map(({ request }) => request!);
  if (requests.filter(({ method }) => method === 'PUT').length > MAX_UPDATES) {
    return { status: 400, text: 'Transaction contains more update operations than allowed' };
  }
  const isConditional = requests.some(
    ({ method, url, ifNoneExist }) => ifNoneExist || (method !== 'GET' && url.includes('?')),
  );
  if (isConditional && requests.length > MAX_CONDITIONAL) {
    return { status: 400, text: 'Transaction requires strict isolation but has too many entries' };
  }
  return undefined;
}

function bundleOf(method: string, path: string, body: Buffer): Bundle | undefined {
  const isBatch = method === 'POST' && /^fhir\/R4\/?(\?|$)/.test(path);
  return isBatch ? (JSON.parse(body.toString()) as Bundle) : undefined;
}

function isWrite(method: string, path: string, body: Buffer): boolean {
  if (method === 'GET' || !/^(fhir|admin)\//.test(path)) {
    return false;
  }
  const bundle = bundleOf(method, path, body);
  return !bundle || (bundle.entry ?? []).some(({ request }) => request?.method !== 'GET');
}

function forward(target: string, req: IncomingMessage, body: Buffer | undefined, method = req.method!) {
  const {
    host: _,
    connection: __,
    'content-length': ___,
    'transfer-encoding': ____,
    ...headers
  } = req.headers;
  const hasBody = body && body.length > 0 && method !== 'GET';
  return fetch(new URL(req.url!.slice(1), target), {
    method,
    headers: headers as Record<string, string>,
    ...(hasBody ? { body: new Uint8Array(body) } : {}),
  });
}

function outcome(code: OperationOutcome['issue'][number]['code'], text: string): OperationOutcome {
  return { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code, details: { text } }] };
}

function send(res: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  res.writeHead(status, { 'content-type': 'application/fhir+json', ...headers }).end(JSON.stringify(body));
}
