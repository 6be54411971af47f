import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DCC_CODES, LNC } from '@dcc/fhir-profiles';
import { changed, SHARE_SUBSCRIPTIONS } from './share-record/subscriptions.ts';

/** A bot as a server is told of it. Its code is the bundle that `bots/scripts/build.ts` made. */
export interface BotDefinition {
  /** Value of the identifier `{DCC}/bot`, and name of the folder and of the bundle. */
  name: string;
  /** What an administrator reads in the list of bots, in French. */
  description: string;
  /** Seconds after which a run is stopped. */
  timeout: number;
  /** What starts it by itself; executed on demand only when there is none, and no `cron`. */
  subscriptions?: readonly BotSubscription[];
  /** When it runs by itself: five fields, the server's time zone (Bot.cronString). */
  cron?: string;
}

/** Writes that a bot is told of, or asked about. */
export interface BotSubscription {
  /** FHIR search string (Subscription.criteria); one subscription of a bot has it. */
  criteria: string;
  /** In French: why these events are sent (Subscription.reason). */
  reason: string;
  /** Tries before an administrator must look; Medplum's ceiling is 18, some 73 hours. */
  maxAttempts: number;
  /** FHIRPath on `%previous` and `%current` that must hold too. */
  expression?: string;
  /** Asked before the write, which it may refuse, instead of told after it. */
  preCommit?: boolean;
  /** Which writes; all when absent. */
  interactions?: readonly ('create' | 'update' | 'delete')[];
}

const FICHE = `Composition?type=${LNC.FRCP.system}|${LNC.FRCP.code}&status=final,amended`;

const SIGNED_CONTENT = [
  'status',
  'identifier',
  'type',
  'category',
  'subject',
  'encounter',
  'date',
  'author',
  'title',
  'confidentiality',
  'attester',
  'custodian',
  'relatesTo',
  'event',
  'section',
  'extension',
  'language',
  'text',
];
/** Is there a part of a fiche that is not what it was? */
const CONTENT_CHANGES = SIGNED_CONTENT.map(changed).join(' or ');

const FRCP_TYPE = `type.coding.where(code = '${LNC.FRCP.code}').exists()`;
/** A signed fiche, in FHIRPath. */
const signed = (version: string): string =>
  `(${version}.${FRCP_TYPE} and (${version}.status = 'final' or ${version}.status = 'amended'))`;
/**
 * Was the fiche signed, and is no more? The real server does not know the version before when it asks: there, a
 * fiche that is marked in error, or is a draft that somebody signed, is worth asking about.
 */
const WITHDRAWN = [
  `(%previous.id.exists() and ${signed('%previous')} and ${signed('%current')}.not())`,
  `(%previous.id.exists().not() and %current.${FRCP_TYPE} and (%current.status = 'entered-in-error' or ` +
    "(%current.status = 'preliminary' and %current.attester.where(mode = 'legal').exists())))",
].join(' or ');

/** Every bot of the product. The order is that of deployment. */
export const BOTS: readonly BotDefinition[] = [
  {
    name: 'sign-frcp',
    description: 'Valide une fiche RCP : règles, signature, quorum, trace, en une transaction',
    timeout: 30,
    subscriptions: [
      {
        criteria: FICHE,
        reason: 'Seule la signature rend une fiche définitive',
        maxAttempts: 1,
        preCommit: true,
        interactions: ['create', 'update'],
        // Accounts may still be added to a signed fiche: its content is what nobody touches.
        expression: CONTENT_CHANGES,
      },
      {
        criteria: 'Composition',
        reason: 'Une fiche signée ne se retire pas',
        maxAttempts: 1,
        preCommit: true,
        interactions: ['update'],
        expression: WITHDRAWN,
      },
      {
        // The fiches of the first, in other words: a criterion names one subscription of a bot.
        criteria: `Composition?status=final,amended&type=${LNC.FRCP.system}|${LNC.FRCP.code}`,
        reason: 'Une fiche signée ne se supprime pas',
        maxAttempts: 1,
        preCommit: true,
        interactions: ['delete'],
      },
    ],
  },
  {
    name: 'share-record',
    description:
      'Montre le dossier à qui organise, à qui demande et, pour un temps, à qui est convoqué à la séance',
    timeout: 120,
    subscriptions: SHARE_SUBSCRIPTIONS,
    cron: '20 3 * * *',
  },
  {
    name: 'frcp-to-cda',
    description: 'Émet le document CDA et PDF d’une fiche RCP signée, ou demande ce qui manque',
    timeout: 60,
    subscriptions: [{ criteria: FICHE, reason: 'Une fiche RCP signée donne un document', maxAttempts: 18 }],
  },
  {
    name: 'announce',
    description: 'Montre les documents au patient quand le diagnostic lui a été annoncé, les cache jusque-là',
    timeout: 60,
    subscriptions: [
      {
        criteria: `Consent?category=${DCC_CODES.ANNOUNCEMENT.system}|${DCC_CODES.ANNOUNCEMENT.code}`,
        reason: 'Un document reste caché au patient jusqu’à l’annonce de son diagnostic',
        maxAttempts: 18,
        interactions: ['create', 'update'],
      },
    ],
  },
  {
    name: 'oncorif',
    description: 'Calcule les indicateurs d’une période et écrit les fichiers CSV pour ONCORIF',
    timeout: 600,
  },
  {
    name: 'oncorif-automatic',
    description: 'Au jour choisi, exporte les mois ouverts pour ONCORIF et les envoie',
    timeout: 600,
    cron: '10 * * * *',
  },
];

/**
 * The code of a bot, CommonJS.
 * @throws Error in French when the bundle has not been built.
 */
export function botCode(name: string): string {
  try {
    return readFileSync(join(import.meta.dirname, '../dist', `${name}.cjs`), 'utf8');
  } catch {
    throw new Error(`Le bot ${name} n’est pas construit : lancez « npm run build ».`);
  }
}
