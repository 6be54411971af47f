/** docs/licences.md names every package that the project asks for, under the licence the package states. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repository } from '../support/shared.ts';

interface Manifest {
  license?: string;
  licenses?: { type: string }[];
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

const read = (file: string) => JSON.parse(readFileSync(join(repository, file), 'utf8')) as Manifest;
const manifests = ['package.json', ...globSync('{*,apps/*}/package.json', { cwd: repository })].filter(
  (file) => !file.startsWith('node_modules'),
);
const packages = new Map<string, string>();
for (const file of manifests) {
  const { dependencies, devDependencies } = read(file);
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    if (!name.startsWith('@dcc/')) packages.set(name, version);
  }
}
/** A licence that the page says in other words. */
const SAID: Readonly<Record<string, RegExp>> = { 'MIT OR Apache-2.0': /MIT or Apache-2\.0/ };
const page = readFileSync(join(repository, 'docs', 'licences.md'), 'utf8');
/** The cell of the licence, in the first line of the page that names the package. */
function rowOf(name: string): string {
  return (
    page
      .split('\n')
      .find((line) => line.includes(`\`${name}\``))
      ?.split('|')[2] ?? ''
  );
}

describe('the packages of the project', () => {
  it('are those of every workspace', () => {
    expect(manifests.length).toBeGreaterThanOrEqual(9);
    expect(packages.has('saxon-js')).toBe(true);
  });

  it.each([...packages.keys()].toSorted())('%s is on the page of licences', (name) => {
    expect(page).toContain(`\`${name}\``);
  });

  it.each([...packages].toSorted())('%s is asked for in one exact version', (_name, version) => {
    expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
  });

  it.each([...packages.keys()].toSorted())('%s states a licence that the page knows', (name) => {
    const file = join('node_modules', name, 'package.json');
    if (!existsSync(join(repository, file))) return;
    const stated = read(file);
    // The older form: a list of types.
    const licence = stated.license ?? stated.licenses?.[0]?.type ?? '';
    const special = ['saxon-js', 'xslt3', 'fhirpath', 'dejavu-fonts-ttf'];
    if (special.includes(name)) expect(licence).toMatch(/^SEE LICENSE/i);
    else expect(licence).toMatch(/^(MIT|ISC|BSD-3-Clause|MPL-2\.0|Apache-2\.0|MIT OR Apache-2\.0)$/);
    const words = SAID[licence] ?? new RegExp(licence.replace('.', '\\.'));
    if (!special.includes(name)) expect(rowOf(name)).toMatch(words);
  });
});
