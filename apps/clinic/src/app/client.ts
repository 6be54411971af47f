import { ClientStorage, MedplumClient } from '@medplum/core';

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

/**
 * The client of this tab. The login lives in sessionStorage: wards share their machines, and closing the tab leaves
 * nothing that signs in.
 */
export async function createClient(): Promise<MedplumClient> {
  config = await fetch('/config.json', { cache: 'no-cache' })
    .then((response) => (response.ok ? (response.json() as Promise<Config>) : {}))
    .catch(() => ({}));
  return new MedplumClient({
    baseUrl: config.baseUrl ?? `${window.location.origin}/`,
    clientId: config.clientId,
    storage: new ClientStorage(window.sessionStorage),
    // The screens have a cache of their own, that knows what a write makes stale.
    cacheTime: 0,
  });
}
