import { SECTIONS, type SectionKey } from '@dcc/fhir-profiles';
import { crossingRules, isSection } from '@dcc/rules';
import type {
  Bundle,
  CarePlan,
  Composition,
  Condition,
  Encounter,
  Observation,
  Patient,
  Resource,
  ServiceRequest,
} from '@medplum/fhirtypes';
import { beforeAll, describe, expect, it } from 'vitest';
import { octoberPlayed, octoberStory } from '../testing/month.ts';
import { documentBundle } from './document.ts';

/** The least number of documents that must carry each thing of the model (issue 2, "Shows"). */
const LEAST = 5;

interface Document {
  composition: Composition;
  bundle: Bundle;
  resources: Resource[];
}
const documents: Document[] = [];

beforeAll(() => {
  for (const played of octoberPlayed()) {
    played.versions.forEach((composition) => {
      if (composition.status === 'preliminary') return;
      const bundle = documentBundle(octoberStory(), played, composition);
      documents.push({ composition, bundle, resources: bundle.entry!.map(({ resource }) => resource!) });
    });
  }
});

const carrying = (fits: (one: Document) => boolean): number => documents.filter(fits).length;
const sectionOf = ({ composition }: Document, key: SectionKey) =>
  composition.section!.filter((one) => isSection(one, key));
const hasCode = (resource: Resource, code: string): boolean =>
  !!(resource as Observation).code?.coding?.some((coding) => coding.code === code);

describe('sections', () => {
  it.each(Object.keys(SECTIONS) as SectionKey[])(
    '%s has a real content in at least five documents',
    (key) => {
      const filled = carrying((one) => {
        return sectionOf(one, key).some(({ entry, text, emptyReason }) => {
          const words = text?.div?.replace(/<[^>]+>/g, '').trim() ?? '';
          return !emptyReason && words.length > 3 && (SECTIONS[key].textOnly || !!entry?.length);
        });
      });
      expect(filled).toBeGreaterThanOrEqual(LEAST);
    },
  );

  it('are all there when mandatory', () => {
    for (const one of documents) {
      for (const key of Object.keys(SECTIONS) as SectionKey[]) {
        if (SECTIONS[key].mandatory)
          expect(sectionOf(one, key), `${key} ${one.composition.id}`).toHaveLength(1);
      }
    }
  });
});

/** Coded entries of docs/model.md: what says that a document carries one, with a real value. */
const OBSERVATIONS: [name: string, code: string, value: (one: Observation) => unknown][] = [
  ['screening', '63921-1', ({ valueBoolean }) => valueBoolean !== undefined],
  ['cTNM, stage group', '75620-5', ({ valueCodeableConcept }) => valueCodeableConcept?.coding?.[0]?.code],
  ['cTNM, edition', '75620-5', ({ method }) => method?.coding?.[0]?.code],
  [
    'cTNM, T N and M',
    '75620-5',
    ({ component }) => component?.length === 3 && component.every((one) => one.valueCodeableConcept),
  ],
  ['other classification', '21918-8', ({ valueString }) => valueString],
  [
    'name of the classification',
    '21918-8',
    ({ component }) => component?.some((one) => one.code.coding?.[0]?.code === 'GEN-101' && one.valueString),
  ],
  [
    'version of the classification',
    '21918-8',
    ({ component }) => component?.some((one) => one.code.coding?.[0]?.code === 'GEN-102' && one.valueString),
  ],
  [
    'ECOG',
    '89262-0',
    ({ valueCodeableConcept }) => valueCodeableConcept?.coding?.[0]?.code?.startsWith('LA'),
  ],
  ['G8', 'g8-total', ({ valueQuantity }) => valueQuantity?.value],
  ['other geriatric evaluation', '84121-3', ({ valueCodeableConcept }) => valueCodeableConcept?.text],
  ['gravidity', '11996-6', ({ valueInteger }) => valueInteger !== undefined],
  ['parity', '11977-6', ({ valueInteger }) => valueInteger !== undefined],
  ['wish of a pregnancy', 'ORG-173', ({ valueBoolean }) => valueBoolean !== undefined],
  ['wish of a pregnancy: yes', 'ORG-173', ({ valueBoolean }) => valueBoolean],
  ['wishes of the patient', '75320-2', ({ valueString }) => valueString],
  [
    'phase: initial',
    'MED-243',
    ({ valueCodeableConcept }) => valueCodeableConcept?.coding?.[0]?.code === 'MED-268',
  ],
  [
    'phase: relapse, with a note',
    'MED-243',
    (one) => one.valueCodeableConcept?.coding?.[0]?.code === 'MED-244' && one.note,
  ],
  ['progression', 'MED-245', ({ valueBoolean }) => valueBoolean],
  ['progression: none', 'MED-245', ({ valueBoolean }) => valueBoolean === false],
  [
    'progression: local',
    'MED-245',
    ({ component }) => component?.some((one) => one.code.coding?.[0]?.code === 'MED-246' && one.valueBoolean),
  ],
  [
    'progression: regional',
    'MED-245',
    ({ component }) => component?.some((one) => one.code.coding?.[0]?.code === 'MED-247' && one.valueBoolean),
  ],
  [
    'progression: distant',
    'MED-245',
    ({ component }) => component?.some((one) => one.code.coding?.[0]?.code === 'MED-248' && one.valueBoolean),
  ],
  ['conclusion of an operation', '10218-6', ({ valueString }) => valueString],
  ['conclusion of pathology or molecular biology', '22637-3', ({ valueString }) => valueString],
  ['conclusion with its specimen', '22637-3', ({ specimen }) => specimen],
  ['conclusion with a comment', '22637-3', ({ note }) => note],
  ['conclusion with its document', '22637-3', ({ derivedFrom }) => derivedFrom],
  ['record complete', 'GEN-100', ({ valueBoolean }) => valueBoolean],
  ['record not complete', 'GEN-100', (one) => one.valueBoolean === false && one.note],
  [
    'quorum reached, with its evidence',
    'ORG-125',
    (one) => one.valueCodeableConcept?.coding?.[0]?.code === 'ORG-126' && one.component,
  ],
  [
    'quorum not reached, with what is missing',
    'ORG-125',
    (one) => one.valueCodeableConcept?.coding?.[0]?.code === 'ORG-133' && one.note,
  ],
  [
    'référentiel: conform',
    'MED-249',
    ({ valueCodeableConcept }) => valueCodeableConcept?.coding?.[0]?.code === 'conform',
  ],
  [
    'référentiel: deviating, with a reason',
    'MED-249',
    (one) => one.valueCodeableConcept?.coding?.[0]?.code === 'deviating' && one.note,
  ],
  [
    'référentiel: none',
    'MED-249',
    ({ valueCodeableConcept }) => valueCodeableConcept?.coding?.[0]?.code === 'no-referentiel',
  ],
  ['trial: yes', 'MED-250', ({ valueCodeableConcept }) => valueCodeableConcept?.coding?.[0]?.code === 'yes'],
  ['trial: no', 'MED-250', ({ valueCodeableConcept }) => valueCodeableConcept?.coding?.[0]?.code === 'no'],
];

