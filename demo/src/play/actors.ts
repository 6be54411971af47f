import { MedplumClient } from '@medplum/core';
import { PeopleOnline } from '../accounts/index.ts';
import { hospitalPolicy } from './hospital-policy.ts';

/** Where the server is, and what opens it. */
export interface Access {
  url: string;
  clientId: string;
  clientSecret: string;
}

/** The two programs that write: each only what is its own to write. */
export interface Actors {
  /** The hospital's software: patients, inscriptions, clinical data, fiches. Bound by its policy. */
  hospital: MedplumClient;
  /** The service: catalogue, sessions, cases, quorum, accounts. Project administrator, extended mode. */
  service: MedplumClient;
  /** Those who sign, each on her own account. */
  people: PeopleOnline;
  projectId: string;
}

const HOSPITAL = 'Logiciel hospitalier de la démonstration';

/**
 * Signs in as both.
 * @param hospital the client of an earlier play; the service makes one when there is none.
 * @param onNewClient keeps a new client: its secret is shown once.
 * @param factors secrets of the second factors, by e-mail address; filled while accounts are made.
 */
export async function signIn(
  access: Access,
  hospital: Omit<Access, 'url'> | undefined,
  onNewClient: (client: Omit<Access, 'url'>) => void,
  factors: Readonly<Record<string, string>>,
): Promise<Actors> {
  const service = await connect(access, true);
  const projectId = service.getProject()?.id;
  if (!projectId) throw new Error('Le serveur ne dit pas quel projet ce client administre.');
  let client = hospital;
  if (!client) {
    const accessPolicy = await hospitalPolicy(service);
    const made = await service.post(`admin/projects/${projectId}/client`, { name: HOSPITAL, accessPolicy });
    client = { clientId: made.id, clientSecret: made.secret };
    onNewClient(client);
  }
  const people = new PeopleOnline(access.url, factors);
  return { hospital: await connect({ url: access.url, ...client }, false), service, people, projectId };
}

async function connect(access: Access, extendedMode: boolean): Promise<MedplumClient> {
  const medplum = new MedplumClient({ baseUrl: access.url, extendedMode, cacheTime: 0 });
  await medplum.startClientLogin(access.clientId, access.clientSecret);
  return medplum;
}
