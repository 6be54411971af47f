import type { MedplumClient } from '@medplum/core';
import { expect } from 'vitest';
import { type ServerProcess, startServerProcess } from '../support/server-process.ts';
import { effortMs } from './effort.ts';

/** What issue 3 allows for one answer, to whatever comes. */
const LIMIT_MS = 1000;

export interface Hostile {
  readonly server: ServerProcess;
  readonly medplum: MedplumClient;
  /** Sends as it is; checks that the answer is no 5xx and took the server less than a second of work. */
  send(path: string, init?: RequestInit): Promise<{ status: number; text: string }>;
}

/** A server in a process of its own, as it is once its first quiet moment has passed. */
export async function openHostile(env: Record<string, string> = {}): Promise<Hostile> {
  const server = await startServerProcess({ env });
  const medplum = await server.client();
  // The schema of GraphQL is built once, at the first idle moment or by the first query.
  await medplum.graphql('{ PatientList { id } }');
  const pid = server.process.pid!;
  return {
    server,
    medplum,
    send: async (path, init = {}) => {
      const before = effortMs(pid);
      const res = await fetch(new URL(path, server.url), {
        ...init,
        headers: { authorization: `Bearer ${medplum.getAccessToken()}`, ...init.headers },
      });
      const text = await res.text();
      const ms = effortMs(pid) - before;
      expect([path, res.status < 500]).toEqual([path, true]);
      expect(ms, path.slice(0, 200)).toBeLessThan(LIMIT_MS);
      return { status: res.status, text };
    },
  };
}

export const json = (method: string, body: unknown, headers = {}): RequestInit => ({
  method,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  headers: { 'content-type': 'application/fhir+json', ...headers },
});
