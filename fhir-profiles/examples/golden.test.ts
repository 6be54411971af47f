import type { Composition, Reference } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { SECTIONS, sectionTemplate } from '../src/sections.ts';
import { golden, goldenBundle, goldenResources } from './golden.ts';

/** Every `reference` string anywhere in a value. */
function references(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (typeof value !== 'object' || value === null) return [];
  const own = (value as Reference).reference;
  return [...(typeof own === 'string' ? [own] : []), ...Object.values(value).flatMap(references)];
}

describe('the golden record', () => {
  it('is a document whose first entry is the Composition', () => {
    const bundle = goldenBundle();
    expect(bundle.type).toBe('document');
    expect(bundle.entry?.[0]?.resource?.resourceType).toBe('Composition');
    expect(bundle.entry?.length).toBe(goldenResources().size);
  });

  it('has no dangling reference and no resource that nothing but a directory reaches', () => {
    const bundle = goldenBundle();
    const present = new Set(bundle.entry?.map(({ resource }) => `${resource?.resourceType}/${resource?.id}`));
    const used = new Set(bundle.entry?.flatMap(({ resource }) => references(resource)));
    expect([...used].filter((reference) => !present.has(reference))).toEqual([]);
    const unused = [...present].filter((reference) => !used.has(reference));
    const kinds = new Set(unused.map((reference) => reference.split('/')[0]));
    // The Composition heads the document; the care team and the memberships point at others.
    expect([...kinds].sort()).toEqual(['CareTeam', 'Composition', 'OrganizationAffiliation']);
  });

  it('has every section of the model once, molecular biology twice', () => {
    const templates = golden<Composition>('frcp').section?.map((section) => section.code?.coding?.[1]?.code);
    const expected = Object.keys(SECTIONS).flatMap((key) => {
      const template = sectionTemplate(key as keyof typeof SECTIONS);
      return key === 'molecular' ? [template, template] : [template];
    });
    expect(templates).toEqual(expected);
  });

  it('fills every section that may hold coded entries', () => {
    for (const section of golden<Composition>('frcp').section ?? []) {
      const info = Object.values(SECTIONS).find(({ template }) =>
        section.code?.coding?.[1]?.code?.endsWith(`.${template}`),
      );
      expect((section.entry ?? []).length > 0, section.title).toBe(!info?.textOnly);
    }
  });

  it('gives a fresh copy each time', () => {
    const one = goldenBundle();
    one.entry?.pop();
    expect(goldenBundle().entry?.length).toBe((one.entry?.length ?? 0) + 1);
  });
});
