import type { CarePlan } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import {
  addLine,
  comment,
  decisionLines,
  dissents,
  moveLine,
  removeLine,
  setComment,
  setDissent,
  setText,
} from './decision.ts';

const RADIO = { system: 'urn:x', code: '108290001', display: 'Radiothérapie' };
const EMPTY: CarePlan = {
  resourceType: 'CarePlan',
  status: 'draft',
  intent: 'proposal',
  subject: { reference: 'Patient/1' },
};
const TWO = addLine(addLine(EMPTY, 'a', RADIO), 'b', { text: 'Hormonothérapie' });
const ids = (plan: CarePlan) => decisionLines(plan).map(({ id }) => id);

describe('lines', () => {
  test('are coded or in words, in their order', () => {
    expect(decisionLines(TWO)).toEqual([
      { id: 'a', code: '108290001', label: 'Radiothérapie', text: '', alternative: false },
      { id: 'b', label: 'Hormonothérapie', text: '', alternative: false },
    ]);
  });

  test('move inside the list only, and go', () => {
    expect(ids(moveLine(TWO, 'b', -1))).toEqual(['b', 'a']);
    expect(moveLine(TWO, 'a', -1)).toBe(TWO);
    expect(moveLine(TWO, 'b', 1)).toBe(TWO);
    expect(ids(removeLine(TWO, 'a'))).toEqual(['b']);
    expect(removeLine(removeLine(TWO, 'a'), 'b')).not.toHaveProperty('activity');
  });

  test('an alternative is marked in the words that everyone reads', () => {
    const marked = setText(TWO, 'b', 'si refus', true);
    expect(marked.activity?.[1]?.detail?.description).toBe('En alternative : si refus');
    expect(decisionLines(marked)[1]).toMatchObject({ text: 'si refus', alternative: true });
    expect(decisionLines(setText(marked, 'b', 'si refus', false))[1]).toMatchObject({ alternative: false });
    expect(decisionLines(setText(TWO, 'b', '', true))[1]).toMatchObject({ text: '', alternative: true });
  });

  test('no empty string is ever written', () => {
    const emptied = setText(setText(TWO, 'a', 'x', false), 'a', '', false);
    expect(emptied.activity?.[0]?.detail).not.toHaveProperty('description');
  });

  test('lines that came without a name can be written too', () => {
    const old: CarePlan = { ...EMPTY, activity: [{ detail: { status: 'not-started', description: 'x' } }] };
    expect(decisionLines(setText(old, 'line/0', 'y', false))[0]?.text).toBe('y');
  });
});

describe('notes', () => {
  test('a dissent is noted with a name or without, and kept apart from the comment', () => {
    let plan = setComment(EMPTY, 'À revoir en mars.');
    plan = setDissent(plan, { id: 'd1', name: 'Dr LEROY', text: 'préfère une surveillance' });
    plan = setDissent(plan, { id: 'd2', name: '', text: 'voudrait une IRM' });
    expect(plan.note?.map(({ text }) => text)).toEqual([
      'À revoir en mars.',
      'Avis minoritaire de Dr LEROY : préfère une surveillance',
      'Avis minoritaire : voudrait une IRM',
    ]);
    expect(dissents(plan)).toEqual([
      { id: 'd1', name: 'Dr LEROY', text: 'préfère une surveillance' },
      { id: 'd2', name: '', text: 'voudrait une IRM' },
    ]);
    expect(comment(plan)).toBe('À revoir en mars.');
  });

  test('changed in place, and gone once empty', () => {
    let plan = setDissent(setComment(EMPTY, 'a'), { id: 'd', name: 'X', text: 'y' });
    plan = setComment(plan, 'a b');
    plan = setDissent(plan, { id: 'd', name: 'X', text: 'z' });
    expect(plan.note).toHaveLength(2);
    plan = setComment(setDissent(plan, { id: 'd', name: '', text: '' }), '');
    expect(plan).not.toHaveProperty('note');
  });
});
