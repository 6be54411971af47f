import type { Patient } from '@medplum/fhirtypes';
import { patientOf, type Story } from '../story/story.ts';
import type { Actors } from './actors.ts';
import type { Ledger } from './ledger.ts';
import { untilDone } from './retry.ts';

/**
 * Merges the duplicate identities, by the service, once their documents are out: a fiche of a merged identity can
 * no longer be signed nor issued.
 * @returns how many identities were merged by this play.
 */
export async function mergePatients({ service }: Actors, told: Story, ledger: Ledger): Promise<number> {
  let merged = 0;
  for (const member of told.members) {
    const kept = told.members.find(({ plan }) => plan.key === member.duplicateOf);
    if (!kept) continue;
    const [from, to] = [idOf(member), idOf(kept)];
    await untilDone(
      async () => {
        const duplicate = await service.readResource('Patient', from, { cache: 'reload' });
        if (duplicate.active === false) return;
        await link(duplicate, 'replaced-by', to, { active: false });
        await link(await service.readResource('Patient', to, { cache: 'reload' }), 'replaces', from, {});
        merged += 1;
      },
      () => false,
    );
  }
  return merged;

  function idOf(member: Story['members'][number]): string {
    return ledger.serverId(`Patient/${patientOf(member, told.rng).id}`)!;
  }

  async function link(
    patient: Patient,
    type: 'replaced-by' | 'replaces',
    id: string,
    rest: Partial<Patient>,
  ) {
    const links = [...(patient.link ?? []), { other: { reference: `Patient/${id}` }, type }];
    await service.updateResource<Patient>({ ...patient, ...rest, link: links } as Patient & { id: string });
  }
}
