import { type MedplumClient, OperationOutcomeError, preconditionFailed } from '@medplum/core';
import type { Bundle, BundleEntry } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { ConflictError } from '../../data/save.ts';
import { readContent, writeContent, writePart } from './content.ts';
import { acknowledge, carryOn, changesOf, ficheEntries, hasChanges, saveFiche } from './save.ts';
import type { FicheState } from './state.ts';
import { amendment, blank, CONTEXT, draft } from './testing.ts';

/** A server that keeps what it was sent, and gives ids as the real one does: in `location`. */
function server(refuses?: () => Error | undefined) {
  const sent: BundleEntry[][] = [];
  const executeBatch = async ({ entry = [] }: Bundle): Promise<Bundle> => {
    const error = refuses?.();
    if (error) throw error;
    sent.push(entry);
    return {
      resourceType: 'Bundle',
      type: 'transaction-response',
      entry: entry.map(({ request, resource }, index) => {
        const id = request!.method === 'PUT' ? request!.url.split('/')[1] : `id-${sent.length}-${index}`;
        const location = `http://localhost/fhir/R4/${resource!.resourceType}/${id}/_history/v-${sent.length}`;
        return { response: { status: '200', location, etag: `W/"v-${sent.length}"` } };
      }),
    };
  };
  return { sent, medplum: { executeBatch } as unknown as MedplumClient };
}

const withVersions = () => {
  const state = draft();
  const version = <T extends object>(one: T): T => ({
    ...one,
    meta: { ...(one as { meta?: object }).meta, versionId: 'v-0' },
  });
  return {
    ...state,
    composition: version(state.composition),
    records: new Map([...state.records].map(([key, one]) => [key, version(one)])),
  };
};

describe('changesOf', () => {
  it('sees nothing in what did not change', () => {
    const state = withVersions();
    expect(hasChanges(changesOf(state, state))).toBe(false);
  });

  it('tells what is new from what changed', () => {
    const before = withVersions();
    const changed = writePart(
      before,
      'functional',
      { ...readContent(before).functional, ecog: 'LA9622-7' },
      CONTEXT,
    );
    const after = writePart(
      changed,
      'treatments',
      [...readContent(before).treatments, treatment('a')],
      CONTEXT,
    );
    const { creates, updates, composition } = changesOf(before, after);
    expect([creates.length, updates.length, composition]).toEqual([1, 1, true]);
    expect(before.records.get(updates[0]!)!.resourceType).toBe('Observation');
  });

  it('does not take a new version of the same content for a change', () => {
    const before = withVersions();
    const records = new Map(
      [...before.records].map(([key, one]) => [key, { ...one, meta: { ...one.meta, versionId: 'v-9' } }]),
    );
    expect(hasChanges(changesOf(before, { ...before, records }))).toBe(false);
  });
});

const treatment = (name: string) => ({
  key: `urn:uuid:00000000-0000-4000-8000-00000000000${name}`,
  text: `Traitement ${name}`,
  status: 'completed' as const,
  note: '',
});

