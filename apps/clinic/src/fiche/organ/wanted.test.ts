import { DCC } from '@dcc/fhir-profiles/src/canonical.ts';
import { EXTENSIONS } from '@dcc/fhir-profiles/src/extensions.ts';
import type { HealthcareService, Questionnaire } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import {
  addressOf,
  canonicalOf,
  nextForm,
  pickForm,
  themeForm,
  themeOf,
  wantedForms,
  wantedG8,
} from './wanted.ts';

const OWN = 'https://region.example/Questionnaire/abdomen';
const rcp = (...forms: string[]): HealthcareService => ({
  resourceType: 'HealthcareService',
  extension: [
    { url: EXTENSIONS.QUORUM_RULE, valueCanonical: `${DCC}/PlanDefinition/regle|1.0.0` },
    ...forms.map((valueCanonical) => ({ url: EXTENSIONS.FORM, valueCanonical })),
  ],
});
const form = (version: string, more: Partial<Questionnaire> = {}): Questionnaire => ({
  resourceType: 'Questionnaire',
  url: OWN,
  version,
  status: 'active',
  ...more,
});

describe('wantedG8', () => {
  const address = `${DCC}/Questionnaire/g8`;

  it('is the version that the catalogue names for the RCP, else the one in force', () => {
    expect(wantedG8(rcp(OWN, `${address}|1.1.0`))).toEqual([`${address}|1.1.0`]);
    expect(wantedG8(rcp(OWN))).toEqual([address]);
    expect(wantedG8(undefined)).toEqual([address]);
  });

  it('is no organ part, whatever the catalogue names', () => {
    expect(wantedForms(rcp(`${address}|1.1.0`), 'sein')).toEqual([themeForm('sein')]);
  });
});

describe('wantedForms', () => {
  it('is what the catalogue names for the RCP, whatever the theme', () => {
    expect(wantedForms(rcp(OWN), 'sein')).toEqual([OWN]);
    expect(wantedForms(rcp(`${OWN}|2.0.0`), undefined)).toEqual([`${OWN}|2.0.0`]);
  });

  it('is the form of the theme when the catalogue names none', () => {
    expect(wantedForms(rcp(), 'sein')).toEqual([themeForm('sein')]);
    expect(wantedForms(undefined, 'orl')).toEqual([themeForm('orl')]);
    expect(wantedForms(rcp(), undefined)).toEqual([]);
  });

  it('leaves the G8 to the functional evaluations', () => {
    const g8 = `${DCC}/Questionnaire/g8`;
    expect(wantedForms(rcp(g8, OWN), 'sein')).toEqual([OWN]);
    expect(wantedForms(rcp(`${g8}|1.0.0`), 'sein')).toEqual([themeForm('sein')]);
  });

  it('begins with the form of the theme, the others in their order, each once', () => {
    const own = `${themeForm('digestif')}|1.0.0`;
    const named = rcp(OWN, themeForm('sein'), own, OWN);
    expect(wantedForms(named, 'digestif')).toEqual([own, OWN, themeForm('sein')]);
  });
});

describe('pickForm', () => {
  it('takes the very version that was named, in force or not', () => {
    const forms = [form('1.0.0', { status: 'retired' }), form('2.0.0')];
    expect(pickForm(forms, `${OWN}|1.0.0`)).toBe(forms[0]);
    expect(pickForm(forms, `${OWN}|3.0.0`)).toBeUndefined();
  });

  it('takes the newest in force, numbers compared as numbers', () => {
    const forms = [form('1.9.0'), form('1.10.0'), form('2.0.0', { status: 'draft' })];
    expect(pickForm(forms, OWN)).toBe(forms[1]);
  });

  it('takes none of another address', () => {
    expect(pickForm([form('1.0.0')], themeForm('sein'))).toBeUndefined();
  });
});

describe('nextForm', () => {
  const first = { form: form('2.0.0') };
  const second = { form: form('1.0.0', { url: themeForm('sein') }) };
  const offered = [first, second];

  it('is the first of the RCP, and none when it has none', () => {
    expect(nextForm(offered, undefined, undefined)).toBe(first);
    expect(nextForm([], undefined, undefined)).toBeUndefined();
  });

  it('is the one that was chosen', () => {
    expect(nextForm(offered, canonicalOf(second.form), undefined)).toBe(second);
    expect(nextForm(offered, canonicalOf(first.form), canonicalOf(second.form))).toBe(first);
  });

  it('is the one whose answers were taken back, in the version in force', () => {
    expect(nextForm(offered, undefined, `${themeForm('sein')}|0.9.0`)).toBe(second);
  });

  it('is not one that the RCP does not use any more', () => {
    expect(nextForm(offered, `${OWN}|1.0.0`, `${themeForm('orl')}|1.0.0`)).toBe(first);
  });
});

describe('names', () => {
  it('writes and reads a canonical', () => {
    expect(addressOf(canonicalOf(form('1.2.0')))).toEqual({ url: OWN, version: '1.2.0' });
    expect(addressOf(canonicalOf({ ...form(''), version: undefined }))).toEqual({ url: OWN });
  });

  it('says what a form is about, by its title whatever it is', () => {
    expect(themeOf(form('1', { title: 'Fiche RCP : sein' }))).toBe('sein');
    expect(themeOf(form('1', { title: 'Abdomen' }))).toBe('Abdomen');
    expect(themeOf(form('1', { name: 'abdomen' }))).toBe('abdomen');
  });
});
