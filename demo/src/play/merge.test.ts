import type { MedplumClient } from '@medplum/core';
import type { Patient } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { patientOf } from '../story/story.ts';
import { octoberStory } from '../testing/month.ts';
import type { Actors } from './actors.ts';
import { Ledger } from './ledger.ts';
import { mergePatients } from './merge.ts';

const told = octoberStory();
const duplicates = told.members.filter(({ duplicateOf }) => duplicateOf);

/** A store of patients whose server ids are their keys. */
function store() {
  const patients = new Map<string, Patient>();
  const ledger = new Ledger();
  for (const member of told.members) {
    const patient = patientOf(member, told.rng);
    ledger.bind(patient, member.plan.key);
    patients.set(member.plan.key, { ...patient, id: member.plan.key });
  }
  let updates = 0;
  const service = {
    readResource: async (_: string, id: string) => structuredClone(patients.get(id)!),
    updateResource: async (patient: Patient) => {
      updates += 1;
      patients.set(patient.id!, patient);
      return patient;
    },
  } as unknown as MedplumClient;
  return { actors: { service } as Actors, ledger, patients, updates: () => updates };
}

describe('mergePatients', () => {
  it('replaces each duplicate by the identity that is kept, both saying so', async () => {
    const { actors, ledger, patients } = store();
    expect(await mergePatients(actors, told, ledger)).toBe(2);
    for (const { plan, duplicateOf } of duplicates) {
      expect(patients.get(plan.key)).toMatchObject({
        active: false,
        link: [{ type: 'replaced-by', other: { reference: `Patient/${duplicateOf}` } }],
      });
      expect(patients.get(duplicateOf!)).toMatchObject({
        active: true,
        link: [{ type: 'replaces', other: { reference: `Patient/${plan.key}` } }],
      });
    }
  });

  it('touches nobody else', async () => {
    const { actors, ledger, patients, updates } = store();
    await mergePatients(actors, told, ledger);
    expect(updates()).toBe(4);
    expect([...patients.values()].filter(({ link }) => link)).toHaveLength(4);
  });

  it('merges once', async () => {
    const { actors, ledger, updates } = store();
    await mergePatients(actors, told, ledger);
    expect(await mergePatients(actors, told, ledger)).toBe(0);
    expect(updates()).toBe(4);
  });
});