describe('coded entries', () => {
  it.each(OBSERVATIONS)('%s', (_, code, value) => {
    const found = carrying(({ resources }) =>
      resources.some((one) => one.resourceType === 'Observation' && hasCode(one, code) && value(one)),
    );
    expect(found).toBeGreaterThanOrEqual(LEAST);
  });

  const tumour = (fits: (one: Condition) => unknown) =>
    carrying(({ resources }) => resources.some((one) => one.resourceType === 'Condition' && fits(one)));

  it.each<[string, (one: Condition) => unknown]>([
    ['coded topography', ({ bodySite }) => bodySite?.[0]?.coding],
    ['topography in words alone', ({ bodySite }) => !bodySite?.[0]?.coding && bodySite?.[0]?.text],
    ['coded morphology', ({ code }) => code?.coding],
    ['morphology in words alone', ({ code }) => !code?.coding && code?.text],
    ['side', ({ bodySite }) => bodySite?.[0]?.extension],
    ['date of the diagnosis', ({ extension }) => extension?.[0]?.valueDateTime],
    ['comment', ({ note }) => note],
    ['recurrence', ({ clinicalStatus }) => clinicalStatus?.coding?.[0]?.code === 'recurrence'],
  ])('tumour: %s', (_, fits) => {
    expect(tumour(fits)).toBeGreaterThanOrEqual(LEAST);
  });

  it('has documents with two tumours, with none and a reason, and without TNM', () => {
    const count = (one: Document) =>
      one.resources.filter(({ resourceType }) => resourceType === 'Condition').length;
    expect(carrying((one) => count(one) === 2)).toBeGreaterThanOrEqual(LEAST);
    const absent = carrying((one) => count(one) === 0 && !!sectionOf(one, 'tumour')[0]!.emptyReason);
    expect(absent).toBeGreaterThanOrEqual(LEAST);
    const noTnm = carrying(({ resources }) =>
      resources.some((one) => hasCode(one, '75620-5') && !!(one as Observation).dataAbsentReason),
    );
    expect(noTnm).toBeGreaterThanOrEqual(LEAST);
  });

  it.each(['completed', 'in-progress', 'stopped'])('treatments that are %s', (status) => {
    const found = carrying(({ resources }) =>
      resources.some((one) => one.resourceType === 'Procedure' && one.status === status),
    );
    expect(found).toBeGreaterThanOrEqual(LEAST);
  });

  it('uses most kinds of treatments in decisions', () => {
    const codes = documents.flatMap(({ resources }) =>
      resources
        .filter((one): one is CarePlan => one.resourceType === 'CarePlan')
        .flatMap(({ activity }) => activity!),
    );
    const kinds = new Set(codes.map(({ detail }) => detail?.code?.coding?.[0]?.code));
    expect(kinds.size).toBeGreaterThanOrEqual(15);
  });

  it.each([
    ['exam asked', 'ORG-064'],
    ['passage in RCP de recours', 'ORG-120'],
    ['surveillance', 'MED-226'],
  ])('%s', (_, code) => {
    const found = carrying(({ resources }) =>
      resources.some((one) => one.resourceType === 'ServiceRequest' && hasCode(one, code)),
    );
    expect(found).toBeGreaterThanOrEqual(LEAST);
  });

  it.each(['MED-235', 'ORG-114', 'ORG-115'])('motive %s', (motive) => {
    const found = carrying(({ resources }) =>
      resources.some((one) =>
        (one as ServiceRequest).reasonCode?.some(({ coding }) => coding?.[0]?.code === motive),
      ),
    );
    expect(found).toBeGreaterThanOrEqual(LEAST);
  });
});

