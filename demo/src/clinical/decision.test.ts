import type { CarePlan, ServiceRequest } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { caseOf } from '../testing/case.ts';
import { problems } from '../testing/profiles.ts';
import { framePart, proposalPart, recordPart } from './decision.ts';
import { tumourPart } from './tumours.ts';

describe('proposalPart', () => {
  const context = caseOf('sein-rechute-metastatique');
  const { conditions } = tumourPart(context);
  const { entries, lines } = proposalPart(context, conditions);
  const plan = entries[0] as CarePlan;

  it('is valid and about the tumour', () => {
    expect(entries.flatMap(problems)).toEqual([]);
    expect(plan.addresses).toEqual([{ reference: `Condition/${conditions[0]!.id}` }]);
  });

  it('has one line per treatment, in order, not started', () => {
    expect(plan.activity!.map(({ detail }) => detail?.code?.coding?.[0]?.code)).toEqual([
      'C93352',
      'C547',
      'C15313',
      'C15747',
    ]);
    expect(plan.activity!.every(({ detail }) => detail?.status === 'not-started' && detail.description)).toBe(
      true,
    );
    expect(lines[0]).toMatch(/^1\. Ribociclib .+ \(Première ligne\)\.$/);
  });

  it('asks exams within dates, and surveillance', () => {
    const requests = entries.slice(1) as ServiceRequest[];
    expect(requests.map(({ code }) => code?.coding?.[0]?.code)).toEqual(['ORG-064', 'ORG-064', 'MED-226']);
    expect(requests[0]!.occurrencePeriod).toEqual({ start: '2026-10-09', end: '2026-11-05' });
    expect(requests.every(({ intent }) => intent === 'proposal')).toBe(true);
  });

  it('sends to the RCP de recours', () => {
    const own = caseOf('digestif-pancreas-tete');
    const made = proposalPart(own, []);
    expect(made.lines).toContain('Passage en RCP de recours.');
    expect((made.entries[0] as CarePlan).addresses).toBeUndefined();
  });
});

describe('framePart', () => {
  it('codes the conformity and names the référentiel', () => {
    const { entries, lines } = framePart(caseOf('digestif-rectum-moyen', { presentationIndex: 1 }));
    expect(entries.flatMap(problems)).toEqual([]);
    expect(entries[0]).toMatchObject({
      valueCodeableConcept: { coding: [{ code: 'deviating' }], text: expect.stringContaining('TNCD') },
      note: [{ text: expect.stringContaining('réponse clinique complète') }],
    });
    expect(lines[0]).toMatch(/^Hors référentiel/);
  });

  it('says yes or no about a trial, always with words', () => {
    const yes = framePart(caseOf('digestif-rectum-moyen')).entries[1]!;
    const no = framePart(caseOf('sein-luminal-a-conservateur')).entries[1]!;
    expect(yes.valueCodeableConcept?.coding?.[0]?.code).toBe('yes');
    expect(no.valueCodeableConcept?.coding?.[0]?.code).toBe('no');
    expect([yes, no].every(({ note }) => note?.[0]?.text)).toBe(true);
  });
});

describe('recordPart', () => {
  it('is complete unless something is missing', () => {
    expect(recordPart(caseOf('sein-luminal-a-conservateur')).entries[0]!.valueBoolean).toBe(true);
    const { entries, lines } = recordPart(caseOf('digestif-kyste-pancreas'));
    expect(entries[0]).toMatchObject({
      valueBoolean: false,
      note: [{ text: 'Écho-endoscopie non réalisée.' }],
    });
    expect(lines[0]).toContain('Dossier complet : non.');
    expect(entries.flatMap(problems)).toEqual([]);
  });
});
