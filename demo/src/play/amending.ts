import type { CarePlan, Composition, Resource } from '@medplum/fhirtypes';
import { nextVersion } from '../story/fiche.ts';
import type { CasePlan } from '../story/roles.ts';
import type { Amendment } from '../story/states.ts';
import type { Actors } from './actors.ts';
import { type Ledger, writeAll } from './ledger.ts';
import { untilDone } from './retry.ts';

/** The demandeur writes the next version of a fiche from the stored one; it is not signed yet. */
export async function amend(
  { people }: Actors,
  plan: CasePlan,
  previous: Composition,
  version: number,
  amendment: Amendment,
  ledger: Ledger,
): Promise<Composition> {
  const doctor = await people.as(plan.requester);
  const current = await doctor.readResource('Composition', ledger.find(previous)!.id, { cache: 'reload' });
  const decision = await doctor.readReference<CarePlan>({ reference: decisionOf(current) });
  const next = nextVersion(plan, current, decision, version, amendment);
  if (ledger.find(next.composition)) return next.composition;
  await untilDone(
    () => writeAll(doctor, ledger, [{ resource: asDraft(next.decision) }, { resource: next.composition }]),
    async () => {
      const { system, value } = next.composition.identifier!;
      const found = await doctor.searchResources('Composition', `identifier=${system}|${value}`, {
        cache: 'reload',
      });
      const written = found.find(({ extension }) =>
        extension?.some(({ valuePositiveInt }) => valuePositiveInt === version),
      );
      if (written) ledger.note(next.composition, written.id, written.status);
      return written !== undefined;
    },
  );
  return next.composition;
}

function decisionOf(composition: Composition): string {
  const references = composition.section?.flatMap(
    ({ entry }) => entry?.map(({ reference }) => reference ?? '') ?? [],
  );
  const found = references?.find((reference) => reference.startsWith('CarePlan/'));
  if (!found) throw new Error(`La fiche ${composition.identifier?.value} n’a pas de décision.`);
  return found;
}

/** A proposal is a draft until its fiche is signed: the signature puts it in force. */
export function asDraft<T extends Resource>(resource: T): T {
  return resource.resourceType === 'CarePlan' ? { ...resource, status: 'draft' } : resource;
}
