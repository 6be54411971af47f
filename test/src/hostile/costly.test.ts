/**
 * Questions that are well formed and cost much, to a server that holds something: each is answered or refused
 * for less than a second of the server's work, and what people really send is never refused with them.
 */
import type { MedplumClient } from '@medplum/core';
import type { Bundle, BundleEntry, Observation, Organization, Resource } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Hostile, json, openHostile } from './server.ts';

const CHAIN = 300;
const NOTES = 2000;

let hostile: Hostile;
let medplum: MedplumClient;
let patientId: string;
let lastOrganization: string;
const send: Hostile['send'] = (path, init) => hostile.send(path, init);

beforeAll(async () => {
  hostile = await openHostile();
  medplum = hostile.medplum;
  patientId = (await medplum.createResource({ resourceType: 'Patient', name: [{ family: 'Lourd' }] })).id;
  // Organizations each part of the one before: the deepest thing that can be included.
  const chain: Resource[] = Array.from({ length: CHAIN }, (_, i) => ({
    resourceType: 'Organization',
    name: `Service ${i}`,
    ...(i > 0 && { partOf: { reference: `urn:uuid:${uuid(i - 1)}` } }),
  }));
  const [{ response }] = (await create(chain)).entry!.slice(-1) as [BundleEntry];
  lastOrganization = response!.location!.split('/').at(-1)!;
  const notes: Resource[] = Array.from({ length: 500 }, (_, i) => ({
    resourceType: 'Observation',
    status: 'final',
    code: { text: `Examen ${i}`, coding: [{ system: 'urn:s', code: `c${i}` }] },
    subject: { reference: `Patient/${patientId}` },
    performer: [{ reference: `Organization/${lastOrganization}` }],
    effectiveDateTime: `2026-10-${String((i % 28) + 1).padStart(2, '0')}`,
    note: [{ text: 'compte rendu '.repeat(20) }],
  }));
  for (let i = 0; i < NOTES / notes.length; i++) {
    await create(notes);
  }
}, 120_000);
afterAll(() => hostile?.server.stop());

