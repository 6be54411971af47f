import { isHiddenFromPatient, lastAnnouncement } from '@dcc/rules/src/announcement/index.ts';
import { readInformation } from '@dcc/rules/src/inscription/consent.ts';
import { describe, expect, test } from 'vitest';
import { octoberStory } from '../testing/month.ts';
import { consentsOf, isTold } from './announcement.ts';
import { inscription, inscriptionOf } from './inscription.ts';

const { cases } = octoberStory();
const made = cases.map((plan) => {
  const sent = inscription(plan);
  return { plan, sent, consents: consentsOf(plan, sent), reference: inscriptionOf(plan).reference! };
});

describe('the consents of an inscription', () => {
  test('say that its patient was informed, by who asks, before it was sent', () => {
    for (const { sent, consents, reference } of made) {
      const { informed, opposed, date } = readInformation(consents, reference);
      expect([informed, opposed]).toEqual([true, false]);
      expect(date! < sent.authoredOn!.slice(0, 10)).toBe(true);
      expect(consents[0]!.performer).toEqual([sent.requester]);
    }
  });

  test('open the guard of most documents, and leave some closed', () => {
    const hidden = made.filter(({ consents, reference }) => isHiddenFromPatient(consents, reference));
    expect(hidden.length).toBeGreaterThan(10);
    expect(hidden.length).toBeLessThan(made.length / 3);
  });

  test('say nothing of the inscription of another', () => {
    const [first] = made;
    const last = made.find(({ reference }) => reference !== first!.reference);
    expect(isHiddenFromPatient(first!.consents, last!.reference)).toBe(true);
    expect(readInformation(first!.consents, last!.reference).informed).toBe(false);
  });

  test('tell nobody a diagnosis that the board is asked for', () => {
    const asked = made.filter(({ plan }) =>
      plan.state.presentation.motives.every((one) => one === 'MED-235'),
    );
    for (const { plan, consents } of asked) {
      expect(isTold(plan)).toBe(false);
      expect(lastAnnouncement(consents)).toBeUndefined();
    }
  });

  test('are told by a person, on a day that was past when it was written', () => {
    for (const { consents, sent } of made.filter(({ plan }) => isTold(plan))) {
      const told = lastAnnouncement(consents)!;
      expect(told.performer).toEqual([sent.requester]);
      expect(told.provision!.period!.start! < sent.authoredOn!).toBe(true);
    }
  });

  test('have identifiers of their own, the same each time they are told', () => {
    const byInscription = new Map(made.map((one) => [one.reference, one]));
    const ids = [...byInscription.values()].flatMap(({ consents }) =>
      consents.map(({ identifier }) => identifier![0]!.value),
    );
    expect(new Set(ids).size).toBe(ids.length);
    const { plan, sent, consents } = made[5]!;
    expect(consentsOf(plan, sent)).toEqual(consents);
  });

  test('may be told otherwise than by chance, where a session has something to show', () => {
    const { plan, sent, reference } = made[0]!;
    expect(isHiddenFromPatient(consentsOf(plan, sent, false), reference)).toBe(true);
    expect(isHiddenFromPatient(consentsOf(plan, sent, true), reference)).toBe(false);
  });

  test('are for those who see the case', () => {
    for (const { consents } of made) {
      const { accounts } = consents[0]!.meta!;
      expect(accounts!.length).toBeGreaterThan(1);
      expect(consents[1]!.meta!.accounts).toEqual(accounts);
    }
  });
});
