import type { MedplumClient } from '@medplum/core';
import type { Bundle, Composition, Organization, Patient, Resource } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { localId } from '../base/fhir.ts';
import { Ledger, MAX_UPDATES, TransactionError, writeAll } from './ledger.ts';

const organization: Organization = {
  resourceType: 'Organization',
  id: localId('org'),
  identifier: [{ system: 'urn:finess', value: '99' }],
};
const patient: Patient = {
  resourceType: 'Patient',
  id: localId('patient'),
  identifier: [{ system: 'urn:ipp', value: '1' }],
  managingOrganization: { reference: `Organization/${organization.id}` },
};

/** A server that keeps the last transaction and answers it with ids of its own. */
function server(stored: Resource[] = [], answer?: (index: number) => object) {
  const sent: Bundle[] = [];
  const medplum = {
    async *searchResourcePages(type: string) {
      yield stored.filter(({ resourceType }) => resourceType === type);
    },
    async executeBatch(bundle: Bundle) {
      sent.push(structuredClone(bundle));
      return {
        entry: bundle.entry!.map(({ request }, index) => ({
          response: answer?.(index) ?? {
            status: '201',
            location: `${request!.url}/server-${index}/_history/1`,
          },
        })),
      };
    },
  } as unknown as MedplumClient;
  return { medplum, sent };
}

describe('writeAll', () => {
  it('names new resources by urn:uuid inside the transaction, and without id', async () => {
    const { medplum, sent } = server();
    await writeAll(medplum, new Ledger(), [{ resource: organization }, { resource: patient }]);
    const [first, second] = sent[0]!.entry!;
    expect(first).toMatchObject({
      fullUrl: `urn:uuid:${organization.id}`,
      request: { method: 'POST', url: 'Organization' },
    });
    expect(first!.resource!.id).toBeUndefined();
    expect((second!.resource as Patient).managingOrganization?.reference).toBe(`urn:uuid:${organization.id}`);
  });

  it('leads later references to the server', async () => {
    const { medplum, sent } = server();
    const ledger = new Ledger();
    await writeAll(medplum, ledger, [{ resource: organization }]);
    await writeAll(medplum, ledger, [{ resource: patient }]);
    expect((sent[1]!.entry![0]!.resource as Patient).managingOrganization?.reference).toBe(
      'Organization/server-0',
    );
    expect(ledger.serverId(`Organization/${organization.id}`)).toBe('server-0');
  });

  it('replaces what it is given an id for', async () => {
    const { medplum, sent } = server([], () => ({ status: '200' }));
    await writeAll(medplum, new Ledger(), [{ resource: organization, id: 'known' }]);
    expect(sent[0]!.entry![0]).toMatchObject({
      resource: { id: 'known' },
      request: { method: 'PUT', url: 'Organization/known' },
    });
  });

  it('refuses to send a reference that leads nowhere', async () => {
    const { medplum, sent } = server();
    await expect(writeAll(medplum, new Ledger(), [{ resource: patient }])).rejects.toThrow(
      /was not written yet/,
    );
    expect(sent).toEqual([]);
  });

  it('keeps under the number of updates that a transaction may hold', async () => {
    const writes = Array.from({ length: MAX_UPDATES + 1 }, () => ({ resource: organization, id: 'known' }));
    await expect(writeAll(server().medplum, new Ledger(), writes)).rejects.toThrow(/at most 50/);
  });

  it('says in French what was refused, and why', async () => {
    const outcome = { issue: [{ details: { text: 'Le nom est obligatoire' } }] };
    const { medplum } = server([], () => ({ status: '400', outcome }));
    const refused = writeAll(medplum, new Ledger(), [{ resource: organization }]);
    await expect(refused).rejects.toThrow('Organization refusé (400) : Le nom est obligatoire');
    await expect(refused).rejects.toBeInstanceOf(TransactionError);
  });

  it('sends nothing for nothing', async () => {
    const { medplum, sent } = server();
    await writeAll(medplum, new Ledger(), []);
    expect(sent).toEqual([]);
  });
});

describe('Ledger', () => {
  it('finds what an earlier play wrote, and leads to it', async () => {
    const ledger = new Ledger();
    await ledger.load(server([{ ...organization, id: 'server-7' }]).medplum);
    expect(ledger.size).toBe(1);
    expect(ledger.find(organization)).toEqual({ id: 'server-7' });
    expect(ledger.translate(patient).managingOrganization?.reference).toBe('Organization/server-7');
    expect(ledger.find(patient)).toBeUndefined();
  });

  it('tells the versions of a fiche apart', async () => {
    const fiche = (version: number, id: string, status: string): Composition =>
      ({
        resourceType: 'Composition',
        id,
        identifier: { system: 'urn:ietf:rfc:3986', value: 'urn:uuid:1' },
        extension: [
          {
            url: 'https://dcc.example.org/fhir/StructureDefinition/dcc-document-version',
            valuePositiveInt: version,
          },
        ],
        status: status as Composition['status'],
      }) as Composition;
    const ledger = new Ledger();
    await ledger.load(server([fiche(1, 'a', 'final'), fiche(2, 'b', 'preliminary')]).medplum);
    expect(ledger.find(fiche(1, 'local', ''))).toEqual({ id: 'a', status: 'final' });
    expect(ledger.find(fiche(2, 'local', ''))).toEqual({ id: 'b', status: 'preliminary' });
    expect(ledger.find(fiche(3, 'local', ''))).toBeUndefined();
  });

  it('notes the state that a write leaves', () => {
    const ledger = new Ledger();
    ledger.note(organization, 'x', 'finished');
    expect(ledger.find(organization)).toEqual({ id: 'x', status: 'finished' });
  });

  it('leaves references of the server as they are', () => {
    const reference = { reference: 'Patient/7f3b2a10-5d55-4c1e-9a55-111111111111' };
    expect(new Ledger().translate({ subject: reference })).toEqual({ subject: reference });
  });
});
