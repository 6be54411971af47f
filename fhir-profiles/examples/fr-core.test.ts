import { validateResource } from '@medplum/core';
import type { Patient, Resource, StructureDefinition } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, it } from 'vitest';
import { build } from '../scripts/build.ts';
import { findKit } from '../scripts/kit.ts';
import { loadProfiles } from '../src/dist.ts';
import { EXTENSIONS } from '../src/extensions.ts';
import { INS_SYSTEMS } from '../src/identifiers.ts';
import { examples } from './examples.ts';
import { readFrCore } from './fr-core-package.ts';
import { edit } from './mutants/edit.ts';
import { loadDefinitions } from './testing.ts';

const kit = findKit();
const INS = 'https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-patient-ins';

/** Examples whose profile declares conformance to FR Core (structuredefinition-imposeProfile). */
function imposed(
  profiles: Map<string, StructureDefinition>,
): [name: string, resource: Resource, canonical: string][] {
  return [...examples()].flatMap(([name, resource]) =>
    (resource.meta?.profile ?? []).flatMap((canonical) =>
      (profiles.get(canonical)?.extension ?? [])
        .filter(({ url }) => url === EXTENSIONS.IMPOSE_PROFILE)
        .map(({ valueCanonical }): [string, Resource, string] => [name, resource, valueCanonical!]),
    ),
  );
}

function qualified(resource: Resource): resource is Patient {
  if (resource.resourceType !== 'Patient') return false;
  const status = resource.extension?.find(({ url }) => url === EXTENSIONS.IDENTITY_RELIABILITY);
  const ins = resource.identifier?.some(({ system }) => INS_SYSTEMS.some((known) => known === system));
  return status?.extension?.[0]?.valueCoding?.code === 'VALI' && ins === true;
}

// The kit is never in CI: these tests then show as skipped.
describe.skipIf(!kit)('conformance to FR Core 2.1.0', () => {
  let ours: Map<string, StructureDefinition>;
  let frCore: Map<string, StructureDefinition>;

  beforeAll(() => {
    loadDefinitions();
    build();
    ours = loadProfiles();
    frCore = readFrCore(kit!, '2.1.0');
  });

  it('has the 63 definitions of the package', () => {
    expect(frCore.size).toBe(63);
  });

  it('is declared towards eight profiles of the package', () => {
    const declared = new Set(imposed(ours).map(([, , canonical]) => canonical));
    expect([...declared].map((canonical) => canonical.split('/').at(-1)).sort()).toEqual([
      'fr-core-appointment',
      'fr-core-encounter',
      'fr-core-healthcare-service',
      'fr-core-organization',
      'fr-core-patient',
      'fr-core-practitioner',
      'fr-core-practitioner-role',
      'fr-core-schedule',
    ]);
    expect([...declared].filter((canonical) => !frCore.has(canonical))).toEqual([]);
  });

  it('holds for every example', () => {
    const checked = imposed(ours);
    expect(checked.length).toBeGreaterThan(40);
    for (const [name, resource, canonical] of checked) {
      expect(() => validateResource(resource, { profile: frCore.get(canonical)! }), name).not.toThrow();
    }
  });

  it('holds with the INS profile for every qualified identity', () => {
    const patients = [...examples().values()].filter(qualified);
    expect(patients.length).toBeGreaterThanOrEqual(2);
    for (const patient of patients) {
      expect(() => validateResource(patient, { profile: frCore.get(INS)! })).not.toThrow();
    }
  });

  it('would be seen to fail', () => {
    const session = edit(examples().get('session')!, { 'identifier.0.type': undefined });
    const canonical = 'https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-encounter';
    expect(() => validateResource(session, { profile: frCore.get(canonical)! })).toThrow();
    const patient = edit(examples().get('patient')!, { birthDate: undefined });
    expect(() => validateResource(patient, { profile: frCore.get(INS)! })).toThrow();
  });
});
