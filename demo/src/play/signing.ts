import { BOT_SYSTEM } from '@dcc/fhir-profiles';
import type { CarePlan, Composition } from '@medplum/fhirtypes';
import { parisTime } from '../base/time.ts';
import { roleOf } from '../region/professionals.ts';
import { fiche, nextVersion } from '../story/fiche.ts';
import { type CasePlan, signedAt } from '../story/roles.ts';
import type { Amendment } from '../story/states.ts';
import type { Story } from '../story/story.ts';
import type { Actors } from './actors.ts';
import { type Ledger, writeAll } from './ledger.ts';
import type { Progress } from './progress.ts';
import { inParallel, untilDone } from './retry.ts';

/** Signing evaluates the quorum again and writes at once: more at a time than bots run brings nothing. */
const AT_ONCE = 3;

/** Every signature of the month, then the new versions in their order. */
export async function playSignatures(
  actors: Actors,
  told: Story,
  ledger: Ledger,
  progress: Progress,
): Promise<void> {
  const treated = told.cases.filter(({ caseState, state }) => caseState === 'treated' && state.signed);
  const versions = treated.reduce((sum, { state }) => sum + 1 + state.amendments.length, 0);
  progress.begin('Signatures', versions);
  const ends = new Map(told.sessions.map(({ agenda }) => [agenda.session.key, agenda.end]));
  await inParallel(treated, AT_ONCE, async (plan) => {
    const { composition } = fiche(plan, ends.get(plan.session.key)!);
    await sign(actors, plan, composition, 1, ledger);
    progress.step();
    const drafts = [
      ...plan.state.amendments,
      ...(plan.state.draftAmendment ? [plan.state.draftAmendment] : []),
    ];
    let current = composition;
    for (const [index, amendment] of drafts.entries()) {
      current = await amend(actors, plan, current, index + 2, amendment, ledger);
      if (index >= plan.state.amendments.length) continue;
      await sign(actors, plan, current, index + 2, ledger);
      progress.step();
    }
  });
  progress.end();
}

/** Signs one version by the bot, which alone may: it checks everything and writes in one transaction. */
async function sign(
  { hospital }: Actors,
  plan: CasePlan,
  local: Composition,
  version: number,
  ledger: Ledger,
): Promise<void> {
  const known = ledger.find(local)!;
  if (known.status !== 'preliminary') return;
  await untilDone(
    async () => {
      await hospital.executeBot(
        { system: BOT_SYSTEM, value: 'sign-frcp' },
        {
          resourceType: 'Parameters',
          parameter: [
            { name: 'composition', valueReference: { reference: `Composition/${known.id}` } },
            { name: 'attester', valueReference: ledger.translate(roleOf(plan.attester)) },
            { name: 'time', valueDateTime: parisTime(signedAt(plan, version)) },
          ],
        },
      );
    },
    // Signing twice is the same act: the bot answers as it did.
    () => false,
  );
  ledger.note(local, known.id, version > 1 ? 'amended' : 'final');
}

/** The hospital's software writes the next version of a fiche from the stored one; it is not signed yet. */
async function amend(
  { hospital }: Actors,
  plan: CasePlan,
  previous: Composition,
  version: number,
  amendment: Amendment,
  ledger: Ledger,
): Promise<Composition> {
  const current = await hospital.readResource('Composition', ledger.find(previous)!.id, { cache: 'reload' });
  const decision = await hospital.readReference<CarePlan>({ reference: decisionOf(current) });
  const next = nextVersion(plan, current, decision, version, amendment);
  if (ledger.find(next.composition)) return next.composition;
  await untilDone(
    () => writeAll(hospital, ledger, [{ resource: next.decision }, { resource: next.composition }]),
    async () => {
      const { system, value } = next.composition.identifier!;
      const found = await hospital.searchResources('Composition', `identifier=${system}|${value}`, {
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
