import { SYSTEMS, type SystemKey } from './systems.ts';

/** One code with the French display that goes with it everywhere. */
export interface Code {
  readonly system: string;
  readonly code: string;
  readonly display: string;
}

function codes<const T extends Record<string, readonly [code: string, display: string]>>(
  key: SystemKey,
  table: T,
): {
  readonly [K in keyof T]: { readonly system: string; readonly code: T[K][0]; readonly display: T[K][1] };
} {
  const { url } = SYSTEMS[key];
  const entries = Object.entries(table).map(([name, [code, display]]) => [
    name,
    { system: url, code, display },
  ]);
  return Object.fromEntries(entries);
}

/** LOINC codes of documents and observations (sections are in `sections.ts`; spec/cda-frcp.md). */
export const LNC = codes('LNC', {
  FRCP: ['34794-8', 'CR de réunion de concertation pluridisciplinaire'],
  PPS: ['18776-5', 'Plan personnalisé de soins'],
  SCREENING: ['63921-1', 'Cancer découvert par un dépistage'],
  TNM_CLINICAL: ['75620-5', 'Classification TNM clinique'],
  TNM_T: ['21905-5', 'Tumeur primitive (T)'],
  TNM_N: ['21906-3', 'Ganglions régionaux (N)'],
  TNM_M: ['21907-1', 'Métastases (M)'],
  TNM_STAGE: ['21909-7', 'Stade TNM'],
  TNM_VERSION: ['21917-0', 'Version de la classification TNM'],
  OTHER_CLASSIFICATION: ['21918-8', 'Autre classification'],
  LATERALITY: ['20228-3', 'Latéralité'],
  ECOG: ['89262-0', 'Indice de performance ECOG OMS'],
  ECOG_SCORE: ['89247-1', 'Score ECOG'],
  GERIATRIC_EVALUATION: ['84121-3', 'Évaluation gériatrique'],
  GERIATRIC_DEPRESSION: ['48544-1', 'Score de la dépression gériatrique'],
  GRAVIDITY: ['11996-6', 'Gestité'],
  PARITY: ['11977-6', 'Parité'],
  WISHES: ['75320-2', 'Souhaits du patient'],
  CRO_CONCLUSION: ['10218-6', 'Conclusion du compte rendu opératoire'],
  REPORT_CONCLUSION: ['22637-3', 'Conclusion du compte rendu'],
  COMMENT: ['48767-8', 'Commentaire'],
});

/** CI-SIS codes (TerminologieCISIS, formerly TA_ASIP). */
export const CISIS = codes('CISIS', {
  NATURE_ORGANES: ['ORG-117', 'RCP Appareil - Organes'],
  NATURE_TRANSVERSALE: ['ORG-132', 'RCP Transversale et de soins de support'],
  NATURE: ['GEN-098', 'Nature de la discussion'],
  APPAREIL: ['ORG-118', 'Appareil'],
  ORGANE: ['ORG-119', 'Organe'],
  TOPIC: ['ORG-138', 'Traitement / Soins'],
  RECOURS: ['ORG-184', 'RCP de recours'],
  PEDIATRIC: ['ORG-185', 'RCP pédiatrique'],
  REASON: ['ORG-186', 'Motif de la RCP'],
  REASON_DIAGNOSIS: ['MED-235', 'Avis diagnostique'],
  REASON_THERAPY: ['ORG-114', 'Proposition de traitement (dont ajustement et surveillance)'],
  REASON_RECOURS: ['ORG-115', 'Recours'],
  REASON_PEDIATRIC: ['ORG-116', 'Pédiatrie'],
  CASE_STATUS: ['ORG-127', 'Statut du cas présenté'],
  REGISTERED: ['ORG-128', 'Cas enregistré'],
  DISCUSSED: ['ORG-134', 'Cas discuté'],
  PHASE: ['MED-243', 'Phase du cancer'],
  PHASE_INITIAL: ['MED-268', 'Phase initiale du cancer'],
  PHASE_RELAPSE: ['MED-244', 'Rechute du cancer'],
  PROGRESSION: ['MED-245', 'Progression du cancer'],
  PROGRESSION_LOCAL: ['MED-246', 'Progression locale du cancer'],
  PROGRESSION_REGIONAL: ['MED-247', 'Progression régionale du cancer'],
  PROGRESSION_DISTANT: ['MED-248', 'Progression à distance du cancer'],
  PREGNANCY_PLAN: ['ORG-173', 'Projet de grossesse'],
  CLASSIFICATION_NAME: ['GEN-101', 'Nom de la classification'],
  CLASSIFICATION_VERSION: ['GEN-102', 'Version de la classification'],
  RECORD_COMPLETE: ['GEN-100', 'Dossier complet'],
  RCP_INFORMATION: ['GEN-099', 'Information RCP'],
  QUORUM: ['ORG-125', 'Quorum RCP'],
  QUORUM_REACHED: ['ORG-126', 'Quorum atteint'],
  QUORUM_NOT_REACHED: ['ORG-133', 'Quorum non atteint'],
  QUORUM_UNKNOWN: ['GEN-010', 'Ne sait pas'],
  EXAM: ['ORG-064', "Demande d'examen ou de suivi"],
  TO_RECOURS: ['ORG-120', 'Passage en RCP recours'],
  SURVEILLANCE: ['MED-226', 'Surveillance seule'],
  REFERENTIEL: ['MED-249', 'Recommandation/référentiel de pratique clinique'],
  TRIAL: ['MED-250', "Proposition d'inclusion dans un essai clinique"],
  DOCUMENT_STATUS: ['GEN-065', 'Statut du document'],
  TOPOGRAPHY: ['GEN-243', 'Topographie'],
  PATIENT_INFORMATION: ['GEN-294', 'Information pour le patient'],
  FERTILITY_SUPPORT: ['MED-051', 'Soutien à la mise en oeuvre de la préservation de la fertilité'],
});

