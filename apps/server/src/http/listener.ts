import { createServer, type RequestListener, type Server } from 'node:http';

export interface SlowLimits {
  /** Milliseconds for the headers of a request. */
  readonly headers: number;
  /** Milliseconds for the whole of it: the largest document on the slowest line worth serving. */
  readonly request: number;
  /** How often connections are looked at. */
  readonly check: number;
}

const LIMITS: SlowLimits = { headers: 20_000, request: 120_000, check: 5_000 };

/**
 * The HTTP server, with an end for who sends a request drop by drop (slowloris): 408, and the socket is
 * closed. Waiting costs a socket each, never the event loop: others are served meanwhile.
 */
export function createHttp(listener: RequestListener, limits: SlowLimits = LIMITS): Server {
  return createServer(
    {
      headersTimeout: limits.headers,
      requestTimeout: limits.request,
      connectionsCheckingInterval: limits.check,
    },
    listener,
  );
}
