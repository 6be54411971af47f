import { goldenResources } from '@dcc/fhir-profiles/examples/golden.ts';
import { CISIS, DCC_CODES } from '@dcc/fhir-profiles/src/codes.ts';
import { membersOf } from '@dcc/rules/src/calendar/members.ts';
import { plannedSession } from '@dcc/rules/src/calendar/session.ts';
import { problems, rcpOfTests } from '@dcc/rules/src/calendar/testing.ts';
import type { HealthcareService } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { EMPTY_ENTRY, type EntryForm, entryErrors, entryOf, storedEntry, topicsOf } from './entry.ts';
import { APPAREILS, KINDS, ORGANES, THEMATICS, TOPICS } from './terms.ts';

const golden = [...goldenResources().values()].find(
  (one): one is HealthcareService => one.resourceType === 'HealthcareService',
)!;
const form = (change: Partial<EntryForm> = {}): EntryForm => ({ ...entryOf(golden), ...change });

describe('a catalogue entry', () => {
  test('opened and stored unchanged is the same entry', () => {
    const again = storedEntry(entryOf(golden), golden);
    expect(problems(again)).toEqual([]);
    expect(entryOf(again)).toEqual(entryOf(golden));
    expect(again.identifier).toEqual(expect.arrayContaining(golden.identifier!));
    expect(again.providedBy).toEqual(golden.providedBy);
  });

  test('keeps its usual participants and its other extensions', () => {
    const rcp = rcpOfTests();
    const again = storedEntry({ ...entryOf(rcp), name: 'Autre nom' }, rcp);
    expect(membersOf(again)).toEqual(membersOf(rcp));
    expect(again.name).toBe('Autre nom');
    expect(again.id).toBe(rcp.id);
  });

  test.each(KINDS.map(({ code }) => code))('of kind %s is valid: category 40 for recours alone', (kind) => {
    const stored = storedEntry(form({ kind }), golden);
    expect(problems(stored)).toEqual([]);
    expect(stored.category?.[0]?.coding?.[0]?.code).toBe(kind === DCC_CODES.RECOURS.code ? '40' : '39');
  });

  test('of any appareil, organ, topic and thematic of the lists is valid', () => {
    for (const { code } of APPAREILS) expect(problems(storedEntry(form({ topic: code })))).toEqual([]);
    expect(problems(storedEntry(form({ organs: ORGANES.map(({ code }) => code) })))).toEqual([]);
    const nature = CISIS.NATURE_TRANSVERSALE.code;
    for (const { code } of TOPICS) expect(problems(storedEntry(form({ nature, topic: code })))).toEqual([]);
    for (const { code } of THEMATICS) expect(problems(storedEntry(form({ thematic: code })))).toEqual([]);
  });

  test('that becomes transversal forgets its organs, and its sessions carry the topic', () => {
    const nature = CISIS.NATURE_TRANSVERSALE.code;
    const stored = storedEntry({ ...form({ nature, topic: TOPICS[0]!.code, organs: ['76752008'] }) }, golden);
    expect(entryOf(stored).organs).toEqual([]);
    const session = plannedSession(
      { ...stored, id: 'x', extension: [...stored.extension!, ...rcpOfTests().extension!.slice(-1)] },
      { number: '1', start: '2026-10-06T18:00:00+02:00', end: '2026-10-06T19:00:00+02:00', plan: {} },
    );
    expect(session.type?.[0]?.coding?.[4]?.code).toBe(TOPICS[0]!.code);
  });

  test('made anew is valid once it is complete, and says each lack before', () => {
    expect(Object.keys(entryErrors(EMPTY_ENTRY))).toEqual([
      'number',
      'name',
      'thematic',
      'topic',
      'rule',
      'organization',
      'centre',
    ]);
    const whole = form({ comment: ' ', forms: ['https://dcc.example.org/fhir/Questionnaire/sein'] });
    expect(entryErrors(whole)).toEqual({});
    const stored = storedEntry(whole);
    expect(problems(stored)).toEqual([]);
    expect(stored.comment).toBeUndefined();
    expect(entryOf(stored)).toEqual({ ...whole, comment: '' });
  });

  test('refuses an appareil of the other list and a number that would break an identifier', () => {
    const topic = topicsOf(CISIS.NATURE_TRANSVERSALE.code)[0]!.code;
    expect(entryErrors(form({ topic })).topic).toBe('Choisissez l’appareil ou le thème.');
    expect(entryErrors(form({ number: '991|1' })).number).toContain('chiffres, des lettres');
  });
});
