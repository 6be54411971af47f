/** What does not fit the model is counted apart with its reason, never dropped in silence. */
export type Anomaly =
  | 'case-without-fiche'
  | 'case-with-several-fiches'
  | 'case-without-session'
  | 'session-without-date'
  | 'plan-without-date'
  | 'unknown-patient'
  | 'unknown-organization'
  | 'unreadable-record';

/** A French reason for the manifest. */
export const ANOMALIES: Readonly<Record<Anomaly, string>> = {
  'case-without-fiche': 'dossier traité sans fiche RCP : compté dans aucun indicateur de fiche',
  'case-with-several-fiches': 'dossier traité avec plusieurs fiches RCP : chaque fiche est comptée',
  'case-without-session': 'dossier traité dont la séance est introuvable ou non tenue : compté nulle part',
  'session-without-date': 'séance tenue sans date de début lisible : comptée dans aucun mois',
  'plan-without-date': 'PPS validé sans date de validation lisible : compté dans aucun mois',
  'unknown-patient': 'patient introuvable : compté par la référence du dossier',
  'unknown-organization': 'établissement ou 3C introuvable : compté sous « non renseigné »',
  'unreadable-record': 'enregistrement hors du modèle, illisible : compté nulle part',
};
