import { SECTIONS, type SectionKey } from '@dcc/fhir-profiles';
import { isSection } from '@dcc/rules';
import { describe, expect, it } from 'vitest';
import { refer } from '../base/fhir.ts';
import { random } from '../base/random.ts';
import { caseOf } from '../testing/case.ts';
import { clinicalRecord } from './record.ts';
import { SCENARIOS } from './scenario.ts';
import { section } from './section.ts';

const inscription = refer('ServiceRequest', 'passage-test');
const make = (id: string, changes = {}) => clinicalRecord(caseOf(id, changes), inscription);
const keys = Object.keys(SECTIONS) as SectionKey[];

describe('clinicalRecord', () => {
  it.each(SCENARIOS.filter(({ transversal }) => !transversal).map(({ id }) => id))(
    '%s fills the mandatory sections in order',
    (id) => {
      const { sections } = make(id);
      const order = sections.map((one) => keys.findIndex((key) => isSection(one, key)));
      expect(order).not.toContain(-1);
      expect(order).toEqual([...order].sort((a, b) => a - b));
      for (const key of keys.filter((one) => SECTIONS[one].mandatory)) {
        expect(
          sections.filter((one) => isSection(one, key)),
          key,
        ).toHaveLength(1);
      }
    },
  );

  it('points from each section to resources of the case, and to the inscription first', () => {
    const { sections, resources } = make('sein-luminal-b-n-plus', { presentationIndex: 1 });
    const own = new Set(resources.map((one) => `${one.resourceType}/${one.id}`));
    const entries = sections.flatMap(({ entry }) => entry ?? []).map(({ reference }) => reference!);
    expect(entries[0]).toBe(inscription.reference);
    expect(entries.slice(1).filter((one) => !own.has(one))).toEqual([]);
  });

  it('keeps every resource of the case once', () => {
    const { resources } = make('sein-luminal-b-n-plus', { presentationIndex: 1, g8: 12 });
    expect(new Set(resources.map(({ id }) => id)).size).toBe(resources.length);
    expect(resources.length).toBeGreaterThan(20);
  });

  it('says who entered the conclusions of reports', () => {
    const { sections } = make('sein-luminal-b-n-plus', { presentationIndex: 1 });
    for (const key of ['operative', 'pathology'] as const) {
      expect(sections.find((one) => isSection(one, key))!.author).toHaveLength(1);
    }
  });

  it('repeats the section of molecular biology, no other', () => {
    const context = caseOf('sein-luminal-b-n-plus');
    const [report] = context.presentation.molecular!;
    const twice = { ...context, presentation: { ...context.presentation, molecular: [report!, report!] } };
    const { sections } = clinicalRecord(twice, inscription);
    expect(sections.filter((one) => isSection(one, 'molecular'))).toHaveLength(2);
  });

  it('leaves the tumour empty with a coded reason when there is none', () => {
    const { sections, tumours } = make('thorax-nodule-sans-histologie');
    const own = sections.find((one) => isSection(one, 'tumour'))!;
    expect(tumours).toEqual([]);
    expect(own.entry).toBeUndefined();
    expect(own.emptyReason?.coding?.[0]?.code).toBe('unavailable');
  });

  it('says that a case was registered without discussion', () => {
    const text = (registered: boolean) =>
      make('sein-luminal-a-conservateur', { registered }).sections[0]!.text!.div;
    expect(text(true)).toContain('enregistré sans discussion');
    expect(text(false)).toContain('Cas discuté');
  });

  it('repeats itself for the same chance', () => {
    expect(make('urologie-rein-metastatique', { rng: random('r') })).toEqual(
      make('urologie-rein-metastatique', { rng: random('r') }),
    );
  });
});

describe('section', () => {
  it('is coded by LOINC and template, and by GEN-294 for the personal data', () => {
    expect(section('privacy', { lines: ['x'] }).code?.coding?.map(({ code }) => code)).toEqual([
      '55112-7',
      'urn:oid:1.2.250.1.213.1.1.2.73',
      'GEN-294',
    ]);
    expect(section('reason', { lines: ['x'] }).code?.coding).toHaveLength(2);
  });

  it("marks the author's own words where there is no coded entry", () => {
    expect(section('history', { lines: ['x'] }).text?.status).toBe('additional');
    expect(section('phase', { lines: ['x'] }).text?.status).toBe('generated');
    expect(section('status', { lines: ['x'] }).text?.status).toBe('generated');
  });
});
