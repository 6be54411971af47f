/** Many cases for the screens that must stay quick: copies of a played case, under new identifiers. */
import { randomUUID } from 'node:crypto';
import type { MedplumClient } from '@medplum/core';
import type { Bundle, Composition, Encounter, Resource, ServiceRequest } from '@medplum/fhirtypes';

const PER_TRANSACTION = 20;

interface Pattern {
  rcpCase: Encounter;
  composition: Composition;
  inscription?: ServiceRequest;
}

/** A case with its fiche to copy, treated or not, of a session or of any. */
export async function pattern(
  service: MedplumClient,
  caseStatus: Encounter['status'],
  sessionId?: string,
): Promise<Pattern> {
  const fiches = await service.searchResources(
    'Composition',
    'type=http://loinc.org|34794-8&status=preliminary&_count=300',
  );
  for (const composition of fiches) {
    const rcpCase = (await service.readReference(composition.encounter!)) as Encounter;
    if (rcpCase.status !== caseStatus) continue;
    if (sessionId && rcpCase.partOf?.reference !== `Encounter/${sessionId}`) continue;
    const request = rcpCase.basedOn?.[0];
    const inscription = request ? ((await service.readReference(request)) as ServiceRequest) : undefined;
    return { rcpCase, composition, inscription };
  }
  throw new Error(`Aucun dossier ${caseStatus} à copier`);
}

/** Writes `count` copies. */
export async function copyCases(
  service: MedplumClient,
  { rcpCase, composition, inscription }: Pattern,
  count: number,
) {
  for (let done = 0; done < count; done += PER_TRANSACTION) {
    const entry: Bundle['entry'] = [];
    const add = (resource: Resource): string => {
      const fullUrl = `urn:uuid:${randomUUID()}`;
      const { id: _, ...body } = resource;
      const { accounts, profile } = resource.meta ?? {};
      entry.push({
        fullUrl,
        resource: { ...body, meta: { accounts, profile } } as Resource,
        request: { method: 'POST', url: resource.resourceType },
      });
      return fullUrl;
    };
    for (let n = done; n < Math.min(count, done + PER_TRANSACTION); n++) {
      const request = inscription
        ? add({
            ...inscription,
            identifier: [{ system: 'urn:ietf:rfc:3986', value: `urn:uuid:${randomUUID()}` }],
          })
        : undefined;
      const [number] = rcpCase.identifier ?? [];
      const copy = add({
        ...rcpCase,
        identifier: [{ ...number, value: `mesure-${randomUUID()}` }],
        ...(request ? { basedOn: [{ reference: request }] } : {}),
      });
      add({
        ...composition,
        identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${randomUUID()}` },
        encounter: { reference: copy },
      });
    }
    await service.executeBatch({ resourceType: 'Bundle', type: 'transaction', entry });
  }
}
