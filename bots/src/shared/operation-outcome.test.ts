import { describe, expect, test } from 'vitest';
import { BotError, conflict, forbidden, invalid, outcomeOf, refused } from './operation-outcome.ts';

const REFUSALS = [
  { code: 'tumour-missing', field: 'Tumeur', message: 'renseignez la tumeur.', reference: 'Composition/1' },
  { code: 'pcp-missing', field: 'Médecin traitant', message: 'renseignez-le.', reference: 'Encounter/1' },
];

describe('refused', () => {
  test('the message says every reason, one per line', () => {
    const { message } = refused('Refus :', REFUSALS);
    expect(message.split('\n')).toEqual([
      'Refus :',
      '- Tumeur : renseignez la tumeur.',
      '- Médecin traitant : renseignez-le.',
    ]);
  });

  test('the outcome has one issue per reason, with its code and the resource to correct', () => {
    const error = refused('Refus :', REFUSALS);
    expect(error).toBeInstanceOf(BotError);
    expect(error.outcome.issue).toMatchObject([
      {
        code: 'business-rule',
        diagnostics: 'Composition/1',
        details: { coding: [{ code: 'tumour-missing' }] },
      },
      {
        code: 'business-rule',
        diagnostics: 'Encounter/1',
        details: { text: 'Médecin traitant : renseignez-le.' },
      },
    ]);
  });
});

test('invalid names the field', () => {
  const error = invalid('time', 'une date est attendue.');
  expect(error.message).toBe('time : une date est attendue.');
  expect(error.outcome.issue[0]).toMatchObject({ code: 'invalid', expression: ['time'] });
});

test('conflict says what happened', () => {
  expect(conflict('Modifiée.').outcome.issue[0]).toMatchObject({
    code: 'conflict',
    details: { text: 'Modifiée.' },
  });
});

test('forbidden names the field, and says whether showing who one is helps', () => {
  const error = forbidden('step-up', 'Second facteur', 'un code manque.', 'login', 'PractitionerRole/1');
  expect(error.message).toBe('La fiche ne peut pas être signée :\n- Second facteur : un code manque.');
  expect(error.outcome.issue).toEqual([
    {
      severity: 'error',
      code: 'login',
      details: { coding: [{ code: 'step-up' }], text: 'Second facteur : un code manque.' },
      diagnostics: 'PractitionerRole/1',
    },
  ]);
});

describe('outcomeOf', () => {
  const outcome = { resourceType: 'OperationOutcome', id: 'not-found', issue: [] };

  test('is what the server answered, whatever the class of the error', () => {
    class OfAnotherCopy extends Error {
      readonly outcome = outcome;
    }
    expect(outcomeOf(new OfAnotherCopy())).toBe(outcome);
    expect(outcomeOf(conflict('Modifiée.'))?.issue[0]?.code).toBe('conflict');
  });

  test.each([undefined, null, 'panne', new Error('panne'), { outcome: 'non' }, { outcome: { issue: [] } }])(
    'is nothing for %s',
    (error) => {
      expect(outcomeOf(error)).toBeUndefined();
    },
  );
});
