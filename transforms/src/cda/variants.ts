import { CISIS, DATA_ABSENT_SYSTEM, EMPTY_REASON_SYSTEM, EXTENSIONS, SYSTEMS } from '@dcc/fhir-profiles';
import { goldenBundle, goldenResources } from '@dcc/fhir-profiles/examples/golden.ts';
import type {
  Bundle,
  Composition,
  CompositionSection,
  Condition,
  Encounter,
  HealthcareService,
  Observation,
  Patient,
  Resource,
} from '@medplum/fhirtypes';

/** The golden record with a handle on each of its resources, by the file name of `examples/golden`. */
export interface Draft {
  bundle: Bundle;
  composition: Composition;
  get<T extends Resource>(name: string): T;
  /** Sections with a CI-SIS template number. */
  section(template: number): CompositionSection;
  remove(name: string): void;
}

const TEMPLATE = 'urn:oid:1.2.250.1.213.1.1.2.';

/** A copy of the golden document Bundle after a change: real life as the tests need it. */
export function draft(change: (draft: Draft) => void = () => {}): Bundle {
  const bundle = goldenBundle();
  const ids = new Map([...goldenResources()].map(([name, resource]) => [name, resource.id]));
  const composition = bundle.entry?.[0]?.resource as Composition;
  const find = (name: string): Resource => {
    const found = bundle.entry?.find(({ resource }) => resource?.id === ids.get(name))?.resource;
    if (!found) throw new Error(`No ${name} in the draft`);
    return found;
  };
  change({
    bundle,
    composition,
    get: <T extends Resource>(name: string) => find(name) as T,
    section: (template) => {
      const has = (section: CompositionSection): boolean =>
        section.code?.coding?.some(({ code }) => code === `${TEMPLATE}${template}`) ?? false;
      return composition.section?.find(has) as CompositionSection;
    },
    remove: (name) => {
      const resource = find(name);
      bundle.entry = bundle.entry?.filter((entry) => entry.resource !== resource);
      for (const section of composition.section ?? []) {
        section.entry = section.entry?.filter(({ reference }) => !reference?.endsWith(`/${resource.id}`));
      }
    },
  });
  return bundle;
}

const absent = (code: string): { coding: { system: string; code: string }[] } => ({
  coding: [{ system: DATA_ABSENT_SYSTEM, code }],
});

const html = (text: string): CompositionSection['text'] => ({
  status: 'additional',
  div: `<div xmlns="http://www.w3.org/1999/xhtml"><p>${text}</p></div>`,
});

/** What real life has, each as a whole document. */
export const VARIANTS: Record<string, () => Bundle> = {
  golden: () => draft(),

  'haematology without TNM': () =>
    draft(({ get, remove }) => {
      const tumour = get<Condition>('tumour');
      tumour.code = {
        coding: [
          { system: SYSTEMS.ICDO3.url, code: '9680/3', display: 'Lymphome malin à grandes cellules B' },
        ],
        text: 'Lymphome B diffus à grandes cellules',
      };
      tumour.bodySite = [
        { coding: [{ system: SYSTEMS.ICD10.url, code: 'C83.3' }], text: 'Ganglions cervicaux' },
      ];
      const tnm = get<Observation>('tnm');
      tnm.dataAbsentReason = absent('not-applicable');
      tnm.valueCodeableConcept = undefined;
      tnm.method = undefined;
      tnm.component = undefined;
      remove('classification');
    }),

  'transversal RCP': () =>
    draft(({ get }) => {
      const nature = { system: SYSTEMS.CISIS.url, code: CISIS.NATURE_TRANSVERSALE.code };
      const topic = { system: SYSTEMS.NCIT.url, code: 'C15747', display: 'soins de support' };
      get<HealthcareService>('rcp').type = [{ coding: [nature, topic] }];
      get<Encounter>('session').type = [{ coding: [nature, topic] }];
    }),

  'identity not qualified': () =>
    draft(({ get }) => {
      const patient = get<Patient>('patient');
      const status = patient.extension?.find(({ url }) => url === EXTENSIONS.IDENTITY_RELIABILITY);
      status!.extension![0]!.valueCoding!.code = 'PROV';
    }),

  'unknown médecin traitant': () =>
    draft(({ get }) => {
      const unknown = { url: EXTENSIONS.DATA_ABSENT_REASON, valueCode: 'unknown' };
      const pcp = get<Encounter>('case').participant?.find((p) => p.type?.[0]?.coding?.[0]?.code === 'PCP');
      pcp!.individual = { extension: [unknown] };
    }),

  'tumour outside the value sets': () =>
    draft(({ get }) => {
      const tumour = get<Condition>('tumour');
      tumour.code = { text: 'Tumeur d’histologie inhabituelle, relecture demandée' };
      tumour.bodySite = [{ text: 'Paroi thoracique, localisation imprécise' }];
    }),

  'no tumour': () =>
    draft(({ section, remove }) => {
      for (const name of ['tumour', 'tnm', 'classification']) remove(name);
      const tumour = section(27);
      tumour.entry = undefined;
      tumour.text = html('Masse en cours d’exploration, aucune preuve histologique.');
      tumour.emptyReason = { coding: [{ system: EMPTY_REASON_SYSTEM, code: 'unavailable' }] };
    }),

  'amended, version 2': () =>
    draft(({ composition }) => {
      composition.status = 'amended';
      composition.extension!.find(({ url }) => url === EXTENSIONS.DOCUMENT_VERSION)!.valuePositiveInt = 2;
      composition.extension!.push({
        url: EXTENSIONS.AMENDMENT_REASON,
        valueString: 'Correction de la dose de radiothérapie.',
      });
      composition.relatesTo = [{ code: 'replaces', targetReference: { reference: 'Composition/previous' } }];
    }),

  'registered without discussion': () =>
    draft(({ get }) => {
      const coding = get<Encounter>('case').type?.[0]?.coding?.find(
        ({ code }) => code === CISIS.DISCUSSED.code,
      );
      coding!.code = CISIS.REGISTERED.code;
      get<Observation>('quorum').valueCodeableConcept = {
        coding: [{ system: SYSTEMS.CISIS.url, code: CISIS.QUORUM_UNKNOWN.code }],
      };
    }),

  'two tumours': () =>
    draft(({ bundle, get, section }) => {
      const twin = structuredClone(get<Condition>('tumour'));
      twin.id = 'b0a9c8d7-0000-4000-8000-000000000001';
      twin.bodySite![0]!.text = 'Sein droit';
      bundle.entry!.push({ fullUrl: `urn:uuid:${twin.id}`, resource: twin });
      section(27).entry!.push({ reference: `Condition/${twin.id}` });
    }),

  'mandatory sections, nothing in them': () =>
    draft(({ composition, bundle, get }) => {
      composition.section = composition.section?.filter(({ code }) =>
        [
          '42349-1',
          '42545-4',
          '72135-7',
          '18733-6',
          '10164-2',
          '21874-3',
          '18776-5',
          '35510-7',
          '33557-0',
        ].includes(code?.coding?.[0]?.code ?? ''),
      );
      for (const section of composition.section ?? []) {
        section.entry = undefined;
        section.text = undefined;
        section.emptyReason = { coding: [{ system: EMPTY_REASON_SYSTEM, code: 'notasked' }] };
      }
      const inscription = get('inscription');
      bundle.entry = bundle.entry?.filter(({ resource }) => resource !== inscription);
    }),
};