/** Fertility preservation as the national set of transversal topics writes it. */
export const NCIT = codes('NCIT', { FERTILITY: ['C71326', 'préservation de la fertilité'] });

/** State of the document for GEN-065; derived from the Composition, never stored (fhir-model.md 4.7). */
export const DOCUMENT_STATUS = codes('SCT', {
  IN_PROGRESS: ['385651009', "en cours d'exécution"],
  DONE: ['398166005', 'réalisé'],
  APPROVED: ['9571008', 'approuvé'],
  CLOSED: ['29179001', 'clôturé'],
});

export const LATERALITY = codes('SCT', {
  RIGHT: ['24028007', 'droit'],
  LEFT: ['7771000', 'gauche'],
  BILATERAL: ['51440002', 'bilatéral'],
});

/** Way of care: an RCP or an RCP de recours. */
export const R213 = codes('R213', {
  RCP: ['39', 'Réunion de Concertation Pluridisciplinaire (RCP)'],
  RCP_RECOURS: ['40', 'Réunion de Concertation Pluridisciplinaire (RCP) de recours'],
});

export const R85 = codes('R85', {
  SECRETARY: ['331', 'Secrétaire assistante médico-administrative'],
  TEAM_MEMBER: ['353', "Membre de l'équipe de soins"],
});

export const G15 = codes('G15', {
  DOCTOR: ['10', 'Médecin'],
  PHARMACIST: ['21', 'Pharmacien'],
  MIDWIFE: ['50', 'Sage-femme'],
  NURSE: ['60', 'Infirmier'],
});

export const R258 = codes('R258', { CORRE: ['CORRE', 'Correspondant'] });

export const ACT = codes('ACT_CODE', {
  VIRTUAL: ['VR', "Virtuelle (exemple : RCP en l'absence du patient)"],
});

/** Types of participants of an Encounter. */
export const PARTICIPATION = codes('PARTICIPATION_TYPE', {
  RESPONSIBLE: ['PPRF', 'Responsable de la séance'],
  PARTICIPANT: ['SPRF', 'Participant'],
  CONSULTED: ['CON', 'Avis écrit'],
  REQUESTER: ['REF', 'Médecin demandeur'],
});

export const PARTICIPATION_FUNCTION = codes('PARTICIPATION_FUNCTION', { PCP: ['PCP', 'Médecin traitant'] });

/** Roles of `Patient.contact`. */
export const CONTACT = codes('ROLE_CLASS', {
  EMERGENCY: ['ECON', "Personne à prévenir en cas d'urgence"],
  TRUSTED: ['NOK', 'Personne de confiance'],
  GUARDIAN: ['GUARD', 'Représentant légal'],
});

