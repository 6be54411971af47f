import {
  DCC_CODES,
  EXTENSIONS,
  G15,
  PARTICIPATION,
  PARTICIPATION_FUNCTION,
  R85,
  SYSTEMS,
} from '@dcc/fhir-profiles';
import type {
  Encounter,
  EncounterParticipant,
  PlanDefinition,
  Reference,
  Resource,
} from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { isPhysician, personName, publishedRule, quorumParticipants } from './from-fhir.ts';

const DIRECTORY: Record<string, Resource> = {
  'PractitionerRole/onco': {
    resourceType: 'PractitionerRole',
    code: [{ coding: [{ ...G15.DOCTOR }] }],
    practitioner: { reference: 'Practitioner/1' },
  },
  'PractitionerRole/onco-town': {
    resourceType: 'PractitionerRole',
    code: [{ coding: [{ ...G15.DOCTOR }] }],
    practitioner: { reference: 'Practitioner/1' },
  },
  'PractitionerRole/secretary': {
    resourceType: 'PractitionerRole',
    code: [{ coding: [{ ...R85.SECRETARY }] }],
  },
  'Practitioner/1': {
    resourceType: 'Practitioner',
    name: [{ family: 'Lefèvre', given: ['Anne', 'Marie'], suffix: ['DR'] }],
  },
};
const resolve = (reference: Reference | undefined) => DIRECTORY[reference?.reference ?? ''];

function line(
  role: string,
  type: { system: string; code: string },
  parts: object[] = [],
): EncounterParticipant {
  return {
    type: [{ coding: [type] }],
    individual: { reference: `PractitionerRole/${role}` },
    ...(parts.length > 0 ? { extension: [{ url: EXTENSIONS.ATTENDANCE, extension: parts as never }] } : {}),
  };
}
const oncologist = { url: 'specialty', valueCoding: { system: SYSTEMS.R38.url, code: 'SM36' } };
function encounter(participant: EncounterParticipant[]): Encounter {
  return { resourceType: 'Encounter', status: 'finished', class: {}, participant };
}

describe('quorumParticipants', () => {
  test('reads mode, specialty, quorum, hours and person of a session line', () => {
    const period = { start: '2026-10-06T12:30:00+02:00' };
    const attendance = [
      { url: 'mode', valueCode: 'visio' },
      oncologist,
      { url: 'quorum', valueBoolean: true },
    ];
    const session = encounter([{ ...line('onco', PARTICIPATION.RESPONSIBLE, attendance), period }]);
    expect(quorumParticipants(session, encounter([]), resolve)).toEqual([
      {
        person: 'Practitioner/1',
        name: 'Dr Anne LEFÈVRE',
        physician: true,
        specialty: 'SM36',
        mode: 'visio',
        inQuorum: true,
        onCase: false,
        period,
      },
    ]);
  });

  test('two exercise places of one practitioner are one person', () => {
    const session = encounter([
      line('onco', PARTICIPATION.PARTICIPANT),
      line('onco-town', PARTICIPATION.PARTICIPANT),
    ]);
    const people = quorumParticipants(session, encounter([]), resolve).map(({ person }) => person);
    expect(people).toEqual(['Practitioner/1', 'Practitioner/1']);
  });

  test('an opinion written on the case is on the case', () => {
    const attendance = [{ url: 'mode', valueCode: 'written-opinion' }, oncologist];
    const rcpCase = encounter([line('onco', PARTICIPATION.CONSULTED, attendance)]);
    expect(quorumParticipants(encounter([]), rcpCase, resolve)).toMatchObject([
      { mode: 'writtenOpinion', onCase: true },
    ]);
  });

  test('demandeur, presenter and médecin traitant are functions, not attendance', () => {
    const rcpCase = encounter([
      line('onco', PARTICIPATION.REQUESTER),
      line('onco', DCC_CODES.PRESENTER),
      line('onco', PARTICIPATION_FUNCTION.PCP),
    ]);
    expect(quorumParticipants(encounter([]), rcpCase, resolve)).toEqual([]);
  });

  test('what the record does not say stays unsaid', () => {
    const [unsaid] = quorumParticipants(
      encounter([line('onco', PARTICIPATION.PARTICIPANT)]),
      encounter([]),
      resolve,
    );
    expect(unsaid).toMatchObject({ mode: undefined, specialty: undefined, inQuorum: undefined });
    const stranger: EncounterParticipant = {
      individual: { reference: 'PractitionerRole/404', display: 'Dr Inconnu' },
    };
    const [unknown] = quorumParticipants(encounter([stranger]), encounter([]), resolve);
    expect(unknown).toMatchObject({
      physician: undefined,
      name: 'Dr Inconnu',
      person: 'PractitionerRole/404',
    });
  });
});

test('isPhysician reads the profession, never the specialty', () => {
  const role = (code: { system: string; code: string }) => ({
    resourceType: 'PractitionerRole' as const,
    code: [{ coding: [code] }],
  });
  expect(isPhysician(role(G15.DOCTOR))).toBe(true);
  expect(isPhysician(role(G15.PHARMACIST))).toBe(false);
  expect(isPhysician(role(R85.SECRETARY))).toBe(false);
  expect(isPhysician(role({ system: SYSTEMS.R85.url, code: '10' }))).toBe(false);
  expect(isPhysician({ resourceType: 'PractitionerRole' })).toBeUndefined();
  expect(isPhysician(undefined)).toBeUndefined();
});

test('personName shows title, first given name and family', () => {
  expect(personName({ family: 'Martin', given: ['Paul', 'Jean'], suffix: ['PR', 'DR'] })).toBe(
    'Pr Paul MARTIN',
  );
  expect(personName({ family: 'Martin' })).toBe('MARTIN');
  expect(personName(undefined)).toBe('personne sans nom');
});

describe('publishedRule', () => {
  const definition = {
    id: 'q',
    version: '1',
    validFrom: '2020-01-01',
    validTo: null,
    rcpType: 'standard',
    thematic: ['*'],
    minDistinctSpecialties: 3,
    allOf: [],
  };
  const plan = (change: Partial<PlanDefinition> = {}): PlanDefinition => ({
    resourceType: 'PlanDefinition',
    status: 'active',
    url: 'https://x/PlanDefinition/q',
    version: '1',
    extension: [{ url: EXTENSIONS.QUORUM_DEFINITION, valueString: JSON.stringify(definition) }],
    ...change,
  });

  test('gives the rule under its versioned canonical', () => {
    expect(publishedRule(plan())).toEqual({ canonical: 'https://x/PlanDefinition/q|1', rule: definition });
  });

  test('refuses a rule whose text and resource disagree on the version', () => {
    expect(() => publishedRule(plan({ version: '2' }))).toThrow(/version 1, la ressource 2/);
  });

  test('refuses a plan without definition', () => {
    expect(() => publishedRule(plan({ extension: [] }))).toThrow(/définition ou version absente/);
  });
});
