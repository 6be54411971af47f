import { MedplumClient } from '@medplum/core';
import { type Client, PeopleOnline, type Secrets } from '../accounts/index.ts';

/** Where the server is, and what opens it. */
export interface Access extends Client {
  url: string;
}

/** Who writes: each only what its role lets it write, on its own account (docs/acces.md). */
export interface Actors {
  /** Secretaries, doctors, those who lead a RCP, the analyst. */
  people: PeopleOnline;
  /** The software of the establishments, by key: it transmits identities. */
  software: (establishment: string) => Promise<MedplumClient>;
  /** The product itself: directory, quorum, accounts of patients, merges. Project administrator, extended mode. */
  service: MedplumClient;
}

/**
 * Signs in the service; the others sign in when they are first needed, by when their accounts are made.
 * @param secrets filled while accounts are made.
 */
export async function signIn({ url, ...client }: Access, secrets: Secrets): Promise<Actors> {
  const service = await connect(url, client, true);
  const open = new Map<string, Promise<MedplumClient>>();
  const software = (establishment: string): Promise<MedplumClient> => {
    const own = secrets.software[establishment];
    if (!own) throw new Error(`Le logiciel de « ${establishment} » n’a pas de compte.`);
    const found = open.get(establishment) ?? connect(url, own, false);
    open.set(establishment, found);
    return found;
  };
  return { people: new PeopleOnline(url, secrets.factors), software, service };
}

async function connect(
  baseUrl: string,
  { clientId, clientSecret }: Client,
  extendedMode: boolean,
): Promise<MedplumClient> {
  const medplum = new MedplumClient({ baseUrl, extendedMode, cacheTime: 0 });
  await medplum.startClientLogin(clientId, clientSecret);
  return medplum;
}
