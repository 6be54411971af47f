import { randomUUID } from 'node:crypto';
import { parseSearchRequest } from '@medplum/core';
import type { Bundle, Observation, Organization, Patient, Resource } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, test } from 'vitest';
import { context, find, observation, patient, refusal, storeForTests } from '../testing.ts';

const tests = storeForTests();
const { repo } = tests;
const search = (url: string): Promise<Bundle> => repo().search(parseSearchRequest(url));

/** Follows `next` to the end, as MedplumClient.searchResourcePages does; `between` runs after each page. */
async function everyPage(url: string, between?: () => Promise<void>): Promise<Resource[][]> {
  const pages: Resource[][] = [];
  let next: string | undefined = url;
  while (next) {
    const bundle = await search(next);
    pages.push((bundle.entry ?? []).map((entry) => entry.resource!));
    await between?.();
    next = bundle.link?.find((link) => link.relation === 'next')?.url.replace(/^.*\/fhir\/R4\//, '');
  }
  return pages;
}

const TOTAL = 137;
let ids: string[];

beforeAll(async () => {
  ids = await repo().withTransaction(
    async (tx) => {
      const list: string[] = [];
      for (let i = 0; i < TOTAL; i++) {
        const code = { coding: [{ code: `c${i % 5}` }] };
        const created = observation({
          code,
          effectiveDateTime: `2026-01-${String(1 + (i % 9)).padStart(2, '0')}`,
        });
        list.push((await tx.createResource(created)).id);
      }
      return list;
    },
    { resourceTypes: ['Observation'] },
  );
});

describe('pages cover every resource exactly once', () => {
  test.each([
    ['offset, no sort', 'Observation?_count=10', 14],
    ['offset, many equal keys', 'Observation?_count=25&_sort=date', 6],
    ['offset, descending', 'Observation?_count=30&_sort=-date,code', 5],
    ['cursor', 'Observation?_count=20&_sort=_lastUpdated', 7],
    ['one page', 'Observation?_count=1000', 1],
    ['exactly full pages', `Observation?_count=${TOTAL}`, 1],
  ])('by %s', async (_, url, pages) => {
    const found = await everyPage(url);
    expect(found).toHaveLength(pages);
    expect(
      found
        .flat()
        .map((o) => o.id)
        .toSorted(),
    ).toEqual(ids.toSorted());
  });

  test('by cursor, also when resources are written between two pages', async () => {
    let written = 0;
    const found = await everyPage('Observation?_count=20&_sort=_lastUpdated&_tag:not=absent', async () => {
      if (written++ < 3) {
        await repo().createResource(observation({ meta: { tag: [{ code: 'tard' }] } }));
      }
    });
    const seen = found.flat().map((o) => o.id);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((id) => ids.includes(id!))).toEqual(ids);
    for (const { id } of await find(repo(), 'Observation?_tag=tard')) {
      await repo().deleteResource('Observation', id);
    }
  });
});

describe('totals', () => {
  test.each([
    ['Observation?_total=accurate&_count=5', TOTAL],
    ['Observation?_total=estimate&_count=1000', TOTAL],
    ['Observation?_summary=count', TOTAL],
    ['Observation?code=c0&_total=accurate&_count=0', 28],
    ['Observation?_total=accurate&_count=50&_offset=100', TOTAL],
    ['Observation?_total=accurate&_count=50&_offset=500', TOTAL],
    ['Observation?code=absent&_total=accurate', 0],
    ['Observation?_total=none', undefined],
    ['Observation', undefined],
  ])('%s', async (url, total) => {
    expect((await search(url)).total).toBe(total);
  });

  test('a count alone gives no entry', async () => {
    const bundle = await search('Observation?_summary=count');
    expect(bundle.entry).toBeUndefined();
    expect(bundle.link).toHaveLength(1);
  });
});

describe('included resources', () => {
  let parent: Organization & { id: string };
  let child: Organization & { id: string };
  let subject: Patient & { id: string };
  beforeAll(async () => {
    parent = await repo().createResource<Organization>({ resourceType: 'Organization', name: 'GHT' });
    child = await repo().createResource<Organization>({
      resourceType: 'Organization',
      name: 'CH',
      partOf: { reference: `Organization/${parent.id}` },
    });
    subject = await repo().createResource(
      patient({ managingOrganization: { reference: `Organization/${child.id}` } }),
    );
    const about = { subject: { reference: `Patient/${subject.id}` }, meta: { tag: [{ code: 'inclus' }] } };
    await repo().createResource(observation(about));
    await repo().createResource(observation(about));
    await repo().createResource(observation({ ...about, subject: { reference: `Patient/${randomUUID()}` } }));
  });

  const kinds = async (url: string): Promise<string[]> =>
    ((await search(url)).entry ?? [])
      .map((entry) => `${entry.search?.mode} ${entry.resource!.resourceType}`)
      .toSorted();

  test('_include, once each, dangling references left out', async () => {
    expect(await kinds('Observation?_tag=inclus&_include=Observation:subject')).toEqual([
      'include Patient',
      'match Observation',
      'match Observation',
      'match Observation',
    ]);
  });

  test('_include:iterate goes on, _revinclude comes back', async () => {
    const url = `Patient?_id=${subject.id}&_include=Patient:organization&_include:iterate=Organization:partof`;
    expect(await kinds(url)).toEqual(['include Organization', 'include Organization', 'match Patient']);
    expect(await kinds(`Patient?_id=${subject.id}&_revinclude=Observation:subject`)).toEqual([
      'include Observation',
      'include Observation',
      'match Patient',
    ]);
  });

  test('do not count in the total, and have their full url', async () => {
    const bundle = await search(
      'Observation?_tag=inclus&_include=Observation:patient&_total=accurate&_count=2',
    );
    expect(bundle.total).toBe(3);
    const included = bundle.entry!.find((entry) => entry.search?.mode === 'include')!;
    expect(included.fullUrl).toBe(`http://localhost:8103/fhir/R4/Patient/${subject.id}`);
  });

  test.each([
    ['Observation?_include=Observation:nope', 'Invalid include parameter: Observation:nope'],
    ['Observation?_revinclude=Patient:nope', 'Invalid include parameter: Patient:nope'],
  ])('%s is refused', async (url, text) => {
    expect(await refusal(search(url))).toContain(text);
  });
});

