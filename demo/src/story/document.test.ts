import { readRecord } from '@dcc/rules';
import type { Patient } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { octoberPlayed, octoberStory } from '../testing/month.ts';
import { documentBundle, playCase, referencesIn } from './document.ts';
import { casesOf, chooseCases, stateLabel } from './scale.ts';

const told = octoberStory();
const played = octoberPlayed();
const signed = played.filter(({ versions }) => versions.some(({ status }) => status !== 'preliminary'));
const bundles = signed.slice(0, 40).map((one) => documentBundle(told, one, one.versions.at(-1)!));

describe('documentBundle', () => {
  it('begins with the Composition and reaches everything, each once', () => {
    for (const bundle of bundles) {
      const all = bundle.entry!.map(({ resource }) => `${resource!.resourceType}/${resource!.id}`);
      expect(all[0]).toMatch(/^Composition\//);
      expect(new Set(all).size).toBe(all.length);
      const present = new Set(all);
      const missing = bundle.entry!.flatMap(({ resource }) =>
        referencesIn(resource!).filter((one) => !present.has(one)),
      );
      expect(missing).toEqual([]);
    }
  });

  it('holds one patient, one case, one session, one RCP, the 3C and the network', () => {
    for (const bundle of bundles) {
      const record = readRecord(bundle)!;
      expect([record.patient, record.rcpCase, record.session].every(Boolean)).toBe(true);
      const count = (type: string) =>
        record.resources.filter(({ resourceType }) => resourceType === type).length;
      expect([count('Patient'), count('HealthcareService'), count('Composition')]).toEqual([1, 1, 1]);
      const names = record.resources.flatMap((one) =>
        one.resourceType === 'Organization' ? [one.name] : [],
      );
      expect(names.some((name) => name?.startsWith('3C'))).toBe(true);
      expect(names.some((name) => name?.startsWith('Réseau'))).toBe(true);
    }
  });

  it('holds the correspondents of the patient', () => {
    const withTeam = bundles.filter(({ entry }) =>
      entry!.some(({ resource }) => resource!.resourceType === 'CareTeam'),
    );
    expect(withTeam.length).toBeGreaterThan(15);
    expect(withTeam.length).toBeLessThan(40);
  });
});

describe('playCase', () => {
  it('gives no fiche to a case that was not treated', () => {
    for (const one of played.filter(({ plan }) => plan.caseState !== 'treated')) {
      expect(one.versions).toEqual([]);
      expect(one.rcpCase.status).toBe('cancelled');
    }
  });

  it('leaves a fiche that is not signed preliminary, with its quorum', () => {
    const open = played.filter(({ plan }) => plan.caseState === 'treated' && !plan.state.signed);
    expect(open).toHaveLength(18);
    for (const { versions, resources } of open) {
      expect(versions.map(({ status }) => status)).toEqual(['preliminary']);
      const quorum = resources.at(-1)!;
      expect(referencesIn(versions[0]!)).toContain(`Observation/${quorum.id}`);
    }
  });

  it('plays one case the same way alone', () => {
    const session = told.sessions[2]!;
    const [plan] = session.cases;
    expect(playCase(plan!, session)).toEqual(played.find((one) => one.plan.key === plan!.key));
  });
});

describe('referencesIn', () => {
  it('finds references at any depth, but not the replaced version nor the accounts', () => {
    const patient: Patient = {
      resourceType: 'Patient',
      meta: { accounts: [{ reference: 'Organization/1' }] },
      generalPractitioner: [{ reference: 'PractitionerRole/2' }],
      identifier: [{ assigner: { reference: 'Organization/3' } }],
    };
    expect(referencesIn(patient)).toEqual(['PractitionerRole/2', 'Organization/3']);
    expect(
      referencesIn({
        resourceType: 'Composition',
        relatesTo: [{ targetReference: { reference: 'Composition/4' } }],
      } as never),
    ).toEqual([]);
  });
});

describe('chooseCases', () => {
  const states = [...new Set(told.cases.map(({ state }) => state))];

  it('keeps everything when there is room', () => {
    expect(chooseCases(states, 1000)).toEqual(states);
  });

  it('keeps one passage of each state before the others', () => {
    const kept = chooseCases(states, 45);
    expect(new Set(kept.map(stateLabel)).size).toBe(new Set(states.map(stateLabel)).size);
    expect(kept.reduce((sum, one) => sum + casesOf(one), 0)).toBeLessThanOrEqual(45);
  });

  it('keeps the order of the month', () => {
    const kept = chooseCases(states, 30);
    const places = kept.map((one) => states.indexOf(one));
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });
});
