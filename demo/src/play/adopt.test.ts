import type { MedplumClient } from '@medplum/core';
import type { Composition } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { localId } from '../base/fhir.ts';
import { adopt } from './adopt.ts';
import { Ledger } from './ledger.ts';

const tumour = `Condition/${localId('tumour')}`;
const decision = `CarePlan/${localId('decision')}`;
const local = {
  resourceType: 'Composition',
  id: localId('fiche'),
  identifier: { system: 'urn:ietf:rfc:3986', value: 'urn:uuid:fiche' },
  section: [
    { title: 'sans entrée' },
    { entry: [{ reference: tumour }] },
    { entry: [{ reference: decision }] },
  ],
} as Composition;

const server = (stored: object) =>
  ({ readResource: async (_: string, id: string) => ({ ...stored, id }) }) as unknown as MedplumClient;

function knowing(): Ledger {
  const ledger = new Ledger();
  ledger.note(local, 'server-fiche', 'preliminary');
  return ledger;
}

describe('adopt', () => {
  it('binds the n-th entry of a section to the n-th one of the stored fiche', async () => {
    const ledger = knowing();
    const stored = {
      section: [{}, { entry: [{ reference: 'Condition/a' }] }, { entry: [{ reference: 'CarePlan/b' }] }],
    };
    const fiche = await adopt(server(stored), local, ledger);
    expect(fiche.id).toBe('server-fiche');
    expect([ledger.serverId(tumour), ledger.serverId(decision)]).toEqual(['a', 'b']);
  });

  it('binds nothing to a resource of another type', async () => {
    const ledger = knowing();
    await adopt(server({ section: [{}, { entry: [{ reference: 'Observation/a' }] }] }), local, ledger);
    expect(ledger.serverId(tumour)).toBeUndefined();
    expect(ledger.serverId(decision)).toBeUndefined();
  });

  it('refuses a fiche that is not on the server', async () => {
    await expect(adopt(server({}), local, new Ledger())).rejects.toThrow(/was not written yet/);
  });
});
