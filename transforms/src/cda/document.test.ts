import { EXTENSIONS, IDENTIFIERS } from '@dcc/fhir-profiles';
import type {
  Bundle,
  Composition,
  Encounter,
  Organization,
  Patient,
  Practitioner,
  PractitionerRole,
} from '@medplum/fhirtypes';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Cda, difference, PDF, write } from './testing.ts';
import { draft, VARIANTS } from './variants.ts';

const golden = VARIANTS.golden!();

describe('the document as a whole', () => {
  it.each(Object.entries(VARIANTS))('has unique ids, and every reference resolves: %s', (_, bundle) => {
    const cda = new Cda(bundle());
    const ids = cda.values('//@ID');
    expect(new Set(ids).size).toBe(ids.length);
    const references = cda.values('//reference/@value');
    expect(references.length).toBeGreaterThan(20);
    expect(references.filter((value) => !ids.includes(value.slice(1)))).toEqual([]);
    const roots = cda.values(
      '//(section|entry//*|component//*)[not(self::scopingEntity)]/id[@root]/concat(@root, "|", @extension)',
    );
    const entries = roots.filter((root) => !root.startsWith('1.2.250.1.71.'));
    expect(entries.filter((root, i) => entries.indexOf(root) !== i)).toEqual([]);
  });

  it('gives the same bytes twice', () => {
    expect(difference(write(structuredClone(golden), { pdf: PDF }), write(golden, { pdf: PDF }))).toBe('');
  });

  it('does not depend on the order of the entries of the Bundle', () => {
    const expected = write(golden);
    const shuffled = fc.shuffledSubarray(golden.entry!, { minLength: golden.entry!.length });
    for (const entry of fc.sample(shuffled, { numRuns: 15, seed: 20261014 })) {
      expect(difference(write({ ...golden, entry } as Bundle), expected)).toBe('');
    }
  });

  it('resolves references by fullUrl too', () => {
    const text = JSON.stringify(golden).replace(
      /"reference":"[A-Za-z]+\/([0-9a-f-]{36})"/g,
      '"reference":"urn:uuid:$1"',
    );
    expect(difference(write(JSON.parse(text) as Bundle), write(golden))).toBe('');
  });

  it('keeps the input as it was', () => {
    const before = structuredClone(golden);
    write(golden, { pdf: PDF });
    expect(golden).toEqual(before);
  });

  it('says its version in the templateId', () => {
    const cda = new Cda(golden);
    expect(cda.value("/ClinicalDocument/templateId[@root = '1.2.250.1.213.1.1.1.8']/@extension")).toBe(
      '2025.01',
    );
  });

  it('has ids that only the identifier and the version decide', () => {
    const [first, second] = [new Cda(golden), new Cda(VARIANTS['amended, version 2']!())];
    expect(second.value('/*/setId/@root')).toBe(first.value('/*/setId/@root'));
    expect(second.value('/*/id/@root')).not.toBe(first.value('/*/id/@root'));
    expect(second.value('/*/versionNumber/@value')).toBe('2');
    expect(second.value('/*/relatedDocument/parentDocument/id/@root')).toBe(first.value('/*/id/@root'));
    expect(first.nodes('/*/relatedDocument')).toEqual([]);
  });

  it('refuses a Bundle without Composition, identifier or version, in French', () => {
    expect(() => write({ resourceType: 'Bundle', type: 'document' })).toThrow(/Composition absente/);
    expect(() =>
      write(
        draft(({ composition }) => {
          composition.identifier = undefined;
        }),
      ),
    ).toThrow(/identifiant/);
    const noVersion = ({ composition }: { composition: Composition }): void => {
      composition.extension = composition.extension?.filter(({ url }) => url !== EXTENSIONS.DOCUMENT_VERSION);
    };
    expect(() => write(draft(noVersion))).toThrow(/numéro de version/);
  });
});

describe('the PDF copy', () => {
  const path = '//observationMedia[@ID = "copiePDF"]/value';

  it('is the PDF given as bytes, in base64', () => {
    const value = new Cda(golden, { pdf: PDF }).value(path);
    expect(Buffer.from(value, 'base64')).toEqual(Buffer.from(PDF));
  });

  it('may be given in base64', () => {
    const base64 = Buffer.from(PDF).toString('base64');
    expect(difference(write(golden, { pdf: base64 }), write(golden, { pdf: PDF }))).toBe('');
  });

  it('is absent without PDF, and nothing else changes', () => {
    const without = write(golden);
    expect(without).not.toContain('1.2.250.1.213.1.1.2.243');
    const body = '</structuredBody>';
    const start = without.slice(0, without.lastIndexOf(body));
    expect(write(golden, { pdf: PDF }).startsWith(start)).toBe(true);
  });

  it('is put at the end even when a text looks like its place', () => {
    const tricky = draft(({ composition }) => {
      composition.title = 'FRCP @@dcc-copie-pdf@@';
    });
    const cda = new Cda(tricky, { pdf: PDF });
    expect(cda.value('/*/title')).toBe('FRCP @@dcc-copie-pdf@@');
    expect(cda.value(path)).toBe(Buffer.from(PDF).toString('base64'));
  });
});

