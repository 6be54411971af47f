import type { MedplumClient } from '@medplum/core';
import type { Bundle } from '@medplum/fhirtypes';
import { expect, test, vi } from 'vitest';
import { searchWhole } from './whole.ts';

const page = (ids: string[], next?: string): Bundle => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: ids.map((id) => ({ resource: { resourceType: 'Patient', id } })),
  ...(next ? { link: [{ relation: 'next', url: next }] } : {}),
});
const ids = ({ entry }: Bundle) => entry!.map(({ resource }) => resource!.id);
const client = (search: object, get: object = vi.fn()) => ({ search, get }) as unknown as MedplumClient;

test('follows the pages to the last one', async () => {
  const search = vi.fn(async () => page(['1', '2'], 'https://x/2'));
  const get = vi.fn(async (url: string) =>
    url === 'https://x/2' ? page(['3'], 'https://x/3') : page(['4']),
  );
  expect(ids(await searchWhole(client(search, get), 'Patient', 'name=a'))).toEqual(['1', '2', '3', '4']);
  expect(search).toHaveBeenCalledWith('Patient', 'name=a&_count=100', {});
});

test('every page is asked for in the same way, so that all of them can be called off', async () => {
  const { signal } = new AbortController();
  const search = vi.fn(async () => page(['1'], 'https://x/2'));
  const get = vi.fn(async () => page(['2']));
  await searchWhole(client(search, get), 'Patient', 'name=a', { signal });
  expect(search).toHaveBeenCalledWith('Patient', 'name=a&_count=100', { signal });
  expect(get).toHaveBeenCalledWith('https://x/2', { signal });
});

test('one page asks once; an empty answer is an empty Bundle', async () => {
  const get = vi.fn();
  expect(
    ids(
      await searchWhole(
        client(
          vi.fn(async () => page([])),
          get,
        ),
        'Patient',
        'x',
      ),
    ),
  ).toEqual([]);
  expect(get).not.toHaveBeenCalled();
});

test('an endless list ends', async () => {
  const get = vi.fn(async () => page(['n'], 'https://x/n'));
  const found = await searchWhole(
    client(
      vi.fn(async () => page(['1'], 'https://x/n')),
      get,
    ),
    'Patient',
    'x',
  );
  expect(ids(found)).toHaveLength(20);
});
