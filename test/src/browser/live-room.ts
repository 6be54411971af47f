/** A session of this evening for the browser tests: planned, with cases to be discussed and their fiches in preparation. */
import { randomUUID } from 'node:crypto';
import type { MedplumClient } from '@medplum/core';
import type {
  Bundle,
  BundleEntry,
  Composition,
  Encounter,
  Resource,
  ServiceRequest,
} from '@medplum/fhirtypes';

const DCC = 'https://dcc.example.org/fhir';
const CISIS = 'https://smt.esante.gouv.fr/fhir/CodeSystem/terminologie-cisis';
const MODALITIES = ['ORG-128', 'ORG-134'];
/** Sections written in a session: a fiche in preparation has none of them. */
const DECIDED = ['18776-5', '35510-7', '21874-3', '33557-0'];

export interface LiveRoom {
  session: Encounter;
  /** In the order of the agenda. */
  cases: Encounter[];
}

/**
 * Copies a session that was held, with `count` cases (each patient again as often as it takes).
 * @param organiser name of the establishment, or part of it.
 */
export async function liveRoom(service: MedplumClient, organiser: string, count: number): Promise<LiveRoom> {
  const model = await heldSession(service, organiser);
  const start = new Date(Math.ceil(Date.now() / 3600_000) * 3600_000);
  const end = new Date(start.getTime() + 2 * 3600_000);
  const session = await service.createResource<Encounter>({
    ...bare(model.session),
    identifier: model.session.identifier?.map((one) => ({
      ...one,
      value: `essai-${randomUUID().slice(0, 8)}`,
    })),
    status: 'planned',
    period: { start: start.toISOString(), end: end.toISOString() },
    participant: model.session.participant?.map(({ type, individual }) => ({ type, individual })),
  });
  const cases: Encounter[] = [];
  for (let rank = 0; rank < count; rank++) {
    cases.push(await copyCase(service, model.cases[rank % model.cases.length]!, session, rank + 1));
  }
  return { session, cases };
}

async function heldSession(service: MedplumClient, organiser: string) {
  // The legal entity and its establishment may bear one name: sessions belong to the establishment.
  const named = await service.searchResources(
    'Organization',
    `name:contains=${encodeURIComponent(organiser)}`,
  );
  const sessions = await service.searchResources('Encounter', {
    type: `${DCC}/CodeSystem/dcc|rcp-session`,
    status: 'finished',
    'service-provider': named.map(({ id }) => `Organization/${id}`).join(','),
    _sort: 'date',
    _count: '20',
  });
  for (const session of sessions) {
    const cases = await service.searchResources(
      'Encounter',
      `part-of=Encounter/${session.id}&status=finished&_count=100`,
    );
    if (
      cases.length >= 2 &&
      new Set(session.participant?.map(({ individual }) => individual?.reference)).size >= 5
    ) {
      return { session, cases };
    }
  }
  throw new Error(`Aucune session tenue de « ${organiser} » n’a deux dossiers`);
}

/** Without what the server or the past gave it; accounts stay, they say who may see it. */
function bare<T extends Resource>(resource: T): T {
  const { id: _, meta, ...rest } = resource;
  const { profile, accounts } = (meta ?? {}) as { profile?: string[]; accounts?: unknown };
  return { ...rest, meta: { profile, accounts } } as unknown as T;
}

async function copyCase(
  service: MedplumClient,
  model: Encounter,
  session: Encounter,
  position: number,
): Promise<Encounter> {
  const request = await service.readReference<ServiceRequest>(model.basedOn![0] as { reference: string });
  const [fiche] = await service.searchResources('Composition', `encounter=Encounter/${model.id}&_sort=date`);
  const [inscription, passage] = [`urn:uuid:${randomUUID()}`, `urn:uuid:${randomUUID()}`];
  const type = model.type?.[0]?.coding?.filter(
    ({ system, code }) => system !== CISIS || !MODALITIES.includes(code ?? ''),
  );
  const rcpCase: Encounter = {
    ...bare(model),
    identifier: model.identifier?.map((one) => ({ ...one, value: `essai-${randomUUID().slice(0, 8)}` })),
    status: 'planned',
    type: [{ coding: type }],
    basedOn: [{ reference: inscription }],
    partOf: { reference: `Encounter/${session.id}` },
    period: { start: session.period!.start! },
    participant: model.participant?.filter(
      ({ extension }) => !extension?.some(({ url }) => url.endsWith('dcc-attendance')),
    ),
    extension: [
      {
        url: `${DCC}/StructureDefinition/dcc-agenda`,
        extension: [{ url: 'position', valuePositiveInt: position }],
      },
      ...(model.extension ?? []).filter(({ url }) => !url.endsWith('dcc-agenda')),
    ],
  };
  const entries: [string, Resource][] = [
    [
      inscription,
      {
        ...bare(request),
        identifier: [{ system: 'urn:ietf:rfc:3986', value: `urn:uuid:${randomUUID()}` }],
        status: 'active',
        occurrenceDateTime: session.period!.start,
      },
    ],
    [passage, rcpCase],
    ...(fiche
      ? [[`urn:uuid:${randomUUID()}`, draftOf(fiche, passage, inscription, session)] as [string, Resource]]
      : []),
  ];
  const answer = await service.executeBatch({
    resourceType: 'Bundle',
    type: 'transaction',
    entry: entries.map(
      ([fullUrl, resource]): BundleEntry => ({
        fullUrl,
        resource,
        request: { method: 'POST', url: resource.resourceType },
      }),
    ),
  } as Bundle);
  const id = answer.entry?.[1]?.response?.location?.match(/Encounter\/([^/]+)/)?.[1];
  return service.readResource('Encounter', id!);
}

/** The fiche as it was prepared: what the session wrote in it is taken out. */
function draftOf(fiche: Composition, passage: string, inscription: string, session: Encounter): Composition {
  const { attester: _, relatesTo: _r, ...rest } = bare(fiche);
  return {
    ...rest,
    identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${randomUUID()}` },
    extension: [
      ...(rest.extension ?? []).filter(({ url }) => !/dcc-document-version|dcc-amendment-reason/.test(url)),
      { url: `${DCC}/StructureDefinition/dcc-document-version`, valuePositiveInt: 1 },
    ],
    status: 'preliminary',
    date: new Date().toISOString(),
    encounter: { reference: passage },
    event: rest.event?.map((one) => ({
      ...one,
      period: session.period,
      detail: [{ reference: `Encounter/${session.id}` }],
    })),
    section: rest.section
      ?.filter(({ code }) => !DECIDED.includes(code?.coding?.[0]?.code ?? ''))
      .map((section) =>
        section.code?.coding?.[0]?.code === '42349-1'
          ? { ...section, entry: [{ reference: inscription }] }
          : section,
      ),
  };
}
