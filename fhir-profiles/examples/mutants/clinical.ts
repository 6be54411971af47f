import { CISIS, DCC_CODES, LNC } from '../../src/codes.ts';
import { SYSTEMS } from '../../src/systems.ts';
import type { MutantRow } from './types.ts';

/** One example of each profile that obeys the two rules of a clinical entry. */
export const CLINICAL_EXAMPLES = [
  ...[
    'tumour',
    'tnm',
    'classification',
    'screening',
    'ecog',
    'g8',
    'geriatric',
    'gravidity',
    'wishes',
    'phase',
  ],
  ...[
    'progression',
    'treatment-surgery',
    'conclusion-operative',
    'record-complete',
    'quorum',
    'decision',
    'exam',
  ],
  ...['to-recours', 'referentiel', 'trial', 'g8-request', 'ega', 'fertility', 'fertility-request'],
];

const ENTRY: readonly MutantRow[] = CLINICAL_EXAMPLES.flatMap((example): MutantRow[] => [
  ['dcc-clin-1', 'subject', example, { 'subject.reference': 'Group/1' }],
  ['dcc-clin-2', 'encounter', example, { encounter: undefined }],
]);

const tnm = (code: string) => ({ coding: [{ system: SYSTEMS.TNM.url, code }] });
const GEN092 = { coding: [{ system: SYSTEMS.CISIS.url, code: 'GEN-092.03.01' }] };

const TUMOUR: readonly MutantRow[] = [
  ['dcc-tum-1', 'Condition.code ou Condition.bodySite', 'tumour', { code: undefined, bodySite: undefined }],
  [
    'dcc-tum-2',
    'Condition.code',
    'tumour',
    { 'code.coding.+': { system: SYSTEMS.ICDO3.url, code: '8500/2' } },
  ],
  ['dcc-tum-3', 'Condition.bodySite', 'tumour', { 'bodySite.+': { text: 'Sein droit' } }],
  [
    'dcc-tum-4',
    'Condition.bodySite.extension (dcc-laterality)',
    'tumour',
    { 'bodySite.0.extension.0.valueCodeableConcept.coding.0.code': '1' },
  ],
  ['dcc-tum-5', 'Condition.clinicalStatus', 'tumour', { clinicalStatus: undefined }],
  ['dcc-tnm-1', 'Observation.focus', 'tnm', { focus: undefined }],
  ['dcc-tnm-2', 'Observation.method', 'tnm', { method: undefined }],
  ['dcc-tnm-2', 'Observation.method', 'tnm', { 'method.coding.0.code': '6' }],
  ['dcc-tnm-3', 'Observation.component', 'tnm', { 'component.1': undefined }],
  ['dcc-tnm-4', 'Observation.component', 'tnm', { 'component.2.valueCodeableConcept': undefined }],
  ['dcc-tnm-5', 'Observation.component (T)', 'tnm', { 'component.0.valueCodeableConcept': tnm('2') }],
  ['dcc-tnm-5', 'Observation.component (T)', 'tnm', { 'component.0.valueCodeableConcept': tnm('cT5') }],
  ['dcc-tnm-6', 'Observation.component (N)', 'tnm', { 'component.1.valueCodeableConcept': tnm('cT1') }],
  ['dcc-tnm-7', 'Observation.component (M)', 'tnm', { 'component.2.valueCodeableConcept': tnm('cM2') }],
  ['dcc-tnm-8', 'Observation.value', 'tnm', { valueCodeableConcept: tnm('V') }],
  ['dcc-cla-1', 'Observation.focus', 'classification', { focus: undefined }],
  ['dcc-cla-2', 'Observation.value', 'classification', { valueString: undefined }],
  ['dcc-cla-3', 'Observation.component (GEN-101)', 'classification', { 'component.0': undefined }],
];

