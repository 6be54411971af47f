import type { Condition, Observation } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { caseOf } from '../testing/case.ts';
import { problems } from '../testing/profiles.ts';
import { diagnosisDay, tumourPart } from './tumours.ts';

const split = (id: string, changes = {}) => {
  const part = tumourPart(caseOf(id, changes));
  return {
    ...part,
    tumours: part.entries.filter((one): one is Condition => one.resourceType === 'Condition'),
    observations: part.entries.filter((one): one is Observation => one.resourceType === 'Observation'),
  };
};

describe('tumourPart', () => {
  it('codes topography, morphology, side, TNM and the other classification', () => {
    const { tumours, observations, entries } = split('sein-luminal-b-n-plus');
    expect(entries.flatMap(problems)).toEqual([]);
    expect(tumours[0]).toMatchObject({
      code: { coding: [{ code: '8520/3' }], text: 'Carcinome lobulaire infiltrant' },
      bodySite: [
        {
          coding: [{ code: expect.stringMatching(/^C50\./) }],
          extension: [{ valueCodeableConcept: expect.anything() }],
        },
      ],
    });
    const [tnm, other] = observations;
    expect(tnm!.focus).toEqual([{ reference: `Condition/${tumours[0]!.id}` }]);
    expect(
      tnm!.component!.map(({ valueCodeableConcept }) => valueCodeableConcept?.coding?.[0]?.code),
    ).toEqual(['cT2', expect.stringMatching(/^cN[01]$/), 'cM0']);
    expect(tnm!.method?.coding?.[0]).toMatchObject({ code: '8', display: 'TNM UICC 8e édition' });
    expect(other!.component).toHaveLength(2);
  });

  it('keeps the edition of the TNM it was written with', () => {
    const { observations, lines } = split('thorax-adenocarcinome-localise');
    expect(observations[0]!.method?.coding?.[0]?.code).toBe('9');
    expect(lines.join(' ')).toContain('TNM UICC 9e édition');
  });

  it('writes a tumour that no code describes in words', () => {
    const { tumours } = split('sein-phyllode');
    expect(tumours[0]!.code?.coding).toBeUndefined();
    expect(tumours[0]!.code?.text).toContain('phyllode');
    expect(tumours[0]!.bodySite?.[0]?.coding).toBeUndefined();
    expect(tumours.flatMap(problems)).toEqual([]);
  });

  it('says that haematology has no TNM', () => {
    const { observations, lines } = split('hematologie-myelome');
    expect(observations[0]).toMatchObject({ dataAbsentReason: { coding: [{ code: 'not-applicable' }] } });
    expect(observations[0]!.component).toBeUndefined();
    expect(lines.join(' ')).toContain('sans objet');
  });

  it('has nothing but a reason when there is no tumour', () => {
    const part = tumourPart(caseOf('digestif-kyste-pancreas'));
    expect(part.entries).toEqual([]);
    expect(part.absent).toContain('sans histologie');
  });

  it('keeps two tumours apart, each with its own TNM', () => {
    const { tumours, observations } = split('digestif-metastases-hepatiques');
    expect(tumours.map(({ bodySite }) => bodySite?.[0]?.coding?.[0]?.code)).toEqual(['C18.2', 'C78.7']);
    expect(observations.map(({ focus }) => focus?.[0]?.reference)).toEqual(
      tumours.map(({ id }) => `Condition/${id}`),
    );
    expect(new Set([...tumours, ...observations].map(({ id }) => id)).size).toBe(4);
  });
});

describe('diagnosisDay', () => {
  it('is weeks before a first discussion, years before a relapse', () => {
    const initial = diagnosisDay(caseOf('sein-luminal-a-conservateur'));
    const relapse = diagnosisDay(caseOf('sein-rechute-metastatique'));
    expect(initial < '2026-09-20').toBe(true);
    expect(initial > '2026-08-01').toBe(true);
    expect(relapse < '2024-06-01').toBe(true);
  });
});