/** Our own codes: what has no equivalent in a published national terminology. */
export const DCC_CODES = codes('DCC', {
  SESSION: ['rcp-session', 'Séance de RCP'],
  CASE: ['rcp-case', "Passage d'un dossier en RCP"],
  INSCRIPTION: ['rcp-inscription', 'Inscription en RCP'],
  PRESENTER: ['presenter', 'Présentateur'],
  STANDARD: ['standard', 'RCP standard'],
  RECOURS: ['recours', 'RCP de recours'],
  RARE: ['rare', 'RCP cancers rares'],
  PEDIATRIC: ['pediatric', 'RCP pédiatrique'],
  PRESENT: ['present', 'Présent sur place'],
  VISIO: ['visio', 'Présent à distance'],
  WRITTEN_OPINION: ['written-opinion', 'Avis écrit complémentaire'],
  EXCUSED: ['excused', 'Excusé'],
  ABSENT: ['absent', 'Absent'],
  QUORUM_EVIDENCE: ['quorum-evidence', 'Compétence comptée pour le quorum'],
  QUORUM_MISSING: ['quorum-missing', 'Compétence exigée et absente'],
  G8_TOTAL: ['g8-total', 'Score G8 total'],
  REFERENTIEL: ['referentiel', 'Conformité au référentiel'],
  CONFORM: ['conform', 'Conforme au référentiel'],
  DEVIATING: ['deviating', 'Hors référentiel (motivé)'],
  NO_REFERENTIEL: ['no-referentiel', 'Aucun référentiel applicable'],
  NOT_DOCUMENTED: ['not-documented', 'Non renseigné'],
  YES: ['yes', 'Oui'],
  NO: ['no', 'Non'],
  COMPLETE_PIECE: ['complete-piece', 'Compléter le dossier'],
  FOLLOW_UP: ['decision-follow-up', 'Suites données à la décision'],
  APPLIED: ['applied', 'Décision appliquée'],
  MODIFIED: ['modified', 'Décision modifiée'],
  NOT_APPLIED: ['not-applied', 'Décision non appliquée'],
  HAND_OVER_PPS: ['hand-over-pps', 'Remettre le PPS au patient'],
  G8_REQUEST: ['g8-request', 'Score G8 demandé'],
  EGA_REQUEST: ['ega-request', 'Évaluation oncogériatrique demandée'],
  EGA: ['ega', 'Évaluation oncogériatrique réalisée'],
  FERTILITY: ['fertility', 'Préservation de la fertilité'],
  FERTILITY_PROPOSED: ['proposed', 'Proposée'],
  FERTILITY_DONE: ['done', 'Réalisée'],
  FERTILITY_NOT_INDICATED: ['not-indicated', 'Non indiquée (motivée)'],
  FERTILITY_REFUSED: ['refused', 'Refusée par le patient'],
  ONCORIF_INDICATOR: ['oncorif-indicator', "Indicateur de l'export ONCORIF"],
  STEERING_INDICATOR: ['steering-indicator', "Indicateur de pilotage, hors de l'export ONCORIF"],
  ONCORIF_EXPORT: ['oncorif-export', 'Export ONCORIF'],
  ONCORIF_DELIVERY: ['oncorif-delivery', "Envoi de l'export ONCORIF"],
  ONCORIF_ALERT: ['oncorif-alert', "Envoi de l'export ONCORIF à vérifier"],
  RCP_PRESENTATION: ['rcp-presentation', 'Présentation du dossier en RCP'],
  ANNOUNCEMENT: ['announcement', 'Annonce du diagnostic au patient'],
  PATIENT_REFUSAL: ['patient-refusal', 'Refus du patient'],
  RECORD_INCOMPLETE: ['record-incomplete', 'Dossier incomplet'],
  REQUESTER_ABSENT: ['requester-absent', 'Demandeur absent'],
  NO_TIME: ['no-time', 'Temps insuffisant en séance'],
  SPECIALTY_MISSING: ['specialty-missing', 'Compétence manquante'],
  TREATED_ELSEWHERE: ['treated-elsewhere', 'Dossier traité dans une autre RCP'],
  NO_LONGER_RELEVANT: ['no-longer-relevant', 'Question devenue sans objet'],
  PATIENT_DIED: ['patient-died', 'Décès du patient'],
  MISTAKE: ['mistake', 'Inscription par erreur'],
  OTHER: ['other', 'Autre motif'],
});

/** The themes the region counts by (spec/indicators.md); our own list until ONCORIF publishes one. */
export const THEMATIC = codes('THEMATIC', {
  SEIN: ['sein', 'Sein'],
  DIGESTIF: ['digestif', 'Digestif'],
  THORAX: ['thorax', 'Thorax'],
  UROLOGIE: ['urologie', 'Urologie'],
  HEMATOLOGIE: ['hematologie', 'Hématologie'],
  GYNECOLOGIE: ['gynecologie', 'Gynécologie'],
  ORL: ['orl', 'Voies aérodigestives supérieures'],
  NEURO: ['neuro', 'Neuro-oncologie'],
  DERMATOLOGIE: ['dermatologie', 'Dermatologie'],
  SARCOME: ['sarcome', 'Sarcomes'],
  ENDOCRINIEN: ['endocrinien', 'Endocrinien'],
  ONCOGERIATRIE: ['oncogeriatrie', 'Oncogériatrie'],
  SUPPORT: ['support', 'Soins de support'],
  PEDIATRIE: ['pediatrie', 'Pédiatrie'],
  AUTRE: ['autre', 'Autre'],
});

/** Tags of `meta.tag`. */
export const TAGS = {
  MSS_PERSONAL: 'mss-personal',
  MSS_ORGANIZATION: 'mss-organization',
  NOT_SENDABLE: 'not-sendable',
  /** A report of figures alone: analysts may read it. */
  AGGREGATE: 'aggregate',
  /** Beside the others, what a report of figures holds: totals alone, strata of one axis, or crossed axes. */
  TOTALS: 'totals',
  STRATA: 'strata',
  CROSSED: 'crossed',
  /** On totals: their strata stand in pages of one axis, each under a tag of it. */
  BY_AXIS: 'by-axis',
  /** Figures of one establishment, or of one 3C, for those who may see its patients: nothing is masked. */
  ESTABLISHMENT_FIGURES: 'aggregate-establishment',
  CENTRE_FIGURES: 'aggregate-centre',
  /** A report that leads to the resources behind the figures. */
  TRACE: 'trace',
} as const;
