import { CISIS, codeSystem, DCC_CODES } from '@dcc/fhir-profiles';
import type { Condition, LifeCycle } from './state.ts';

const on =
  (resource: Condition['resource']) =>
  (element: string, code: string): Condition => ({ resource, element, code });
const encounter = on('Encounter');
const request = on('ServiceRequest');
const composition = on('Composition');
const task = on('Task');
const coded = ({ system, code }: { system: string; code: string }) => `${system}|${code}`;
/** A finer step of a Task, of our own: product states that FHIR has no code for. */
const step = (code: string) => task('businessStatus.coding', `${codeSystem('dcc')}|${code}`);

/** Sending is a Task of its own code: a completed request for a missing piece closes nothing. */
const SENT = task('code.coding', `${codeSystem('dcc')}|send-dmp`);
const SESSION_TYPE = encounter('type.coding', coded(DCC_CODES.SESSION));
const CASE_TYPE = encounter('type.coding', coded(DCC_CODES.CASE));

export const SESSION: LifeCycle = {
  code: 'session',
  label: 'Session de RCP',
  states: [
    {
      code: 'planned',
      label: 'planifiée',
      conditions: [SESSION_TYPE, encounter('status', 'planned')],
      next: ['running', 'cancelled'],
      note: 'ouverte ou fermée aux inscriptions : une échéance, pas un état stocké',
    },
    {
      code: 'running',
      label: 'en cours',
      conditions: [SESSION_TYPE, encounter('status', 'in-progress')],
      next: ['held', 'cancelled'],
    },
    {
      code: 'held',
      label: 'tenue',
      conditions: [SESSION_TYPE, encounter('status', 'finished')],
      next: [],
      note: 'close quand chaque fiche est signée et envoyée : déduit des fiches',
    },
    {
      code: 'cancelled',
      label: 'annulée ou fusionnée',
      conditions: [SESSION_TYPE, encounter('status', 'cancelled')],
      next: [],
      note: 'les dossiers reviennent à « acceptée » ou passent à la session cible',
    },
  ],
};

export const INSCRIPTION: LifeCycle = {
  code: 'inscription',
  label: 'Inscription',
  states: [
    {
      code: 'draft',
      label: 'brouillon',
      conditions: [request('status', 'draft')],
      next: ['submitted', 'withdrawn'],
    },
    {
      code: 'submitted',
      label: 'déposée',
      conditions: [request('status', 'active')],
      next: ['treated', 'postponed', 'withdrawn'],
      note: 'complète, incomplète, acceptée, à l’ordre du jour : pièces manquantes (Task), passage (Encounter)',
    },
    {
      code: 'postponed',
      label: 'reportée',
      conditions: [request('status', 'on-hold')],
      next: ['submitted', 'withdrawn'],
      note: 'ne compte que dans la session où le dossier est traité',
    },
    { code: 'treated', label: 'traitée', conditions: [request('status', 'completed')], next: [] },
    {
      code: 'withdrawn',
      label: 'retirée, refusée ou transférée',
      conditions: [request('status', 'revoked')],
      next: [],
      note: 'un transfert en recours crée une nouvelle inscription qui la remplace',
    },
  ],
};

export const CASE: LifeCycle = {
  code: 'case',
  label: 'Passage d’un dossier',
  states: [
    {
      code: 'planned',
      label: 'à l’ordre du jour',
      conditions: [CASE_TYPE, encounter('status', 'planned')],
      next: ['running', 'discussed', 'registered', 'cancelled'],
    },
    {
      code: 'running',
      label: 'en cours',
      conditions: [CASE_TYPE, encounter('status', 'in-progress')],
      next: ['discussed', 'registered', 'cancelled'],
    },
    {
      code: 'discussed',
      label: 'discuté',
      conditions: [
        CASE_TYPE,
        encounter('status', 'finished'),
        encounter('type.coding', coded(CISIS.DISCUSSED)),
      ],
      next: [],
    },
    {
      code: 'registered',
      label: 'enregistré sans discussion',
      conditions: [
        CASE_TYPE,
        encounter('status', 'finished'),
        encounter('type.coding', coded(CISIS.REGISTERED)),
      ],
      next: ['discussed'],
      note: 'strictement conforme à un référentiel ; un doute à la relecture le remet en discussion',
    },
    {
      code: 'cancelled',
      label: 'reporté ou retiré',
      conditions: [CASE_TYPE, encounter('status', 'cancelled')],
      next: [],
      note: 'un report crée un nouveau passage dans l’autre session',
    },
  ],
};

export const FICHE: LifeCycle = {
  code: 'fiche',
  label: 'Fiche RCP',
  states: [
    {
      code: 'closed',
      label: 'clôturée',
      conditions: [composition('status', 'final'), SENT, task('status', 'completed')],
      next: ['amended'],
      note: 'GEN-065 29179001 ; tous les envois (Task) sont terminés',
    },
    {
      code: 'approved',
      label: 'approuvée',
      conditions: [composition('status', 'final')],
      next: ['closed', 'amended'],
      note: 'GEN-065 9571008 ; verrouillée, un document est produit',
    },
    {
      code: 'amended',
      label: 'approuvée, version modifiée',
      conditions: [composition('status', 'amended')],
      next: ['amended'],
      note: 'GEN-065 9571008 ; nouvelle Composition, même identifiant, version suivante',
    },
    {
      code: 'done',
      label: 'réalisée',
      conditions: [composition('status', 'preliminary'), encounter('status', 'finished')],
      next: ['approved', 'amended', 'in-progress'],
      note: 'GEN-065 398166005 ; décision rédigée, à signer',
    },
    {
      code: 'in-progress',
      label: 'en cours',
      conditions: [composition('status', 'preliminary')],
      next: ['done'],
      note: 'GEN-065 385651009',
    },
  ],
};

export const SENDING: LifeCycle = {
  code: 'sending',
  label: 'Envoi à un destinataire',
  states: [
    {
      code: 'waiting',
      label: 'en attente d’identité qualifiée',
      conditions: [task('status', 'on-hold')],
      next: ['queued'],
    },
    {
      code: 'queued',
      label: 'à envoyer',
      conditions: [task('status', 'requested')],
      next: ['sent', 'failed'],
    },
    {
      code: 'sent',
      label: 'envoyé',
      conditions: [task('status', 'in-progress')],
      next: ['accepted', 'failed'],
    },
    {
      code: 'replaced',
      label: 'remplacé',
      conditions: [task('status', 'completed'), step('replaced')],
      next: [],
    },
    { code: 'accepted', label: 'reçu', conditions: [task('status', 'completed')], next: ['replaced'] },
    {
      code: 'failed',
      label: 'rejeté',
      conditions: [task('status', 'failed')],
      next: ['queued'],
      note: 'corrigé puis renvoyé',
    },
  ],
};

/** Every life cycle, in the order of docs/etats.md. */
export const LIFE_CYCLES: readonly LifeCycle[] = [SESSION, INSCRIPTION, CASE, FICHE, SENDING];
