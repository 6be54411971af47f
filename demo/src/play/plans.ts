import type { Resource } from '@medplum/fhirtypes';
import { refer } from '../base/fhir.ts';
import { type PpsVersion, ppsOf } from '../story/pps.ts';
import type { Story } from '../story/story.ts';
import type { Actors } from './actors.ts';
import { type Ledger, writeAll } from './ledger.ts';
import { accountsByPatient } from './patients.ts';
import type { Progress } from './progress.ts';
import { chunks, untilDone } from './retry.ts';

/** Versions in one transaction: each is three creates at most. */
const AT_ONCE = 20;

/**
 * The PPS of the month, by the service: validated versions are final, which no role may
 * write. Each version comes with its plan and its hand-over, all or nothing.
 * @returns how many versions were written by this play.
 */
export async function playPlans(
  { service }: Pick<Actors, 'service'>,
  told: Story,
  ledger: Ledger,
  progress: Progress,
): Promise<number> {
  const unknown = ppsOf(told).filter(({ composition }) => !ledger.find(composition));
  // An administrator's `meta` without accounts gives none: nobody else would see the plan.
  const accounts = new Map(
    [...accountsByPatient(told)].map(([member, all]) => [refer('Patient', member.plan.key).reference, all]),
  );
  progress.begin('Plans personnalisés de soins', unknown.length);
  // A second version points to the first: in order, one transaction after the other.
  for (const group of chunks(unknown, AT_ONCE)) {
    await untilDone(
      () =>
        writeAll(
          service,
          ledger,
          group.flatMap((one) => {
            const own = accounts.get(one.composition.subject?.reference) ?? [];
            return resourcesOf(one).map((resource) => ({
              resource: { ...resource, meta: { ...resource.meta, accounts: own } },
            }));
          }),
        ),
      async () => {
        await ledger.load(service);
        return group.every(({ composition }) => ledger.find(composition));
      },
    );
    progress.step(group.length);
  }
  progress.end();
  return unknown.length;
}

function resourcesOf({ plan, composition, handOver }: PpsVersion): Resource[] {
  return [plan, composition, ...(handOver ? [handOver] : [])];
}
