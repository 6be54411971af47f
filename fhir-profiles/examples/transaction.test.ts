import type { Bundle, Encounter, Patient, Resource } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { examples } from './examples.ts';
import { golden, goldenResources } from './golden.ts';
import { asCreation, asTransaction, createdReferences } from './transaction.ts';

const resources = [...goldenResources().values()];
const text = JSON.stringify(resources);

/** What a server answers: new ids, in the order of the entries. */
function answer(sent: Bundle): Bundle {
  return {
    resourceType: 'Bundle',
    type: 'transaction-response',
    entry: sent.entry!.map(({ resource }, index) => ({
      response: {
        status: '201',
        location: `http://localhost/fhir/R4/${resource!.resourceType}/new-${index}/_history/1`,
      },
    })),
  };
}

describe('asTransaction', () => {
  const bundle = asTransaction(resources);

  it('creates every resource, without its id', () => {
    expect(bundle.entry).toHaveLength(resources.length);
    for (const [index, { resource, request, fullUrl }] of bundle.entry!.entries()) {
      expect(resource).not.toHaveProperty('id');
      expect(request).toEqual({ method: 'POST', url: resources[index]!.resourceType });
      expect(fullUrl).toBe(`urn:uuid:${resources[index]!.id}`);
    }
  });

  it('links by urn:uuid, each to an entry', () => {
    const found = [...JSON.stringify(bundle).matchAll(/"reference":"([^"]+)"/g)].map(
      ([, reference]) => reference,
    );
    expect(found.length).toBeGreaterThan(150);
    const urls = new Set(bundle.entry!.map(({ fullUrl }) => fullUrl));
    expect(found.filter((reference) => !urls.has(reference))).toEqual([]);
  });

  it('leaves its input alone, and what it does not know as it is', () => {
    expect(JSON.stringify(resources)).toBe(text);
    const lonely: Resource = { ...golden<Encounter>('case') };
    expect(JSON.stringify(asTransaction([lonely]))).toContain(
      `"reference":"Patient/${golden('patient').id}"`,
    );
  });

  it('takes resources without id, as the quorum rules are', () => {
    const plan = examples().get('quorum-standard')!;
    expect(asTransaction([plan]).entry?.[0]).not.toHaveProperty('fullUrl');
  });
});

describe('createdReferences', () => {
  const sent = asTransaction(resources);
  const created = createdReferences(resources, answer(sent));

  it('finds what the server made of each resource', () => {
    const index = resources.findIndex(({ resourceType }) => resourceType === 'Patient');
    expect(created.get(`Patient/${golden('patient').id}`)).toBe(`Patient/new-${index}`);
    expect(created.size).toBe(resources.length);
  });

  it('refuses an answer to something else', () => {
    expect(() => createdReferences(resources.slice(1), answer(sent))).toThrow('does not answer');
    const failed = answer(sent);
    failed.entry![0]!.response = { status: '400' };
    expect(() => createdReferences(resources, failed)).toThrow('was not created');
  });

  it('lets a further resource be created beside them', () => {
    const patient = golden<Patient>('patient');
    const one = asCreation(patient, created);
    expect(one).not.toHaveProperty('id');
    expect(one.generalPractitioner?.[0]?.reference).toMatch(/^PractitionerRole\/new-\d+$/);
    expect(patient.generalPractitioner?.[0]?.reference).not.toMatch(/new-/);
  });
});
