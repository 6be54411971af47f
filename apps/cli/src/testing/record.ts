import { randomUUID } from 'node:crypto';
import { Authenticator, PASSWORD, secretOfUri, signInAs, withCode } from '@dcc/demo/accounts';
import { BOT_SYSTEM, EXTENSIONS } from '@dcc/fhir-profiles';
import { goldenResources } from '@dcc/fhir-profiles/examples/golden.ts';
import type { MedplumClient } from '@medplum/core';
import type {
  BundleEntry,
  CarePlan,
  Composition,
  Parameters,
  PractitionerRole,
  ProjectMembership,
  Resource,
} from '@medplum/fhirtypes';

export const SIGNED_AT = '2026-10-14T18:05:00+02:00';

/** The golden record as a server stores it: new ids, references following; the fiche not yet signed. */
export interface StoredRecord {
  fiche: Composition & { id: string };
  /** `Type/id` of a golden resource by its file name. */
  reference: (name: string) => string;
}

/**
 * Writes a copy of the golden record in one transaction of plain creates: a client chooses no id on the real
 * server.
 * @param spoil changes the resources before they are written.
 */
export async function writeRecord(
  medplum: MedplumClient,
  spoil: (resources: Map<string, Resource>) => void = () => undefined,
): Promise<StoredRecord> {
  const resources = new Map(goldenResources());
  const { attester: _, ...fiche } = resources.get('frcp') as Composition;
  const identifier = { ...fiche.identifier, value: `urn:uuid:${randomUUID()}` };
  resources.set('frcp', { ...fiche, status: 'preliminary', identifier });
  resources.set('decision', { ...(resources.get('decision') as CarePlan), status: 'draft' });
  spoil(resources);
  const response = await medplum.executeBatch({
    resourceType: 'Bundle',
    type: 'transaction',
    entry: creates(resources),
  });
  const stored = new Map(
    [...resources.keys()].map((name, index) => [name, response.entry![index]!.resource!]),
  );
  return {
    fiche: stored.get('frcp') as StoredRecord['fiche'],
    reference: (name) => `${stored.get(name)!.resourceType}/${stored.get(name)!.id}`,
  };
}

function creates(resources: ReadonlyMap<string, Resource>): BundleEntry[] {
  const urns = new Map(
    [...resources.values()].map((one) => [`${one.resourceType}/${one.id}`, `urn:uuid:${one.id}`]),
  );
  return [...resources.values()].map(({ id, ...resource }) => ({
    fullUrl: `urn:uuid:${id}`,
    resource: JSON.parse(JSON.stringify(resource), (key, value) =>
      key === 'reference' ? (urns.get(value as string) ?? value) : value,
    ),
    request: { method: 'POST', url: resource.resourceType },
  }));
}

/**
 * Signs as the person behind a role: she gets an account, signs in, shows her second factor for the version that is
 * stored, and executes the deployed `sign-frcp`. Three times a minute at most, as her codes go.
 * @param medplum a project administrator.
 */
export async function sign(
  medplum: MedplumClient,
  fiche: string,
  attester: string,
  time = SIGNED_AT,
): Promise<Composition> {
  const { person, app } = await signerOf(medplum, attester);
  const [, id = ''] = fiche.split('/');
  const { meta } = await person.readResource('Composition', id, { cache: 'reload' });
  const purpose = `${fiche}/_history/${meta?.versionId}`;
  const { step_up_token: stepUp } = await withCode(app, (token) =>
    person.post('auth/mfa/verify', { token, purpose }),
  );
  const parameter: Parameters['parameter'] = [
    { name: 'composition', valueReference: { reference: fiche } },
    { name: 'attester', valueReference: { reference: attester } },
    { name: 'time', valueDateTime: time },
    { name: 'stepUp', valueString: stepUp },
  ];
  return person.executeBot(
    { system: BOT_SYSTEM, value: 'sign-frcp' },
    { resourceType: 'Parameters', parameter },
  );
}

interface Signer {
  person: MedplumClient;
  app: Authenticator;
}

const signers = new Map<string, Promise<Signer>>();

/** The account of a person who signs, made once. */
function signerOf(medplum: MedplumClient, role: string): Promise<Signer> {
  let signer = signers.get(role);
  if (!signer) {
    signer = makeSigner(medplum, role);
    signers.set(role, signer);
  }
  return signer;
}

async function makeSigner(medplum: MedplumClient, role: string): Promise<Signer> {
  const { practitioner } = await medplum.readReference<PractitionerRole>({ reference: role });
  const email = `${practitioner!.reference!.split('/')[1]}@chu-exemple.fr`;
  await medplum.invite(medplum.getProject()!.id!, {
    resourceType: 'Practitioner',
    firstName: 'Camille',
    lastName: 'Durand',
    email,
    password: PASSWORD,
    sendEmail: false,
    membership: { profile: practitioner as ProjectMembership['profile'], admin: true },
  });
  const person = await signInAs(medplum.getBaseUrl(), { email });
  const { enrollUri } = await person.get('auth/mfa/status');
  const app = new Authenticator(secretOfUri(enrollUri));
  await withCode(app, (token) => person.post('auth/mfa/enroll', { token }));
  return { person, app };
}

/** The second version of a signed fiche, not yet signed. */
export function amendment(first: Composition): Composition {
  const { id, attester: _, meta, ...rest } = first;
  const extension = rest.extension!.filter(({ url }) => url !== EXTENSIONS.DOCUMENT_VERSION);
  return {
    ...rest,
    meta: { profile: meta?.profile },
    status: 'preliminary',
    date: '2026-10-15T09:00:00+02:00',
    extension: [
      ...extension,
      { url: EXTENSIONS.DOCUMENT_VERSION, valuePositiveInt: 2 },
      { url: EXTENSIONS.AMENDMENT_REASON, valueString: 'Latéralité corrigée' },
    ],
    relatesTo: [{ code: 'replaces', targetReference: { reference: `Composition/${id}` } }],
  };
}
