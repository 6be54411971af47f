import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startDemoServer } from './server.ts';
import { readState } from './state.ts';

const folder = mkdtempSync(join(tmpdir(), 'dcc-demo-server-'));
const client = readState(folder).service;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('startDemoServer', () => {
  it('starts a server that its client can enter, again and again, and stops it', async () => {
    for (const _ of ['first', 'second']) {
      const server = await startDemoServer(join(folder, 'data'), client, 0);
      const body = new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: client.clientId,
        client_secret: client.clientSecret,
      });
      const answer = await fetch(`${server.url}oauth2/token`, { method: 'POST', body });
      expect(answer.status).toBe(200);
      await server.stop();
      await server.ended;
      await expect(fetch(server.url)).rejects.toThrow();
    }
  }, 200_000);

  it('serves the application of the clinicians, not the page of the server', async () => {
    const server = await startDemoServer(join(folder, 'data'), client, 0);
    const page = await (await fetch(server.url, { headers: { accept: 'text/html' } })).text();
    await server.stop();
    expect(page).toContain('<div id="root">');
    expect(page).not.toContain('Serveur FHIR');
  }, 200_000);

  it('says in French why it did not start', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    await expect(startDemoServer(join(folder, 'data'), client, port)).rejects.toThrow(
      /Le serveur n’a pas démarré : .*port/,
    );
    other.close();
    expect(readFileSync(join(folder, 'data', 'serveur.log'), 'utf8')).toContain('port');
  }, 200_000);
});
