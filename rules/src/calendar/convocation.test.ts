import type { AppointmentResponse } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { ANSWER_SYSTEM, answersOf, responseOf } from './answers.ts';
import {
  cancelledConvocation,
  convocationOf,
  isOutdated,
  renewedConvocation,
  sequenceOf,
} from './convocation.ts';
import { planOf } from './plan-extension.ts';
import { problems, sessionOfTests } from './testing.ts';

const session = sessionOfTests();
const convocation = { ...convocationOf(session, 'RCP Sein Val-de-Seine'), id: 'invite' };
const ONCO = 'PractitionerRole/onco';

describe('a convocation', () => {
  it('is valid, and invites everyone of the session to its hour, room and link', () => {
    expect(problems(convocation)).toEqual([]);
    expect(convocation.participant.map(({ actor, status }) => [actor?.reference, status])).toEqual([
      ['PractitionerRole/chir', 'needs-action'],
      [ONCO, 'needs-action'],
      ['PractitionerRole/radio', 'needs-action'],
    ]);
    expect(convocation).toMatchObject({ start: session.period!.start, end: session.period!.end });
    expect(planOf(convocation)).toEqual({ room: 'Salle Curie', video: 'https://visio.example.org/sein' });
    expect(sequenceOf(convocation)).toBe(0);
  });

  it('invites once who has two lines on the sheet', () => {
    const twice = { ...session, participant: [...session.participant!, session.participant![1]!] };
    expect(convocationOf(twice, 'RCP').participant).toHaveLength(3);
  });

  it('needs a stored session with its number and its hours', () => {
    expect(() => convocationOf({ ...session, id: undefined }, 'RCP')).toThrow(
      'un numéro, un début et une fin',
    );
    expect(() => convocationOf({ ...session, period: { start: session.period!.start } }, 'RCP')).toThrow(
      'fin',
    );
  });

  it('says when the session no longer is what it says', () => {
    expect(isOutdated(convocation, session)).toBe(false);
    expect(
      isOutdated(convocation, {
        ...session,
        period: { ...session.period, end: '2026-10-06T20:00:00+02:00' },
      }),
    ).toBe(true);
    expect(isOutdated(convocation, { ...session, participant: session.participant!.slice(1) })).toBe(true);
    expect(isOutdated(convocation, { ...session, extension: [] })).toBe(true);
  });

  it('grows its sequence each time it is sent anew or called off, and keeps its identity', () => {
    const again = renewedConvocation(convocation, {
      ...session,
      participant: session.participant!.slice(0, 2),
    });
    expect([sequenceOf(again), again.participant.length, again.id]).toEqual([1, 2, 'invite']);
    const off = cancelledConvocation(again, 'Grève');
    expect([sequenceOf(off), off.status, off.identifier]).toEqual([2, 'cancelled', convocation.identifier]);
    expect(off.extension?.filter(({ url }) => url.endsWith('sequence'))).toHaveLength(1);
  });
});

const stored = (one: AppointmentResponse, id: string): AppointmentResponse => ({
  ...one,
  id,
  meta: { ...one.meta, lastUpdated: '2026-10-01T08:00:00Z', versionId: '1' },
});

describe('an answer', () => {
  it('is one resource per person and session, valid, and read back', () => {
    const given = responseOf(convocation, {
      role: ONCO,
      mode: 'visio',
      comment: ' Depuis Lyon ',
      leavesAt: '2026-10-06T19:00:00+02:00',
    });
    expect(problems(given)).toEqual([]);
    expect(given.identifier).toEqual([{ system: ANSWER_SYSTEM, value: '2026100699110001:onco' }]);
    expect(given.participantStatus).toBe('accepted');
    const answers = answersOf(convocation, [stored(given, 'a')]);
    expect(answers[1]).toMatchObject({
      role: ONCO,
      display: 'Dr Anne LEFÈVRE',
      mode: 'visio',
      comment: 'Depuis Lyon',
      leavesAt: '2026-10-06T19:00:00+02:00',
      at: '2026-10-01T08:00:00Z',
    });
    expect(answers.map(({ mode }) => mode)).toEqual([undefined, 'visio', undefined]);
  });

  it('replaces the one before, comment and hour of leaving included', () => {
    const first = stored(
      responseOf(convocation, {
        role: ONCO,
        mode: 'present',
        comment: 'x',
        leavesAt: '2026-10-06T19:00:00+02:00',
      }),
      'a',
    );
    const second = responseOf(convocation, { role: ONCO, mode: 'excused', stored: first });
    expect(second).toMatchObject({ id: 'a', participantStatus: 'declined', meta: { versionId: '1' } });
    expect(second.comment).toBeUndefined();
    expect(answersOf(convocation, [second])[1]).toMatchObject({ mode: 'excused' });
    expect(answersOf(convocation, [second])[1]!.leavesAt).toBeUndefined();
  });

  it('is asked again when the session moves, not when only the room changes', () => {
    const given = stored(responseOf(convocation, { role: ONCO, mode: 'present' }), 'a');
    const moved = renewedConvocation(convocation, {
      ...session,
      period: { start: '2026-10-08T18:00:00+02:00', end: '2026-10-08T19:30:00+02:00' },
    });
    const asked = answersOf(moved, [given])[1]!;
    expect(asked.mode).toBeUndefined();
    expect(asked.stored?.id).toBe('a');
    expect(answersOf(renewedConvocation(convocation, { ...session, extension: [] }), [given])[1]!.mode).toBe(
      'present',
    );
  });

  it('to another convocation does not count', () => {
    const other = responseOf({ ...convocation, id: 'other' }, { role: ONCO, mode: 'present' });
    expect(answersOf(convocation, [other])[1]!.mode).toBeUndefined();
    expect(answersOf(undefined, [other])).toEqual([]);
  });

  it('is refused from who is not convened, to a session called off, or leaving outside it', () => {
    expect(() => responseOf(convocation, { role: 'PractitionerRole/x', mode: 'present' })).toThrow(
      'pas convoquée',
    );
    expect(() => responseOf(cancelledConvocation(convocation, 'x'), { role: ONCO, mode: 'present' })).toThrow(
      'annulée',
    );
    for (const leavesAt of ['2026-10-06T18:00:00+02:00', '2026-10-06T19:31:00+02:00', 'tôt']) {
      expect(() => responseOf(convocation, { role: ONCO, mode: 'present', leavesAt })).toThrow(
        'heure de départ',
      );
    }
  });

  it('of a mode that does not exist is no answer, and no valid resource', () => {
    const given = JSON.parse(
      JSON.stringify(responseOf(convocation, { role: ONCO, mode: 'present' })).replace(
        '"present"',
        '"peut-etre"',
      ),
    );
    expect(answersOf(convocation, [given])[1]!.mode).toBeUndefined();
    expect(problems(given).join()).toContain('present, visio ou excused');
  });
});
