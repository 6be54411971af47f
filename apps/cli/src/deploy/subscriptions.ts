import type { BotDefinition, BotSubscription } from '@dcc/bots';
import type { MedplumClient } from '@medplum/core';
import type { Extension, Subscription } from '@medplum/fhirtypes';
import { sameContent } from './content.ts';
import { count, type DeployReport } from './report.ts';

const KIND = 'Abonnements';
const EXTENSION = 'https://medplum.com/fhir/StructureDefinition';

/**
 * Makes the events of a bot reach it. A Subscription has no identifier in FHIR R4: the bot it leads to and its
 * criteria name it. One of the bot whose criteria is no longer wanted becomes the next wanted one that lacks, or is
 * turned off: an event told twice is work done twice.
 */
export async function deploySubscriptions(
  medplum: MedplumClient,
  { subscriptions = [] }: BotDefinition,
  botId: string,
  report: DeployReport,
): Promise<void> {
  const query = { url: `Bot/${botId}`, _count: '100' };
  const existing = [...(await medplum.searchResources('Subscription', query, { cache: 'reload' }))];
  const wanted = subscriptions.map((one) => subscriptionOf(one, botId));
  const spare = existing.filter(({ criteria }) => !wanted.some((one) => one.criteria === criteria));
  for (const one of wanted) {
    const stored = existing.find(({ criteria }) => criteria === one.criteria) ?? spare.shift();
    if (!stored) {
      await medplum.createResource(one);
      count(report, KIND, 'created');
    } else if (sameContent(stored, one)) {
      count(report, KIND, 'unchanged');
    } else {
      await medplum.updateResource({ ...one, id: stored.id });
      count(report, KIND, 'updated');
    }
  }
  for (const one of spare) {
    if (one.status === 'off') continue;
    await medplum.updateResource<Subscription>({ ...one, status: 'off' });
    count(report, KIND, 'updated');
  }
}

function subscriptionOf(one: BotSubscription, botId: string): Subscription {
  return {
    resourceType: 'Subscription',
    extension: extensionsOf(one),
    status: 'active',
    reason: one.reason,
    criteria: one.criteria,
    channel: { type: 'rest-hook', endpoint: `Bot/${botId}`, payload: 'application/fhir+json' },
  };
}

function extensionsOf({
  maxAttempts,
  preCommit,
  interactions = [],
  expression,
}: BotSubscription): Extension[] {
  return [
    { url: `${EXTENSION}/subscription-max-attempts`, valueInteger: maxAttempts },
    ...(preCommit ? [{ url: `${EXTENSION}/pre-commit-bot`, valueBoolean: true }] : []),
    ...interactions.map((valueCode) => ({
      url: `${EXTENSION}/subscription-supported-interaction`,
      valueCode,
    })),
    ...(expression ? [{ url: `${EXTENSION}/fhir-path-criteria-expression`, valueString: expression }] : []),
  ];
}