describe('saveFiche', () => {
  it('sends one transaction: new entries once, changed ones if unchanged since, the fiche last', async () => {
    const before = withVersions();
    const [first] = readContent(before).treatments;
    const after = writePart(before, 'treatments', [{ ...first!, note: 'Relu.' }, treatment('a')], CONTEXT);
    const { sent, medplum } = server();
    await saveFiche(medplum, before, after);
    expect(sent).toHaveLength(1);
    expect(sent[0]!.map(({ request }) => `${request!.method} ${request!.url.split('/')[0]}`)).toEqual([
      'POST Procedure',
      'PUT Procedure',
      'PUT Procedure',
      'PUT Composition',
    ]);
    const [create, ...updates] = sent[0]!;
    expect(create!.fullUrl).toBe(treatment('a').key);
    expect(decodeURIComponent(create!.request!.ifNoneExist!)).toMatch(
      /^identifier=https:\/\/.+\/v1\/treatment\//,
    );
    expect(updates.every(({ request }) => request!.ifMatch === 'W/"v-0"')).toBe(true);
  });

  it('takes the ids and versions given, and then has nothing left to save', async () => {
    const before = withVersions();
    const after = writePart(before, 'treatments', [treatment('a')], CONTEXT);
    const saved = await saveFiche(server().medplum, before, after);
    expect(saved.records.get(treatment('a').key)).toMatchObject({ id: 'id-1-0', meta: { versionId: 'v-1' } });
    expect(saved.composition.meta?.versionId).toBe('v-1');
    expect(hasChanges(changesOf(saved, saved))).toBe(false);
  });

  it('points by the id of the server to what it created before', async () => {
    const before = withVersions();
    const { sent, medplum } = server();
    const once = await saveFiche(medplum, before, writePart(before, 'treatments', [treatment('a')], CONTEXT));
    await saveFiche(medplum, once, writePart(once, 'treatments', [treatment('a'), treatment('b')], CONTEXT));
    const fiche = sent[1]!.at(-1)!.resource!;
    const text = JSON.stringify(fiche);
    expect(text).toContain('"Procedure/id-1-0"');
    expect(text).not.toContain(treatment('a').key);
    expect(text).toContain(treatment('b').key);
  });

  it('stays within the limits of the real server: eight entries where one is conditional', async () => {
    const before = blank();
    const content = readContent(draft());
    delete content.record.quorum;
    const after = writeContent(before, content, CONTEXT);
    const { sent, medplum } = server();
    const saved = await saveFiche(medplum, before, after);
    for (const entry of sent) {
      if (entry.some(({ request }) => request!.ifNoneExist)) expect(entry.length).toBeLessThanOrEqual(8);
    }
    expect(sent.flat().filter(({ resource }) => resource!.resourceType === 'Composition')).toHaveLength(1);
    expect(sent.at(-1)!.at(-1)!.resource!.resourceType).toBe('Composition');
    // Whatever a later transaction points to has its id by then.
    const own = sent.map((entry) => new Set(entry.map(({ fullUrl }) => fullUrl)));
    for (const [index, entry] of sent.entries()) {
      const references = [
        ...JSON.stringify(entry.map(({ resource }) => resource)).matchAll(/"reference":"(urn:uuid:[^"]+)"/g),
      ];
      expect(references.filter(([, one]) => !own[index]!.has(one))).toEqual([]);
    }
    expect([...saved.records.values()].filter(({ id }) => !id)).toEqual([]);
  });

  it('says that there is a conflict when somebody was first', async () => {
    const before = withVersions();
    const after = writePart(before, 'history', 'x', CONTEXT);
    const { medplum } = server(() => new OperationOutcomeError(preconditionFailed));
    await expect(saveFiche(medplum, before, after)).rejects.toThrow(ConflictError);
  });

  it('passes any other failure on', async () => {
    const before = withVersions();
    const { medplum } = server(() => new TypeError('fetch failed'));
    await expect(saveFiche(medplum, before, writePart(before, 'history', 'x', CONTEXT))).rejects.toThrow(
      'fetch failed',
    );
  });
});

describe('for another screen', () => {
  it('gives the entries of its own transaction', () => {
    const state = writePart(blank(), 'wishes', 'Rester chez elle.', CONTEXT);
    const entries = ficheEntries({ ...state, composition: { ...state.composition, id: undefined } });
    expect(entries.map(({ resource }) => resource!.resourceType)).toEqual(['Observation', 'Composition']);
    expect(entries.every(({ request }) => request!.method === 'POST' && request!.ifNoneExist)).toBe(true);
  });

  it('makes one fiche of a case, and one version in preparation at a time', () => {
    const once = (state: FicheState) =>
      ficheEntries({ ...state, composition: { ...state.composition, id: undefined } }, []).at(-1)!.request!
        .ifNoneExist;
    const { reference } = draft().composition.encounter!;
    expect(once(draft())).toBe(`encounter=${reference}`);
    expect(once(amendment())).toBe(`encounter=${reference}&status=preliminary`);
    const unknown = { ...draft().composition, encounter: { reference: 'urn:uuid:case' } };
    expect(once({ ...draft(), composition: unknown })).toMatch(/^identifier=/);
  });

  it('keeps what was typed while the save was under way', () => {
    const before = withVersions();
    const sent = writePart(before, 'treatments', [treatment('a')], CONTEXT);
    const typed = writePart(sent, 'history', 'Plus tard.', CONTEXT);
    const keys = changesOf(before, sent).creates;
    const answer: Bundle = {
      resourceType: 'Bundle',
      type: 'transaction-response',
      entry: [{ response: { status: '201', location: 'Procedure/p1/_history/1' } }],
    };
    const now = carryOn(acknowledge(sent, keys, answer), typed);
    expect(now.records.get(treatment('a').key)?.id).toBe('p1');
    expect(readContent(now).history).toBe('Plus tard.');
  });
});
