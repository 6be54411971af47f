import { ClientStorage, MedplumClient } from '@medplum/core';
import { loginFetch } from './login-fetch.ts';

/** `config.json` beside index.html, edited by whoever serves the folder in front of another server. */
export interface Config {
  /** Address of the FHIR server; absent: the server that serves this page. */
  baseUrl?: string;
  /** ClientApplication of the sign-in, where the server wants one. */
  clientId?: string;
  /** Project in which one signs in, where a person may have several. */
  projectId?: string;
  /** True where real patients are inscribed: a matricule INS typed by hand goes under the production root. */
  production?: boolean;
}

let config: Config = {};
export const settings = (): Config => config;

/** A client in whose tab a person may sign in again while screens whose session has ended still ask. */
class TabClient extends MedplumClient {
  /** Without a login there is nothing to erase but what a sign-in under way keeps: a refusal must not take it. */
  override clear(): void {
    if (this.getActiveLogin()) super.clear();
  }
}

/**
 * The client of this tab. The login lives in sessionStorage: wards share their machines, and closing the tab leaves
 * nothing that signs in.
 */
export async function createClient(): Promise<MedplumClient> {
  config = await fetch('/config.json', { cache: 'no-cache' })
    .then((response) => (response.ok ? (response.json() as Promise<Config>) : {}))
    .catch(() => ({}));
  const client: TabClient = new TabClient({
    fetch: loginFetch(
      (url, options) => fetch(url, options),
      () => client.getAccessToken(),
    ),
    baseUrl: config.baseUrl ?? `${window.location.origin}/`,
    clientId: config.clientId,
    storage: new ClientStorage(window.sessionStorage),
    // The screens have a cache of their own, that knows what a write makes stale.
    cacheTime: 0,
  });
  return client;
}
