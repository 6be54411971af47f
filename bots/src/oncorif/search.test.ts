import { MedplumClient } from '@medplum/core';
import type { Bundle, Observation, OperationOutcome, Patient } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { TestServer } from '../testing/server.ts';
import { listUrls, searchLists, searchPages } from './search.ts';

function observations(count: number, encounter: string): Observation[] {
  return Array.from({ length: count }, (_, i) => ({
    resourceType: 'Observation',
    id: `${encounter}-${i}`,
    status: 'final',
    code: { coding: [{ system: 's', code: i % 2 ? 'odd' : 'even' }] },
    encounter: { reference: `Encounter/${encounter}` },
  }));
}

const BASE = 'http://fhir.test/';

function json(body: unknown): Response {
  return new Response(JSON.stringify(body), { headers: { 'content-type': 'application/fhir+json' } });
}

/** A server that pages by cursor, as Medplum does, and answers a batch of one search. */
function pagedServer(ids: readonly string[], size: number): { medplum: MedplumClient; urls: string[] } {
  const urls: string[] = [];
  const page = (from: number): Bundle => ({
    resourceType: 'Bundle',
    type: 'searchset',
    entry: ids.slice(from, from + size).map((id) => ({ resource: { resourceType: 'Patient', id } })),
    link:
      from + size < ids.length
        ? [{ relation: 'next', url: `${BASE}fhir/R4/Patient?_cursor=${from + size}` }]
        : [],
  });
  const fetch = async (url: string, options?: { method?: string }): Promise<Response> => {
    urls.push(url.replace(`${BASE}fhir/R4`, '').replace('/', ''));
    const from = Number(/_cursor=(\d+)/.exec(url)?.[1] ?? 0);
    if (options?.method !== 'POST') return json(page(from));
    const entry = [{ resource: page(0), response: { status: '200' } }];
    return json({ resourceType: 'Bundle', type: 'batch-response', entry });
  };
  return { medplum: new MedplumClient({ baseUrl: BASE, fetch }), urls };
}

describe('listUrls', () => {
  it('asks for 50 references at a time', () => {
    const values = Array.from({ length: 120 }, (_, i) => `Encounter/${i}`);
    const urls = listUrls({ type: 'Composition', parameter: 'encounter', values, filter: 'type=a' });
    expect(urls).toHaveLength(3);
    expect(urls[0]).toMatch(/^Composition\?encounter=Encounter%2F0,Encounter%2F1,.*&type=a&_count=1000$/);
    expect(urls[2]).toContain('Encounter%2F100,');
    expect(urls.join().match(/Encounter%2F/g)).toHaveLength(120);
  });

  it('asks nothing for an empty list', () => {
    expect(listUrls({ type: 'Patient', parameter: '_id', values: [] })).toEqual([]);
  });
});

describe('searchLists', () => {
  it('reads several searches in one request', async () => {
    const server = new TestServer();
    await server.add(...observations(6, 'a'), ...observations(4, 'b'), { resourceType: 'Patient', id: 'p' });
    server.requests = 0;
    const found = await searchLists(server.medplum, [
      {
        type: 'Observation',
        parameter: 'encounter',
        values: ['Encounter/a', 'Encounter/b'],
        filter: 'code=s|odd',
      },
      { type: 'Patient', parameter: '_id', values: ['p', 'q'] },
    ]);
    expect(found.map((one) => one.id).sort()).toEqual(['a-1', 'a-3', 'a-5', 'b-1', 'b-3', 'p']);
    expect(server.requests).toBe(1);
  });

  it('makes no request when there is nothing to ask', async () => {
    const server = new TestServer();
    expect(await searchLists(server.medplum, [{ type: 'Patient', parameter: '_id', values: [] }])).toEqual(
      [],
    );
    expect(server.requests).toBe(0);
  });

  it('follows pages to the last one', async () => {
    const { medplum, urls } = pagedServer(['a', 'b', 'c', 'd', 'e'], 2);
    const found = await searchLists(medplum, [{ type: 'Patient', parameter: '_id', values: ['a'] }]);
    expect(found.map((one) => one.id)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(urls).toEqual(['', 'Patient?_cursor=2', 'Patient?_cursor=4']);
  });

  it('says in French what could not be read', async () => {
    const text = 'Unknown search parameter: foo';
    const outcome: OperationOutcome = {
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'error', code: 'invalid', details: { text } }],
    };
    const answer: Bundle = {
      resourceType: 'Bundle',
      type: 'batch-response',
      entry: [{ response: { status: '400', outcome } }],
    };
    const medplum = new MedplumClient({ baseUrl: BASE, fetch: async () => json(answer) });
    const search = searchLists(medplum, [{ type: 'Patient', parameter: 'foo', values: ['x'] }]);
    await expect(search).rejects.toThrow('Lecture de Patient impossible : Unknown search parameter: foo');
  });
});

describe('searchPages', () => {
  it('reads every page by its cursor, and gives a resource once when it comes again', async () => {
    // Written while it is read: the first one is found again at the end.
    const { medplum, urls } = pagedServer(['a', 'b', 'c', 'd', 'a'], 2);
    const pages: (string | undefined)[][] = [];
    for await (const page of searchPages<Patient>(medplum, 'Patient', [['active', 'true']], 2)) {
      pages.push(page.map((one) => one.id));
    }
    expect(pages).toEqual([['a', 'b'], ['c', 'd'], []]);
    expect(urls[0]).toBe('Patient?active=true&_sort=_lastUpdated&_count=2');
    expect(urls).toHaveLength(3);
  });

  it('keeps two conditions on one parameter', async () => {
    const { medplum, urls } = pagedServer([], 2);
    const range = [
      ['date', 'ge2026-10-01'],
      ['date', 'lt2026-11-01'],
    ] as const;
    for await (const page of searchPages(medplum, 'Encounter', range)) expect(page).toEqual([]);
    expect(urls[0]).toContain('date=ge2026-10-01&date=lt2026-11-01');
  });
});
