import { codeSystem } from '@dcc/fhir-profiles/src/canonical.ts';
import { CISIS, type Code, LNC } from '@dcc/fhir-profiles/src/codes.ts';
import type { CodeableConcept, Coding } from '@medplum/fhirtypes';
import type { MotiveCode } from './draft.ts';

/** The four motifs, in the order a form shows them. */
export const MOTIVES: Readonly<Record<MotiveCode, Code>> = {
  'ORG-114': CISIS.REASON_THERAPY,
  'MED-235': CISIS.REASON_DIAGNOSIS,
  'ORG-115': CISIS.REASON_RECOURS,
  'ORG-116': CISIS.REASON_PEDIATRIC,
};

const dcc = (code: string, display: string): Code => ({ system: codeSystem('dcc'), code, display });

/** Category of the Consent that traces information and non-opposition to the presentation in RCP. */
export const RCP_PRESENTATION = dcc('rcp-presentation', 'Présentation du dossier en RCP');

/** Why an inscription leaves its session: `ServiceRequest.statusReason` has no R4 place, see change.ts. */
export const REASONS = {
  PATIENT_REFUSAL: dcc('patient-refusal', 'Refus du patient'),
  RECORD_INCOMPLETE: dcc('record-incomplete', 'Dossier incomplet'),
  REQUESTER_ABSENT: dcc('requester-absent', 'Demandeur absent'),
  NO_TIME: dcc('no-time', 'Temps insuffisant en séance'),
  SPECIALTY_MISSING: dcc('specialty-missing', 'Compétence manquante'),
  TREATED_ELSEWHERE: dcc('treated-elsewhere', 'Dossier traité dans une autre RCP'),
  NO_LONGER_RELEVANT: dcc('no-longer-relevant', 'Question devenue sans objet'),
  PATIENT_DIED: dcc('patient-died', 'Décès du patient'),
  MISTAKE: dcc('mistake', 'Inscription par erreur'),
  OTHER: dcc('other', 'Autre motif'),
} as const;

/** Answers of the ECOG scale (JDV indice-performance-ecog), by performance index 0 to 5. */
export const ECOG_ANSWERS: readonly Code[] = (
  [
    ['LA9622-7', "0. Capable d'une activité identique à celle précédant la maladie sans aucune restriction."],
    ['LA9623-5', '1. Activité physique diminuée mais ambulatoire et capable de mener un travail'],
    [
      'LA9624-3',
      '2. Ambulatoire et capable de prendre soin de soi-même, incapable de travailler. Alité moins de 50 % de son temps',
    ],
    ['LA9625-0', '3. Capable seulement de quelques soins. Alité ou en chaise plus de 50 % du temps'],
    ['LA9626-8', '4. Incapable de prendre soins de soi-même. Alité ou en chaise en permanence'],
    ['LA9627-6', '5. Décédé'],
  ] as const
).map(([code, display]) => ({ system: LNC.ECOG.system, code, display }));

/** A concept of these codings, copied. */
export function concept(...codes: readonly (Code | Coding)[]): CodeableConcept {
  return { coding: codes.map((code) => ({ ...code })) };
}

/** Has the concept this very code? */
export function hasCode(one: CodeableConcept | undefined, code: { system: string; code: string }): boolean {
  return !!one?.coding?.some((coding) => coding.system === code.system && coding.code === code.code);
}
