import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BOT_SYSTEM, DCC_CODES, documentIds } from '@dcc/fhir-profiles';
import type { MedplumClient } from '@medplum/core';
import type { DocumentReference, Parameters, Task } from '@medplum/fhirtypes';
import type { Month } from '../base/time.ts';
import { ficheIdentifier } from '../story/fiche.ts';
import type { CasePlan } from '../story/roles.ts';
import type { Story } from '../story/story.ts';
import type { Actors } from './actors.ts';
import type { Progress } from './progress.ts';
import { inParallel } from './retry.ts';

const AT_ONCE = 6;

/** The document of one version of a fiche. */
export interface IssuedDocument {
  plan: CasePlan;
  version: number;
  reference: DocumentReference;
}

/** A version that gave no document, and why, as the Task says it. */
export interface RefusedDocument {
  /** Number of the inscription, as in the file names. */
  fiche: string;
  version: number;
  reasons: string[];
  /** What the story had planned, when it had. */
  expected?: string;
}

/** Documents that the server issued for the story's fiches. */
export async function issuedDocuments(medplum: MedplumClient, told: Story): Promise<IssuedDocument[]> {
  const byId = new Map(signedVersions(told).map((one) => [`urn:oid:${idOf(one)}`, one]));
  const found: IssuedDocument[] = [];
  const query = { type: 'http://loinc.org|34794-8', _count: '1000' };
  for await (const page of medplum.searchResourcePages('DocumentReference', query)) {
    for (const reference of page) {
      const version = byId.get(reference.masterIdentifier?.value ?? '');
      if (version) found.push({ ...version, reference });
    }
  }
  return found.sort((a, b) => (fileName(a) < fileName(b) ? -1 : 1));
}

/** Tasks that say why a document was not issued. */
export async function refusedDocuments(medplum: MedplumClient, told: Story): Promise<RefusedDocument[]> {
  const byId = new Map(signedVersions(told).map((one) => [idOf(one), one]));
  const refused: RefusedDocument[] = [];
  const { system, code } = DCC_CODES.COMPLETE_PIECE;
  for await (const page of medplum.searchResourcePages('Task', {
    code: `${system}|${code}`,
    _count: '1000',
  })) {
    for (const task of page) {
      const id = task.identifier
        ?.find(({ value }) => value?.startsWith('complete-piece:'))
        ?.value?.split(':')[1];
      const version = byId.get(id ?? '');
      if (version && task.status !== 'completed') refused.push(refusal(version, task));
    }
  }
  return refused.sort((a, b) => (a.fiche < b.fiche ? -1 : 1));
}

function refusal({ plan, version }: SignedVersion, task: Task): RefusedDocument {
  return {
    fiche: plan.state.key,
    version,
    reasons: (task.input ?? []).map(({ type, valueString }) => `${type?.text} : ${valueString}`),
    ...(plan.state.defect ? { expected: plan.state.defect } : {}),
  };
}

interface SignedVersion {
  plan: CasePlan;
  version: number;
}

/** Every version that the story signs. */
export function signedVersions(told: Story): SignedVersion[] {
  return told.cases
    .filter(({ caseState, state }) => caseState === 'treated' && state.signed)
    .flatMap((plan) => [0, ...plan.state.amendments].map((_, index) => ({ plan, version: index + 1 })));
}

function idOf({ plan, version }: SignedVersion): string {
  return documentIds(ficheIdentifier(plan), version).id;
}

/** `sein-2026-10-06-passage-012-v1`: RCP, day, inscription, version. */
export function fileName({ plan, version }: SignedVersion): string {
  return `${plan.session.rcp.key}-${plan.session.day}-${plan.state.key}-v${version}`;
}

/** Writes every issued document under `cda/`, and its PDF copy under `pdf/`. */
export async function writeDocuments(
  medplum: MedplumClient,
  documents: readonly IssuedDocument[],
  folder: string,
  progress: Progress,
): Promise<void> {
  await mkdir(join(folder, 'cda'), { recursive: true });
  await mkdir(join(folder, 'pdf'), { recursive: true });
  progress.begin('Écriture des documents', documents.length);
  await inParallel(documents, AT_ONCE, async (one) => {
    const [cda, pdf] = one.reference.content.map(({ attachment }) => attachment.url);
    await download(medplum, cda, join(folder, 'cda', `${fileName(one)}.xml`));
    await download(medplum, pdf, join(folder, 'pdf', `${fileName(one)}.pdf`));
    progress.step();
  });
  progress.end();
}

async function download(medplum: MedplumClient, url: string | undefined, file: string): Promise<void> {
  if (!url) return;
  const blob = await medplum.download(url);
  await writeFile(file, Buffer.from(await blob.arrayBuffer()));
}

/** What the export to ONCORIF wrote. */
export interface Export {
  rows: number;
  files: string[];
  failures: string[];
}

/** Executes the `oncorif` bot for the month, and writes its files under `oncorif/` when there is a folder. */
export async function exportMonth(
  medplum: MedplumClient,
  month: Month,
  folder: string | undefined,
): Promise<Export> {
  const result: Parameters = await medplum.executeBot(
    { system: BOT_SYSTEM, value: 'oncorif' },
    { resourceType: 'Parameters', parameter: [{ name: 'period', valueString: month }] },
  );
  const parameters = result.parameter ?? [];
  const files: string[] = [];
  if (folder) await mkdir(join(folder, 'oncorif'), { recursive: true });
  for (const { name, part } of parameters) {
    if (name !== 'file') continue;
    const of = (key: string) => part?.find((one) => one.name === key);
    const file = of('name')?.valueString ?? '';
    files.push(file);
    if (folder)
      await download(medplum, of('binary')?.valueReference?.reference, join(folder, 'oncorif', file));
  }
  const failures = parameters.filter(({ name }) => name === 'failure');
  return {
    rows: parameters.find(({ name }) => name === 'rows')?.valueInteger ?? 0,
    files,
    failures: failures.map(({ part }) => (part ?? []).map(({ valueString }) => valueString).join(' : ')),
  };
}

/**
 * The analyst reads the indicators on her own account, as she will.
 * @throws Error in French when she sees none: the export would be nobody's.
 */
export async function readIndicators({ people }: Pick<Actors, 'people'>): Promise<number> {
  const analyst = await people.as('analyste');
  const { total = 0 } = await analyst.search('MeasureReport', '_total=accurate&_count=0', {
    cache: 'reload',
  });
  if (total === 0) throw new Error('L’analyste ne voit aucun indicateur (MeasureReport).');
  return total;
}
