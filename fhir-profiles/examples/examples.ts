import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Resource } from '@medplum/fhirtypes';
import { quorumPlans } from '../src/quorum-plans.ts';
import { goldenResources } from './golden.ts';

const MORE = join(import.meta.dirname, 'more');

/**
 * Every valid example by name: the golden record, the states real life has (`more/`: provisional identity, tumour in
 * words, quorum not reached, draft, amended...) and the published quorum rules.
 */
export function examples(): Map<string, Resource> {
  const files = readdirSync(MORE).filter((file) => file.endsWith('.json'));
  return new Map<string, Resource>([
    ...goldenResources(),
    ...files.sort().map((file): [string, Resource] => {
      return [file.slice(0, -5), JSON.parse(readFileSync(join(MORE, file), 'utf8'))];
    }),
    ...quorumPlans().map((plan): [string, Resource] => [plan.url!.split('/').at(-1)!, plan]),
  ]);
}
