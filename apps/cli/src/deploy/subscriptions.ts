import type { BotDefinition } from '@dcc/bots';
import type { MedplumClient } from '@medplum/core';
import type { Subscription } from '@medplum/fhirtypes';
import { sameContent } from './content.ts';
import { count, type DeployReport } from './report.ts';

const KIND = 'Abonnements';
const MAX_ATTEMPTS = 'https://medplum.com/fhir/StructureDefinition/subscription-max-attempts';

/**
 * Makes the events of a bot reach it. A Subscription has no identifier in FHIR R4: the bot it leads to names
 * it, and a bot has one.
 */
export async function deploySubscription(
  medplum: MedplumClient,
  definition: BotDefinition,
  botId: string,
  report: DeployReport,
): Promise<void> {
  const { subscription } = definition;
  if (!subscription) {
    return;
  }
  const wanted: Subscription = {
    resourceType: 'Subscription',
    extension: [{ url: MAX_ATTEMPTS, valueInteger: subscription.maxAttempts }],
    status: 'active',
    reason: subscription.reason,
    criteria: subscription.criteria,
    channel: { type: 'rest-hook', endpoint: `Bot/${botId}`, payload: 'application/fhir+json' },
  };
  const existing = await medplum.searchResources(
    'Subscription',
    { url: `Bot/${botId}` },
    { cache: 'reload' },
  );
  const [first] = existing;
  if (!first) {
    await medplum.createResource(wanted);
    count(report, KIND, 'created');
  } else if (sameContent(first, wanted)) {
    count(report, KIND, 'unchanged');
  } else {
    await medplum.updateResource({ ...wanted, id: first.id });
    count(report, KIND, 'updated');
  }
}
