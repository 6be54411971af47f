import type { Composition, Encounter, Observation, Patient, Resource } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { everyResource, octoberPlayed, octoberStory } from '../testing/month.ts';
import { problems } from '../testing/profiles.ts';
import { plannedCase } from './case.ts';
import { referencesIn } from './document.ts';
import { inscription } from './inscription.ts';
import { plannedSession } from './session.ts';

const all = everyResource();
const of = <T extends Resource>(type: T['resourceType']): T[] =>
  all.filter((one) => one.resourceType === type) as T[];

describe('every resource of the month', () => {
  it('is valid against FHIR R4 and against each profile it declares', () => {
    const wrong = all.flatMap((one) => problems(one).map((text) => `${one.resourceType}/${one.id}: ${text}`));
    expect(wrong).toEqual([]);
  }, 180_000);

  it('was valid before it ended: planned sessions and cases, sent inscriptions', () => {
    const told = octoberStory();
    const before = [
      ...told.sessions.map(({ agenda }) => plannedSession(agenda)),
      ...told.cases.flatMap((plan) => [plannedCase(plan), inscription(plan)]),
    ];
    expect(before.flatMap(problems)).toEqual([]);
  }, 60_000);

  it('declares a profile, but for the four types that have none', () => {
    const bare = all.filter(({ meta }) => !meta?.profile?.length).map(({ resourceType }) => resourceType);
    expect([...new Set(bare)].sort()).toEqual(['DocumentReference', 'OrganizationAffiliation', 'Specimen']);
  });

  it('has an id of its own', () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(4500);
  });

  it('points to nothing that the month lacks', () => {
    const present = new Set(all.map((one) => `${one.resourceType}/${one.id}`));
    const dangling = all.flatMap((one) => referencesIn(one).filter((reference) => !present.has(reference)));
    expect(dangling).toEqual([]);
  });
});

describe('the check itself', () => {
  const mutants: [string, () => Resource][] = [
    ['a fiche without title', () => ({ ...of<Composition>('Composition')[0]!, title: 'Fiche' })],
    ['a finished case without modality', () => ({ ...finishedCase(), type: plannedType() })],
    ['a G8 of 18', () => ({ ...g8(), valueQuantity: { value: 18, unit: '{score}' } })],
    ['an INS with a wrong key', wrongIns],
    ['a patient of an unknown sex', () => ({ ...of<Patient>('Patient')[0]!, gender: undefined }) as Patient],
  ];

  const finishedCase = () => octoberPlayed().find(({ rcpCase }) => rcpCase.status === 'finished')!.rcpCase;
  const plannedType = () => plannedCase(octoberStory().cases[0]!).type as Encounter['type'];
  const g8 = () => of<Observation>('Observation').find(({ valueQuantity }) => valueQuantity)!;
  function wrongIns(): Patient {
    const patient = structuredClone(
      of<Patient>('Patient').find(({ identifier }) => identifier![0]!.value!.length === 15)!,
    );
    const { value } = patient.identifier![0]!;
    patient.identifier![0]!.value =
      value!.slice(0, 13) + String((Number(value!.slice(13)) % 97) + 1).padStart(2, '0');
    return patient;
  }

  it.each(mutants)('refuses %s', (_, mutant) => {
    expect(problems(mutant())).not.toEqual([]);
  });

  it('throws on a profile that does not exist', () => {
    const [patient] = of<Patient>('Patient');
    expect(() => problems({ ...patient!, meta: { profile: ['https://example.org/none'] } })).toThrow(
      /No profile/,
    );
  });
});
