import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LNC } from '@dcc/fhir-profiles';

/** A bot as a server is told of it. Its code is the bundle that `bots/scripts/build.ts` made. */
export interface BotDefinition {
  /** Value of the identifier `{DCC}/bot`, and name of the folder and of the bundle. */
  name: string;
  /** What an administrator reads in the list of bots, in French. */
  description: string;
  /** Seconds after which a run is stopped. */
  timeout: number;
  /** What starts it by itself; executed on demand only when absent. */
  subscription?: {
    /** FHIR search string (Subscription.criteria). */
    criteria: string;
    /** In French: why these events are sent (Subscription.reason). */
    reason: string;
    /** Tries before an administrator must look; Medplum's ceiling is 18, some 73 hours. */
    maxAttempts: number;
  };
}

/** Every bot of the product. The order is that of deployment. */
export const BOTS: readonly BotDefinition[] = [
  {
    name: 'sign-frcp',
    description: 'Valide une fiche RCP : règles, signature, quorum, trace, en une transaction',
    timeout: 30,
  },
  {
    name: 'frcp-to-cda',
    description: 'Émet le document CDA et PDF d’une fiche RCP signée, ou demande ce qui manque',
    timeout: 60,
    subscription: {
      criteria: `Composition?type=${LNC.FRCP.system}|${LNC.FRCP.code}&status=final,amended`,
      reason: 'Une fiche RCP signée donne un document',
      maxAttempts: 18,
    },
  },
  {
    name: 'oncorif',
    description: 'Calcule les indicateurs d’une période et écrit les fichiers CSV pour ONCORIF',
    timeout: 600,
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
