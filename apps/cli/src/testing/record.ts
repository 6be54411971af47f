import { randomUUID } from 'node:crypto';
import { BOT_SYSTEM, EXTENSIONS } from '@dcc/fhir-profiles';
import { goldenResources } from '@dcc/fhir-profiles/examples/golden.ts';
import type { MedplumClient } from '@medplum/core';
import type { BundleEntry, CarePlan, Composition, Parameters, Resource } from '@medplum/fhirtypes';

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

/** Executes the deployed `sign-frcp`. */
export function sign(
  medplum: MedplumClient,
  fiche: string,
  attester: string,
  time = SIGNED_AT,
): Promise<Composition> {
  const parameter: Parameters['parameter'] = [
    { name: 'composition', valueReference: { reference: fiche } },
    { name: 'attester', valueReference: { reference: attester } },
    { name: 'time', valueDateTime: time },
  ];
  return medplum.executeBot(
    { system: BOT_SYSTEM, value: 'sign-frcp' },
    { resourceType: 'Parameters', parameter },
  );
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
