import { OperationOutcomeError, validateResource } from '@medplum/core';
import type { OperationOutcomeIssue, Resource } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, it } from 'vitest';
import { examples } from '../examples/examples.ts';
import { edit } from '../examples/mutants/edit.ts';
import { mutants } from '../examples/mutants.ts';
import { compile, issuesOf, loadDefinitions } from '../examples/testing.ts';
import { build } from '../scripts/build.ts';
import { BASE_RULES } from './base-rules.fr.ts';
import { loadProfiles } from './dist.ts';
import { frenchErrors, frenchIssue, frenchMessage } from './messages.fr.ts';

beforeAll(() => {
  loadDefinitions();
  build();
});

function outcomeOf(resource: unknown): OperationOutcomeIssue[] {
  try {
    return validateResource(resource as Resource);
  } catch (error) {
    if (error instanceof OperationOutcomeError) return error.outcome.issue ?? [];
    throw error;
  }
}

const patient = examples().get('patient')!;
const tnm = examples().get('tnm')!;
const session = examples().get('session')!;

/** What is wrong, and what the user reads. Each message is really produced by @medplum/core. */
const PRODUCED: [what: string, broken: unknown, french: string][] = [
  ['no status', edit(tnm, { status: undefined }), 'Observation.status : Élément obligatoire absent'],
  ['empty object', edit(patient, { 'name.1': {} }), 'Patient.name[1] : Valeur vide interdite'],
  ['null', edit(patient, { gender: null }), 'Patient.gender : Valeur nulle interdite'],
  [
    'one instead of a list',
    edit(patient, { name: { family: 'X' } }),
    'Patient.name : Une liste de valeurs est attendue',
  ],
  [
    'a list instead of one',
    edit(patient, { gender: ['male'] }),
    'Patient.gender : Une seule valeur est attendue',
  ],
  ['unknown property', edit(patient, { sexe: 'F' }), 'Patient.sexe : Propriété inconnue : sexe'],
  [
    'number for text',
    edit(patient, { birthDate: 1952 }),
    'Patient.birthDate : Type JSON incorrect : string attendu, number reçu',
  ],
  [
    'date of another form',
    edit(patient, { birthDate: '18/03/1952' }),
    'Patient.birthDate : Format incorrect pour un élément de type date',
  ],
  ['30 February', edit(patient, { birthDate: '1952-02-30' }), 'Patient.birthDate : Cette date n’existe pas'],
  [
    'blank text',
    edit(patient, { 'name.0.family': '  ' }),
    'Patient.name[0].family : Le texte ne peut pas être vide',
  ],
  [
    'half a patient',
    edit(patient, { multipleBirthInteger: 1.5 }),
    'Patient.multipleBirth[x] : Un nombre entier est attendu',
  ],
  [
    'rank zero',
    edit(patient, { 'telecom.0.rank': 0 }),
    'Patient.telecom[0].rank : Nombre hors limites : de 1 à 2147483647',
  ],
  [
    'value and reason for absence',
    edit(tnm, { dataAbsentReason: { text: 'x' } }),
    'Une raison d’absence (dataAbsentReason) ne va pas avec une valeur (obs-6)',
  ],
  ['unknown type', { resourceType: 'Malade' }, 'Type de ressource inconnu'],
];

describe('messages that @medplum/core really produces', () => {
  it.each(PRODUCED)('%s', (_, broken, french) => {
    const issues = outcomeOf(broken);
    expect(frenchErrors({ resourceType: 'OperationOutcome', issue: issues })).toContain(french);
  });

  it('a wrong reference is a warning, in French too', () => {
    const issues = outcomeOf(edit(session, { 'serviceProvider.reference': 'Patient/1' }));
    expect(issues.map(frenchIssue)).toEqual([
      'Encounter.serviceProvider : Référence incorrecte : Patient n’est pas un type attendu',
    ]);
    expect(frenchErrors({ resourceType: 'OperationOutcome', issue: issues })).toEqual([]);
  });

  it('leave no English in what any mutant gives', () => {
    const schemas = new Map([...loadProfiles()].map(([url, one]) => [url, compile(one)]));
    const english = /\b(not met|expected|invalid|missing|value did|must|shall)\b/i;
    const left = mutants().flatMap(({ resource, profile }) =>
      issuesOf(resource, schemas.get(profile)!)
        .map(frenchIssue)
        .filter((text) => english.test(text)),
    );
    expect(left).toEqual([]);
  });
});

describe('a rule of ours', () => {
  it('is shown as it is written, its key behind', () => {
    const text = 'Constraint dcc-pat-9 not met: Patient.birthDate : la date de naissance est obligatoire.';
    expect(frenchMessage(text)).toBe('Patient.birthDate : la date de naissance est obligatoire. (dcc-pat-9)');
  });

  it('is not opened twice by its element', () => {
    const issue: OperationOutcomeIssue = {
      severity: 'error',
      code: 'invariant',
      details: { text: 'Patient.birthDate : la date de naissance est obligatoire. (dcc-pat-9)' },
      expression: ['Patient'],
    };
    expect(frenchIssue(issue)).toBe(issue.details?.text);
    expect(frenchIssue({ ...issue, expression: ['Patient.birthDate'] })).toBe(issue.details?.text);
  });
});

describe('messages of the server', () => {
  it.each([
    // As Medplum writes them (spec/medplum.md section 4, required bindings).
    [
      'Value "enby" did not satisfy terminology binding http://hl7.org/fhir/ValueSet/administrative-gender|4.0.1',
      'Code hors du jeu de valeurs http://hl7.org/fhir/ValueSet/administrative-gender|4.0.1 : "enby"',
    ],
    ['Not found', 'Ressource introuvable'],
    ['Precondition Failed', 'La ressource a changé entre-temps'],
    ['Multiple resources found matching condition', 'Plusieurs ressources répondent à la condition'],
    [
      'Invalid number of values: expected 1..*, but found 0',
      'Nombre de valeurs incorrect : 1..* attendues, 0 trouvées',
    ],
  ])('%s', (english, french) => {
    expect(frenchMessage(english)).toBe(french);
  });

  it('that are French already, or unknown, pass unchanged', () => {
    for (const text of ['Élément obligatoire absent', 'Something new', ''])
      expect(frenchMessage(text)).toBe(text);
  });

  it('without a text say so', () => {
    expect(frenchIssue({ severity: 'error', code: 'exception' })).toBe('Erreur sans explication');
  });

  it('come once each, errors only', () => {
    const error: OperationOutcomeIssue = { severity: 'error', code: 'invalid', details: { text: 'Gone' } };
    const warning: OperationOutcomeIssue = {
      severity: 'warning',
      code: 'invalid',
      details: { text: 'Forbidden' },
    };
    expect(frenchErrors({ resourceType: 'OperationOutcome', issue: [error, warning, error] })).toEqual([
      'Ressource supprimée',
    ]);
  });
});

describe('rules of R4', () => {
  it('are all in French', () => {
    for (const [key, text] of Object.entries(BASE_RULES)) {
      expect(frenchMessage(`Constraint ${key} not met: whatever it says`)).toBe(`${text} (${key})`);
    }
  });

  it('keep their own sentence when we have none', () => {
    expect(frenchMessage('Constraint new-1 not met: Something')).toBe('Something (new-1)');
  });
});
