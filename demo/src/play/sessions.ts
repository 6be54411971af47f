import { withQuorum } from '@dcc/rules';
import type { Composition, Encounter, Resource } from '@medplum/fhirtypes';
import { secretaryOf } from '../accounts/index.ts';
import { localId, referTo } from '../base/fhir.ts';
import { parisTime } from '../base/time.ts';
import { accountsOf } from '../region/rcps.ts';
import { consentsOf } from '../story/announcement.ts';
import { endedCase, plannedCase } from '../story/case.ts';
import { fiche } from '../story/fiche.ts';
import { endedInscription, inscription } from '../story/inscription.ts';
import { quorumEntry } from '../story/quorum.ts';
import { type CasePlan, requesterPlace } from '../story/roles.ts';
import { endedSession, plannedSession } from '../story/session.ts';
import type { Story, StorySession } from '../story/story.ts';
import type { Actors } from './actors.ts';
import { adopt } from './adopt.ts';
import { asDraft } from './amending.ts';
import { type Ledger, type Write, writeAll } from './ledger.ts';
import type { Progress } from './progress.ts';
import { chunks, inParallel, untilDone } from './retry.ts';

const AT_ONCE = 4;
/** A session held writes at most three updates per case: this many cases stay under the limit of a transaction. */
const CASES_PER_TRANSACTION = 12;
/** Plain creates have no limit of their own; this keeps a request small. */
const CREATES_PER_TRANSACTION = 60;

/**
 * Every session of the story, each part by who plays it: who leads the RCP plans the session and its cases, the
 * secretary of the demandeur's establishment inscribes, doctors write the fiches, the secretary of the organiser keeps
 * the attendance sheet, who leads ends the cases.
 * @param settled called between what one establishment writes and what the next does with it: when nobody gave the
 * patients their accounts beforehand, the bots do it then.
 */
export async function playSessions(
  actors: Actors,
  told: Story,
  ledger: Ledger,
  progress: Progress,
  settled: () => Promise<void> = async () => undefined,
): Promise<void> {
  const inscriptions = new Map(told.cases.map((plan) => [plan.state.key, plan]));
  progress.begin('Sessions et inscriptions', told.sessions.length + inscriptions.size + told.cases.length);
  const sessions = told.sessions.map(({ agenda }) => ({
    who: agenda.session.rcp.chair,
    resource: plannedSession(agenda),
  }));
  await create(actors, ledger, sessions);
  progress.step(told.sessions.length);
  const sent = [...inscriptions.values()].map((plan) => ({
    who: secretaryOf(requesterPlace(plan)),
    resource: inscription(plan),
  }));
  await create(actors, ledger, sent);
  // Before the documents: each is born visible or hidden as the guard says.
  const consents = [...inscriptions.values()].flatMap((plan) =>
    consentsOf(plan, inscription(plan)).map(({ meta: _, ...resource }) => ({
      who: secretaryOf(requesterPlace(plan)),
      resource,
    })),
  );
  await create(actors, ledger, consents);
  await settled();
  progress.step(inscriptions.size);
  const cases = told.cases.map((plan) => ({ who: plan.session.rcp.chair, resource: plannedCase(plan) }));
  await create(actors, ledger, cases);
  await settled();
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

/** What is not there yet, each resource by who writes it. */
async function create(
  { people, service }: Actors,
  ledger: Ledger,
  writes: readonly { who: string; resource: Resource }[],
): Promise<void> {
  const unknown = writes.filter(({ resource }) => !ledger.find(resource));
  const groups = [...Map.groupBy(unknown, ({ who }) => who)].flatMap(([who, own]) =>
    chunks(own, CREATES_PER_TRANSACTION).map((group) => ({ who, group })),
  );
  await inParallel(groups, AT_ONCE, async ({ who, group }) => {
    const medplum = await people.as(who);
    await untilDone(
      () =>
        writeAll(
          medplum,
          ledger,
          group.map(({ resource }) => ({ resource })),
        ),
      async () => {
        await ledger.load(service);
        return group.every(({ resource }) => ledger.find(resource));
      },
    );
  });
}

/** The demandeur writes the clinical data and the fiche of one case, all or nothing. */
async function writeFiche(
  { people, service }: Actors,
  plan: CasePlan,
  session: StorySession,
  ledger: Ledger,
): Promise<void> {
  const { composition, resources } = fiche(plan, session.agenda.end);
  if (ledger.find(composition)) {
    // Left by an earlier play that stopped before the session was held: its entries are found through it.
    if (ledger.find(plannedCase(plan))?.status === 'planned') await adopt(service, composition, ledger);
    return;
  }
  const doctor = await people.as(plan.requester);
  const writes = [...resources, composition].map((resource) => ({ resource: asDraft(resource) }));
  await untilDone(
    () => writeAll(doctor, ledger, writes),
    async () => {
      await ledger.load(service);
      return ledger.find(composition) !== undefined;
    },
  );
}

/**
 * A session ends: the secretary's attendance sheet first, since the quorum of each case is read from it; then its
 * cases, by who leads, and their quorum, by the service: nobody writes a quorum by hand.
 */
async function hold({ people, service }: Actors, session: StorySession, ledger: Ledger): Promise<void> {
  const { rcp } = session.agenda.session;
  const ended = endedSession(session.agenda, session.sheet);
  const known = ledger.find(ended)!;
  if (known.status !== ended.status) {
    await put(await people.as(secretaryOf(rcp.at)), ledger, [{ resource: ended, id: known.id }]);
  }
  const open = session.cases.filter((plan) => ledger.find(plannedCase(plan))?.status === 'planned');
  for (const group of chunks(open, CASES_PER_TRANSACTION)) {
    const treated = group.filter(({ caseState }) => caseState === 'treated');
    // The quorum before the case: an interrupted play finds the case still open, and does both again.
    await put(
      service,
      ledger,
      treated.flatMap((plan) => quorumOf(plan, session, ended, ledger)),
    );
    await put(
      await people.as(rcp.chair),
      ledger,
      group.flatMap((plan) => endOf(plan, session, ledger)),
    );
  }
}

/** Replacing whole is safe to repeat as it is. */
async function put(medplum: Actors['service'], ledger: Ledger, writes: readonly Write[]): Promise<void> {
  await untilDone(
    () => writeAll(medplum, ledger, writes),
    () => false,
  );
}

/** What who leads writes when a case ends: the case, and its inscription. */
function endOf(plan: CasePlan, session: StorySession, ledger: Ledger): Write[] {
  const replace = (resource: Resource): Write => ({ resource, id: ledger.find(resource)!.id });
  // An inscription that was put off ends with its last case.
  const isLast = plan.state.session === plan.session;
  const inscriptions = isLast ? [replace(endedInscription(plan))] : [];
  if (plan.caseState !== 'treated') return [replace(endedCase(plan)), ...inscriptions];
  const { tumours } = fiche(plan, session.agenda.end);
  return [replace(endedCase(plan, tumours)), ...inscriptions];
}

/** The quorum of a case, and the fiche that points to it. */
function quorumOf(plan: CasePlan, session: StorySession, ended: Encounter, ledger: Ledger): Write[] {
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
    { resource: { ...quorum, meta: { ...quorum.meta, accounts } } },
    { resource: composition, id: ledger.find(composition)!.id },
  ];
}
