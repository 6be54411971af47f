import { IDENTIFIERS } from '@dcc/fhir-profiles';
import type { Organization } from '@medplum/fhirtypes';
import { beforeEach, describe, expect, it } from 'vitest';
import { TestServer } from '../testing/server.ts';
import { recipientsOf } from './recipients.ts';

let server: TestServer;
beforeEach(() => {
  server = new TestServer();
});

const organization = (name: string, system: string, more: Partial<Organization> = {}) =>
  server.repository.createResource<Organization>({
    resourceType: 'Organization',
    name,
    identifier: [
      { system: 'urn:x', value: name },
      { system, value: name },
    ],
    ...more,
  });
const centre = (name: string, more = {}) => organization(name, IDENTIFIERS.GESTIONNAIRE_3C, more);
const told = () => recipientsOf(server.medplum);
const named = ({ id, name }: Organization) => ({ reference: `Organization/${id}`, display: name });

describe('who is told of a delivery', () => {
  it('is the one 3C, which is to act too', async () => {
    const one = await centre('3C Nord');
    await organization('RRC', IDENTIFIERS.RRC);
    await organization('Hôpital', IDENTIFIERS.FINESS);
    expect(await told()).toEqual({ accounts: [named(one)], owner: named(one) });
  });

  it('is each of several 3C, while the network above them is to act', async () => {
    const both = [await centre('3C Nord'), await centre('3C Sud')];
    const network = await organization('RRC', IDENTIFIERS.RRC);
    const { accounts, owner } = await told();
    expect(accounts.toSorted((a, b) => a.display!.localeCompare(b.display!))).toEqual(both.map(named));
    expect(owner).toEqual(named(network));
  });

  it('is nobody in particular when it cannot be known', async () => {
    expect(await told()).toEqual({ accounts: [] });
    await centre('3C Nord');
    await centre('3C Sud');
    expect((await told()).owner).toBeUndefined();
    await organization('RRC 1', IDENTIFIERS.RRC);
    await organization('RRC 2', IDENTIFIERS.RRC);
    expect((await told()).owner).toBeUndefined();
    expect((await told()).accounts).toHaveLength(2);
  });

  it('leaves out a 3C that closed', async () => {
    await centre('3C fermé', { active: false });
    const open = await centre('3C Nord', { active: true });
    expect(await told()).toEqual({ accounts: [named(open)], owner: named(open) });
  });
});
