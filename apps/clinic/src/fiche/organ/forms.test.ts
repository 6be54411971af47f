import { QUESTIONNAIRES } from '@dcc/fhir-profiles/questionnaires/index.ts';
import { expect, it } from 'vitest';
import { canonicalOf, formOf, THEMES } from './forms.ts';

it('gives each theme its own form, those that are deployed', async () => {
  for (const theme of THEMES) {
    const form = await formOf(theme);
    expect(form!.useContext![0]!.valueCodeableConcept!.coding![0]!.code).toBe(theme);
    expect(QUESTIONNAIRES).toContain(form);
  }
  expect(THEMES).toEqual(expect.arrayContaining(['sein', 'digestif', 'thorax', 'urologie', 'hematologie']));
});

it('has none for another theme, or without a theme', async () => {
  expect([await formOf('neuro'), await formOf(undefined)]).toEqual([undefined, undefined]);
});

it('names a form with its version', async () => {
  expect(canonicalOf((await formOf('sein'))!)).toMatch(/\/Questionnaire\/frcp-sein\|\d+\.\d+\.\d+$/);
});
