import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validateResource } from '@medplum/core';
import type { Library, Measure, StructureDefinition } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDefinitions } from '../examples/testing.ts';
import { build } from '../scripts/build.ts';
import { DCC } from './canonical.ts';
import { loadConformance, loadProfiles } from './dist.ts';
import { EXTENSIONS } from './extensions.ts';

const folder = mkdtempSync(join(tmpdir(), 'dcc-dist-'));

beforeAll(() => {
  loadDefinitions();
  build();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('what dcc deploy sends', () => {
  it('is built once: a second build has nothing to do', () => {
    expect(build()).toBe(false);
  });

  it('is in an order where each resource finds what it needs', () => {
    const kinds = loadConformance().map(({ resourceType }) => resourceType);
    const firstOf = [...new Set(kinds)];
    expect(firstOf.slice(0, 4)).toEqual(['CodeSystem', 'ValueSet', 'StructureDefinition', 'PlanDefinition']);
    expect(kinds.toSorted((a, b) => firstOf.indexOf(a) - firstOf.indexOf(b))).toEqual(kinds);
  });

  it('has one resource per address and version, and no id of ours', () => {
    const all = loadConformance() as (StructureDefinition & { version?: string })[];
    const addresses = all.map(({ resourceType, url, version }) => `${resourceType} ${url}|${version ?? ''}`);
    expect(addresses.filter((address) => address.includes('undefined'))).toEqual([]);
    expect(new Set(addresses).size).toBe(addresses.length);
    expect(all.filter(({ id }) => id)).toEqual([]);
  });

  it('is valid FHIR, every resource of it', () => {
    for (const resource of loadConformance()) {
      expect(() => validateResource(resource), (resource as Measure).url).not.toThrow();
    }
  });

  it('has every library that a measure names', () => {
    const all = loadConformance();
    const libraries = all.filter((one): one is Library => one.resourceType === 'Library');
    const known = libraries.map(({ url, version }) => `${url}|${version}`);
    const measures = all.filter((one): one is Measure => one.resourceType === 'Measure');
    expect(measures.flatMap(({ library }) => library ?? []).filter((name) => !known.includes(name))).toEqual(
      [],
    );
  });

  it('is refused while it is not built, in French', () => {
    expect(() => loadConformance(join(folder, 'absent'))).toThrow('npm run build');
  });

  it('holds nothing of a type that nobody expects', () => {
    writeFileSync(join(folder, 'Patient-1.json'), '{}');
    expect(() => loadConformance(folder)).toThrow('Patient-1.json');
  });
});

describe('profiles', () => {
  const address = (id: string): string => `${DCC}/StructureDefinition/${id}`;

  it('are those of docs/model.md', () => {
    const names = [...loadProfiles().values()]
      .filter(({ type, url }) => type !== 'Extension' && url?.startsWith(DCC))
      .map(({ url }) => url!.split('/').at(-1));
    expect(names).toHaveLength(42);
    for (const name of [
      'dcc-patient',
      'dcc-rcp-session',
      'dcc-rcp-case',
      'dcc-tumour',
      'dcc-frcp',
      'dcc-document',
    ]) {
      expect(names).toContain(name);
    }
  });

  it('have a snapshot, French messages that name a field, and R4 parents', () => {
    for (const [url, definition] of loadProfiles()) {
      expect(definition.snapshot?.element?.length, url).toBeGreaterThan(1);
      expect(definition.baseDefinition).toMatch(/^http:\/\/hl7\.org\/fhir\/StructureDefinition\//);
      const ours = definition.snapshot!.element!.flatMap(({ constraint }) => constraint ?? []);
      for (const { key, human, severity } of ours.filter((one) => one.key?.startsWith('dcc-'))) {
        expect(severity, key).toBe('error');
        expect(human, key).toMatch(/^[A-Za-z][\w. ()-]+ : \S.+\.$/);
      }
    }
  });

  it('define every extension of ours that the code names', () => {
    const own = Object.values(EXTENSIONS).filter((url) => url.startsWith(DCC));
    expect(own.length).toBeGreaterThanOrEqual(11);
    expect(own.filter((url) => loadProfiles().get(url)?.type !== 'Extension')).toEqual([]);
  });

  it('declare, and do not inherit, conformance to FR Core', () => {
    const patient = loadProfiles().get(address('dcc-patient'))!;
    expect(patient.extension).toContainEqual({
      url: EXTENSIONS.IMPOSE_PROFILE,
      valueCanonical: 'https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-patient',
    });
  });
});