describe('parts of resources', () => {
  const first = async (url: string): Promise<Record<string, unknown>> =>
    (await find(repo(), url))[0] as unknown as Record<string, unknown>;

  test('_fields and _elements keep what is asked, what is mandatory, and say so', async () => {
    for (const name of ['_fields', '_elements']) {
      const found = await first(`Observation?_count=1&${name}=effective`);
      expect(Object.keys(found).toSorted()).toEqual([
        'code',
        'effectiveDateTime',
        'id',
        'meta',
        'resourceType',
        'status',
      ]);
      expect(found.meta).toMatchObject({ tag: [{ code: 'SUBSETTED' }] });
    }
  });

  test('_summary=text and _summary=data divide a resource in two', async () => {
    const text = {
      status: 'generated' as const,
      div: '<div xmlns="http://www.w3.org/1999/xhtml">Bonjour</div>',
    };
    const { id } = await repo().createResource(patient({ text, gender: 'female' }));
    expect(await first(`Patient?_id=${id}&_summary=text`)).toMatchObject({ text });
    expect((await first(`Patient?_id=${id}&_summary=text`)).gender).toBeUndefined();
    expect((await first(`Patient?_id=${id}&_summary=data`)).text).toBeUndefined();
    expect(await first(`Patient?_id=${id}&_summary=true`)).toMatchObject({ gender: 'female' });
  });

  test('what is stored stays whole', async () => {
    const found = await find<Observation>(repo(), 'Observation?_count=1');
    expect(found[0]!.effectiveDateTime).toBeDefined();
    expect(found[0]!.meta!.tag).toBeUndefined();
  });
});

describe('several types at once', () => {
  test('_type searches each of them, paged and counted together', async () => {
    const request = parseSearchRequest<Resource>(
      'MultipleTypes?_type=Observation,Organization&_total=accurate&_count=1000',
    );
    const bundle = await repo().search(request as never);
    const types = new Set(bundle.entry!.map((entry) => entry.resource!.resourceType));
    expect([...types].toSorted()).toEqual(['Observation', 'Organization']);
    expect(bundle.total).toBe(bundle.entry!.length);
  });

  test('a parameter must exist for each of them', async () => {
    const request = parseSearchRequest('MultipleTypes?_type=Patient,Observation&birthdate=2026');
    expect(await refusal(repo().search(request))).toContain('Paramètre de recherche inconnu : birthdate');
  });
});

describe('refused', () => {
  test.each([
    ['Patient?nom=x', 'Paramètre de recherche inconnu : nom'],
    [
      'Observation?code-value-quantity=x$y',
      'Unrecognized search parameter type|Paramètre de recherche non pris en charge',
    ],
    ['Location?near=1|2', 'Unrecognized search parameter type|Paramètre de recherche non pris en charge'],
    ['Patient?_text=x', 'Paramètre de recherche inconnu : _text'],
    ['Patiente?name=x', 'Type de ressource inconnu : Patiente'],
    ['Binary', 'Les ressources Binary ne se cherchent pas'],
    ['Patient?name=a%00b', 'Caractère nul'],
  ])('%s', async (url, text) => {
    await expect((async () => search(url))()).rejects.toThrow(new RegExp(text));
  });
});

test('searchByReference groups by reference, for GraphQL', async () => {
  const [a, b] = [await repo().createResource(patient()), await repo().createResource(patient())];
  const reference = `Patient/${a.id}`;
  await repo().createResource(observation({ subject: { reference } }));
  const groups = await repo().searchByReference({ resourceType: 'Observation' }, 'subject', [
    reference,
    `Patient/${b.id}`,
  ]);
  expect(groups[reference]).toHaveLength(1);
  expect(groups[`Patient/${b.id}`]).toEqual([]);
  expect(await refusal(repo().searchByReference({ resourceType: 'Observation' }, 'code', []))).toContain(
    'Paramètre de référence inconnu',
  );
});

test('an entry has its full url, and extended meta in extended mode only', async () => {
  tests.store.baseUrl = 'https://ailleurs.example/';
  const bundle = await search('Observation?_count=1');
  expect(bundle.entry![0]!.fullUrl).toBe(
    `https://ailleurs.example/fhir/R4/Observation/${bundle.entry![0]!.resource!.id}`,
  );
  expect(bundle.link![0]!.url).toMatch(/^https:\/\/ailleurs\.example\/fhir\/R4\/Observation\?/);
  expect(bundle.entry![0]!.resource!.meta).not.toHaveProperty('project');
  const extended = await repo(context({ extended: true })).search({ resourceType: 'Observation', count: 1 });
  expect(extended.entry![0]!.resource!.meta).toHaveProperty('project');
});
