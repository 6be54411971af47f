import { createHash } from 'node:crypto';
import { SYSTEMS } from '@dcc/fhir-profiles';
import { golden, goldenBundle } from '@dcc/fhir-profiles/examples/golden.ts';
import { readRecord } from '@dcc/rules';
import type { Composition, Condition, Encounter, Organization } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { documentReference } from './document-reference.ts';

const NOW = '2026-10-14T16:06:00.000Z';
const FILES = {
  cda: { bytes: Buffer.from('<é/>'), url: 'urn:uuid:a' },
  pdf: { bytes: Buffer.from('%PDF'), url: 'urn:uuid:b' },
};
const build = (
  spoil: (bundle: ReturnType<typeof goldenBundle>) => void = () => undefined,
  hidden = false,
) => {
  const bundle = goldenBundle();
  spoil(bundle);
  return documentReference(readRecord(bundle)!, FILES, undefined, NOW, hidden);
};

describe('documentReference', () => {
  const fiche = golden<Composition>('frcp');

  test('has the people of the fiche: author, authenticator, custodian', () => {
    expect(build()).toMatchObject({
      author: fiche.author,
      authenticator: fiche.attester![0]!.party,
      custodian: fiche.custodian,
      subject: fiche.subject,
      date: NOW,
      description: fiche.title,
    });
  });

  test('has the XDS class, type, formats and confidentiality of an FRCP', () => {
    const document = build();
    expect(document.type!.coding![0]!.code).toBe('34794-8');
    expect(document.category![0]!.coding![0]!.code).toBe('10');
    expect(document.securityLabel![0]!.coding![0]!.code).toBe('N');
    expect(document.content.map(({ format }) => format!.code)).toEqual([
      'urn:asip:ci-sis:frcp:2011',
      'urn:ihe:iti:xds:2017:mimeTypeSufficient',
    ]);
  });

  test('is hidden from its patient by a further label, which changes nothing else', () => {
    const [shown, hidden] = [build(), build(undefined, true)];
    const code = ({ coding }: { coding?: { code?: string }[] }) => coding![0]!.code;
    expect(shown.securityLabel!.map(code)).toEqual(['N']);
    expect(hidden.securityLabel!.map(code)).toEqual(['N', 'INVISIBLE_PATIENT']);
    expect({ ...hidden, securityLabel: shown.securityLabel }).toEqual(shown);
  });

  test('tells size and SHA-1 of the bytes, not of the characters', () => {
    const { attachment } = build().content[0]!;
    expect(attachment.size).toBe(5);
    expect(attachment.hash).toBe(createHash('sha1').update('<é/>', 'utf8').digest('base64'));
    expect(attachment.creation).toBe(fiche.attester![0]!.time);
    expect(attachment.url).toBe('urn:uuid:a');
  });

  test('has the setting of the organising establishment', () => {
    const { context } = build();
    const organisation = golden<Organization>('org-hospital');
    const coded = (system: string) =>
      organisation.type!.find(({ coding }) => coding!.some((one) => one.system === system));
    expect(context!.facilityType).toEqual(coded(SYSTEMS.R02.url));
    expect(context!.practiceSetting).toEqual(coded(SYSTEMS.A01.url));
    expect(context!.period).toEqual(golden<Encounter>('session').period);
    expect(context!.encounter).toEqual([fiche.encounter]);
    expect(context!.related).toEqual([
      { reference: `Composition/${fiche.id}` },
      { reference: `ServiceRequest/${golden('inscription').id}` },
    ]);
  });

  test('has the act and the topography as events', () => {
    const codes = build().context!.event!.map(({ coding }) => coding![0]!.code);
    expect(codes).toEqual(['39', 'C50.4']);
  });

  test('a topography in words alone is no event', () => {
    const document = build((bundle) => {
      const tumour = bundle
        .entry!.map(({ resource }) => resource)
        .find((one): one is Condition => {
          return one?.resourceType === 'Condition';
        })!;
      tumour.bodySite = [{ text: 'sein surnuméraire' }];
      tumour.code = { text: 'carcinome' };
    });
    expect(document.context!.event).toHaveLength(1);
  });

  test('replaces the document given', () => {
    const previous = { ...build(), id: 'v1' };
    const document = documentReference(readRecord(goldenBundle())!, FILES, previous, NOW, false);
    expect(document.relatesTo).toEqual([{ code: 'replaces', target: { reference: 'DocumentReference/v1' } }]);
    expect(build().relatesTo).toBeUndefined();
  });
});
