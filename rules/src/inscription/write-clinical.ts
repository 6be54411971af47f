import { profile } from '@dcc/fhir-profiles/src/canonical.ts';
import { CISIS, type Code, DCC_CODES, LNC } from '@dcc/fhir-profiles/src/codes.ts';
import { DATA_ABSENT_SYSTEM, EXTENSIONS } from '@dcc/fhir-profiles/src/extensions.ts';
import type { SectionKey } from '@dcc/fhir-profiles/src/sections.ts';
import { SYSTEMS } from '@dcc/fhir-profiles/src/systems.ts';
import type {
  CodeableConcept,
  Condition,
  Encounter,
  Observation,
  Patient,
  Procedure,
  Reference,
  Resource,
} from '@medplum/fhirtypes';
import { g8IsAltered } from '../fiche/g8.ts';
import { carriedSections } from './carry.ts';
import { concept, ECOG_ANSWERS } from './codes.ts';
import type {
  ClinicalDraft,
  Origin,
  PhaseValue,
  ReportValue,
  Sourced,
  TnmValue,
  TreatmentValue,
  TumourValue,
  Worded,
} from './draft.ts';
import { frenchDay, linesOf } from './text.ts';

/** What the values are about, and how a new resource is named. */
export interface Anchor {
  subject: Reference<Patient>;
  encounter: Reference<Encounter>;
  /** FHIR date used where a value has none of its own. */
  today: string;
  /** A new `urn:uuid:...` at each call: a name inside the transaction. */
  name: () => string;
}

/** A resource under the name it has inside the transaction. */
export interface Named<T extends Resource = Resource> {
  fullUrl: string;
  resource: T;
}

/** A section that has content: its words, and the resources it points to. */
export interface WrittenSection {
  key: SectionKey;
  lines: string[];
  /** Entries of the section, in order. */
  entries: Named[];
  /** Who wrote a report's conclusion. */
  author?: Reference;
}

const FINAL = { status: 'final' } as const;

/** Turns the values into resources and words. Sections come in the order of the fiche, empty ones are left out. */
export function writeClinical(draft: ClinicalDraft, anchor: Anchor): WrittenSection[] {
  const make = observationMaker(anchor);
  const text = (key: SectionKey, value: Sourced<string> | undefined): WrittenSection[] => {
    const lines = linesOf(value?.value);
    return lines.length > 0 ? [{ key, lines, entries: [] }] : [];
  };
  const tumours = draft.tumours.map((one) => writeTumour(one, anchor, make));
  const reports = (kind: ReportValue['kind']) =>
    draft.reports
      .filter(({ value }) => value.kind === kind)
      .map((one): WrittenSection => writeReport(one, make));
  const own: WrittenSection[] = [
    ...(draft.screening
      ? [
          {
            key: 'discovery' as const,
            lines: [`Cancer découvert par un dépistage : ${draft.screening.value ? 'oui' : 'non'}.`],
            entries: [
              make(
                'dcc-screening',
                [LNC.SCREENING],
                { valueBoolean: draft.screening.value },
                draft.screening,
              ),
            ],
          },
        ]
      : []),
    ...(tumours.length > 0
      ? [
          {
            key: 'tumour' as const,
            lines: tumours.flatMap(({ lines }) => lines),
            entries: tumours.flatMap(({ entries }) => entries),
          },
        ]
      : []),
    ...text('history', draft.history),
    ...text('comorbidity', draft.comorbidity),
    ...functional(draft, make),
    ...text('exams', draft.exams),
    ...phase(draft, make),
    ...treatments(draft, anchor),
    ...reports('operative'),
    ...reports('pathology'),
    ...reports('molecular'),
  ];
  return carriedSections(own, draft.carried ?? [], anchor);
}

type Make = ReturnType<typeof observationMaker>;

function observationMaker(anchor: Anchor) {
  return (
    profileId: string,
    codes: readonly Code[],
    rest: Partial<Observation>,
    sourced?: Sourced<unknown>,
  ): Named<Observation> => ({
    fullUrl: anchor.name(),
    resource: {
      resourceType: 'Observation',
      meta: metaOf(profileId, sourced?.origin),
      ...FINAL,
      code: concept(...codes),
      subject: anchor.subject,
      encounter: anchor.encounter,
      effectiveDateTime: anchor.today,
      ...rest,
    },
  });
}

/** `meta.source` names what a taken-over value was read in: the trace of the pre-filling. */
function metaOf(profileId: string, origin: Origin | undefined) {
  return { profile: [profile(profileId)], ...(origin ? { source: origin.reference } : {}) };
}

