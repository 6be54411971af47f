import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CISIS, DCC_CODES, SYSTEMS } from '@dcc/fhir-profiles';
import { golden } from '@dcc/fhir-profiles/examples/golden.ts';
import { describe, expect, test } from 'vitest';
import { statesDocument } from './document.ts';
import { type LifeCycle, mayGo, type Stored, stateOf } from './state.ts';
import { CASE, FICHE, INSCRIPTION, LIFE_CYCLES, SENDING, SESSION } from './tables.ts';

const PROJECT = join(import.meta.dirname, '../../..');
const stored = (resourceType: string, rest: object = {}): Stored => ({ resourceType, ...rest });
const encounter = (status: string, ...coding: object[]) =>
  stored('Encounter', { status, type: [{ coding }] });
const code = (cycle: LifeCycle, ...resources: Stored[]) => stateOf(cycle, ...resources)?.code;

test('docs/etats.md says what the tables say', () => {
  expect(readFileSync(join(PROJECT, 'docs/etats.md'), 'utf8')).toBe(statesDocument());
});

describe.each(LIFE_CYCLES)('the table of $code', (cycle) => {
  test('every next state is one of its states, and every state can be reached', () => {
    const codes = cycle.states.map((state) => state.code);
    expect(new Set(codes).size).toBe(codes.length);
    const reached = new Set(cycle.states.flatMap(({ next }) => next));
    for (const next of reached) {
      expect(codes).toContain(next);
    }
    const starts = codes.filter((one) => !reached.has(one));
    expect(starts.length, `starts: ${starts.join()}`).toBeLessThanOrEqual(1);
  });

  test('no state is hidden by one above it', () => {
    for (const state of cycle.states) {
      const resources = new Map<string, Stored>();
      for (const { resource, element, code: value } of state.conditions) {
        resources.set(resource, build(resources.get(resource) ?? stored(resource), element, value));
      }
      expect(stateOf(cycle, ...resources.values())?.code).toBe(state.code);
    }
  });
});

/** Adds the element a condition asks for, so that a resource in that very state exists. */
function build(resource: Stored, element: string, value: string): Stored {
  const [system, coded] = value.split('|');
  if (!element.includes('.')) {
    return { ...resource, [element]: value };
  }
  const [head] = element.split('.') as [string];
  const before =
    (resource as unknown as Record<string, { coding: object[] }[] | undefined>)[head]?.[0]?.coding ?? [];
  return { ...resource, [head]: [{ coding: [...before, { system, code: coded }] }] } as Stored;
}

describe('stateOf', () => {
  test('the golden record: session held, case discussed, fiche approved, inscription treated', () => {
    expect(code(SESSION, golden('session'))).toBe('held');
    expect(code(CASE, golden('case'))).toBe('discussed');
    expect(code(INSCRIPTION, golden('inscription'))).toBe('treated');
    expect(code(FICHE, golden('frcp'), golden('case'))).toBe('approved');
  });

  test('a session is not a case, though both are Encounters', () => {
    expect(code(CASE, golden('session'))).toBeUndefined();
    expect(code(SESSION, golden('case'))).toBeUndefined();
  });

  test('a finished case without modality is in no state', () => {
    expect(code(CASE, encounter('finished', DCC_CODES.CASE))).toBeUndefined();
    expect(code(CASE, encounter('finished', DCC_CODES.CASE, CISIS.REGISTERED))).toBe('registered');
  });

  test('a fiche is done once its case is finished', () => {
    const draft = stored('Composition', { status: 'preliminary' });
    expect(code(FICHE, draft)).toBe('in-progress');
    expect(code(FICHE, draft, encounter('in-progress', DCC_CODES.CASE))).toBe('in-progress');
    expect(code(FICHE, draft, encounter('finished', DCC_CODES.CASE))).toBe('done');
  });

  test('a signed fiche is closed once its sending is over', () => {
    const final = stored('Composition', { status: 'final' });
    const task = (status: string, name = 'send-dmp') =>
      stored('Task', { status, code: { coding: [{ system: SYSTEMS.DCC.url, code: name }] } });
    expect(code(FICHE, final, task('requested'))).toBe('approved');
    expect(code(FICHE, final, task('completed'))).toBe('closed');
    expect(code(FICHE, final, task('completed', 'complete-piece'))).toBe('approved');
  });

  test('a code of another system is another code', () => {
    expect(code(SESSION, encounter('planned', { system: 'urn:x', code: 'rcp-session' }))).toBeUndefined();
  });

  test('an unknown status is in no state', () => {
    expect(code(INSCRIPTION, stored('ServiceRequest', { status: 'entered-in-error' }))).toBeUndefined();
    expect(code(SENDING, stored('Task'))).toBeUndefined();
  });
});

describe('mayGo', () => {
  test('follows the table', () => {
    expect(mayGo(SESSION, 'planned', 'running')).toBe(true);
    expect(mayGo(SESSION, 'held', 'running')).toBe(false);
    expect(mayGo(FICHE, 'approved', 'in-progress')).toBe(false);
    expect(mayGo(CASE, 'registered', 'discussed')).toBe(true);
  });

  test('staying is allowed, unknown states are not', () => {
    expect(mayGo(FICHE, 'approved', 'approved')).toBe(true);
    expect(mayGo(FICHE, 'approved', 'lost')).toBe(false);
    expect(mayGo(FICHE, 'lost', 'lost')).toBe(false);
  });
});
