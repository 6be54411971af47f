import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BOT_SYSTEM } from '@dcc/fhir-profiles';
import type { MedplumClient } from '@medplum/core';
import type { Parameters, ParametersParameter } from '@medplum/fhirtypes';
import type { Command } from '../command.ts';
import { connect, SERVER_OPTIONS } from '../connect.ts';
import { EXIT, UsageError } from '../errors.ts';

export const exportCommand: Command = {
  name: 'export',
  summary: 'écrit les fichiers d’une période pour ONCORIF',
  usage: 'export oncorif --period AAAA-MM --client-id ID --client-secret SECRET [--out DOSSIER] [--dry-run]',
  options: [
    { name: 'period', value: 'AAAA-MM', help: 'mois de l’export', required: true },
    { name: 'out', value: 'DOSSIER', help: 'dossier où écrire les fichiers', default: 'out/oncorif' },
    { name: 'dry-run', help: 'calcule et affiche, sans écrire de fichier' },
    ...SERVER_OPTIONS,
  ],
  async run(values, rest, io) {
    if (rest.length !== 1 || rest[0] !== 'oncorif') {
      throw new UsageError('un export est attendu : oncorif');
    }
    const period = values.period!;
    if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(period)) {
      throw new UsageError(`--period : « ${period} » n’est pas un mois (AAAA-MM)`);
    }
    const medplum = await connect(values);
    const result = await runBot(medplum, period);
    const files = filesOf(result);
    if (!values['dry-run']) {
      mkdirSync(values.out!, { recursive: true });
      for (const file of files) {
        writeFileSync(join(values.out!, file.name), await download(medplum, file));
      }
    }
    for (const { name, rows } of files) {
      const where = values['dry-run'] ? name : join(values.out!, name);
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
    return named(result, 'failure').length > 0 ? EXIT.failed : EXIT.ok;
  },
};

interface ExportedFile {
  /** Bare file name. */
  name: string;
  rows?: number;
  sha256?: string;
  /** `Binary/id`. */
  binary: string;
}

async function runBot(medplum: MedplumClient, period: string): Promise<Parameters> {
  const input: Parameters = {
    resourceType: 'Parameters',
    parameter: [{ name: 'period', valueString: period }],
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