function conceptOf({ text, coding }: Worded): CodeableConcept {
  return { ...(coding ? { coding: [{ ...coding }] } : {}), text };
}

const CLINICAL_STATUS = 'http://terminology.hl7.org/CodeSystem/condition-clinical';

function writeTumour(sourced: Sourced<TumourValue>, anchor: Anchor, make: Make) {
  const { value } = sourced;
  const fullUrl = anchor.name();
  const condition: Condition = {
    resourceType: 'Condition',
    meta: metaOf('dcc-tumour', sourced.origin),
    ...(value.diagnosedOn
      ? { extension: [{ url: EXTENSIONS.ASSERTED_DATE, valueDateTime: value.diagnosedOn }] }
      : {}),
    clinicalStatus: { coding: [{ system: CLINICAL_STATUS, code: value.clinicalStatus ?? 'active' }] },
    ...(value.morphology ? { code: conceptOf(value.morphology) } : {}),
    ...(value.topography ? { bodySite: [siteOf(value.topography, value)] } : {}),
    subject: anchor.subject,
    encounter: anchor.encounter,
    recordedDate: anchor.today,
    ...(value.note ? { note: [{ text: value.note }] } : {}),
  };
  const focus = [{ reference: fullUrl }];
  const tnm = value.tnm ? [writeTnm(value.tnm, focus, make)] : [];
  const others = (value.classifications ?? []).map((one) =>
    make(
      'dcc-other-classification',
      [LNC.OTHER_CLASSIFICATION],
      {
        focus,
        valueString: one.value,
        component: [
          { code: concept(CISIS.CLASSIFICATION_NAME), valueString: one.name },
          ...(one.version ? [{ code: concept(CISIS.CLASSIFICATION_VERSION), valueString: one.version }] : []),
        ],
      },
      sourced,
    ),
  );
  const entries: Named[] = [{ fullUrl, resource: condition }, ...tnm, ...others];
  return { entries, lines: tumourLines(value) };
}

function siteOf(topography: Worded, { laterality }: TumourValue): CodeableConcept {
  const side = laterality
    ? { extension: [{ url: EXTENSIONS.LATERALITY, valueCodeableConcept: { coding: [{ ...laterality }] } }] }
    : {};
  return { ...side, ...conceptOf(topography) };
}

/** The tumour in words: one line for what and where, one for each classification, one for the comment. */
export function tumourLines(value: TumourValue): string[] {
  const named = (one: Worded | undefined) =>
    one ? [`${one.text}${one.coding?.code ? ` (${one.coding.code})` : ''}`] : [];
  const what = [...named(value.morphology), ...named(value.topography)].join('. ');
  return [
    ...(what ? [`${what}.`] : []),
    ...(value.tnm ? [`${tnmWords(value.tnm.value)}.`] : []),
    ...(value.classifications ?? []).map((one) => `${one.name} : ${one.value}.`),
    ...(value.note ? [value.note] : []),
  ];
}

/** `cT2 cN1 cM0, stade IIB (TNM UICC 8e édition)`, or why there is none. */
export function tnmWords(tnm: TnmValue): string {
  if ('absent' in tnm) {
    return tnm.absent === 'not-applicable' ? 'TNM : sans objet pour cette tumeur' : 'TNM : non renseigné';
  }
  return `${tnm.t} ${tnm.n} ${tnm.m}${tnm.stage ? `, stade ${tnm.stage}` : ''} (TNM UICC ${tnm.edition}e édition)`;
}

function writeTnm(sourced: Sourced<TnmValue>, focus: Reference[], make: Make): Named<Observation> {
  const { value, origin } = sourced;
  const base = { focus, ...(origin?.date ? { effectiveDateTime: origin.date } : {}) };
  if ('absent' in value) {
    const dataAbsentReason = { coding: [{ system: DATA_ABSENT_SYSTEM, code: value.absent }] };
    return make('dcc-tnm', [LNC.TNM_CLINICAL], { ...base, dataAbsentReason }, sourced);
  }
  const coded = (code: string, display = code) => concept({ system: SYSTEMS.TNM.url, code, display });
  const part = (code: Code, text: string) => ({ code: concept(code), valueCodeableConcept: coded(text) });
  return make(
    'dcc-tnm',
    [LNC.TNM_CLINICAL],
    {
      ...base,
      ...(value.stage ? { valueCodeableConcept: coded(value.stage, `Stade ${value.stage}`) } : {}),
      method: coded(value.edition, `TNM UICC ${value.edition}e édition`),
      component: [part(LNC.TNM_T, value.t), part(LNC.TNM_N, value.n), part(LNC.TNM_M, value.m)],
    },
    sourced,
  );
}

