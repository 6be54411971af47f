import type { CarePlan } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrived, opened, type Shared, saved, settled, unsaved, versionOf } from './shared.ts';
import { words } from './tokens.ts';

const plan = (description: string, version: number): CarePlan => ({
  resourceType: 'CarePlan',
  id: 'p',
  meta: { versionId: `v${version}`, lastUpdated: new Date(Date.UTC(2026, 9, 12) + version).toISOString() },
  status: 'draft',
  intent: 'proposal',
  subject: { reference: 'Patient/1' },
  description: description || undefined,
});

const WRITERS = { mine: 'AM', theirs: 'JD' };
const typed = (shared: Shared<CarePlan>, text: string): Shared<CarePlan> => ({
  ...shared,
  local: { ...shared.local, description: text },
});

describe('a shared resource', () => {
  it('knows what is not saved, whatever the server writes in meta', () => {
    const shared = opened(plan('a', 1));
    expect(unsaved(shared)).toBe(false);
    expect(unsaved(typed(shared, 'a b'))).toBe(true);
    const author = { reference: 'Practitioner/1' };
    const stored = { ...shared.base, meta: { ...shared.base.meta, author } } as CarePlan;
    expect(unsaved({ base: stored, local: shared.local })).toBe(false);
  });

  it('goes on from what the server stored, with what was typed meanwhile', () => {
    const sent = typed(opened(plan('a', 1)), 'a b');
    const { shared } = saved(typed(sent, 'a b c'), sent.local, plan('a b', 2), WRITERS);
    expect(versionOf(shared.base)).toBe('v2');
    expect(shared.local.description).toBe('a b c');
    expect(unsaved(shared)).toBe(true);
  });

  it('takes a newer version, and neither its own nor an older one', () => {
    const here = opened(plan('a b', 2));
    expect(arrived(here, plan('a', 1), WRITERS).shared).toBe(here);
    expect(arrived(here, plan('a b', 2), WRITERS).shared).toBe(here);
    expect(arrived(here, plan('a b c', 3), WRITERS).shared.local.description).toBe('a b c');
  });

  it('recognises its own words when the answer was lost', () => {
    const sent = typed(opened(plan('', 1)), 'mot');
    const lost = { ...typed(sent, 'mot suivant'), doubt: sent.local };
    const history = [plan('mot autre', 3), plan('mot', 2), plan('', 1)];
    const { shared } = settled(lost, history, WRITERS);
    expect(shared.local.description).toBe('mot [AM\u00a0: suivant] [JD\u00a0: autre]');
    expect(shared).not.toHaveProperty('doubt');
  });

  it('sends again what the server never got', () => {
    const sent = typed(opened(plan('', 1)), 'mot');
    const { shared } = settled({ ...sent, doubt: sent.local }, [plan('', 1)], WRITERS);
    expect(shared.local.description).toBe('mot');
    expect(unsaved(shared)).toBe(true);
  });
});

/** A server with versions, and people who type, save, lose answers and are cut off, in any order. */
class Room {
  readonly history: CarePlan[] = [plan('', 0)];
  readonly people = ['AM', 'JD', 'ZK'].map((initials) => ({
    initials,
    shared: opened(this.history[0]!),
    caret: 0,
    count: 0,
    said: [] as string[],
    sent: undefined as CarePlan | undefined,
  }));

  step(who: number, act: string, place: number): void {
    const one = this.people[who]!;
    const text = one.shared.local.description ?? '';
    switch (act) {
      case 'type': {
        one.count++;
        const word = `${one.initials}${one.count}`;
        one.said.push(word);
        const next = `${text.slice(0, one.caret)} ${word}`;
        one.shared = typed(one.shared, next + text.slice(one.caret));
        one.caret = next.length;
        break;
      }
      case 'move':
        one.caret = text.search(/\s|$/u) < 0 ? 0 : boundary(text, place);
        break;
      case 'send':
        one.sent ??= unsaved(one.shared) ? one.shared.local : undefined;
        break;
      case 'answer':
        this.#answer(one, true);
        break;
      case 'lost':
        this.#answer(one, false);
        break;
      case 'event':
        if (!one.sent && !one.shared.doubt) {
          this.#merge(one, arrived(one.shared, this.newest, this.#writers(one)));
        }
        break;
    }
  }

  get newest(): CarePlan {
    return this.history[0]!;
  }

  #answer(one: Room['people'][number], heard: boolean): void {
    if (one.shared.doubt) {
      this.#merge(one, settled(one.shared, this.history, this.#writers(one)));
      return;
    }
    const sent = one.sent;
    one.sent = undefined;
    if (!sent) {
      return;
    }
    const accepted = versionOf(one.shared.base) === versionOf(this.newest);
    if (accepted) {
      this.history.unshift(plan(sent.description ?? '', this.history.length));
    }
    if (!heard) {
      one.shared = { ...one.shared, doubt: sent };
    } else if (accepted) {
      this.#merge(one, saved(one.shared, sent, this.newest, this.#writers(one)));
    } else {
      this.#merge(one, arrived(one.shared, this.newest, this.#writers(one)));
    }
  }

  #merge(one: Room['people'][number], { shared, texts }: ReturnType<typeof arrived<CarePlan>>): void {
    one.caret = texts.get('description')?.caret(one.caret) ?? one.caret;
    one.caret = Math.min(one.caret, shared.local.description?.length ?? 0);
    one.shared = shared;
  }

  #writers(one: Room['people'][number]) {
    const other = this.people.find((some) => some !== one)!;
    return { mine: one.initials, theirs: other.initials };
  }

  settle(): void {
    for (let round = 0; round < 10; round++) {
      for (const who of this.people.keys()) {
        for (const act of ['answer', 'event', 'send', 'answer', 'event']) {
          this.step(who, act, 0);
        }
      }
    }
  }
}

/** People put their caret between words. */
function boundary(text: string, place: number): number {
  const ends = [0, ...[...text.matchAll(/\S(?=\s|$)/gu)].map(({ index }) => index + 1)];
  return ends[place % ends.length]!;
}

const steps = fc.array(
  fc.tuple(
    fc.nat(2),
    fc.constantFrom('type', 'type', 'type', 'move', 'send', 'answer', 'lost', 'event'),
    fc.nat(50),
  ),
  { maxLength: 120 },
);

describe('three people in one field', () => {
  it('end with one text that holds every word of each, in any order of events', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const room = new Room();
        for (const step of all) {
          room.step(...step);
        }
        room.settle();
        const texts = new Set(room.people.map(({ shared }) => shared.local.description));
        expect([...texts]).toEqual([room.newest.description]);
        const left = words(room.newest.description ?? '');
        for (const { said } of room.people) {
          for (const word of said) {
            expect(left.filter((one) => one === word)).toHaveLength(1);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('keeps each writer’s phrase readable when all write at the end', () => {
    const room = new Room();
    for (let round = 0; round < 30; round++) {
      for (const [who, act] of [
        [0, 'type'],
        [1, 'type'],
        [0, 'send'],
        [1, 'event'],
        [0, 'answer'],
        [1, 'send'],
        [1, 'answer'],
        [0, 'event'],
      ] as const) {
        room.step(who, act, 0);
      }
    }
    room.settle();
    const text = room.newest.description!;
    expect(text.match(/AM\d+( AM\d+)+/gu)?.[0].split(' ')).toHaveLength(30);
    expect(text.match(/\[/gu)?.length).toBeLessThanOrEqual(2);
  });
});