const uuid = (i: number) => `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;
const create = (resources: Resource[]): Promise<Bundle> =>
  medplum.executeBatch({
    resourceType: 'Bundle',
    type: 'transaction',
    entry: resources.map((resource, i) => ({
      fullUrl: `urn:uuid:${uuid(i)}`,
      resource,
      request: { method: 'POST', url: resource.resourceType },
    })),
  });
const batch = (type: 'batch' | 'transaction', entry: object[]) =>
  send('fhir/R4', json('POST', { resourceType: 'Bundle', type, entry }));

describe('searches', () => {
  const org = () => `fhir/R4/Organization?_id=${lastOrganization}`;

  test('includes that include again, to the end of a chain of three hundred', async () => {
    const { status } = await send(
      `${org()}&_include=Organization:partof&_include:iterate=Organization:partof`,
    );
    expect([200, 400]).toContain(status);
  });

  test('all that points here, and all that points to that', async () => {
    const iterate = [
      '_revinclude=Observation:performer',
      '_include:iterate=Observation:subject',
      '_revinclude:iterate=Observation:subject',
      '_include:iterate=Observation:performer',
      '_revinclude:iterate=Organization:partof',
    ].join('&');
    expect([200, 400]).toContain((await send(`${org()}&${iterate}`)).status);
  });

  test('a hundred different includes are refused', async () => {
    const many = Array.from({ length: 100 }, (_, i) => `_include=Observation:performer:Type${i}`).join('&');
    expect((await send(`fhir/R4/Observation?${many}`)).status).toBe(400);
  });

  test('fifty times the same include', async () => {
    const many = Array.from({ length: 50 }, () => '_include:iterate=Observation:performer').join('&');
    expect([200, 400]).toContain((await send(`fhir/R4/Observation?_count=1000&${many}`)).status);
  });

  test.each([1000, 10_000, 2 ** 31, 10 ** 15])('_count=%d gives a page, not the store', async (count) => {
    const { status, text } = await send(`fhir/R4/Observation?_count=${count}&_total=accurate`);
    expect(status).toBe(200);
    const { entry, total } = JSON.parse(text) as Bundle;
    expect([entry?.length, total]).toEqual([1000, NOTES]);
  });

  test('reverse chains within reverse chains', async () => {
    for (const depth of [1, 2, 3, 4, 20]) {
      const has = '_has:Observation:performer:subject:_has:Observation:subject:'.repeat(depth);
      expect([200, 400]).toContain((await send(`fhir/R4/Organization?${has}code=c1`)).status);
    }
    const flat = Array.from({ length: 30 }, (_, i) => `_has:Observation:subject:code=c${i}`).join('&');
    expect((await send(`fhir/R4/Patient?${flat}`)).status).toBe(200);
  });

  test('chains as long as allowed, over all', async () => {
    const chain = 'performer:Organization.partof.partof.name=Service';
    expect((await send(`fhir/R4/Observation?${chain}&_total=accurate&_count=1000`)).status).toBe(200);
    const long = `performer:Organization.${'partof.'.repeat(30)}name=Service`;
    expect((await send(`fhir/R4/Observation?${long}`)).status).toBe(400);
  });

  test('texts searched anywhere, sorted by all that can be, counted', async () => {
    const sort = '_sort=date,code,-_lastUpdated,status,subject,performer,_id,value-string';
    expect([200, 400]).toContain(
      (await send(`fhir/R4/Observation?code:text=examen&${sort}&_total=accurate&_count=1000`)).status,
    );
    const parts = Array.from({ length: 40 }, () => 'name:contains=e').join('&');
    expect((await send(`fhir/R4/Organization?${parts}&_count=1000`)).status).toBe(200);
  });

  test('a filter of a hundred alternatives, and one that nests', async () => {
    const alternatives = Array.from({ length: 45 }, (_, i) => `code eq "c${i}"`).join(' or ');
    expect([200, 400]).toContain(
      (await send(`fhir/R4/Observation?_filter=${encodeURIComponent(alternatives)}`)).status,
    );
    const nested = `${'not ('.repeat(60)}code eq "c1"${')'.repeat(60)}`;
    expect([200, 400]).toContain(
      (await send(`fhir/R4/Observation?_filter=${encodeURIComponent(nested)}`)).status,
    );
  });

  test('the whole record of the heaviest patient', async () => {
    const { status, text } = await send(`fhir/R4/Patient/${patientId}/$everything?_count=1000`);
    expect(status).toBe(200);
    expect((JSON.parse(text) as Bundle).link?.[0]?.relation).toBe('next');
  });
});

describe('GraphQL within a bundle is bounded as it is alone', () => {
  const graphql = (query: string) => ({
    request: { method: 'POST', url: '$graphql' },
    resource: { query },
  });
  const fragments = Array.from(
    { length: 30 },
    (_, i) => `fragment f${i} on Patient{...f${i + 1} ...f${i + 1}}`,
  );
  const doubling = `{PatientList{...f0}} ${fragments.join('')} fragment f30 on Patient{id}`;
  const searches = (count: number) =>
    `{${Array.from({ length: count }, (_, i) => `a${i}: ObservationList(_count:1000){id}`).join(' ')}}`;
  const reverse =
    '{PatientList{ObservationList(_reference:subject,_count:1000){performer{resource{...on Organization{ObservationList(_reference:performer,_count:1000){id}}}}}}}';

  test.each(['batch', 'transaction'] as const)('%s: bombs are refused, before anything ran', async (type) => {
    for (const query of [doubling, searches(101)]) {
      for (const url of ['$graphql', '/$graphql', '%24graphql', '$graphql?x=1', './$graphql']) {
        const entry = { ...graphql(query), request: { method: 'POST', url } };
        const { status, text } = await batch(type, [entry]);
        const outcome = JSON.parse(text).entry?.[0]?.response;
        expect([url, status >= 400 || Number.parseInt(outcome.status, 10) >= 400]).toEqual([url, true]);
      }
    }
  });

  test('many small ones count together', async () => {
    const { text } = await batch(
      'batch',
      Array.from({ length: 60 }, () => graphql(searches(40))),
    );
    const outcomes = (JSON.parse(text) as Bundle).entry!.map(({ response }) => response);
    expect(outcomes.map((one) => one?.status)).toEqual([
      '200',
      '200',
      ...Array.from({ length: 58 }, () => '400'),
    ]);
    expect(JSON.stringify(outcomes[2])).toContain('recherches');
  });

  test('lists within lists, each as large as a page', async () => {
    await send('fhir/R4/$graphql', json('POST', { query: reverse }));
    await batch('batch', [graphql(reverse)]);
  });

  test('an honest one is answered, alone and with others', async () => {
    const query = `{ Patient(id: "${patientId}") { id ConditionList(_reference: subject) { id } } }`;
    const { text } = await batch('batch', [
      graphql(query),
      { request: { method: 'GET', url: `Patient/${patientId}` } },
    ]);
    const [first, second] = (JSON.parse(text) as Bundle).entry!;
    expect((first?.resource as unknown as { data: unknown })?.data).toEqual({
      Patient: { id: patientId, ConditionList: [] },
    });
    expect(second?.resource?.id).toBe(patientId);
  });
});

describe('what people really send', () => {
  test('a note of 50,000 characters pasted from a word processor comes back to the letter', async () => {
    const words = '« Compte rendu » : œdème, 3 × 10⁹/L, ≥ 1 cm²\u00a0; naïf\u2028ligne\ttabulation 🩺\r\n';
    const text = words.repeat(Math.ceil(50_000 / words.length)).slice(0, 50_000);
    const note: Observation = {
      resourceType: 'Observation',
      status: 'final',
      code: { text: 'note' },
      valueString: text,
      note: [{ text }],
    };
    const { status, text: answer } = await send('fhir/R4/Observation', json('POST', note));
    expect(status).toBe(201);
    const { id } = JSON.parse(answer) as Observation;
    const read = JSON.parse((await send(`fhir/R4/Observation/${id}`)).text) as Observation;
    expect([read.valueString, read.note?.[0]?.text]).toEqual([text, text]);
    expect((await send('fhir/R4/Observation/$validate', json('POST', note))).status).toBe(200);
  });

  test('a bundle of a thousand entries, and one of twenty thousand', async () => {
    const read = { request: { method: 'GET', url: `Patient/${patientId}` } };
    expect(
      (
        await batch(
          'batch',
          Array.from({ length: 300 }, () => read),
        )
      ).status,
    ).toBe(200);
    expect([200, 400, 413]).toContain(
      (
        await batch(
          'batch',
          Array.from({ length: 20_000 }, () => read),
        )
      ).status,
    );
  });

  test('an organization with a thousand names, addresses and identifiers', async () => {
    const organization: Organization = {
      resourceType: 'Organization',
      name: 'Grand',
      alias: Array.from({ length: 1000 }, (_, i) => `Alias ${i}`),
      identifier: Array.from({ length: 1000 }, (_, i) => ({ system: 'urn:i', value: `${i}` })),
    };
    expect((await send('fhir/R4/Organization', json('POST', organization))).status).toBe(201);
  });
});