const EVALUATION: readonly MutantRow[] = [
  ['dcc-scr-1', 'Observation.value', 'screening', { valueBoolean: undefined }],
  ['dcc-wis-1', 'Observation.value', 'wishes', { valueString: undefined }],
  ['dcc-eco-1', 'Observation.value', 'ecog', { valueCodeableConcept: undefined }],
  ['dcc-g8-1', 'Observation.value', 'g8', { valueQuantity: undefined }],
  ['dcc-g8-2', 'Observation.value', 'g8', { 'valueQuantity.value': 17.5 }],
  ['dcc-g8-2', 'Observation.value', 'g8', { 'valueQuantity.value': 13.2 }],
  ['dcc-g8-2', 'Observation.value', 'g8', { 'valueQuantity.value': -1 }],
  ['dcc-g8-3', 'Observation.code.text', 'g8', { 'code.text': undefined }],
  ['dcc-ger-1', 'Observation.value', 'geriatric', { valueCodeableConcept: undefined }],
  ['dcc-ger-2', 'Observation.code.text', 'geriatric', { 'code.text': undefined }],
  ['dcc-gro-1', 'Observation.code', 'gravidity', { 'code.coding.0.code': '11640-0' }],
  ['dcc-gro-2', 'Observation.value', 'gravidity', { valueInteger: 31 }],
  ['dcc-gro-2', 'Observation.value', 'parity', { valueInteger: undefined }],
  ['dcc-gro-3', 'Observation.value', 'pregnancy-plan', { valueBoolean: undefined, valueString: 'non' }],
];

const COURSE: readonly MutantRow[] = [
  ['dcc-pha-1', 'Observation.value', 'phase', { valueCodeableConcept: undefined }],
  ['dcc-pha-2', 'Observation.effectiveDateTime', 'phase-relapse', { effectiveDateTime: undefined }],
  ['dcc-prg-1', 'Observation.value', 'progression-none', { valueBoolean: undefined }],
  ['dcc-prg-2', 'Observation.component', 'progression', { valueBoolean: false }],
  ['dcc-prg-3', 'Observation.component', 'progression', { 'component.0.code.coding.0.code': 'MED-249' }],
  ['dcc-tre-1', 'Procedure.code', 'treatment-surgery', { code: undefined }],
  ['dcc-tre-2', 'Procedure.status', 'treatment-surgery', { status: 'preparation' }],
  ['dcc-tre-3', 'Procedure.code.text', 'treatment-surgery', { code: GEN092 }],
  ['dcc-con-1', 'Observation.code', 'conclusion-operative', { 'code.coding.0.code': '11529-5' }],
  ['dcc-con-2', 'Observation.value', 'conclusion-operative', { valueString: undefined }],
  ['dcc-con-3', 'Observation.performer', 'conclusion-operative', { performer: undefined }],
  ['dcc-con-4', 'Observation.effective', 'conclusion-operative', { effectiveDateTime: undefined }],
];

const RECORD: readonly MutantRow[] = [
  ['dcc-com-1', 'Observation.value', 'record-complete', { valueBoolean: undefined }],
  ['dcc-com-2', 'Observation.note', 'record-incomplete', { note: undefined }],
  ['dcc-quo-1', 'Observation.value', 'quorum', { valueCodeableConcept: undefined }],
  ['dcc-quo-2', 'Observation.extension (dcc-quorum-rule)', 'quorum', { extension: undefined }],
  [
    'dcc-quo-2',
    'Observation.extension (dcc-quorum-rule)',
    'quorum',
    { 'extension.0.valueCanonical': 'https://dcc.example.org/fhir/PlanDefinition/quorum-standard' },
  ],
  ['dcc-quo-3', 'Observation.component', 'quorum', { component: undefined }],
  ['dcc-quo-4', 'Observation.component', 'quorum', { 'component.0.valueCodeableConcept.text': undefined }],
  ['dcc-quo-5', 'Observation.note', 'quorum-not-reached', { note: undefined }],
  ['dcc-ref-1', 'Observation.value', 'referentiel', { valueCodeableConcept: undefined }],
  ['dcc-ref-2', 'Observation.value.text', 'referentiel', { 'valueCodeableConcept.text': undefined }],
  [
    'dcc-ref-3',
    'Observation.note',
    'referentiel',
    { 'valueCodeableConcept.coding.0': { ...DCC_CODES.DEVIATING }, note: undefined },
  ],
  ['dcc-tri-1', 'Observation.value', 'trial', { valueCodeableConcept: undefined }],
  ['dcc-dec-1', 'CarePlan.intent', 'decision', { intent: 'plan' }],
  ['dcc-dec-2', 'CarePlan.activity', 'decision', { activity: undefined }],
  ['dcc-dec-3', 'CarePlan.activity.detail.code', 'decision', { 'activity.0.detail.code': undefined }],
  [
    'dcc-dec-4',
    'CarePlan.activity.detail.code.text',
    'decision',
    { 'activity.0.detail.code': GEN092, 'activity.0.detail.description': undefined },
  ],
  [
    'dcc-dec-5',
    'CarePlan.activity.detail.code',
    'decision',
    { 'activity.0.detail.code.coding.0.code': 'C1' },
  ],
  ['dcc-exa-1', 'ServiceRequest.code', 'exam', { 'code.coding': undefined }],
  ['dcc-exa-2', 'ServiceRequest.code.text', 'exam', { 'code.text': undefined }],
  ['dcc-exa-3', 'ServiceRequest.intent', 'exam', { intent: 'order' }],
  ['dcc-fol-1', 'ServiceRequest.code', 'to-recours', { 'code.coding.0': { ...CISIS.EXAM } }],
  ['dcc-fol-2', 'ServiceRequest.intent', 'to-recours', { intent: 'order' }],
  ['dcc-fol-3', 'ServiceRequest.priority', 'to-recours', { priority: undefined }],
];

