import type { MedplumClient } from '@medplum/core';
import type {
  CodeSystem,
  OperationOutcome,
  Parameters,
  Patient,
  StructureDefinition,
  ValueSet,
} from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Harness, rawFetch, startHarness } from '../testing/harness.ts';

let harness: Harness;
let admin: MedplumClient;
let valueSetId: string;
const SYSTEM = 'https://example.org/CodeSystem/appareil';
const VALUE_SET = 'https://example.org/ValueSet/appareil';

beforeAll(async () => {
  harness = await startHarness();
  admin = harness.admin;
  await admin.createResource<CodeSystem>({
    resourceType: 'CodeSystem',
    url: SYSTEM,
    name: 'Appareil',
    status: 'active',
    content: 'complete',
    concept: [
      { code: 'SEIN', display: 'Sein' },
      { code: 'DIG', display: 'Digestif, précisé' },
      { code: 'URO', display: 'Urologie' },
    ],
  });
  const valueSet = await admin.createResource<ValueSet>({
    resourceType: 'ValueSet',
    url: VALUE_SET,
    status: 'active',
    compose: { include: [{ system: SYSTEM }], exclude: [{ system: SYSTEM, concept: [{ code: 'URO' }] }] },
  });
  valueSetId = valueSet.id;
});
afterAll(() => harness.close());

type Answer = Parameters & { issue: { details: { text: string } }[]; expansion: unknown };

const get = async (path: string) => {
  const res = await rawFetch(admin, `fhir/R4/${path}`);
  return { status: res.status, body: (await res.json()) as Answer };
};
const answer = (parameters: Parameters, name: string): unknown => {
  const { name: _name, ...value } = parameters.parameter!.find((one) => one.name === name)!;
  return Object.values(value)[0];
};

describe('$expand', () => {
  test('as MedplumClient asks it', async () => {
    const expanded = await admin.valueSetExpand({ url: VALUE_SET, count: 10 });
    expect(expanded.expansion?.contains?.map((one) => one.code)).toEqual(['SEIN', 'DIG']);
  });

  test('the filter ignores accents, the version after the bar is no part of the url', async () => {
    const expanded = await admin.valueSetExpand({ url: `${VALUE_SET}|1.0.0`, filter: 'precise' });
    expect(expanded.expansion?.contains?.map((one) => one.code)).toEqual(['DIG']);
  });

  test('the base value sets are there from the start', async () => {
    const url = 'http://hl7.org/fhir/ValueSet/administrative-gender|4.0.1';
    const expanded = await admin.valueSetExpand({ url });
    expect(expanded.expansion?.contains?.map((one) => one.code)).toContain('female');
  });

  test('paging', async () => {
    const { body } = await get(`ValueSet/$expand?url=${VALUE_SET}&offset=1&count=1`);
    expect(body.expansion).toMatchObject({ total: 2, offset: 1, contains: [{ code: 'DIG' }] });
  });

  test('by POST, and with the dollar encoded', async () => {
    const parameters = { resourceType: 'Parameters', parameter: [{ name: 'url', valueUri: VALUE_SET }] };
    const expanded = await admin.post('fhir/R4/ValueSet/%24expand', parameters);
    expect(expanded.expansion.total).toBe(2);
  });

  test.each([
    '',
    '?url=https://example.org/unknown',
    `?url=${VALUE_SET}&count=abc`,
    `?url=${VALUE_SET}&offset=-1`,
  ])('ValueSet/$expand%s is a 400, in French', async (query) => {
    const { status, body } = await get(`ValueSet/$expand${query}`);
    expect(status).toBe(400);
    expect(body.issue[0]?.details.text).toMatch(/attendu|manquant|inconnu/);
  });
});

