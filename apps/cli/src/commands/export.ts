import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BOT_SYSTEM } from '@dcc/fhir-profiles';
import type { MedplumClient } from '@medplum/core';
import type { Parameters, ParametersParameter } from '@medplum/fhirtypes';
import type { Command, Io } from '../command.ts';
import { connect, SERVER_OPTIONS } from '../connect.ts';
import { EXIT, UsageError } from '../errors.ts';
import type { Values } from '../options.ts';
import { showProgress } from '../progress.ts';
import { deliverExport, targetOf } from './export-delivery.ts';
import { followed } from './export-progress.ts';

export const exportCommand: Command = {
  name: 'export',
  summary: 'écrit les fichiers d’une période pour ONCORIF, et les envoie',
  usage:
    'export oncorif --period AAAA-MM --client-id ID --client-secret SECRET [--out DOSSIER] [--deliver | --dry-run]',
  options: [
    { name: 'period', value: 'AAAA-MM', help: 'mois de l’export', required: true },
    { name: 'out', value: 'DOSSIER', help: 'dossier où écrire les fichiers', default: 'out/oncorif' },
    { name: 'threshold', value: 'N', help: 'masque les effectifs de patients ou de fiches de 1 à N - 1' },
    { name: 'closed', help: 'marque le mois comme clos : il ne sera plus renvoyé' },
    { name: 'deliver', help: 'envoie les fichiers à la destination du projet (ONCORIF_TARGET)' },
    { name: 'dry-run', help: 'calcule et affiche, sans écrire de fichier ni rien envoyer' },
    ...SERVER_OPTIONS,
  ],
  async run(values, rest, io) {
    check(values, rest);
    const isDry = values['dry-run'] !== undefined;
    const medplum = await connect(values);
    // Before the count: a target that cannot be read must not cost a minute to be told.
    const target = values.deliver ? await targetOf(medplum, io.env) : undefined;
    const progress = showProgress(io);
    let result: Parameters;
    let files: ExportedFile[];
    try {
      const label = 'Calcul des indicateurs';
      progress.step({ done: 0, total: 1, label });
      const id = randomUUID();
      const count = runBot(medplum, values, id);
      result = await followed(medplum, id, count, (read) => progress.step({ ...read, label }));
      files = filesOf(result);
      const total = 1 + (isDry ? 0 : files.length);
      for (const [index, file] of (isDry ? [] : files).entries()) {
        progress.step({ done: 1 + index, total, label: 'Écriture des fichiers' });
        writeWhole(values.out!, file.name, await download(medplum, file));
      }
      progress.step({ done: total, total, label: 'Fichiers prêts' });
    } finally {
      progress.end();
    }
    tell(result, files, isDry ? undefined : values.out!, io);
    const isSent = target ? await deliverExport(medplum, documentOf(result), target, io) : true;
    return named(result, 'failure').length > 0 || !isSent ? EXIT.failed : EXIT.ok;
  },
};

/** @throws UsageError in French for what can be known without a server. */
function check(values: Values, rest: readonly string[]): void {
  if (rest.length !== 1 || rest[0] !== 'oncorif') throw new UsageError('un export est attendu : oncorif');
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(values.period!)) {
    throw new UsageError(`--period : « ${values.period} » n’est pas un mois (AAAA-MM)`);
  }
  if (values.threshold && !/^([3-9]|[1-9]\d+)$/.test(values.threshold)) {
    throw new UsageError(`--threshold : « ${values.threshold} » n’est pas un entier d’au moins 3`);
  }
  if (values.deliver && values['dry-run']) {
    throw new UsageError('--deliver et --dry-run ne vont pas ensemble');
  }
}

function tell(result: Parameters, files: readonly ExportedFile[], out: string | undefined, io: Io): void {
  for (const { name, rows } of files) {
    const where = out === undefined ? name : join(out, name);
    io.out(rows === undefined ? where : `${where} : ${rows} ligne(s)`);
  }
  for (const failure of named(result, 'failure')) {
    io.err(
      `Indicateur ${part(failure, 'measure')?.valueString} non calculé : ${part(failure, 'reason')?.valueString}`,
    );
  }
  for (const anomaly of named(result, 'anomaly')) {
    io.err(`Anomalie ${part(anomaly, 'code')?.valueString} : ${part(anomaly, 'count')?.valueInteger} fois`);
  }
}

/** Under its name there is a whole file or none: another program may be waiting for it. */
function writeWhole(folder: string, name: string, bytes: Buffer): void {
  mkdirSync(folder, { recursive: true });
  const draft = join(folder, `.${name}.partiel`);
  writeFileSync(draft, bytes);
  renameSync(draft, join(folder, name));
}

function documentOf(result: Parameters): string {
  const [document] = named(result, 'document');
  const reference = document?.valueReference?.reference ?? '';
  if (!reference.startsWith('DocumentReference/')) {
    throw new Error('Le bot oncorif n’a pas rendu de document : est-il déployé dans cette version ?');
  }
  return reference.slice('DocumentReference/'.length);
}

interface ExportedFile {
  /** Bare file name. */
  name: string;
  rows?: number;
  sha256?: string;
  /** `Binary/id`. */
  binary: string;
}

async function runBot(
  medplum: MedplumClient,
  { period, threshold, closed }: Values,
  progress: string,
): Promise<Parameters> {
  const input: Parameters = {
    resourceType: 'Parameters',
    parameter: [
      { name: 'period', valueString: period },
      { name: 'progress', valueString: progress },
      ...(closed ? [{ name: 'closedPeriod', valueString: period }] : []),
      ...(threshold ? [{ name: 'threshold', valueInteger: Number(threshold) }] : []),
    ],
  };
  const result = (await medplum.executeBot({ system: BOT_SYSTEM, value: 'oncorif' }, input)) as Parameters;
  if (result?.resourceType !== 'Parameters') {
    throw new Error('Le bot oncorif n’a pas rendu de fichiers : est-il déployé dans cette version ?');
  }
  return result;
}

function filesOf(result: Parameters): ExportedFile[] {
  return named(result, 'file').map((file) => {
    const name = part(file, 'name')?.valueString ?? '';
    // The name comes from the server: it must stay a name in the folder asked for.
    if (!/^[\w.-]+$/.test(name) || name.startsWith('.')) {
      throw new Error(`Nom de fichier refusé : « ${name} ».`);
    }
    return {
      name,
      rows: part(file, 'rows')?.valueInteger,
      sha256: part(file, 'sha256')?.valueString,
      binary: part(file, 'binary')?.valueReference?.reference ?? '',
    };
  });
}

/** The bytes, checked against the fingerprint the bot gave: a truncated download is not an export. */
async function download(medplum: MedplumClient, { name, binary, sha256 }: ExportedFile): Promise<Buffer> {
  const blob = await medplum.download(medplum.fhirUrl(...binary.split('/')));
  const bytes = Buffer.from(await blob.arrayBuffer());
  if (sha256 && createHash('sha256').update(bytes).digest('hex') !== sha256) {
    throw new Error(`${name} : le fichier reçu n’est pas celui que le bot a écrit. Relancez l’export.`);
  }
  return bytes;
}

function named(result: Parameters, name: string): ParametersParameter[] {
  return (result.parameter ?? []).filter((one) => one.name === name);
}

function part(parameter: ParametersParameter, name: string): ParametersParameter | undefined {
  return parameter.part?.find((one) => one.name === name);
}
