import type { Bundle, Encounter, Observation, Patient, Practitioner } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, test } from 'vitest';
import { differs, outcomeId, refusal, type Target } from '../support.ts';

const SYSTEM = 'https://dcc.example/parity/ipp';
const UCUM = 'http://unitsofmeasure.org';

export function search(target: () => Target): void {
  let anna: Patient & { id: string };
  let doctor: Practitioner & { id: string };
  let session: Encounter & { id: string };

  beforeAll(async () => {
    const { medplum, meta, run } = target();
    const create = <T extends Patient | Practitioner | Observation | Encounter>(resource: T) =>
      medplum.createResource<T>({ ...resource, meta });
    doctor = await create<Practitioner>({ resourceType: 'Practitioner', name: [{ family: `Doc${run}` }] });
    anna = await create<Patient>({
      resourceType: 'Patient',
      name: [{ family: `Anna${run}`, given: ['Zoe'] }],
      gender: 'female',
      birthDate: '1961-05-04',
      identifier: [{ system: SYSTEM, value: `${run}-1` }],
      generalPractitioner: [{ reference: `Practitioner/${doctor.id}` }],
    });
    await create<Patient>({
      resourceType: 'Patient',
      name: [{ family: `Bela${run}` }],
      birthDate: '1972-01-01',
      identifier: [{ system: SYSTEM, value: `${run}-2` }],
    });
    for (const value of [60, 75]) {
      await create<Observation>({
        resourceType: 'Observation',
        status: 'final',
        code: { coding: [{ system: 'http://loinc.org', code: '29463-7', display: 'Body weight' }] },
        subject: { reference: `Patient/${anna.id}` },
        effectiveDateTime: value === 60 ? '2026-01-10' : '2026-02-10',
        valueQuantity: { value, unit: 'kg', system: UCUM, code: 'kg' },
      });
    }
    session = await create<Encounter>({
      resourceType: 'Encounter',
      status: 'in-progress',
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'VR' },
      subject: { reference: `Patient/${anna.id}` },
      period: { start: '2026-03-02T14:00:00Z', end: '2026-03-02T16:00:00Z' },
    });
  });

  const families = async (query: string) => {
    const found = await target().medplum.searchResources('Patient', query);
    return found.map((patient) => patient.name?.[0]?.family?.slice(0, 4)).sort();
  };
  const weights = async (query: string) => {
    const found = await target().medplum.searchResources(
      'Observation',
      `subject=Patient/${anna.id}&${query}`,
    );
    return found.map((observation) => observation.valueQuantity?.value);
  };
  const mine = (query: string) => `_tag=https://dcc.example/parity|${target().run}&${query}`;

  describe('search', () => {
    test.each<[string, (run: string) => string, string[]]>([
      ['string', (run) => `family=anna${run}`, ['Anna']],
      ['string:contains', (run) => `family:contains=na${run}`, ['Anna']],
      ['string:exact', (run) => `family:exact=Anna${run}`, ['Anna']],
      ['token', (run) => `identifier=${SYSTEM}|${run}-2`, ['Bela']],
      ['token of a list', (run) => `identifier=${SYSTEM}|${run}-1,${SYSTEM}|${run}-2`, ['Anna', 'Bela']],
      ['token:not', () => mine('gender:not=female&birthdate=1972-01-01'), ['Bela']],
      ['date', () => mine('birthdate=1961-05-04'), ['Anna']],
      ['date with prefixes', () => mine('birthdate=gt1960&birthdate=lt1970'), ['Anna']],
      ['reference', () => `general-practitioner=Practitioner/${doctor.id}`, ['Anna']],
      [':missing', () => mine('gender:missing=true&birthdate:missing=false'), ['Bela']],
      ['chain', (run) => `general-practitioner:Practitioner.name=Doc${run}`, ['Anna']],
      ['_has', () => mine('_has:Observation:subject:code=29463-7'), ['Anna']],
      ['_filter', (run) => `_filter=identifier eq "${SYSTEM}|${run}-1"`, ['Anna']],
      ['_id', () => `_id=${anna.id}`, ['Anna']],
      ['nothing', (run) => `family=personne${run}`, []],
    ])('%s', async (_name, query, expected) => {
      expect(await families(query(target().run))).toEqual(expected);
    });

    test('quantity, with and without its unit', async () => {
      expect(await weights('value-quantity=gt70')).toEqual([75]);
      expect(await weights(`value-quantity=60|${UCUM}|kg`)).toEqual([60]);
      expect(await weights(`value-quantity=60|${UCUM}|g`)).toEqual([]);
      expect(await weights('value-quantity=gt10&_sort=-date')).toEqual([75, 60]);
    });

    test('_include and _revinclude', async () => {
      const { medplum } = target();
      const query = `_id=${anna.id}&_include=Patient:general-practitioner&_revinclude=Observation:subject`;
      const { entry } = await medplum.search('Patient', query);
      const types = entry?.map(({ resource }) => resource?.resourceType).sort();
      expect(types).toEqual(['Observation', 'Observation', 'Patient', 'Practitioner']);
    });

    test('sort, page, total and link', async () => {
      const { medplum } = target();
      const first = await medplum.search(
        'Patient',
        mine('birthdate:missing=false&_sort=birthdate&_count=1&_total=accurate'),
      );
      expect(first.total).toBe(2);
      expect(first.entry?.[0]?.resource?.id).toBe(anna.id);
      const next = first.link?.find(({ relation }) => relation === 'next')?.url;
      const second = await medplum.get(next!);
      expect(second.entry?.[0]?.resource?.birthDate).toBe('1972-01-01');
    });

    test('_fields leaves the rest out', async () => {
      const [found] = await target().medplum.searchResources('Patient', `_id=${anna.id}&_fields=birthDate`);
      expect(found?.birthDate).toBe('1961-05-04');
      expect(found?.identifier).toBeUndefined();
    });

    test.each([
      'nothing=1',
      '_sort=nothing',
      'birthdate=hier',
      '_offset=20000',
      'general-practitioner.name=x',
    ])('%s is a bad request', async (query) => {
      expect(await outcomeId(target().medplum.search('Patient', query))).not.toBe('accepted');
    });
  });

  describe('$everything', () => {
    test('gives the patient and its compartment', async () => {
      const { entry } = await target().medplum.readPatientEverything(anna.id);
      const types = entry?.map(({ resource }) => resource?.resourceType) ?? [];
      expect(types[0]).toBe('Patient');
      expect(types.filter((type) => type === 'Observation')).toHaveLength(2);
      expect(types).toContain('Encounter');
    });
  });

  test('a record of some months: what happened then, and the patient', async () => {
    const { medplum, meta } = target();
    const patient = await medplum.createResource<Patient>({ resourceType: 'Patient', meta });
    for (const effectiveDateTime of ['2026-01-15', '2026-02-15', '2026-03-15']) {
      await medplum.createResource<Observation>({
        resourceType: 'Observation',
        meta,
        status: 'final',
        code: { text: 'poids' },
        subject: { reference: `Patient/${patient.id}` },
        effectiveDateTime,
      });
    }
    const url = `${medplum.fhirUrl('Patient', patient.id, '$everything')}?start=2026-02-01&end=2026-02-28`;
    const { entry } = await medplum.get<Bundle>(url);
    const dates = entry!.flatMap(({ resource }) => (resource as Observation).effectiveDateTime ?? []);
    expect(dates).toEqual(['2026-02-15']);
    expect(entry!.some(({ resource }) => resource?.id === patient.id)).toBe(true);
  });

  differs('search-modifier', async () => {
    const { medplum, run } = target();
    expect(await refusal(medplum.search('Patient', `family:exakt=Anna${run}`))).toContain('family:exakt');
    expect(await refusal(medplum.search('Observation', 'subject:foo=x'))).toContain('Modificateur');
  });

  differs('date-of-period', async () => {
    const query = `_id=${session.id}&date=gt2026-03-02T15:00:00Z`;
    expect(await target().medplum.searchResources('Encounter', query)).toHaveLength(1);
  });
}
