import { EXTENSIONS } from '@dcc/fhir-profiles/src/extensions.ts';
import type { HealthcareService } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import type { IndexLine } from '../SideIndex.tsx';
import { hasOrganPart, withOrgan } from './index-line.ts';

const rcp = (form?: string): HealthcareService => ({
  resourceType: 'HealthcareService',
  ...(form ? { extension: [{ url: EXTENSIONS.FORM, valueCanonical: form }] } : {}),
});
const line = (id: string): IndexLine => ({ id, title: id, mandatory: false, state: 'complete' });

describe('hasOrganPart', () => {
  it('is true of the themes that have a form', () => {
    for (const theme of ['sein', 'gynecologie', 'orl', 'sarcome'])
      expect(hasOrganPart(rcp(), theme), theme).toBe(true);
  });

  it('is false of a theme without one, and without a theme', () => {
    expect(hasOrganPart(rcp(), 'support')).toBe(false);
    expect(hasOrganPart(undefined, undefined)).toBe(false);
  });

  it('is true of any theme when the catalogue names a form', () => {
    expect(hasOrganPart(rcp('https://region.example/Questionnaire/soins'), 'support')).toBe(true);
    expect(hasOrganPart(rcp('https://region.example/Questionnaire/soins'), undefined)).toBe(true);
  });
});

describe('withOrgan', () => {
  it('puts the organ part after the exams, without a state to reach', () => {
    const lines = withOrgan([line('wishes'), line('exams'), line('treatments')], 'Partie d’organe');
    expect(lines.map(({ id }) => id)).toEqual(['wishes', 'exams', 'organ', 'treatments']);
    expect(lines[2]).toMatchObject({ title: 'Partie d’organe', mandatory: false, state: 'empty' });
  });

  it('puts it last when there are no exams, and leaves the lines it was given', () => {
    const given = [line('wishes')];
    expect(withOrgan(given, 'x').map(({ id }) => id)).toEqual(['wishes', 'organ']);
    expect(given).toHaveLength(1);
  });
});
