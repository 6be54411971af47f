import type { MedplumClient } from '@medplum/core';
import type { Bundle, Encounter, Organization } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { localNow } from './around.ts';
import { beginFiche } from './begin.ts';
import { caseFile, readPart } from './model/index.ts';
import { CONTEXT, draft, goldenRecords } from './model/testing.ts';

/** The golden case before its fiche, and a server that keeps what it is sent. */
function world() {
  const records = goldenRecords();
  const rcpCase = records.get(draft().composition.encounter!.reference!) as Encounter;
  for (const [key, one] of records) if (one.resourceType === 'Composition') records.delete(key);
  const sent: Bundle[] = [];
  const medplum = {
    readReference: async ({ reference }: { reference: string }) => records.get(reference) as Organization,
    executeBatch: async (bundle: Bundle): Promise<Bundle> => {
      sent.push(bundle);
      const entry = bundle.entry!.map(() => ({
        response: { status: '201', location: 'Composition/c1/_history/1' },
      }));
      return { resourceType: 'Bundle', type: 'transaction-response', entry };
    },
  } as unknown as MedplumClient;
  return { medplum, records, rcpCase, sent };
}

describe('beginFiche', () => {
  it('makes one fiche of the case, from what the inscription says', async () => {
    const { medplum, records, rcpCase, sent } = world();
    const begun = await beginFiche(medplum, caseFile(rcpCase, records), CONTEXT);
    expect(sent).toHaveLength(1);
    expect(sent[0]!.entry!.map(({ request }) => [request!.method, request!.ifNoneExist])).toEqual([
      ['POST', `encounter=Encounter/${rcpCase.id}`],
    ]);
    expect(begun.composition).toMatchObject({
      id: 'c1',
      status: 'preliminary',
      title: draft().composition.title,
    });
    expect(readPart(begun, 'question').question).toBe(readPart(draft(), 'question').question);
  });

  it('says in French what the case lacks, and sends nothing', async () => {
    const { medplum, records, rcpCase, sent } = world();
    records.delete(rcpCase.basedOn![0]!.reference!);
    await expect(beginFiche(medplum, caseFile(rcpCase, records), CONTEXT)).rejects.toThrow('inscription');
    expect(sent).toEqual([]);
  });
});

describe('localNow', () => {
  it('is the instant, with the offset of the place', () => {
    const at = new Date('2026-10-14T11:00:07Z');
    expect(localNow(at)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:07[+-]\d\d:\d\d$/);
    expect(new Date(localNow(at)).getTime()).toBe(at.getTime());
  });
});
