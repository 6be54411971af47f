import { sein } from '@dcc/fhir-profiles/questionnaires/index.ts';
import type { MedplumClient } from '@medplum/core';
import type { Questionnaire } from '@medplum/fhirtypes';
import { describe, expect, it, vi } from 'vitest';
import { readBegun, readForms } from './read.ts';
import { canonicalOf, themeForm } from './wanted.ts';

const OWN = 'https://region.example/Questionnaire/abdomen';
const newer: Questionnaire = { ...sein, id: 'q1', version: '1.1.0' };
const abdomen: Questionnaire = {
  resourceType: 'Questionnaire',
  id: 'q2',
  url: OWN,
  version: '3.0.0',
  status: 'active',
};

/** A server that has these forms, and these versions in the history of each. */
function server(forms: Questionnaire[], history: Questionnaire[] = []) {
  const searchResources = vi.fn(async (_type: string, query: URLSearchParams) => {
    const urls = query.get('url')!.split(',');
    return forms.filter(({ url }) => urls.includes(url!));
  });
  const readHistory = vi.fn(async (_type: string, id: string) => ({
    entry: history.filter((one) => one.id === id).map((resource) => ({ resource })),
  }));
  return {
    medplum: { searchResources, readHistory } as unknown as MedplumClient,
    searchResources,
    readHistory,
  };
}
const away = () => {
  const fail = async () => Promise.reject(new TypeError('Failed to fetch'));
  return { searchResources: fail, readHistory: fail } as unknown as MedplumClient;
};

describe('readForms', () => {
  it('gives what the server has, in the order wanted, by one search', async () => {
    const { medplum, searchResources } = server([newer, abdomen]);
    const found = await readForms(medplum, [OWN, themeForm('sein')]);
    expect(found).toEqual([
      { form: abdomen, from: 'server' },
      { form: newer, from: 'server' },
    ]);
    expect(searchResources).toHaveBeenCalledTimes(1);
  });

  it('gives the shipped copy of what the server does not have', async () => {
    const { medplum } = server([]);
    expect(await readForms(medplum, [themeForm('sein')])).toEqual([{ form: sein, from: 'app' }]);
  });

  it('does not give another version than the one that the catalogue pins', async () => {
    const { medplum } = server([{ ...newer, version: '9.0.0' }]);
    const pinned = canonicalOf(sein);
    expect(await readForms(medplum, [pinned])).toEqual([{ form: sein, from: 'app' }]);
    expect(await readForms(medplum, [`${sein.url}|7.0.0`])).toEqual([]);
  });

  it('gives the shipped copy when the server does not answer', async () => {
    expect(await readForms(away(), [themeForm('sein')])).toEqual([{ form: sein, from: 'app' }]);
  });

  it('says what went wrong when there is no copy to give', async () => {
    await expect(readForms(away(), [OWN])).rejects.toThrow('Failed to fetch');
  });

  it('asks nobody for nothing', async () => {
    const { medplum, searchResources } = server([newer]);
    expect(await readForms(medplum, [])).toEqual([]);
    expect(searchResources).not.toHaveBeenCalled();
  });
});

describe('readBegun', () => {
  it('gives the version that the answers name, though a newer one is in force', async () => {
    const { medplum, readHistory } = server([newer]);
    expect(await readBegun(medplum, canonicalOf(sein))).toEqual({ form: sein, from: 'app' });
    expect(readHistory).not.toHaveBeenCalled();
  });

  it('prefers the server when it has that very version', async () => {
    const { medplum } = server([newer]);
    expect(await readBegun(medplum, canonicalOf(newer))).toEqual({ form: newer, from: 'server' });
  });

  it('looks in the history of the form: a deployment replaces it in place', async () => {
    const before: Questionnaire = { ...abdomen, version: '2.0.0', status: 'active' };
    const { medplum, readHistory } = server([abdomen], [abdomen, before]);
    expect(await readBegun(medplum, `${OWN}|2.0.0`)).toEqual({ form: before, from: 'server' });
    expect(readHistory).toHaveBeenCalledWith('Questionnaire', 'q2');
  });

  it('says that nobody has it any more', async () => {
    const { medplum } = server([abdomen], [abdomen]);
    expect(await readBegun(medplum, `${OWN}|1.0.0`)).toBeNull();
  });

  it('gives the shipped copy of that version when the server does not answer, else says why not', async () => {
    expect(await readBegun(away(), canonicalOf(sein))).toEqual({ form: sein, from: 'app' });
    await expect(readBegun(away(), `${OWN}|1.0.0`)).rejects.toThrow('Failed to fetch');
  });
});
