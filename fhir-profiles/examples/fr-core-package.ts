import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { StructureDefinition } from '@medplum/fhirtypes';
import { adaptForMedplum } from '../scripts/adapt.ts';

/** Regular files of a tar archive (POSIX ustar): 512-byte header, name at 0, octal size at 124, type at 156. */
function* tarFiles(archive: Buffer): Generator<[name: string, content: Buffer]> {
  for (let at = 0; at + 512 <= archive.length; ) {
    const text = (from: number, length: number): string =>
      archive.toString('latin1', at + from, at + from + length).split('\0')[0]!;
    const size = Number.parseInt(text(124, 12).trim() || '0', 8);
    const name = text(0, 100);
    if (name && /^[0\0]?$/.test(text(156, 1))) yield [name, archive.subarray(at + 512, at + 512 + size)];
    at += 512 + Math.ceil(size / 512) * 512;
  }
}

/**
 * The profiles of FR Core, adapted for @medplum/core like ours, from the package of the official kit.
 * @returns by canonical.
 */
export function readFrCore(kit: string, version: '2.1.0' | '2.2.0'): Map<string, StructureDefinition> {
  const file = join(kit, 'fhir', 'packages', `hl7.fhir.fr.core-${version}.tgz`);
  const profiles = new Map<string, StructureDefinition>();
  for (const [name, content] of tarFiles(gunzipSync(readFileSync(file)))) {
    if (!/^package\/StructureDefinition-[^/]+\.json$/.test(name)) continue;
    const { definition } = adaptForMedplum(JSON.parse(content.toString('utf8')));
    profiles.set(definition.url!, definition);
  }
  return profiles;
}
