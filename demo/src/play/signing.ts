import { BOT_SYSTEM } from '@dcc/fhir-profiles';
import { seriesPurpose } from '@dcc/rules';
import type { MedplumClient } from '@medplum/core';
import type { Composition, ParametersParameter } from '@medplum/fhirtypes';
import { parisTime } from '../base/time.ts';
import { roleOf } from '../region/professionals.ts';
import { fiche } from '../story/fiche.ts';
import { type CasePlan, signedAt } from '../story/roles.ts';
import type { Story } from '../story/story.ts';
import type { Actors } from './actors.ts';
import { amend } from './amending.ts';
import type { Ledger } from './ledger.ts';
import type { Progress } from './progress.ts';
import { chunks, inParallel, untilDone } from './retry.ts';

/** Signing evaluates the quorum again and writes at once: more at a time than bots run brings nothing. */
const AT_ONCE = 3;
/** Fiches that one code signs: a proof lives 300 seconds, and a signature takes a fraction of one. */
const SERIES = 100;

/** A version to sign. */
interface Draft {
  plan: CasePlan;
  composition: Composition;
  version: number;
}

/**
 * Every signature of the month, then the new versions in their order. Each responsable or deputy signs what is
 * hers, on her own account, in series: one code of her second factor for the fiches she re-read together.
 */
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
  let drafts = treated.map((plan): Draft => {
    return { plan, version: 1, composition: fiche(plan, ends.get(plan.session.key)!).composition };
  });
  while (drafts.length > 0) {
    await signAll(actors, drafts, ledger, progress);
    const next: Draft[] = [];
    await inParallel(drafts, AT_ONCE, async ({ plan, composition, version }) => {
      const { amendments, draftAmendment } = plan.state;
      const amendment = [...amendments, ...(draftAmendment ? [draftAmendment] : [])][version - 1];
      if (!amendment) return;
      const written = await amend(actors, plan, composition, version + 1, amendment, ledger);
      // The last one may be left as a draft: somebody is still writing it.
      if (version <= amendments.length) next.push({ plan, composition: written, version: version + 1 });
    });
    drafts = next;
  }
  progress.end();
}

/** Signs what is not signed yet, each attester in turn. */
async function signAll(
  actors: Actors,
  drafts: readonly Draft[],
  ledger: Ledger,
  progress: Progress,
): Promise<void> {
  const isOpen = ({ composition }: Draft) => ledger.find(composition)?.status === 'preliminary';
  progress.step(drafts.filter((one) => !isOpen(one)).length);
  const byAttester = Map.groupBy(drafts.filter(isOpen), ({ plan }) => plan.attester);
  await inParallel([...byAttester], AT_ONCE, async ([attester, own]) => {
    for (const series of chunks(own, SERIES)) await signSeries(actors, attester, series, ledger, progress);
  });
}

async function signSeries(
  { people }: Actors,
  attester: string,
  drafts: readonly Draft[],
  ledger: Ledger,
  progress: Progress,
): Promise<void> {
  const medplum = await people.as(attester);
  const ids = drafts.map(({ composition }) => ledger.find(composition)!.id);
  const series = await versionsOf(medplum, ids);
  const stepUp = await people.stepUp(attester, seriesPurpose(series));
  const party = ledger.translate(roleOf(attester));
  for (const { plan, composition, version } of drafts) {
    const { id } = ledger.find(composition)!;
    const parameter: ParametersParameter[] = [
      { name: 'composition', valueReference: { reference: `Composition/${id}` } },
      { name: 'attester', valueReference: party },
      { name: 'time', valueDateTime: parisTime(signedAt(plan, version)) },
      { name: 'stepUp', valueString: stepUp },
      ...series.map((valueString) => ({ name: 'series', valueString })),
    ];
    await untilDone(
      () =>
        medplum.executeBot(
          { system: BOT_SYSTEM, value: 'sign-frcp' },
          { resourceType: 'Parameters', parameter },
        ),
      // Signing twice is the same act: the bot answers as it did.
      () => false,
    );
    ledger.note(composition, id, version > 1 ? 'amended' : 'final');
    progress.step();
  }
}

/** The fiches as they are read now: what the code is shown for. */
async function versionsOf(medplum: MedplumClient, ids: readonly string[]): Promise<string[]> {
  const query = { _id: ids.join(','), _count: String(ids.length), _fields: 'meta' };
  const read = await medplum.searchResources('Composition', query, { cache: 'reload' });
  const versions = new Map(read.map(({ id, meta }) => [id, meta?.versionId]));
  return ids.map((id) => {
    const version = versions.get(id);
    if (!version) throw new Error(`Composition/${id} n’est pas visible de qui doit la signer.`);
    return `Composition/${id}/_history/${version}`;
  });
}
