import type { CarePlan, Composition } from '@medplum/fhirtypes';
import { ACCOUNTS } from '../accounts/people.ts';
import { roleOf } from '../region/professionals.ts';
import { type PpsVersion, ppsOf } from '../story/pps.ts';
import type { Story } from '../story/story.ts';
import type { Actors } from './actors.ts';
import { adopt } from './adopt.ts';
import { asDraft } from './amending.ts';
import { type Ledger, writeAll } from './ledger.ts';
import type { Progress } from './progress.ts';
import { chunks, inParallel, untilDone } from './retry.ts';

/** Versions in one transaction: each is two updates when it is validated, of the fifty that one may hold. */
const AT_ONCE = 20;
/** Doctors who write at the same time. */
const DOCTORS_AT_ONCE = 3;

/** Keys of those who sign in, by the place where they work. */
const KEYS = new Map(
  ACCOUNTS.filter(({ role }) => role === 'medecin' || role === 'coordonnateur').map(({ key }) => [
    roleOf(key).reference,
    key,
  ]),
);

/**
 * The PPS of the month, each by the doctor who follows the patient, on her own account: she writes the draft with
 * its plan, then validates both and hands over (docs/acces.md, « Le PPS validé »). Each of the two acts is one
 * transaction, and a play that stopped between them goes on with the second.
 * @returns how many versions this play wrote or validated.
 * @throws RangeError when the author of a version has no account.
 */
export async function playPlans(
  { people, service }: Pick<Actors, 'people' | 'service'>,
  told: Story,
  ledger: Ledger,
  progress: Progress,
): Promise<number> {
  const left = ppsOf(told).filter(({ composition }) => {
    return ledger.find(composition)?.status !== composition.status;
  });
  progress.begin('Plans personnalisés de soins', left.length);
  const byDoctor = Map.groupBy(left, authorOf);
  await inParallel([...byDoctor], DOCTORS_AT_ONCE, async ([key, own]) => {
    const doctor = await people.as(key);
    // A second version points to the first: in order, one transaction after the other.
    for (const group of chunks(own, AT_ONCE)) {
      await draft(doctor, service, group, ledger);
      await validate(doctor, group, ledger);
      progress.step(group.length);
    }
  });
  progress.end();
  return left.length;
}

function authorOf({ composition }: PpsVersion): string {
  const [author] = composition.author;
  const key = KEYS.get(author?.reference);
  if (!key) throw new RangeError(`Aucun compte pour ${author?.reference}, qui rédige un PPS`);
  return key;
}

/** What is not there yet, as somebody writes it: neither validated nor in force. */
async function draft(
  doctor: Actors['service'],
  service: Actors['service'],
  group: readonly PpsVersion[],
  ledger: Ledger,
): Promise<void> {
  for (const { composition } of group) {
    if (ledger.find(composition)) await adopt(service, composition, ledger);
  }
  const unknown = group.filter(({ composition }) => !ledger.find(composition));
  await untilDone(
    () =>
      writeAll(
        doctor,
        ledger,
        unknown.flatMap(({ plan, composition }) => [
          { resource: asDraft(plan) },
          { resource: unvalidated(composition) },
        ]),
      ),
    async () => {
      await ledger.load(service);
      for (const { composition } of unknown) {
        if (!ledger.find(composition)) return false;
        await adopt(service, composition, ledger);
      }
      return true;
    },
  );
}

/** Who validated, when, and the state say nothing before the validation. */
function unvalidated(composition: Composition): Composition {
  const { attester: _, event: __, ...rest } = composition;
  return { ...rest, status: 'preliminary' };
}

/** The version and its plan come into force together; replacing whole is safe to repeat. */
async function validate(
  doctor: Actors['service'],
  group: readonly PpsVersion[],
  ledger: Ledger,
): Promise<void> {
  const ready = group.filter(({ composition }) => composition.status !== 'preliminary');
  const inForce = ({ plan, composition }: PpsVersion): (CarePlan | Composition)[] => [plan, composition];
  await untilDone(
    () =>
      writeAll(
        doctor,
        ledger,
        ready.flatMap((one) => [
          ...inForce(one).map((resource) => ({
            resource,
            id: ledger.serverId(`${resource.resourceType}/${resource.id}`)!,
          })),
          ...(one.handOver ? [{ resource: one.handOver }] : []),
        ]),
      ),
    async () => {
      const ids = ready.map(({ composition }) => ledger.find(composition)!.id);
      const found = await doctor.searchResources(
        'Composition',
        { _id: ids.join(), status: 'final,amended', _count: String(ids.length) },
        { cache: 'reload' },
      );
      return found.length === ids.length;
    },
  );
}
