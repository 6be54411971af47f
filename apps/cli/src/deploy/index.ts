import { BOTS } from '@dcc/bots';
import { loadConformance } from '@dcc/fhir-profiles/src/dist.ts';
import { loadPolicies } from '@dcc/fhir-profiles/src/policies.ts';
import type { MedplumClient } from '@medplum/core';
import type { OnProgress } from '../progress.ts';
import { deployBot } from './bots.ts';
import { type Definition, deployConformance } from './conformance.ts';
import { deployPolicy, POLICIES } from './policies.ts';
import type { DeployReport } from './report.ts';
import { deploySubscriptions } from './subscriptions.ts';

export { type Counts, type DeployReport, reportText, total } from './report.ts';

/**
 * Puts the product on a server: terminologies, profiles, measures, quorum rules, access policies, then bots,
 * then their events. Through MedplumClient alone, inside the limits of the real server (spec/medplum.md 5
 * and 11). Idempotent: a second run writes nothing, an interrupted one is run again.
 *
 * @param medplum logged in as a project administrator.
 * @returns what was created, updated and left unchanged, by kind.
 * @throws Error in French naming the first thing that the server refused.
 */
export async function deploy(
  medplum: MedplumClient,
  { onProgress = () => undefined }: { onProgress?: OnProgress } = {},
): Promise<DeployReport> {
  const report: DeployReport = new Map();
  const definitions = loadConformance() as Definition[];
  const policies = loadPolicies();
  const all = definitions.length + policies.length + BOTS.length;
  await deployConformance(medplum, definitions, report, (step) => onProgress({ ...step, total: all }));
  for (const [index, policy] of policies.entries()) {
    onProgress({ done: definitions.length + index, total: all, label: POLICIES });
    await deployPolicy(medplum, policy, report);
  }
  for (const [index, definition] of BOTS.entries()) {
    onProgress({ done: definitions.length + policies.length + index, total: all, label: 'Bots' });
    const bot = await deployBot(medplum, definition, report);
    await deploySubscriptions(medplum, definition, bot.id, report);
  }
  onProgress({ done: all, total: all, label: 'Bots' });
  return report;
}
