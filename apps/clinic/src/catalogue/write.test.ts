import { generation } from '@dcc/rules/src/calendar/generation.ts';
import { calendarOfTests, rcpOfTests } from '@dcc/rules/src/calendar/testing.ts';
import type { MedplumClient } from '@medplum/core';
import type { Bundle, HealthcareService } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { createSessions, saveEntry } from './write.ts';

/** A server that creates each identifier once, and may refuse one entry. */
function server(refused?: number) {
  const kept = new Set<string>();
  const sizes: number[] = [];
  let count = 0;
  const executeBatch = async ({ entry = [] }: Bundle): Promise<Bundle> => {
    sizes.push(entry.length);
    return {
      resourceType: 'Bundle',
      type: 'batch-response',
      entry: entry.map(({ request }) => {
        if (count++ === refused) return { response: { status: '403' } };
        const known = kept.has(request!.ifNoneExist!);
        kept.add(request!.ifNoneExist!);
        return { response: { status: known ? '200' : '201' } };
      }),
    };
  };
  return { kept, sizes, client: { executeBatch } as unknown as MedplumClient };
}
const sessions = generation(rcpOfTests(), calendarOfTests(), [], '2026-10-01', '2027-09-01').create.map(
  ({ session }) => session,
);

describe('sessions made ahead', () => {
  test('are written in small requests, each once, however often', async () => {
    const { kept, sizes, client } = server();
    await createSessions(client, sessions);
    expect(kept.size).toBe(sessions.length);
    expect(Math.max(...sizes)).toBe(20);
    expect(sizes.reduce((sum, one) => sum + one)).toBe(sessions.length);
    await createSessions(client, sessions);
    expect(kept.size).toBe(sessions.length);
  });

  test('one that is refused is said, and the rest can be tried again', async () => {
    const broken = server(3);
    await expect(createSessions(broken.client, sessions)).rejects.toThrow('Création refusée');
    expect(broken.kept.size).toBe(19);
    await createSessions(broken.client, sessions);
    expect(broken.kept.size).toBe(sessions.length);
  });
});

test('a new entry does not take the number of another', async () => {
  const client = { searchOne: async () => rcpOfTests() } as unknown as MedplumClient;
  const { id: _, ...entry } = rcpOfTests();
  await expect(saveEntry(client, entry as HealthcareService)).rejects.toThrow(
    'Une RCP porte déjà ce numéro.',
  );
});
