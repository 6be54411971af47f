import type { Encounter, Observation, Organization, Patient, Practitioner } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, test } from 'vitest';
import { find, observation, patient, refusal, storeForTests } from '../testing.ts';

const { repo } = storeForTests();
const ref = ({ resourceType, id }: { resourceType: string; id: string }) => ({
  reference: `${resourceType}/${id}`,
});

beforeAll(async () => {
  const build = repo();
  const hospital = await build.createResource<Organization>({
    resourceType: 'Organization',
    name: 'CHU Sud',
  });
  const doctor = await build.createResource<Practitioner>({
    resourceType: 'Practitioner',
    name: [{ family: 'Roux' }],
  });
  const anna = await build.createResource(
    patient({
      name: [{ family: 'Anna' }],
      identifier: [{ system: 'urn:ins', value: '1' }],
      managingOrganization: ref(hospital),
    }),
  );
  const bela = await build.createResource(
    patient({
      name: [{ family: 'Bela' }],
      identifier: [{ system: 'urn:ins', value: '2' }],
      generalPractitioner: [ref(doctor)],
    }),
  );
  const stay = await build.createResource<Encounter>({
    resourceType: 'Encounter',
    status: 'finished',
    class: { code: 'VR' },
    subject: ref(anna),
    serviceProvider: ref(hospital),
  });
  await build.createResource(
    observation({ subject: ref(anna), encounter: ref(stay), code: { coding: [{ code: 'tnm' }] } }),
  );
  await build.createResource(
    observation({ subject: ref(bela), performer: [ref(doctor)], code: { coding: [{ code: 'oms' }] } }),
  );
});

const observations = async (query: string): Promise<(string | undefined)[]> =>
  (await find<Observation>(repo(), `Observation?${query}`)).map((o) => o.code.coding![0]!.code);
const patients = async (query: string): Promise<(string | undefined)[]> =>
  (await find<Patient>(repo(), `Patient?${query}`)).map((p) => p.name![0]!.family);

describe('forward', () => {
  test.each([
    ['patient.identifier=urn:ins|1', ['tnm']],
    ['patient.identifier=urn:ins|1,urn:ins|2', ['tnm', 'oms']],
    ['subject:Patient.name=bel', ['oms']],
    ['patient.name:exact=Anna', ['tnm']],
    ['patient.name:contains=NN', ['tnm']],
    ['patient.identifier=inconnu', []],
    ['patient.organization.name=chu', ['tnm']],
    ['encounter.service-provider.name=chu', ['tnm']],
    ['encounter.patient.organization.name=chu', ['tnm']],
    ['patient.general-practitioner:Practitioner.name=roux', ['oms']],
    ['patient.birthdate:missing=true', ['tnm', 'oms']],
    ['patient._id=x', []],
    ['patient._lastUpdated=gt2020-01-01', ['tnm', 'oms']],
    ['patient.name=anna&code=tnm', ['tnm']],
    ['patient.name=anna&code=oms', []],
  ])('Observation?%s', async (query, expected) => {
    expect(await observations(query)).toEqual(expected);
  });
});

describe('reverse', () => {
  test.each([
    ['_has:Observation:patient:code=tnm', ['Anna']],
    ['_has:Observation:patient:code=tnm,oms', ['Anna', 'Bela']],
    ['_has:Observation:subject:code:not=tnm', ['Bela']],
    ['_has:Encounter:patient:status=finished', ['Anna']],
    ['_has:Encounter:patient:_has:Observation:encounter:code=tnm', ['Anna']],
    ['_has:Observation:patient:performer:Practitioner.name=roux', ['Bela']],
    ['_has:Observation:patient:code=tnm&_has:Observation:patient:code=oms', []],
    ['organization._has:Encounter:service-provider:status=finished', ['Anna']],
  ])('Patient?%s', async (query, expected) => {
    expect(await patients(query)).toEqual(expected);
  });
});

test('a deleted link is followed no more', async () => {
  const gone = await repo().createResource(patient({ name: [{ family: 'Caro' }] }));
  await repo().createResource(observation({ subject: ref(gone), code: { coding: [{ code: 'caro' }] } }));
  expect(await observations('patient.name=caro')).toEqual(['caro']);
  await repo().deleteResource('Patient', gone.id);
  expect(await observations('patient.name=caro')).toEqual([]);
});

describe('refused', () => {
  test.each([
    ['subject.name=x', 'Type de ressource à préciser'],
    ['code.name=x', 'Paramètre d’enchaînement invalide : Observation?code'],
    ['patient.nope=x', 'Paramètre de recherche inconnu : nope'],
    ['patient:Patiente.name=x', 'Type de ressource inconnu : Patiente'],
    ['patient.organization.partof.partof.name=x', '3 liens au plus'],
    ['_has:Observation=x', 'Enchaînement invalide'],
    ['_has:Observation:code:code=x', 'Paramètre d’enchaînement invalide : Observation?code'],
    ['_has:Nope:patient:code=x', 'Type de ressource inconnu'],
    ['patient._count=1', 'Enchaînement invalide : _count'],
  ])('%s', async (query, text) => {
    expect(await refusal(observations(query))).toContain(text);
  });

  test('a chain through a type the caller may not read', async () => {
    expect(await refusal(patients('_has:ProjectMembership:profile:active=true'))).toContain('Forbidden');
  });
});