/** What is asked and answered beside the fiche: it hangs on the case. */
const BESIDE: readonly MutantRow[] = [
  ['dcc-gre-1', 'ServiceRequest.code', 'g8-request', { 'code.coding.0': { ...DCC_CODES.EGA } }],
  ['dcc-gre-2', 'ServiceRequest.authoredOn', 'ega-request', { authoredOn: undefined }],
  ['dcc-gre-3', 'ServiceRequest.requester', 'g8-request', { requester: undefined }],
  ['dcc-ega-1', 'Observation.effectiveDateTime', 'ega', { effectiveDateTime: undefined }],
  ['dcc-ega-2', 'Observation.value', 'ega', { valueString: undefined }],
  ['dcc-fer-1', 'Observation.value', 'fertility', { valueCodeableConcept: undefined }],
  ['dcc-fer-2', 'Observation.note', 'fertility-not-indicated', { note: undefined }],
  ['dcc-fre-1', 'ServiceRequest.authoredOn', 'fertility-request', { authoredOn: undefined }],
];

export const CLINICAL: readonly MutantRow[] = [
  ...[...ENTRY, ...TUMOUR, ...EVALUATION],
  ...[...COURSE, ...RECORD, ...BESIDE],
];

const WRONG_CODE = 'valueCodeableConcept.coding.0.code';

export const CLINICAL_BINDINGS: readonly MutantRow[] = [
  ['jdv-morphologie', 'Condition.code', 'tumour', { 'code.coding.0.code': '9999/9' }],
  [
    'jdv-morphologie',
    'Condition.code',
    'tumour',
    { 'code.coding.0': { system: SYSTEMS.ICD10.url, code: 'C50.4' } },
  ],
  ['jdv-tumeur', 'Condition.bodySite', 'tumour', { 'bodySite.0.coding.0.code': 'Z99.9' }],
  ['jdv-type-traitement-frcp', 'Procedure.code', 'treatment-surgery', { 'code.coding.0.code': '1' }],
  ['jdv-indice-performance-ecog', 'Observation.value', 'ecog', { [WRONG_CODE]: 'LA0' }],
  ['jdv-phase-cancer', 'Observation.value', 'phase', { [WRONG_CODE]: 'MED-1' }],
  ['jdv-statut-quorum', 'Observation.value', 'quorum', { [WRONG_CODE]: 'ORG-1' }],
  ['dcc-conformity', 'Observation.value', 'referentiel', { [WRONG_CODE]: 'maybe' }],
  ['dcc-yes-no', 'Observation.value', 'trial', { [WRONG_CODE]: 'maybe' }],
  ['dcc-fertility', 'Observation.value', 'fertility', { [WRONG_CODE]: 'maybe' }],
  ['dcc-fertility-request', 'ServiceRequest.code', 'fertility-request', { 'code.coding.0.code': 'C1' }],
];

const code = (name: string, wrong: string): MutantRow => [
  'Observation.code',
  'Observation.code',
  name,
  { 'code.coding': [{ system: LNC.SCREENING.system, code: wrong }] },
];

/** The fixed code of each Observation profile. */
export const CLINICAL_PATTERNS: readonly MutantRow[] = [
  ...[
    'tnm',
    'classification',
    'screening',
    'ecog',
    'geriatric',
    'wishes',
    'phase',
    'progression',
    'record-complete',
  ],
  ...['quorum', 'referentiel', 'trial', 'g8', 'ega', 'fertility'],
].map((name) => code(name, '1-8'));