function functional({ ecog, g8 }: ClinicalDraft, make: Make): WrittenSection[] {
  const entries: Named[] = [];
  const lines: string[] = [];
  if (ecog) {
    const { grade, date } = ecog.value;
    const value = {
      valueCodeableConcept: concept(ECOG_ANSWERS[grade]!),
      ...(date ? { effectiveDateTime: date } : {}),
    };
    entries.push(make('dcc-ecog', [LNC.ECOG, LNC.ECOG_SCORE], value, ecog));
    lines.push(`Indice de performance OMS : ${grade}.`);
  }
  if (g8) {
    const { total, tool, date } = g8.value;
    const made = make(
      'dcc-g8',
      [DCC_CODES.G8_TOTAL, LNC.GERIATRIC_EVALUATION],
      {
        valueQuantity: { value: total, unit: '{score}', system: SYSTEMS.UCUM.url, code: '{score}' },
        ...(date ? { effectiveDateTime: date } : {}),
      },
      g8,
    );
    made.resource.code.text = tool;
    entries.push(made);
    const altered = g8IsAltered(total) ? 'altéré' : 'normal';
    lines.push(`G8 : ${String(total).replace('.', ',')} sur 17 (${altered}).`);
  }
  return entries.length > 0 ? [{ key: 'functional', lines, entries }] : [];
}

/** A relapse is dated; the initial phase needs no date. */
export function isDated({ kind, date }: PhaseValue): boolean {
  return kind === 'initial' || !!date;
}

function phase({ phase: sourced }: ClinicalDraft, make: Make): WrittenSection[] {
  // A relapse without its date is refused by the profile: it stays with the form until somebody says when.
  if (!sourced || !isDated(sourced.value)) return [];
  const { kind, date, note } = sourced.value;
  const code = kind === 'relapse' ? CISIS.PHASE_RELAPSE : CISIS.PHASE_INITIAL;
  const entry = make(
    'dcc-phase',
    [CISIS.PHASE],
    {
      valueCodeableConcept: concept(code),
      ...(date ? { effectiveDateTime: date } : {}),
      ...(note ? { note: [{ text: note }] } : {}),
    },
    sourced,
  );
  const when = kind === 'relapse' && date ? ` du ${frenchDay(date)}` : '';
  return [{ key: 'phase', lines: [`${code.display}${when}.`, ...linesOf(note)], entries: [entry] }];
}

const STATUS = { completed: 'terminé', 'in-progress': 'en cours', stopped: 'arrêté' } as const;

/** `Tumorectomie, du 01/02/2026 au 03/02/2026 (terminé)`. */
export function treatmentWords({ what, status, start, end }: TreatmentValue): string {
  const from = start ? `, ${end ? 'du' : 'depuis le'} ${frenchDay(start)}` : '';
  const to = end ? ` ${start ? 'au' : ', jusqu’au'} ${frenchDay(end)}` : '';
  return `${what.text}${from}${to} (${STATUS[status]})`;
}

function treatments(draft: ClinicalDraft, anchor: Anchor): WrittenSection[] {
  if (draft.treatments.length === 0) return [];
  const entries = draft.treatments.map(({ value, origin }): Named<Procedure> => {
    const { what, status, start, end, note } = value;
    const period = { ...(start ? { start } : {}), ...(end ? { end } : {}) };
    return {
      fullUrl: anchor.name(),
      resource: {
        resourceType: 'Procedure',
        meta: metaOf('dcc-treatment', origin),
        status,
        code: conceptOf(what),
        subject: anchor.subject,
        encounter: anchor.encounter,
        ...(start || end ? { performedPeriod: period } : {}),
        ...(note ? { note: [{ text: note }] } : {}),
      },
    };
  });
  const lines = draft.treatments.map(
    ({ value }) => `${treatmentWords(value)}${value.note ? `. ${value.note}` : '.'}`,
  );
  return [{ key: 'treatments', lines, entries }];
}

function writeReport(sourced: Sourced<ReportValue>, make: Make): WrittenSection {
  const { kind, text, date, author, document, comment } = sourced.value;
  const code = kind === 'operative' ? LNC.CRO_CONCLUSION : LNC.REPORT_CONCLUSION;
  const entry = make(
    'dcc-report-conclusion',
    [code],
    {
      effectiveDateTime: date,
      performer: [author],
      valueString: text,
      ...(document ? { derivedFrom: [document] } : {}),
      ...(comment ? { note: [{ text: comment }] } : {}),
    },
    sourced,
  );
  const lines = [`${frenchDay(date)} : ${text}`, ...linesOf(comment)];
  return { key: kind, lines, entries: [entry], author };
}
