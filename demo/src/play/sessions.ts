import { withQuorum } from '@dcc/rules';
import type { Composition, Encounter, Resource } from '@medplum/fhirtypes';
import { localId, referTo } from '../base/fhir.ts';
import { parisTime } from '../base/time.ts';
import { accountsOf } from '../region/rcps.ts';
import { endedCase, plannedCase } from '../story/case.ts';
import { fiche } from '../story/fiche.ts';
import { endedInscription, inscription } from '../story/inscription.ts';
import { quorumEntry } from '../story/quorum.ts';
import { type CasePlan, requesterPlace } from '../story/roles.ts';
import { endedSession, plannedSession } from '../story/session.ts';
import type { Story, StorySession } from '../story/story.ts';
import type { Actors } from './actors.ts';
import { adopt } from './adopt.ts';
import { type Ledger, type Write, writeAll } from './ledger.ts';
import type { Progress } from './progress.ts';
import { chunks, inParallel, untilDone } from './retry.ts';

const AT_ONCE = 4;
/** A session held writes at most three updates per case: this many cases stay under the limit of a transaction. */
const CASES_PER_TRANSACTION = 12;
/** Plain creates have no limit of their own; this keeps a request small. */
const CREATES_PER_TRANSACTION = 60;

/** Every session of the story: planned, filled with cases, held. Both actors take their part. */
export async function playSessions(
  actors: Actors,
  told: Story,
  ledger: Ledger,
  progress: Progress,
): Promise<void> {
  const { hospital, service } = actors;
  const create = (who: typeof service, resources: readonly Resource[]) =>
    inParallel(
      chunks(
        resources.filter((one) => !ledger.find(one)),
        CREATES_PER_TRANSACTION,
      ),
      AT_ONCE,
      (group) =>
        untilDone(
          () =>
            writeAll(
              who,
              ledger,
              group.map((resource) => ({ resource })),
            ),
          async () => {
            await ledger.load(who);
            return group.every((one) => ledger.find(one));
          },
        ),
    );
  const inscriptions = new Map(told.cases.map((plan) => [plan.state.key, plan]));
  progress.begin('Sessions et inscriptions', told.sessions.length + inscriptions.size + told.cases.length);
  await create(
    service,
    told.sessions.map(({ agenda }) => plannedSession(agenda)),
  );
  progress.step(told.sessions.length);
  await create(hospital, [...inscriptions.values()].map(inscription));
  progress.step(inscriptions.size);
  await create(service, told.cases.map(plannedCase));
  progress.step(told.cases.length);
  progress.end();

  const treated = told.cases.filter(({ caseState }) => caseState === 'treated');
  progress.begin('Fiches et données cliniques', treated.length);
  for (const session of told.sessions) {
    const own = session.cases.filter(({ caseState }) => caseState === 'treated');
    await inParallel(own, AT_ONCE, async (plan) => {
      await writeFiche(actors, plan, session, ledger);
      progress.step();
    });
    await hold(actors, session, ledger);
  }
  progress.end();
}

/** The hospital's software writes the clinical data and the fiche of one case, all or nothing. */
async function writeFiche(
  { hospital }: Actors,
  plan: CasePlan,
  session: StorySession,
  ledger: Ledger,
): Promise<void> {
  const { composition, resources } = fiche(plan, session.agenda.end);
  if (ledger.find(composition)) {
    // Left by an earlier play that stopped before the session was held: its entries are found through it.
    if (ledger.find(plannedCase(plan))?.status === 'planned') await adopt(hospital, composition, ledger);
    return;
  }
  const writes = [...resources, composition].map((resource) => ({ resource }));
  await untilDone(
    () => writeAll(hospital, ledger, writes),
    async () => {
      await ledger.load(hospital);
      return ledger.find(composition) !== undefined;
    },
  );
}

/** The service ends a session: the attendance sheet first, since the quorum of each case is read from it. */
async function hold({ service }: Actors, session: StorySession, ledger: Ledger): Promise<void> {
  const ended = endedSession(session.agenda, session.sheet);
  const known = ledger.find(ended)!;
  if (known.status !== ended.status) await put(service, ledger, [{ resource: ended, id: known.id }]);
  const open = session.cases.filter((plan) => ledger.find(plannedCase(plan))?.status === 'planned');
  for (const group of chunks(open, CASES_PER_TRANSACTION)) {
    await put(
      service,
      ledger,
      group.flatMap((plan) => endOf(plan, session, ended, ledger)),
    );
  }
}

/** Replacing whole is safe to repeat as it is. */
async function put(service: Actors['service'], ledger: Ledger, writes: readonly Write[]): Promise<void> {
  await untilDone(
    () => writeAll(service, ledger, writes),
    () => false,
  );
}

/** What the service writes when a case ends: the case, its quorum, the fiche that points to it, the inscription. */
function endOf(plan: CasePlan, session: StorySession, ended: Encounter, ledger: Ledger): Write[] {
  const replace = (resource: Resource): Write => ({ resource, id: ledger.find(resource)!.id });
  // An inscription that was put off ends with its last case.
  const isLast = plan.state.session === plan.session;
  const inscriptions = isLast ? [replace(endedInscription(plan))] : [];
  if (plan.caseState !== 'treated') return [replace(endedCase(plan)), ...inscriptions];
  const made = fiche(plan, session.agenda.end);
  const rcpCase = endedCase(plan, made.tumours);
  const quorum = {
    ...quorumEntry(session.agenda.session.rcp, ended, rcpCase, parisTime(plan.end)),
    id: localId(`${plan.key}/quorum`),
  };
  const accounts = accountsOf(plan.session.rcp, requesterPlace(plan));
  const composition: Composition = {
    ...withQuorum(made.composition, referTo(quorum)),
    meta: { ...made.composition.meta, accounts },
  };
  return [
    replace(rcpCase),
    { resource: { ...quorum, meta: { ...quorum.meta, accounts } } },
    replace(composition),
    ...inscriptions,
  ];
}
