import { MedplumClient } from '@medplum/core';
import { explain, UsageError } from './errors.ts';
import type { OptionSpec, Values } from './options.ts';
import { type PoliteOptions, politeFetch } from './polite-fetch.ts';

/** The options of every command that talks to a server. */
export const SERVER_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'base-url',
    value: 'URL',
    help: 'adresse du serveur',
    env: 'DCC_BASE_URL',
    default: 'http://localhost:8103/',
  },
  {
    name: 'client-id',
    value: 'ID',
    help: 'identifiant du client administrateur',
    env: 'DCC_CLIENT_ID',
    required: true,
  },
  {
    name: 'client-secret',
    value: 'SECRET',
    help: 'secret de ce client',
    env: 'DCC_CLIENT_SECRET',
    required: true,
  },
];

/**
 * A client logged in as a project administrator. It waits when the server asks to.
 * @param polite how it is stopped, and who hears of its waits.
 * @throws UsageError for an address that is none; Error in French when the server is away or refuses the
 * client.
 */
export async function connect(values: Values, polite: PoliteOptions = {}): Promise<MedplumClient> {
  const baseUrl = values['base-url']!;
  if (!URL.canParse(baseUrl) || !/^https?:/.test(baseUrl)) {
    throw new UsageError(`--base-url : « ${baseUrl} » n’est pas une adresse http:// ou https://`);
  }
  const medplum = new MedplumClient({
    baseUrl: baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`,
    fetch: politeFetch(polite),
  });
  try {
    await medplum.startClientLogin(values['client-id']!, values['client-secret']!);
  } catch (error) {
    throw new Error(`Connexion impossible. ${explain(error, baseUrl)}`);
  }
  return medplum;
}