describe('data types', () => {
  it.each([
    ['2026-10-14T13:58:00+02:00', '20261014135800+0200'],
    ['2026-10-14T13:58:00.123+02:00', '20261014135800+0200'],
    ['2026-10-14T13:58:00Z', '20261014135800+0000'],
    ['2026-10-14T13:58:00.5-04:00', '20261014135800-0400'],
    ['2026-10-14', '20261014'],
    ['2026-10', '202610'],
    ['2026', '2026'],
  ])('writes the date %s as %s', (date, expected) => {
    const cda = new Cda(
      draft(({ composition }) => {
        composition.date = date;
      }),
    );
    expect(cda.value('/*/effectiveTime/@value')).toBe(expected);
  });

  it.each([
    ['phone', '01 99 00.02-01', 'tel:0199000201'],
    ['phone', '+33 (0)1 99 00 02 01', 'tel:+33199000201'],
    ['phone', '0033199000201', 'tel:+33199000201'],
    ['phone', 'tel:01 99 00 02 01', 'tel:0199000201'],
    ['fax', '01\u00a099\u202f00 02 01', 'fax:0199000201'],
    ['email', ' a.b@exemple.fr ', 'mailto:a.b@exemple.fr'],
    ['url', 'https://exemple.fr', 'https://exemple.fr'],
  ] as const)('writes the telecom %s %s as %s', (system, value, expected) => {
    const cda = new Cda(
      draft(({ get }) => {
        get<Patient>('patient').telecom = [{ system, value, use: 'home' }];
      }),
    );
    expect(cda.value('//patientRole/telecom/@value')).toBe(expected);
    expect(cda.value('//patientRole/telecom/@use')).toBe('H');
  });

  it('leaves out old telecoms and addresses', () => {
    const cda = new Cda(
      draft(({ get }) => {
        const patient = get<Patient>('patient');
        patient.telecom = [{ system: 'phone', value: '01', use: 'old' }];
        patient.address = [{ use: 'old', city: 'AILLEURS' }];
      }),
    );
    expect(cda.value('//patientRole/telecom/@nullFlavor')).toBe('NAV');
    expect(cda.value('//patientRole/addr/@nullFlavor')).toBe('NAV');
  });

  it('keeps every line of an address', () => {
    const line = ['Résidence des Lilas', '14 rue des Acacias', 'Escalier B'];
    const cda = new Cda(
      draft(({ get }) => {
        get<Patient>('patient').address = [{ line, city: 'PARIS' }];
      }),
    );
    expect(cda.value('//patientRole/addr/streetName')).toBe('14 rue des Acacias');
    expect(cda.value('//patientRole/addr/additionalLocator')).toBe('Résidence des Lilas, Escalier B');
  });

  it('takes the specialty of the session before that of the role', () => {
    const bundle = draft(({ get }) => {
      const lead = get<Encounter>('session').participant![0]!.extension![0]!.extension!;
      lead.find(({ url }) => url === 'specialty')!.valueCoding!.code = 'SM37';
    });
    expect(new Cda(bundle).value("/*/participant[@typeCode = 'RESP']/associatedEntity/code/@code")).toBe(
      'G15_10/SM37',
    );
    expect(new Cda(bundle).value('/*/legalAuthenticator/assignedEntity/code/@code')).toBe('G15_10/SM36');
  });

  it('derives IDNPS and IDNST from RPPS and FINESS', () => {
    const only = (resource: Practitioner | Organization, system: string): string => {
      resource.identifier = resource.identifier?.filter((identifier) => identifier.system === system);
      return resource.identifier?.[0]?.value ?? '';
    };
    let rpps = '';
    let finess = '';
    const cda = new Cda(
      draft(({ get }) => {
        rpps = only(get<Practitioner>('practitioner-oncologist'), IDENTIFIERS.RPPS);
        finess = only(get<Organization>('org-hospital'), IDENTIFIERS.FINESS);
      }),
    );
    expect(rpps).toMatch(/^\d{11}$/);
    expect(cda.value('/*/legalAuthenticator/assignedEntity/id/@extension')).toBe(`8${rpps}`);
    expect(cda.value('/*/custodian//id/@extension')).toBe(`1${finess}`);
  });

  it('falls back to the profession when the specialty is not in JDV_J01', () => {
    const cda = new Cda(
      draft(({ get }) => {
        get<PractitionerRole>('role-requester').specialty![0]!.coding![0]!.code = 'XX99';
      }),
    );
    expect(cda.value('/*/author/assignedAuthor/code/@code')).toBe('G15_10');
    expect(cda.value('/*/author/assignedAuthor/code/@displayName')).toBe('Médecin');
  });
});
