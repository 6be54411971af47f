import { profile } from '@dcc/fhir-profiles/src/canonical.ts';
import { EXTENSIONS } from '@dcc/fhir-profiles/src/extensions.ts';
import { SYSTEMS } from '@dcc/fhir-profiles/src/systems.ts';
import type { CodeableConcept, Condition, Observation } from '@medplum/fhirtypes';
import { codeOf, LATERALITIES } from '../../../terminology/small.ts';
import { type Absence, type FicheEdit, readAbsence } from '../edit.ts';
import { anchor, changed, concept, editedNotes, noteText } from '../fhir.ts';
import { compact } from '../same.ts';
import { entries, entryKeys, type FicheState, sectionsOf } from '../state.ts';
import { type Classification, putClassification, readClassifications } from './classification.ts';
import type { Part } from './part.ts';
import { putTnm, readTnm, type Tnm } from './tnm.ts';
import { tumourLines } from './tumour-lines.ts';

/** A code of a long value set, or words alone: both may be given. */
export interface Coded {
  code?: string;
  display?: string;
  text: string;
}

/** As a person chooses among them. */
export const TUMOUR_STATES = [
  'active',
  'recurrence',
  'relapse',
  'inactive',
  'remission',
  'resolved',
] as const;
export type TumourState = (typeof TUMOUR_STATES)[number];

export interface Tumour {
  key: string;
  /** CIM-O-3. */
  morphology: Coded;
  /** CIM-10. */
  topography: Coded;
  /** SNOMED CT, JDV modificateur-topographique. */
  laterality?: string;
  state: TumourState;
  /** FHIR date, as precise as known. */
  diagnosedOn?: string;
  note: string;
  tnm?: Tnm;
  classifications: Classification[];
}

export interface Tumours {
  tumours: Tumour[];
  /** Why there is none. */
  absence?: Absence;
}

const CLINICAL = 'http://terminology.hl7.org/CodeSystem/condition-clinical';
const CATEGORY = 'http://terminology.hl7.org/CodeSystem/condition-category';

/** A tumour exists once its morphology or its topography says something. */
export function isTumour({ morphology, topography }: Tumour): boolean {
  return [morphology, topography].some(({ code, text }) => !!code || text.trim() !== '');
}

function readOne(state: FicheState, key: string, resource: Condition): Tumour {
  const [site] = resource.bodySite ?? [];
  const own = entries<Observation>(state, 'tumour', 'Observation').filter(({ resource: one }) =>
    one.focus?.some(({ reference }) => reference === key),
  );
  const asserted = resource.extension?.find(({ url }) => url === EXTENSIONS.ASSERTED_DATE)?.valueDateTime;
  return {
    key,
    morphology: coded(resource.code),
    topography: coded(site),
    state: (resource.clinicalStatus?.coding?.[0]?.code as TumourState | undefined) ?? 'active',
    note: noteText(resource.note),
    classifications: readClassifications(own),
    ...compact({ laterality: lateralityOf(site), diagnosedOn: asserted, tnm: readTnm(own) }),
  };
}

function coded(concept: CodeableConcept | undefined): Coded {
  const [coding] = concept?.coding ?? [];
  return { text: concept?.text ?? '', ...compact({ code: coding?.code, display: coding?.display }) };
}

function lateralityOf(site: CodeableConcept | undefined): string | undefined {
  const found = site?.extension?.find(({ url }) => url === EXTENSIONS.LATERALITY);
  return found?.valueCodeableConcept?.coding?.[0]?.code;
}

export const tumour: Part<Tumours> = {
  read: (state) => ({
    tumours: entries<Condition>(state, 'tumour', 'Condition').map(({ key, resource }) =>
      readOne(state, key, resource),
    ),
    ...compact({ absence: readAbsence(sectionsOf(state, 'tumour')[0]) }),
  }),
  write(edit, value) {
    const said = value.tumours.filter(isTumour);
    const keys = said.flatMap((one) => putAll(edit, one));
    for (const key of entryKeys(edit.before, 'tumour')) if (!keys.includes(key)) edit.drop(key);
    const absence = keys.length === 0 ? value.absence : undefined;
    edit.setSection('tumour', { entries: keys, lines: said.flatMap(tumourLines), ...compact({ absence }) });
  },
};

/** The tumour, then what classifies it. Its TNM follows it when a copy takes its place. */
function putAll(edit: FicheEdit, value: Tumour): string[] {
  const key = putTumour(edit, value);
  const own = entries<Observation>(edit.before, 'tumour', 'Observation').filter(({ resource }) =>
    resource.focus?.some(({ reference }) => reference === value.key),
  );
  return [
    key,
    ...putTnm(edit, key, own, value.tnm),
    ...value.classifications.flatMap((one) => putClassification(edit, key, one)),
  ];
}

function putTumour(edit: FicheEdit, value: Tumour): string {
  const old = edit.get<Condition>(value.key, 'Condition');
  const base: Condition = old ?? {
    resourceType: 'Condition',
    meta: { profile: [profile('dcc-tumour')] },
    category: [{ coding: [{ system: CATEGORY, code: 'problem-list-item' }] }],
    ...(anchor(edit.before.composition) as Pick<Condition, 'subject' | 'encounter'>),
    recordedDate: edit.context.now.slice(0, 10),
  };
  const kept = base.clinicalStatus?.coding?.[0]?.code === value.state;
  return edit.put(
    value.key,
    changed<Condition>(base, {
      clinicalStatus: kept ? base.clinicalStatus : { coding: [{ system: CLINICAL, code: value.state }] },
      verificationStatus:
        base.verificationStatus?.coding?.[0]?.code === 'refuted' ? undefined : base.verificationStatus,
      extension: assertedOn(base, value.diagnosedOn),
      code: codedConcept(base.code, SYSTEMS.ICDO3.url, value.morphology),
      bodySite: bodySite(base, value),
      note: editedNotes(base.note, value.note),
    }),
    'tumour/*',
  );
}

function assertedOn(base: Condition, date: string | undefined): Condition['extension'] {
  const others = (base.extension ?? []).filter(({ url }) => url !== EXTENSIONS.ASSERTED_DATE);
  const old = (base.extension ?? []).find(({ url }) => url === EXTENSIONS.ASSERTED_DATE);
  if (old?.valueDateTime === date) return base.extension;
  return [...others, ...(date ? [{ url: EXTENSIONS.ASSERTED_DATE, valueDateTime: date }] : [])];
}

function codedConcept(
  old: CodeableConcept | undefined,
  system: string,
  value: Coded,
): CodeableConcept | undefined {
  if (old?.coding?.[0]?.code === value.code && (old?.text ?? '') === value.text) return old;
  const coding = value.code ? [compact({ system, code: value.code, display: value.display })] : [];
  return compact({ coding, text: value.text.trim() });
}

function bodySite(base: Condition, value: Tumour): Condition['bodySite'] {
  const [old] = base.bodySite ?? [];
  const site = codedConcept(old, SYSTEMS.ICD10.url, value.topography) ?? {};
  const { extension: _, ...rest } = site;
  const others = (old?.extension ?? []).filter(({ url }) => url !== EXTENSIONS.LATERALITY);
  const side = codeOf(LATERALITIES, value.laterality);
  const same = lateralityOf(old) === value.laterality;
  const laterality = side ? [{ url: EXTENSIONS.LATERALITY, valueCodeableConcept: concept([side]) }] : [];
  const extension = same ? old?.extension : [...others, ...laterality];
  // A side without a place says nothing.
  if (Object.keys(rest).length === 0) return undefined;
  return [compact({ extension, ...rest }) as CodeableConcept];
}
