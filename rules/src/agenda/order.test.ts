import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AgendaCase, minutesOf, moved, orderAgenda, timed } from './order.ts';
import { agendaWeights, WEIGHTS_2026 } from './weights.ts';

const SESSION = { start: '2026-10-12T18:00:00+02:00', end: '2026-10-12T20:00:00+02:00' };
const ids = (cases: AgendaCase[]) => orderAgenda(cases, SESSION).lines.map(({ id }) => id);
const leaving = (name: string, time: string) => ({ name, leavesAt: `2026-10-12T${time}:00+02:00` });

describe('the order', () => {
  it('puts first those whose people leave early, the earliest departure first', () => {
    const cases: AgendaCase[] = [
      { id: 'a', urgent: true },
      { id: 'b', people: [leaving('Dr B', '18:45')] },
      { id: 'c', people: [leaving('Dr C', '18:20'), leaving('Dr D', '19:00')] },
    ];
    expect(ids(cases)).toEqual(['c', 'b', 'a']);
  });

  it('takes no account of a departure after the end', () => {
    expect(
      ids([
        { id: 'a', people: [leaving('Dr A', '20:30')] },
        { id: 'b', urgent: true },
      ]),
    ).toEqual(['b', 'a']);
  });

  it('then goes from urgent to what is only recorded', () => {
    const cases: AgendaCase[] = [
      { id: 'registered', registered: true },
      { id: 'incomplete', missing: ['anatomopathologie'] },
      { id: 'usual' },
      { id: 'complex', complexity: 2 },
      { id: 'recours', recours: true },
      { id: 'urgent', urgent: true },
    ];
    expect(ids(cases)).toEqual(['urgent', 'recours', 'complex', 'usual', 'incomplete', 'registered']);
  });

  it('leaves equal cases as they stood', () => {
    expect(ids([{ id: 'a', position: 2 }, { id: 'b', position: 1 }, { id: 'c' }])).toEqual(['b', 'a', 'c']);
  });

  it('says why, in words', () => {
    const [line] = orderAgenda(
      [{ id: 'a', urgent: true, missing: ['IRM'], people: [leaving('Dr Leroy', '18:45')] }],
      SESSION,
    ).lines;
    expect(line?.reasons).toEqual(['Dr Leroy part à 18:45', 'urgent', 'à compléter : IRM']);
  });

  it('follows the weights it is given, and names their version', () => {
    const weights = agendaWeights({
      ...WEIGHTS_2026,
      version: 'locale',
      points: { ...WEIGHTS_2026.points, urgent: -99 },
    });
    const agenda = orderAgenda([{ id: 'a', urgent: true }, { id: 'b' }], SESSION, weights);
    expect(agenda.lines.map(({ id }) => id)).toEqual(['b', 'a']);
    expect(agenda.version).toBe('locale');
  });

  it('refuses weights with a wrong field, by its name', () => {
    expect(() => agendaWeights({ ...WEIGHTS_2026, minutes: { ...WEIGHTS_2026.minutes, simple: 0 } })).toThrow(
      'minutes.simple',
    );
  });
});

describe('the hours', () => {
  it('follow each other, and what goes beyond the end is told', () => {
    const { lines, minutes, over } = timed(
      [
        { id: 'a', minutes: 70 },
        { id: 'b', minutes: 60 },
      ],
      SESSION,
    );
    expect(lines.map(({ start, end }) => [start, end])).toEqual([
      ['2026-10-12T16:00:00.000Z', '2026-10-12T17:10:00.000Z'],
      ['2026-10-12T17:10:00.000Z', '2026-10-12T18:10:00.000Z'],
    ]);
    expect([minutes, over]).toEqual([130, 10]);
  });

  it('warn when somebody will have left or is not there yet', () => {
    const people = [leaving('Dr A', '18:05'), { name: 'Dr B', arrivesAt: '2026-10-12T18:30:00+02:00' }];
    const [line] = timed([{ id: 'a', minutes: 10, people }], SESSION).lines;
    expect(line?.warnings).toEqual(['Dr A sera parti (18:05)', 'Dr B ne sera pas encore là (18:30)']);
  });

  it('come from the kind of the case when nobody said', () => {
    expect(
      [{ registered: true }, { complexity: 0 as const }, {}, { complexity: 2 as const }].map((one) =>
        minutesOf({ id: 'x', ...one }),
      ),
    ).toEqual([1, 4, 6, 10]);
    expect(minutesOf({ id: 'x', registered: true, minutes: 5 })).toBe(5);
  });
});

describe('moving a case', () => {
  const cases = ['a', 'b', 'c'].map((id) => ({ id }));
  it.each([
    ['a', 3, 'bca'],
    ['c', 1, 'cab'],
    ['b', 2, 'abc'],
    ['b', 99, 'acb'],
    ['b', -1, 'bac'],
    ['?', 1, 'abc'],
  ])('%s to %i gives %s', (id, position, result) => {
    expect(
      moved(cases, id, position)
        .map((one) => one.id)
        .join(''),
    ).toBe(result);
  });
});

const anyCase = fc.record<AgendaCase>({
  id: fc.uuid(),
  minutes: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
  complexity: fc.constantFrom(0, 1, 2, undefined),
  urgent: fc.boolean(),
  registered: fc.boolean(),
  missing: fc.constantFrom([], ['IRM']),
  people: fc.array(fc.constantFrom(leaving('A', '18:30'), leaving('B', '19:30'), { name: 'C' }), {
    maxLength: 2,
  }),
});

describe('for any agenda', () => {
  it('keeps every case once, without a gap, and is stable', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyCase, { selector: ({ id }) => id, maxLength: 60 }), (cases) => {
        const agenda = orderAgenda(cases, SESSION);
        expect(agenda.lines.map(({ id }) => id).toSorted()).toEqual(cases.map(({ id }) => id).toSorted());
        for (const [index, line] of agenda.lines.entries()) {
          expect(line.position).toBe(index + 1);
          expect(line.start).toBe(agenda.lines[index - 1]?.end ?? new Date(SESSION.start).toISOString());
        }
        const again = agenda.lines.map(({ id, position }) => ({
          ...cases.find((one) => one.id === id)!,
          position,
        }));
        expect(orderAgenda(again, SESSION).lines.map(({ id }) => id)).toEqual(
          agenda.lines.map(({ id }) => id),
        );
      }),
    );
  });
});
