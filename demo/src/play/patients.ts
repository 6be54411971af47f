import type { Patient, Reference, Resource } from '@medplum/fhirtypes';
import { accountsOf } from '../region/rcps.ts';
import { ESTABLISHMENTS } from '../region/structures.ts';
import type { CastMember } from '../story/cast.ts';
import { requesterPlace } from '../story/roles.ts';
import { careTeamOf, patientOf, type Story } from '../story/story.ts';
import type { Actors } from './actors.ts';
import { type Ledger, MAX_UPDATES, writeAll } from './ledger.ts';
import type { Progress } from './progress.ts';
import { chunks, inParallel, untilDone } from './retry.ts';

const AT_ONCE = 4;
const PER_TRANSACTION = 25;

/**
 * Patients by the software of the establishment that asks first, then their accounts by the service: the same person
 * is known to several establishments, and what is written about her inherits them.
 */
export async function playPatients(
  actors: Actors,
  told: Story,
  ledger: Ledger,
  progress: Progress,
): Promise<void> {
  const unknown = await transmitPatients(actors, told, ledger, progress);
  const accounts = accountsByPatient(told);
  await inParallel(chunks(unknown, MAX_UPDATES), AT_ONCE, (group) =>
    untilDone(
      () =>
        writeAll(
          actors.service,
          ledger,
          group.map((one) => withAccounts(one, accounts, ledger)),
        ),
      () => false,
    ),
  );
}

/**
 * Patients as the software of an establishment writes them: known there and nowhere else.
 * @returns those that the server did not hold.
 */
export async function transmitPatients(
  actors: Pick<Actors, 'software' | 'service'>,
  told: Story,
  ledger: Ledger,
  progress: Progress,
): Promise<{ member: CastMember; patient: Patient }[]> {
  const made = told.members.map((member) => ({ member, patient: patientOf(member, told.rng) }));
  const unknown = made.filter(({ patient }) => !ledger.find(patient));
  progress.begin('Patients', unknown.length);
  const homes = new Map(told.cases.toReversed().map((plan) => [plan.state.member, requesterPlace(plan)]));
  const byHome = Map.groupBy(unknown, ({ member }) => homes.get(member) ?? ESTABLISHMENTS[0]!.key);
  const groups = [...byHome].flatMap(([home, own]) =>
    chunks(own, PER_TRANSACTION).map((group) => ({ home, group })),
  );
  await inParallel(groups, AT_ONCE, async ({ home, group }) => {
    const software = await actors.software(home);
    const resources = group.flatMap(({ member, patient }): Resource[] => {
      const team = careTeamOf(member, told.rng);
      return [patient, ...(team ? [team] : [])];
    });
    const allFound = async () => {
      await ledger.load(actors.service);
      return group.every(({ patient }) => ledger.find(patient));
    };
    await untilDone(
      () =>
        writeAll(
          software,
          ledger,
          resources.map((resource) => ({ resource })),
        ),
      allFound,
    );
    progress.step(group.length);
  });
  progress.end();
  return unknown;
}

/** Every organization that has to do with a patient this month. */
export function accountsByPatient(told: Story): Map<CastMember, Reference[]> {
  const all = new Map<CastMember, Reference[]>();
  for (const plan of told.cases) {
    const own = all.get(plan.state.member) ?? [];
    for (const one of accountsOf(plan.session.rcp, requesterPlace(plan))) {
      if (!own.some(({ reference }) => reference === one.reference)) own.push(one);
    }
    all.set(plan.state.member, own);
  }
  return all;
}

function withAccounts(
  { member, patient }: { member: CastMember; patient: Patient },
  accounts: ReadonlyMap<CastMember, Reference[]>,
  ledger: Ledger,
) {
  const resource = { ...patient, meta: { ...patient.meta, accounts: accounts.get(member) ?? [] } };
  return { resource, id: ledger.serverId(`Patient/${patient.id}`)! };
}