describe('header', () => {
  const patient = (fits: (one: Patient) => unknown) =>
    carrying(({ resources }) => resources.some((one) => one.resourceType === 'Patient' && fits(one)));

  it.each(['ECON', 'NOK', 'GUARD'])('contact %s', (role) => {
    const found = patient(({ contact }) =>
      contact?.some(({ relationship }) => relationship?.[0]?.coding?.[0]?.code === role),
    );
    expect(found).toBeGreaterThanOrEqual(LEAST);
  });

  it('has patients with a used name, with an INS, without one', () => {
    expect(patient(({ name }) => name?.some(({ use }) => use === 'usual'))).toBeGreaterThanOrEqual(LEAST);
    expect(
      patient(({ identifier }) => identifier?.some(({ system }) => system?.endsWith('.4.10'))),
    ).toBeGreaterThan(100);
    expect(
      patient(({ identifier }) => !identifier?.some(({ system }) => system?.includes('1.2.250.1.213.1.4'))),
    ).toBeGreaterThanOrEqual(LEAST);
  });

  const rcpCase = ({ resources }: Document) =>
    resources.find((one): one is Encounter => one.resourceType === 'Encounter' && !!one.partOf)!;
  const withType = (one: Encounter, code: string) =>
    !!one.participant?.some(({ type }) => type?.[0]?.coding?.[0]?.code === code);

  it.each<[string, (one: Document) => boolean]>([
    [
      'a known médecin traitant',
      (one) =>
        !!rcpCase(one).participant?.some(
          (p) => p.type?.[0]?.coding?.[0]?.code === 'PCP' && p.individual?.reference,
        ),
    ],
    [
      'an unknown médecin traitant',
      (one) =>
        !!rcpCase(one).participant?.some(
          (p) => p.type?.[0]?.coding?.[0]?.code === 'PCP' && p.individual?.extension,
        ),
    ],
    ['a presenter', (one) => withType(rcpCase(one), 'presenter')],
    ['a written opinion', (one) => withType(rcpCase(one), 'CON')],
    ['correspondents', ({ resources }) => resources.some(({ resourceType }) => resourceType === 'CareTeam')],
    ['a registered case', (one) => !!rcpCase(one).type?.[0]?.coding?.some(({ code }) => code === 'ORG-128')],
    ['a new version', ({ composition }) => composition.status === 'amended'],
    [
      'a transversal RCP',
      ({ resources }) =>
        resources.some(
          (one) => one.resourceType === 'HealthcareService' && JSON.stringify(one.type).includes('ORG-132'),
        ),
    ],
    ['an RCP de recours', ({ composition }) => composition.event?.[0]?.code?.[0]?.coding?.[0]?.code === '40'],
  ])('%s', (_, fits) => {
    expect(carrying(fits)).toBeGreaterThanOrEqual(LEAST);
  });
});

describe('crossing rules', () => {
  it('let every signed version be signed', () => {
    const found = octoberPlayed().flatMap((played) =>
      played.versions.flatMap((composition, index) => {
        if (composition.status === 'preliminary') return [];
        const previous = played.versions[index - 1];
        const bundle = documentBundle(octoberStory(), played, composition);
        const refused = crossingRules(bundle, {
          now: '2026-11-10T00:00:00Z',
          ...(previous ? { previous } : {}),
        });
        return refused.map(({ field, message }) => `${played.plan.key}: ${field} ${message}`);
      }),
    );
    expect(found).toEqual([]);
  });
});
