import { parseSearchRequest } from '@medplum/core';
import { describe, expect, test } from 'vitest';
import { paged, pageLinks } from './page.ts';

const BASE = 'https://serveur.example/';
const request = (query: string) => paged(parseSearchRequest(`Patient?${query}`));
const links = (query: string, next?: number): Record<string, string> =>
  Object.fromEntries(pageLinks(request(query), BASE, next).map((link) => [link.relation, link.url]));

describe('the page asked', () => {
  test('20 by default, 1000 at most, 0 allowed', () => {
    expect(request('')).toMatchObject({ count: 20, offset: 0 });
    expect(request('_count=5000')).toMatchObject({ count: 1000 });
    expect(request('_count=0')).toMatchObject({ count: 0 });
    expect(request('_offset=10000')).toMatchObject({ offset: 10_000 });
  });

  test.each([
    ['_count=-1', '_count invalide'],
    ['_count=beaucoup', '_count invalide'],
    ['_offset=-20', '_offset invalide'],
    ['_offset=10001', '_offset trop grand : 10001, 10000 au plus'],
    ['_cursor=2-1&_offset=20&_sort=_lastUpdated', '_offset et _cursor ne vont pas ensemble'],
    ['_cursor=2-1', 'Un curseur demande _sort=_lastUpdated'],
    ['_cursor=2-1&_sort=-_lastUpdated', 'Un curseur demande _sort=_lastUpdated'],
    ['_cursor=2-1&_sort=_lastUpdated,name', 'Un curseur demande _sort=_lastUpdated'],
    ['_cursor=n’importe quoi&_sort=_lastUpdated', 'Curseur invalide'],
    ['_cursor=3-1&_sort=_lastUpdated', 'Curseur invalide'],
  ])('%s is refused', (query, text) => {
    expect(() => request(query)).toThrow(text);
  });

  test('a cursor gives the first write time of the page, in both formats of Medplum', () => {
    expect(request('_cursor=2-1700000000000-id1,id2&_sort=_lastUpdated').from).toBe(1_700_000_000_000);
    expect(request('_cursor=1-1700000000000-id1&_sort=_lastUpdated').from).toBe(1_700_000_000_000);
  });
});

describe('links', () => {
  test('of a first page: itself, first, next', () => {
    expect(links('name=a&_count=2', 99)).toEqual({
      self: `${BASE}fhir/R4/Patient?_count=2&name=a`,
      first: `${BASE}fhir/R4/Patient?_count=2&name=a`,
      next: `${BASE}fhir/R4/Patient?_count=2&_offset=2&name=a`,
    });
  });

  test('of a later page: previous, never before the first', () => {
    expect(links('_count=10&_offset=5').previous).toBe(`${BASE}fhir/R4/Patient?_count=10`);
    expect(links('_count=10&_offset=30').previous).toBe(`${BASE}fhir/R4/Patient?_count=10&_offset=20`);
  });

  test('no next after the last page, nor past the largest offset', () => {
    expect(links('_count=10')).not.toHaveProperty('next');
    expect(links('_count=10&_offset=9995', 99)).not.toHaveProperty('next');
  });

  test('cursors for pages of 20 or more sorted by write time', () => {
    expect(links('_sort=_lastUpdated', 99).next).toBe(
      `${BASE}fhir/R4/Patient?_count=20&_cursor=2-99&_sort=_lastUpdated`,
    );
    expect(links('_sort=_lastUpdated&_count=19', 99).next).toContain('_offset=19');
    expect(links('_sort=-_lastUpdated', 99).next).toContain('_offset=20');
    const later = links('_sort=_lastUpdated&_cursor=2-50', 99);
    expect(later.next).toContain('_cursor=2-99');
    expect(later.first).not.toContain('_cursor');
    expect(later).not.toHaveProperty('previous');
  });

  test('a count alone has only itself', () => {
    expect(Object.keys(links('_summary=count'))).toEqual(['self']);
  });
});
