import { goldenBundle } from '@dcc/fhir-profiles/examples/golden.ts';
import { SECTIONS, type SectionKey } from '@dcc/fhir-profiles/src/sections.ts';
import type { CodeableConcept, ObservationComponent } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { readRecord } from '../signing/record.ts';
import { completeness, type FicheParts, MANDATORY, partReports } from './completeness.ts';

/** An entry as these tests change it. */
type Entry = { resourceType: string; code?: CodeableConcept; component?: ObservationComponent[] };

const golden = () => readRecord(goldenBundle())!;
const of = (fiche: FicheParts, key: SectionKey) => partReports(fiche).find((one) => one.key === key)!;

/** The golden fiche with some kinds of sections changed. */
function without(...keys: SectionKey[]): FicheParts {
  const record = golden();
  return {
    sections: (key) => (keys.includes(key) ? [] : record.sections(key)),
    entries: (key) => (keys.includes(key) ? [] : record.entries(key)),
  };
}

function withEntries(key: SectionKey, change: (entry: Entry) => object | undefined): FicheParts {
  const record = golden();
  return {
    sections: record.sections,
    entries: (one) =>
      one === key
        ? (record.entries(one).flatMap((entry) => change(structuredClone(entry) as Entry) ?? []) as never)
        : record.entries(one),
  };
}

describe('the golden fiche', () => {
  it('is complete, each of its parts', () => {
    const reports = partReports(golden());
    expect(reports.map(({ key }) => key)).toEqual(Object.keys(SECTIONS));
    expect(reports.filter(({ state }) => state !== 'complete')).toEqual([]);
    expect(completeness(reports)).toEqual({ done: 8, of: 8 });
  });

  it('has nine mandatory parts', () => {
    expect(MANDATORY).toHaveLength(9);
  });
});

describe('partReports', () => {
  it.each(MANDATORY.filter((key) => key !== 'status'))(
    'sees that « %s » is empty, and counts one less',
    (key) => {
      const fiche = without(key);
      expect(of(fiche, key).state).toBe('empty');
      expect(completeness(partReports(fiche)).done).toBe(7);
    },
  );

  it('never asks for the derived status of the document', () => {
    expect(of(without('status'), 'status').state).toBe('complete');
  });

  it('takes an absence with its reason for an answer', () => {
    const record = golden();
    const emptyReason = { coding: [{ code: 'unavailable' }] };
    const fiche: FicheParts = {
      sections: (key) => (key === 'tumour' ? [{ emptyReason }] : record.sections(key)),
      entries: (key) => (key === 'tumour' ? [] : record.entries(key)),
    };
    expect(of(fiche, 'tumour')).toMatchObject({ state: 'absent', lacks: [] });
    expect(completeness(partReports(fiche)).done).toBe(8);
  });

  it('takes the words of an author without entry for content, blanks for none', () => {
    const said = (div: string): FicheParts => ({
      sections: (key) => (key === 'pathology' ? [{ text: { status: 'additional', div } }] : []),
      entries: () => [],
    });
    expect(of(said('<div><p>Carcinome</p></div>'), 'pathology').state).toBe('complete');
    expect(of(said('<div><p> </p></div>'), 'pathology').state).toBe('empty');
  });
});

describe('what a tumour lacks', () => {
  it('is its TNM when none is about it', () => {
    const fiche = withEntries('tumour', (one) => (one.resourceType === 'Observation' ? undefined : one));
    expect(of(fiche, 'tumour')).toMatchObject({
      state: 'incomplete',
      lacks: ['le TNM, ou la raison de son absence'],
    });
  });

  it('is each letter that nobody has said yet; « inconnu » is said', () => {
    const reason = (code: string) =>
      withEntries('tumour', (one) => ({
        ...one,
        component: one.component?.map(({ code: what }) => ({
          code: what,
          dataAbsentReason: { coding: [{ code }] },
        })),
      }));
    expect(of(reason('temp-unknown'), 'tumour').lacks).toEqual(['le T du TNM', 'le N du TNM', 'le M du TNM']);
    expect(of(reason('unknown'), 'tumour').lacks).toEqual([]);
  });

  it('is its morphology or its place', () => {
    const none = (field: 'code' | 'bodySite') =>
      withEntries('tumour', (one) =>
        one.resourceType === 'Condition' ? { ...one, [field]: undefined } : one,
      );
    expect(of(none('code'), 'tumour').lacks).toEqual(['la morphologie']);
    expect(of(none('bodySite'), 'tumour').lacks).toEqual(['la topographie']);
  });

  it('is not asked for when there is no TNM for a reason', () => {
    const fiche = withEntries('tumour', (one) =>
      one.resourceType === 'Condition'
        ? one
        : { ...one, component: undefined, dataAbsentReason: { coding: [{ code: 'not-applicable' }] } },
    );
    expect(of(fiche, 'tumour').lacks).toEqual([]);
  });
});

describe('what other parts lack', () => {
  it('is the phase when only the progression is said', () => {
    const fiche = withEntries('phase', (one) =>
      one.code?.coding?.[0]?.code === 'MED-243' ? undefined : one,
    );
    expect(of(fiche, 'phase').lacks).toEqual(['la phase du cancer']);
  });

  it('is the référentiel, the trial', () => {
    const only = (code: string) =>
      withEntries('frame', (one) => (one.code?.coding?.some((c) => c.code === code) ? one : undefined));
    expect(of(only('MED-250'), 'frame').lacks).toEqual(['le référentiel']);
    expect(of(only('MED-249'), 'frame').lacks).toEqual(['si un essai clinique est proposé']);
  });

  it('is a decision when the plan has no line', () => {
    const fiche = withEntries('proposal', (one) =>
      one.resourceType === 'CarePlan' ? { ...one, activity: [] } : undefined,
    );
    expect(of(fiche, 'proposal').state).toBe('incomplete');
  });

  it('is whether the record is complete, when only the quorum is there', () => {
    const fiche = withEntries('record', (one) =>
      one.code?.coding?.[0]?.code === 'GEN-100' ? undefined : one,
    );
    expect(of(fiche, 'record').lacks).toEqual(['si le dossier est complet']);
  });
});
