import { goldenResources } from '@dcc/fhir-profiles/examples/golden.ts';
import { EXTENSIONS } from '@dcc/fhir-profiles/src/extensions.ts';
import type { Bundle, Composition, Resource } from '@medplum/fhirtypes';
import { ficheState } from './load.ts';
import { rewrite } from './save.ts';
import type { FicheState, WriteContext } from './state.ts';

/** A writer of the tests, during the session of the golden record. */
export const CONTEXT: WriteContext = {
  now: '2026-10-14T13:00:00+02:00',
  me: 'PractitionerRole/1af09a4d-473b-5690-8027-b0628941623f',
};

/** The golden record by `Type/id`. */
export function goldenRecords(): Map<string, Resource> {
  return new Map([...goldenResources().values()].map((one) => [`${one.resourceType}/${one.id}`, one]));
}

/** The golden fiche, as a draft of version 1. */
export function draft(change: Partial<Composition> = {}): FicheState {
  const records = goldenRecords();
  const signed = [...records.values()].find((one): one is Composition => one.resourceType === 'Composition')!;
  const { attester: _, ...rest } = signed;
  const composition: Composition = { ...rest, status: 'preliminary', ...change };
  records.set(`Composition/${signed.id}`, composition);
  // A proposal is a draft until the signature.
  for (const [key, one] of records) {
    if (one.resourceType === 'CarePlan') records.set(key, { ...one, status: 'draft' });
  }
  return ficheState(composition, [composition], records);
}

/** A second version in preparation: the golden fiche is signed, everything it points to is frozen. */
export function amendment(): FicheState {
  const records = goldenRecords();
  const first = [...records.values()].find((one): one is Composition => one.resourceType === 'Composition')!;
  const { attester: _, ...rest } = first;
  const second: Composition = {
    ...rest,
    id: '22222222-2222-4222-8222-222222222222',
    status: 'preliminary',
    extension: [
      { url: EXTENSIONS.DOCUMENT_VERSION, valuePositiveInt: 2 },
      { url: EXTENSIONS.AMENDMENT_REASON, valueString: 'Erreur de latéralité' },
      ...(first.extension ?? []).filter(({ url }) => url === EXTENSIONS.RCP),
    ],
    relatesTo: [{ code: 'replaces', targetReference: { reference: `Composition/${first.id}` } }],
  };
  records.set(`Composition/${second.id}`, second);
  return ficheState(second, [first, second], records);
}

/** A fiche without section nor entry, on the golden case. */
export function blank(): FicheState {
  const { composition, ...state } = draft();
  const { section, ...rest } = composition;
  const entries = section!.flatMap(({ entry }) => entry?.map(({ reference }) => reference!) ?? []);
  const kept = [...state.records].filter(([key, one]) => !entries.includes(key) || isInscription(one));
  return {
    ...state,
    composition: rest,
    records: new Map(kept.filter(([, one]) => one.resourceType !== 'Specimen')),
  };
}

function isInscription(one: Resource): boolean {
  return one.resourceType === 'ServiceRequest' && one.intent === 'order';
}

/** The document Bundle of a state: what the rules of the signature read. Keys made here become `Type/id`. */
export function documentBundle(state: FicheState): Bundle {
  const names = new Map(
    [...state.records].map(([key, one]) => [
      key,
      key.startsWith('urn:') ? `${one.resourceType}/${key.slice(9)}` : key,
    ]),
  );
  const settled = <T extends Resource>(one: T): T =>
    rewrite(one, (reference) => names.get(reference) ?? reference);
  const others = [...state.records]
    .filter(([, one]) => one.resourceType !== 'Composition')
    .filter(([, one]) => (one as { status?: string }).status !== 'entered-in-error')
    .map(([key, one]) => settled({ ...one, id: one.id ?? key.slice(9) } as Resource));
  const entry = [settled(state.composition), ...others].map((resource) => ({ resource }));
  return { resourceType: 'Bundle', type: 'document', entry } as Bundle;
}
