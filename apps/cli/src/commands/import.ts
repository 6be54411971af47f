import { existsSync, readFileSync } from 'node:fs';
import { IDENTIFIERS } from '@dcc/fhir-profiles';
import {
  Directory,
  type ExternalFigure,
  externalFigures,
  FA_PMSI_CANONICAL,
  faPmsiReports,
  readFaPmsi,
} from '@dcc/rules';
import type { MedplumClient } from '@medplum/core';
import type { MeasureReport, Organization } from '@medplum/fhirtypes';
import type { Command, Io } from '../command.ts';
import { connect, SERVER_OPTIONS } from '../connect.ts';
import { EXIT, UsageError } from '../errors.ts';

/** A page; beyond, the next link is followed. */
const COUNT = 1000;

export const importCommand: Command = {
  name: 'import',
  summary: 'charge la file active du PMSI, dénominateur des essais cliniques',
  usage: 'import fa-pmsi FICHIER.csv --client-id ID --client-secret SECRET [--dry-run]',
  options: [
    { name: 'dry-run', help: 'lit le fichier et le dit, sans rien écrire sur le serveur' },
    ...SERVER_OPTIONS,
  ],
  async run(values, rest, io) {
    const { figures, errors } = readFaPmsi(textOf(rest));
    const medplum = await connect(values);
    const known = await establishments(medplum);
    const right = figures.filter(({ finess }) => known.has(finess));
    const unknown = figures.filter(({ finess }) => !known.has(finess));
    for (const error of errors) io.err(`Refusé, ${error}`);
    for (const { finess, year } of unknown) {
      io.err(`Refusé, finess ${finess}, ${year} : aucun établissement de ce numéro sur le serveur`);
    }
    await load(medplum, right, values['dry-run'] !== undefined, io);
    return errors.length + unknown.length > 0 ? EXIT.failed : EXIT.ok;
  },
};

/** @throws UsageError in French that names what is missing. */
function textOf([what, path, ...others]: readonly string[]): string {
  if (what !== 'fa-pmsi' || !path || others.length > 0) {
    throw new UsageError('un import est attendu : fa-pmsi FICHIER.csv');
  }
  if (!existsSync(path)) throw new UsageError(`fichier introuvable : ${path}`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch {
    throw new UsageError(`${path} : un fichier texte en UTF-8 est attendu`);
  }
}

/** FINESS of the establishments of the directory. */
async function establishments(medplum: MedplumClient): Promise<ReadonlySet<string>> {
  const all: Organization[] = [];
  const query = `identifier=${encodeURIComponent(`${IDENTIFIERS.FINESS}|`)}&_count=${COUNT}`;
  for await (const page of medplum.searchResourcePages('Organization', query, { cache: 'no-store' })) {
    all.push(...page);
  }
  return new Set(new Directory(all).establishments.keys());
}

/**
 * One report per year, which keeps the establishments that the file does not name. What is there already is not
 * written again; two imports at once do not lose each other's lines (If-Match), the second is to be run again.
 */
async function load(
  medplum: MedplumClient,
  figures: readonly ExternalFigure[],
  isDry: boolean,
  io: Io,
): Promise<void> {
  const query = `measure=${encodeURIComponent(FA_PMSI_CANONICAL)}&_count=${COUNT}`;
  const stored = await medplum.searchResources('MeasureReport', query, { cache: 'no-store' });
  const today = new Date().toISOString().slice(0, 10);
  for (const year of [...new Set(figures.map((one) => one.year))].sort()) {
    const own = figures.filter((one) => one.year === year);
    const known = stored.find(({ period }) => period.start?.startsWith(year));
    const before = known ? externalFigures([known]) : [];
    const kept = before.filter(({ finess }) => !own.some((one) => one.finess === finess));
    const [report] = faPmsiReports([...kept, ...own], today) as [MeasureReport];
    const isSame = known !== undefined && textsOf(before) === textsOf([...kept, ...own]);
    if (!isDry && !isSame) await write(medplum, report, known);
    const done = isSame ? 'rien n’a changé' : isDry ? 'rien n’est écrit' : 'chargés';
    io.out(`${year} : ${own.length} établissement(s) lus, ${kept.length + own.length} en tout, ${done}`);
  }
}

function textsOf(figures: readonly ExternalFigure[]): string {
  return figures
    .map(({ finess, value }) => `${finess} ${value}`)
    .sort()
    .join('\n');
}

async function write(
  medplum: MedplumClient,
  report: MeasureReport,
  known: MeasureReport | undefined,
): Promise<void> {
  if (known) {
    const headers = { 'If-Match': `W/"${known.meta?.versionId}"` };
    await medplum.updateResource({ ...report, id: known.id }, { headers });
    return;
  }
  const [identifier] = report.identifier!;
  const query = `identifier=${encodeURIComponent(`${identifier!.system}|${identifier!.value}`)}`;
  await medplum.createResourceIfNoneExist(report, query);
}
