import { compareFiches } from '@dcc/rules/src/difference/fiches.ts';
import { documentVersion, isSection } from '@dcc/rules/src/signing/record.ts';
import type { MedplumClient } from '@medplum/core';
import type { Composition, Encounter } from '@medplum/fhirtypes';
import { ConflictError } from '../data/save.ts';
import {
  type CaseFile,
  type FicheState,
  isLocked,
  loadCase,
  readPart,
  saveFiche,
  syncHeader,
  type WriteContext,
  writePart,
} from '../fiche/model/index.ts';
import { missingParts } from '../home/work.ts';
import { retold } from '../live/retell.ts';
import { decidedOnly, isToldLate } from './late.ts';
import { entryNames, type ToSign } from './to-sign.ts';

const TRIES = 3;

/**
 * What a fiche still lacks once its session is over, and that follows from the session: the hours it was really
 * held, and whether the record was complete (GEN-100: nothing that is due before the session is missing). A person
 * may have said it otherwise: her word stays.
 * @returns the same state when there is nothing to do.
 */
export function settled(
  file: Pick<CaseFile, 'fiche' | 'rcpCase' | 'records'>,
  context: WriteContext,
): FicheState | undefined {
  const { fiche, rcpCase, records } = file;
  const session = records.get(rcpCase.partOf?.reference ?? '') as Encounter | undefined;
  if (!fiche || isLocked(fiche) || rcpCase.status !== 'finished' || session?.status !== 'finished')
    return fiche;
  const missing = missingParts(fiche.composition);
  const known = readPart(fiche, 'record');
  const hasRecord = fiche.composition.section?.some((one) => isSection(one, 'record')) ?? false;
  const complete = {
    ...known,
    complete: missing.length === 0,
    note: missing.length > 0 ? `Manque : ${missing.join(', ')}` : '',
  };
  const said =
    known.complete === undefined || !hasRecord ? writePart(fiche, 'record', complete, context) : fiche;
  const synced = syncHeader(said);
  if (synced === fiche) return fiche;
  // A signature may not come before the fiche's own date, nor that before its session.
  return { ...synced, composition: { ...synced.composition, date: context.now } };
}

/**
 * The fiche in the words of what the room decided, as it is stored now; undefined when its words say so already, with
 * other signs between them or not. Only the first version is written live: an amendment has a plan of its own. An
 * author's own words stay.
 */
function retoldOtherwise(fiche: FicheState, context: WriteContext): FicheState | undefined {
  const { composition, records } = fiche;
  const isWritten = decidedOnly(composition).section!.some(({ text }) => text?.status === 'additional');
  if (isWritten || isLocked(fiche) || documentVersion(composition) !== 1) return undefined;
  const told = retold(composition, records, context);
  const isOther = compareFiches(composition, told).some(({ runs }) =>
    runs.some(({ kind, text }) => kind !== 'same' && /[\p{L}\p{N}]/u.test(text)),
  );
  // An entry that would have to be made is nothing that the room wrote.
  const isStored = entryNames(told).every((name) => !name.startsWith('urn:'));
  return isOther && isStored ? { ...fiche, composition: told } : undefined;
}

/**
 * The case with the words of a decision that a screen of the room saved too late to tell its fiche. Words that sum up
 * the decision otherwise, as other software does, are older than nothing: they stay.
 */
async function withLateDecision(
  medplum: MedplumClient,
  file: CaseFile,
  context: WriteContext,
): Promise<CaseFile['fiche']> {
  const { fiche, rcpCase } = file;
  const told = fiche && rcpCase.status === 'finished' ? retoldOtherwise(fiche, context) : undefined;
  const isLate = told && (await isToldLate(medplum, fiche!.composition, told.composition));
  return isLate ? told : fiche;
}

/**
 * Reads a case as it is to be signed, and settles its fiche first. Two people who open it at once settle it once: who
 * comes second reads what the first one saved.
 */
export async function settleCase(
  medplum: MedplumClient,
  caseId: string,
  me: string | undefined,
): Promise<CaseFile> {
  for (let left = TRIES; ; left--) {
    const file = await loadCase(medplum, caseId);
    const context = { now: new Date().toISOString(), me };
    const after = settled({ ...file, fiche: await withLateDecision(medplum, file, context) }, context);
    if (!file.fiche || !after || after === file.fiche) return file;
    try {
      await saveFiche(medplum, file.fiche, after);
    } catch (error) {
      if (!(error instanceof ConflictError) || left <= 1) throw error;
    }
    if (left <= 1) return loadCase(medplum, caseId);
  }
}

/** The newest preliminary version of a case, settled: what a series signs. */
export async function settledFiche(
  medplum: MedplumClient,
  composition: Composition,
  me: string | undefined,
): Promise<ToSign> {
  const caseId = composition.encounter?.reference?.split('/')[1];
  if (!caseId) return { composition };
  const { fiche } = await settleCase(medplum, caseId, me);
  const isThis = fiche && documentVersion(fiche.composition) === documentVersion(composition);
  return isThis ? fiche : { composition };
}
