import type { Resource } from '@medplum/fhirtypes';
import { groups } from '../accounts/groups.ts';
import { staffResources } from '../accounts/staff.ts';
import { directory } from '../region/directory.ts';
import type { Actors } from './actors.ts';
import { type Ledger, writeAll } from './ledger.ts';
import type { Progress } from './progress.ts';
import { untilDone } from './retry.ts';

/** The directory and the catalogue, by the service, and who has an account without being in the directory. */
export async function playDirectory(
  { service }: Pick<Actors, 'service'>,
  ledger: Ledger,
  progress: Progress,
): Promise<void> {
  const { organizations, affiliations, practitioners, roles, rcps } = directory();
  const offices = staffResources();
  const people = [...roles, ...offices.map(({ role }) => role)].filter((role) => !ledger.find(role));
  const names = new Set(people.map(({ practitioner }) => practitioner?.reference));
  const unknown = <T extends Resource>(all: readonly T[]): T[] => all.filter((one) => !ledger.find(one));
  // A secretary has no number of her own: her name is written with her exercise place, that has one.
  const steps: Resource[][] = [
    unknown(organizations),
    [
      ...[...practitioners, ...offices.map(({ practitioner }) => practitioner)].filter(({ id }) =>
        names.has(`Practitioner/${id}`),
      ),
      ...people,
    ],
    [...unknown(affiliations), ...unknown(rcps), ...unknown(groups())],
  ];
  progress.begin('Annuaire et catalogue', steps.flat().length);
  for (const group of steps) {
    await untilDone(
      () =>
        writeAll(
          service,
          ledger,
          group.map((resource) => ({ resource })),
        ),
      async () => {
        await ledger.load(service);
        return group.every((one) => one.resourceType === 'Practitioner' || ledger.find(one) !== undefined);
      },
    );
    progress.step(group.length);
  }
  progress.end();
}
