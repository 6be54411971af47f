import type { DocumentReference, Specimen } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { localId } from '../base/fhir.ts';
import { caseOf } from '../testing/case.ts';
import { problems } from '../testing/profiles.ts';
import { reportPart } from './reports.ts';

const context = caseOf('sein-luminal-a-conservateur', { presentationIndex: 1 });
const pathology = reportPart('pathology', context.presentation.pathology!, 0, context);
const operative = reportPart('operative', context.presentation.operative!, 0, context);

describe('reportPart', () => {
  it('quotes the conclusion, with who read it, when, and where it is from', () => {
    const { entry } = pathology;
    expect(problems(entry)).toEqual([]);
    expect(entry.code).toMatchObject({
      coding: [{ code: '22637-3' }],
      text: expect.stringContaining('anatomie'),
    });
    expect(entry.valueString).toContain('Marges saines');
    expect(entry.effectiveDateTime).toBe('2026-09-30');
    expect(entry.issued).toBe('2026-09-30T17:20:00+02:00');
    expect(entry.performer).toEqual([{ reference: `PractitionerRole/${localId('role-anapath-1')}` }]);
  });

  it('has the specimen a week before, taken by the surgeon of the thematic', () => {
    const specimen = pathology.others.find((one): one is Specimen => one.resourceType === 'Specimen')!;
    expect(problems(specimen)).toEqual([]);
    expect(specimen.collection).toMatchObject({
      collector: { reference: `PractitionerRole/${localId('role-chir-sein')}` },
      collectedDateTime: '2026-09-23T09:15:00+02:00',
    });
    expect(pathology.entry.specimen?.reference).toBe(`Specimen/${specimen.id}`);
  });

  it('has the document it was read in, of the type of the report', () => {
    const typeOf = ({ others }: typeof pathology) =>
      others.find((one): one is DocumentReference => one.resourceType === 'DocumentReference')!.type
        ?.coding?.[0]?.code;
    expect([typeOf(pathology), typeOf(operative)]).toEqual(['60568-3', '34874-8']);
    expect([...pathology.others, ...operative.others].flatMap(problems)).toEqual([]);
  });

  it('has an operation without specimen, written by the surgeon', () => {
    expect(operative.others.map(({ resourceType }) => resourceType)).toEqual(['DocumentReference']);
    expect(operative.entry.code.coding?.[0]?.code).toBe('10218-6');
    expect(operative.entry.performer).toEqual([
      { reference: `PractitionerRole/${localId('role-chir-sein')}` },
    ]);
    expect(operative.entry.specimen).toBeUndefined();
  });

  it('numbers the molecular reports of one case', () => {
    const own = caseOf('thorax-metastatique-egfr');
    const data = own.presentation.molecular![0]!;
    const ids = [0, 1].map((index) => reportPart('molecular', data, index, own).entry.id);
    expect(new Set(ids).size).toBe(2);
  });

  it('adds the comment when there is one', () => {
    const own = caseOf('sein-luminal-a-conservateur');
    const { entry, lines } = reportPart('pathology', own.presentation.pathology!, 0, own);
    expect(entry.note?.[0]?.text).toContain('fragments');
    expect(lines).toHaveLength(2);
    expect(operative.entry.note).toBeUndefined();
  });
});
