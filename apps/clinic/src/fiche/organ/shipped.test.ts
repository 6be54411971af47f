import { QUESTIONNAIRES } from '@dcc/fhir-profiles/questionnaires/index.ts';
import { expect, it } from 'vitest';
import { shippedForm, THEMES } from './shipped.ts';
import { canonicalOf, themeForm } from './wanted.ts';

it('has a copy of every organ part that is deployed, under its own address', async () => {
  const organs = QUESTIONNAIRES.filter(({ name }) => name!.startsWith('frcp_'));
  expect(THEMES).toHaveLength(organs.length);
  for (const form of organs) expect(await shippedForm(canonicalOf(form)), form.name).toBe(form);
});

it('gives each theme the form that says so in its context of use', async () => {
  for (const theme of THEMES) {
    const form = await shippedForm(themeForm(theme));
    expect(form!.useContext![0]!.valueCodeableConcept!.coding![0]!.code).toBe(theme);
  }
});

it('has a copy of the G8, which is the organ part of no theme', async () => {
  const deployed = QUESTIONNAIRES.find(({ name }) => name === 'g8')!;
  expect(await shippedForm(deployed.url!)).toBe(deployed);
  expect(await shippedForm(canonicalOf(deployed))).toBe(deployed);
  expect(await shippedForm(`${deployed.url}|0.9.0`)).toBeUndefined();
  expect(THEMES).not.toContain('g8');
});

it('has no copy of another version, nor of another form', async () => {
  expect(await shippedForm(`${themeForm('sein')}|0.9.0`)).toBeUndefined();
  expect(await shippedForm(themeForm('support'))).toBeUndefined();
  expect(await shippedForm('https://region.example/Questionnaire/frcp-sein')).toBeUndefined();
});