describe('$validate-code and $lookup', () => {
  test('a code in the set, out of it, in a set known by id', async () => {
    const inside = await get(`ValueSet/$validate-code?url=${VALUE_SET}&system=${SYSTEM}&code=SEIN`);
    expect(answer(inside.body, 'result')).toBe(true);
    expect(answer(inside.body, 'display')).toBe('Sein');
    const outside = await get(`ValueSet/$validate-code?url=${VALUE_SET}&system=${SYSTEM}&code=URO`);
    expect(answer(outside.body, 'result')).toBe(false);
    const byId = await get(`ValueSet/${valueSetId}/$validate-code?system=${SYSTEM}&code=DIG`);
    expect(answer(byId.body, 'result')).toBe(true);
  });

  test('a concept, by POST', async () => {
    const valueCodeableConcept = {
      coding: [
        { system: 'urn:x', code: 'y' },
        { system: SYSTEM, code: 'SEIN' },
      ],
    };
    const parameter = [
      { name: 'url', valueUri: VALUE_SET },
      { name: 'codeableConcept', valueCodeableConcept },
    ];
    const result = await admin.post('fhir/R4/ValueSet/$validate-code', {
      resourceType: 'Parameters',
      parameter,
    });
    expect(answer(result, 'result')).toBe(true);
  });

  test('of a code system', async () => {
    const known = await get(`CodeSystem/$validate-code?url=${SYSTEM}&code=URO`);
    expect(answer(known.body, 'result')).toBe(true);
    const unknown = await get(`CodeSystem/$validate-code?url=${SYSTEM}&code=NON`);
    expect(answer(unknown.body, 'result')).toBe(false);
  });

  test('$lookup tells the display, an unknown code is a 404', async () => {
    const { body } = await get(`CodeSystem/$lookup?system=${SYSTEM}&code=SEIN`);
    expect(answer(body, 'display')).toBe('Sein');
    expect((await get(`CodeSystem/$lookup?system=${SYSTEM}&code=NON`)).status).toBe(404);
  });

  test('on one stored code system, whose url need not be said', async () => {
    const id = (await admin.searchOne('CodeSystem', `url=${SYSTEM}`))!.id;
    const { body } = await get(`CodeSystem/${id}/$lookup?code=DIG`);
    expect(answer(body, 'display')).toBe('Digestif, précisé');
    expect(answer((await get(`CodeSystem/${id}/$validate-code?code=NON`)).body, 'result')).toBe(false);
  });

  test('a concept is valid by any of its codings', async () => {
    const parameter = (...codes: string[]) => [
      { name: 'url', valueUri: SYSTEM },
      { name: 'codeableConcept', valueCodeableConcept: { coding: codes.map((code) => ({ code })) } },
    ];
    const ask = (...codes: string[]) =>
      admin.post('fhir/R4/CodeSystem/$validate-code', {
        resourceType: 'Parameters',
        parameter: parameter(...codes),
      });
    expect(answer(await ask('NON', 'SEIN'), 'result')).toBe(true);
    expect(answer(await ask('NON'), 'result')).toBe(false);
  });

  test.each(['$lookup?code=SEIN', `$lookup?system=${SYSTEM}`, `$validate-code?url=${SYSTEM}`])(
    '%s says too little: 400',
    async (query) => {
      expect((await get(`CodeSystem/${query}`)).status).toBe(400);
    },
  );
});

describe('$validate', () => {
  test('a valid resource is valid, and is not stored', async () => {
    const outcome = await admin.validateResource({ resourceType: 'Patient', name: [{ family: 'Validé' }] });
    expect(outcome).toMatchObject({ resourceType: 'OperationOutcome', id: 'ok' });
    expect(await admin.searchResources('Patient', 'family=Validé')).toHaveLength(0);
  });

  test('every error comes at once, with its element', async () => {
    const wrong = {
      resourceType: 'Patient',
      birthDate: 'hier',
      gender: 'masculin',
      invented: 1,
    } as unknown as Patient;
    const res = await rawFetch(admin, 'fhir/R4/Patient/$validate', {
      method: 'POST',
      body: JSON.stringify(wrong),
      headers: { 'content-type': 'application/fhir+json' },
    });
    expect(res.status).toBe(400);
    const { issue } = (await res.json()) as OperationOutcome;
    const paths = issue.flatMap((one) => one.expression ?? []).join(' ');
    expect(paths).toContain('Patient.birthDate');
    expect(paths).toContain('Patient.gender');
    expect(paths).toContain('Patient.invented');
  });

  test('against one more profile than the resource declares', async () => {
    const base = (await admin.searchOne(
      'StructureDefinition',
      'url=http://hl7.org/fhir/StructureDefinition/Patient',
    ))!;
    const { id: _id, meta: _meta, ...rest } = base;
    const url = 'https://example.org/StructureDefinition/patient-nomme';
    const element = structuredClone(base.snapshot!.element);
    element.find((one) => one.path === 'Patient.name')!.min = 1;
    const profile = { ...rest, url, name: 'PatientNomme', derivation: 'constraint', snapshot: { element } };
    await admin.createResource(profile as StructureDefinition);
    const nameless: Patient = { resourceType: 'Patient', gender: 'female' };
    await expect(admin.post(`fhir/R4/Patient/$validate?profile=${url}`, nameless)).rejects.toThrow(/name/);
    expect(await admin.validateResource(nameless)).toMatchObject({ id: 'ok' });
  });

  test('of another type, or of nothing, is refused', async () => {
    await expect(admin.post('fhir/R4/Patient/$validate', { resourceType: 'Task' })).rejects.toThrow(
      'Type attendu',
    );
    await expect(admin.post('fhir/R4/Patient/$validate', {})).rejects.toThrow('absente');
  });
});

test('operations work as entries of a batch', async () => {
  const url = `ValueSet/$expand?url=${encodeURIComponent(VALUE_SET)}`;
  const request = { method: 'GET' as const, url };
  const bundle = await admin.executeBatch({ resourceType: 'Bundle', type: 'batch', entry: [{ request }] });
  expect(bundle.entry?.[0]?.response?.status).toBe('200');
});
