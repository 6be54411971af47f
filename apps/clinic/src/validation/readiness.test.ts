import { goldenBundle } from '@dcc/fhir-profiles/examples/golden.ts';
import { CISIS } from '@dcc/fhir-profiles/src/codes.ts';
import { hasCode, isSection } from '@dcc/rules/src/signing/record.ts';
import type { Composition, Encounter, Practitioner, PractitionerRole, Resource } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { type CaseFile, caseFile } from '../fiche/model/index.ts';
import type { Attester } from './attester.ts';
import { missingForSignature } from './readiness.ts';

const NOW = '2026-10-15T09:00:00+02:00';
type Sections = Parameters<typeof isSection>[1];

interface Change {
  status?: Composition['status'];
  without?: Sections[];
  drop?: (one: Resource) => boolean;
}

/** The golden case, its fiche back in preparation and who signed it. */
function golden({ status = 'preliminary', without = [], drop }: Change = {}): {
  file: CaseFile;
  attester: Attester;
} {
  const all = goldenBundle().entry!.map(({ resource }) => resource!);
  const records = new Map<string, Resource>(all.map((one) => [`${one.resourceType}/${one.id}`, one]));
  const fiche = all[0] as Composition;
  const isDropped = (key: string | undefined) => drop?.(records.get(key ?? '')!) ?? false;
  const party = fiche.attester!.find(({ mode }) => mode === 'legal')!.party!.reference!;
  const role = records.get(party) as PractitionerRole;
  const practitioner = records.get(role.practitioner!.reference!) as Practitioner;
  const { attester: _, ...draft } = fiche;
  records.set(`Composition/${fiche.id}`, {
    ...draft,
    status,
    section: fiche
      .section!.filter((one) => !without.some((key) => isSection(one, key)))
      .map((one) => ({ ...one, entry: one.entry?.filter(({ reference }) => !isDropped(reference)) })),
  } as Composition);
  for (const key of [...records.keys()].filter(isDropped)) records.delete(key);
  return {
    file: caseFile(records.get(fiche.encounter!.reference!) as Encounter, records),
    attester: { role, practitioner },
  };
}
const codes = (file: CaseFile, attester?: Attester) =>
  missingForSignature(file, attester, NOW).map(({ code }) => code);

describe('missingForSignature', () => {
  test('a whole fiche lacks nothing for its responsable', () => {
    const { file, attester } = golden();
    expect(codes(file, attester)).toEqual([]);
  });

  test('what the fiche lacks is told to who signs and to who reads', () => {
    const { file, attester } = golden({ without: ['proposal'] });
    expect(codes(file, attester).length).toBeGreaterThan(0);
    expect(codes(file)).toEqual(codes(file, attester));
  });

  test('a reader is never told of a signer whom nobody named', () => {
    expect(codes(golden().file)).toEqual([]);
  });

  test('the quorum is brought by the signature', () => {
    const { file, attester } = golden({
      drop: (one) => one.resourceType === 'Observation' && hasCode(one.code, CISIS.QUORUM),
    });
    expect(codes(file, attester)).toEqual([]);
  });

  test('she signs from another of her places, which no record of the case names', () => {
    const { file, attester } = golden();
    const role = { ...attester.role, id: '00000000-0000-4000-8000-000000000001' };
    expect(codes(file, { ...attester, role })).toEqual([]);
  });

  test('somebody of no session line is refused by her name, not as unknown', () => {
    const { file, attester } = golden();
    const stranger: Attester = {
      role: {
        ...attester.role,
        id: '00000000-0000-4000-8000-000000000002',
        practitioner: { reference: 'Practitioner/00000000-0000-4000-8000-000000000003' },
      },
      practitioner: { ...attester.practitioner!, id: '00000000-0000-4000-8000-000000000003' },
    };
    expect(codes(file, stranger)).toEqual(['attester-not-entitled']);
  });

  test('a fiche signed a moment ago lacks nothing any more', () => {
    for (const status of ['final', 'amended'] as const) {
      expect(codes(golden({ status, without: ['proposal'] }).file)).toEqual([]);
    }
  });
});
