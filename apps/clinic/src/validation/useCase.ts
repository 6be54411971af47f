import { compareFiches, type PartDifference } from '@dcc/rules/src/difference/fiches.ts';
import { documentVersion } from '@dcc/rules/src/signing/record.ts';
import type { MedplumClient } from '@medplum/core';
import type { Bundle, Composition, Encounter } from '@medplum/fhirtypes';
import { useFhir } from '../data/query.ts';
import { type CaseFile, loadCase } from '../fiche/model/index.ts';
import { settleCase } from './settle.ts';

export interface CaseToSign {
  file: CaseFile;
  session?: Encounter;
  /** What changed: since the version it replaces, else since the end of the session. */
  differences: PartDifference[];
  /** Number of the version compared with; undefined when it is the fiche as the session left it. */
  since?: number;
}

/** The text of the fiche when the session ended: the last version stored until then. */
async function atSessionEnd(
  medplum: MedplumClient,
  composition: Composition,
  end: string | undefined,
): Promise<Composition | undefined> {
  if (!end) return undefined;
  const history = (await medplum.readHistory('Composition', composition.id!)) as Bundle<Composition>;
  const before = (history.entry ?? [])
    .flatMap(({ resource }) => (resource?.meta?.lastUpdated ? [resource] : []))
    .filter(({ meta }) => Date.parse(meta!.lastUpdated!) <= Date.parse(end))
    .sort((a, b) => b.meta!.lastUpdated!.localeCompare(a.meta!.lastUpdated!));
  return before[0];
}

/** A case as who validates it reads it. */
export async function readCaseToSign(
  medplum: MedplumClient,
  caseId: string,
  signer?: string,
): Promise<CaseToSign> {
  // Only who may sign writes: others read the fiche as it is.
  const file = signer ? await settleCase(medplum, caseId, signer) : await loadCase(medplum, caseId);
  const session = file.records.get(file.rcpCase.partOf?.reference ?? '') as Encounter | undefined;
  const composition = file.fiche?.composition;
  if (!composition) return { file, session, differences: [] };
  const previous = file.versions[file.versions.findIndex(({ id }) => id === composition.id) - 1];
  const base = previous ?? (await atSessionEnd(medplum, composition, session?.period?.end));
  return {
    file,
    session,
    differences: base ? compareFiches(base, composition) : [],
    ...(previous ? { since: documentVersion(previous) } : {}),
  };
}

/** @param signer `PractitionerRole/id` of who may sign it, for whom the fiche is settled first. */
export function useCase(caseId: string | undefined, signer?: string) {
  return useFhir(caseId ? ['validation', 'case', caseId, signer] : undefined, (medplum) =>
    readCaseToSign(medplum, caseId!, signer),
  );
}
