import { describe, expect, it } from 'vitest';
import { stateCounts } from '../play/summary.ts';
import { octoberPlayed, octoberStory } from '../testing/month.ts';
import { COUNTS, DEFECTS, type State } from './states.ts';

const told = octoberStory();
const all = [...new Set(told.cases.map(({ state }) => state))];
const treated = all.filter(({ outcome }) => outcome === 'treated');
const count = (fits: (one: State) => unknown) => treated.filter(fits).length;

describe('states that real life has, in the wanted number', () => {
  it('signed, and not yet signed', () => {
    expect(count(({ signed }) => !signed)).toBe(COUNTS.unsigned);
    expect(count(({ signed }) => signed)).toBeGreaterThan(190);
  });

  it('amended after signature, one of them twice, and two amendments still being written', () => {
    expect(count(({ amendments }) => amendments.length > 0)).toBe(COUNTS.amended);
    expect(count(({ amendments }) => amendments.length > 1)).toBe(COUNTS.amendedTwice);
    expect(count(({ draftAmendment }) => draftAmendment)).toBe(COUNTS.draftAmendments);
    expect(COUNTS.amended).toBeGreaterThanOrEqual(5);
  });

  it('registered without discussion: only what conforms to a référentiel', () => {
    expect(count(({ registered }) => registered)).toBe(COUNTS.registered);
    for (const one of treated.filter(({ registered }) => registered)) {
      expect(one.presentation.referentiel.conformity).toBe('conform');
    }
  });

  it('postponed, and moved by a cancelled session: counted once, where it was treated', () => {
    const postponed = treated.filter(({ postponedFrom }) => postponedFrom.length > 0);
    expect(postponed).toHaveLength(COUNTS.postponed + COUNTS.movedByCancellation);
    for (const one of postponed) {
      const cases = told.cases.filter(({ state }) => state === one);
      expect(cases.map(({ caseState }) => caseState === 'treated')).toEqual([false, true]);
      expect(cases[0]!.session.start).toBeLessThan(cases[1]!.session.start);
    }
  });

  it('withdrawn, and waiting for a session after the month', () => {
    expect(all.filter(({ outcome }) => outcome === 'withdrawn')).toHaveLength(COUNTS.withdrawn);
    expect(all.filter(({ outcome }) => outcome === 'waiting')).toHaveLength(COUNTS.waiting);
    expect(all.filter(({ outcome, reason }) => outcome !== 'treated' && !reason)).toEqual([]);
  });

  it('unknown médecin traitant, tumour in words, no tumour, no TNM', () => {
    const states = stateCounts(told);
    for (const key of ['unknownDoctor', 'tumourAsText', 'noTumour', 'noTnm'])
      expect(states[key], key).toBeGreaterThanOrEqual(5);
  });

  it('refused by design, each with its reason', () => {
    const defects = Object.groupBy(
      treated.filter(({ defect }) => defect),
      ({ defect }) => defect!,
    );
    expect(Object.keys(defects).sort()).toEqual(Object.keys(DEFECTS).sort());
    expect(treated.filter(({ defect, signed }) => defect && signed).length).toBeGreaterThanOrEqual(3);
  });

  it('two duplicate identities, each with a fiche in the RCP of the identity that is kept', () => {
    const duplicates = treated.filter(({ member }) => member.duplicateOf);
    expect(duplicates).toHaveLength(2);
    for (const one of duplicates) {
      const kept = treated.filter(({ member }) => member.plan.key === one.member.duplicateOf);
      expect(kept.map(({ session }) => session)).toContain(one.session);
    }
  });
});

describe('a patient', () => {
  it('is never twice in one session', () => {
    for (const { cases, agenda } of told.sessions) {
      const patients = cases.map(({ state }) => state.member.plan.key);
      const withdrawn = cases.filter(
        ({ caseState }) => caseState === 'withdrawn' || caseState === 'waiting',
      ).length;
      expect(patients.length - new Set(patients).size, agenda.session.key).toBeLessThanOrEqual(withdrawn);
    }
  });

  it('comes again after his first passage, with the next presentation of his disease', () => {
    const organ = Map.groupBy(
      treated.filter(
        ({ session }) =>
          session.rcp.key === session.rcp.thematic && !['oncogeriatrie'].includes(session.rcp.key),
      ),
      ({ member }) => member.plan.key,
    );
    const twice = [...organ.values()].filter((passages) => passages.length === 2);
    expect(twice.length).toBeGreaterThan(60);
    for (const [first, second] of twice) {
      const [early, late] =
        first!.session.start < second!.session.start ? [first!, second!] : [second!, first!];
      const { presentations } = early.member.disease.scenario;
      expect(early.presentation).toBe(presentations[0]);
      expect(late.presentation).toBe(presentations[1]);
    }
  });

  it('is the subject of everything in his cases', () => {
    for (const { rcpCase, resources, versions } of octoberPlayed()) {
      const subjects = [...resources, ...versions].flatMap(
        (one) => (one as { subject?: { reference?: string } }).subject?.reference ?? [],
      );
      expect(new Set([...subjects, rcpCase.subject!.reference!]).size, rcpCase.id).toBe(1);
    }
  });
});

describe('sessions', () => {
  it('are held, but for a cancelled one; one was held without any case', () => {
    const states = stateCounts(told);
    expect([states.sessionsHeld, states.sessionsCancelled, states.sessionsWithoutCase]).toEqual([18, 1, 1]);
    const empty = told.sessions.find(({ agenda }) => agenda.session.state === 'empty')!;
    expect(empty.cases.map(({ caseState }) => caseState)).toEqual(['withdrawn']);
  });

  it('start once near midnight on the last day of the month, and end in the next', () => {
    const played = octoberPlayed().filter(({ session }) =>
      session.period!.start!.startsWith('2026-10-31T23:45:00+01:00'),
    );
    expect(played).toHaveLength(3);
    expect(played[0]!.session.period!.end).toMatch(/^2026-11-01T00:/);
  });
});
