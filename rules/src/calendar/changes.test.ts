import { goldenResources } from '@dcc/fhir-profiles/examples/golden.ts';
import { EXTENSIONS } from '@dcc/fhir-profiles/src/extensions.ts';
import type { Composition, Encounter, Resource, ServiceRequest } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { stateOf } from '../lifecycle/state.ts';
import { CASE, INSCRIPTION, SESSION } from '../lifecycle/tables.ts';
import { changeBundles } from './bundles.ts';
import {
  cancellationReason,
  cancelledSession,
  mergedSessions,
  movedSession,
  openCases,
  type SessionContents,
} from './changes.ts';
import { convocationOf, sequenceOf } from './convocation.ts';
import { planOf } from './plan-extension.ts';
import { problems, sessionOfTests } from './testing.ts';

const golden = goldenResources();

function rcpCase(id: string, position: number, change: Partial<Encounter> = {}): Encounter {
  const model = golden.get('case') as Encounter;
  return {
    ...model,
    id,
    status: 'planned',
    extension: [
      ...model.extension!.filter(({ url }) => url !== EXTENSIONS.AGENDA),
      {
        url: EXTENSIONS.AGENDA,
        extension: [
          { url: 'position', valuePositiveInt: position },
          { url: 'minutes', valuePositiveInt: 8 },
        ],
      },
    ],
    partOf: { reference: 'Encounter/tuesday' },
    basedOn: [{ reference: `ServiceRequest/r-${id}` }],
    period: { start: '2026-10-06T18:10:00+02:00', end: '2026-10-06T18:18:00+02:00' },
    ...change,
  };
}
function inscription(id: string, change: Partial<ServiceRequest> = {}): ServiceRequest {
  const model = golden.get('inscription') as ServiceRequest;
  return {
    ...model,
    id: `r-${id}`,
    status: 'active',
    occurrenceDateTime: '2026-10-06T18:00:00+02:00',
    ...change,
  };
}
function fiche(id: string, change: Partial<Composition> = {}): Composition {
  const model = golden.get('frcp') as Composition;
  return {
    ...model,
    id: `f-${id}`,
    status: 'preliminary',
    encounter: { reference: `Encounter/${id}` },
    ...change,
  };
}
function contents(): SessionContents {
  const session = sessionOfTests();
  return {
    session,
    cases: [rcpCase('one', 1), rcpCase('two', 2), rcpCase('gone', 3, { status: 'cancelled' })],
    inscriptions: [inscription('one'), inscription('two'), inscription('gone')],
    fiches: [fiche('one'), fiche('two', { status: 'final' })],
    convocation: { ...convocationOf(session, 'RCP Sein'), id: 'invite' },
  };
}
const ids = (changed: readonly Resource[]) => changed.map(({ id }) => id);
const find = <T extends Resource>(changed: readonly Resource[], id: string) =>
  changed.find((one) => one.id === id) as T;

const LATER = { start: '2026-10-27T18:00:00+01:00', end: '2026-10-27T19:30:00+01:00' };

describe('a session moved', () => {
  it('takes its open cases, their inscriptions, prepared fiches and convocation along; itself last', () => {
    const changed = movedSession(contents(), LATER);
    expect(ids(changed)).toEqual(['one', 'two', 'r-one', 'r-two', 'f-one', 'invite', 'tuesday']);
    expect(find<Encounter>(changed, 'tuesday').period).toEqual(LATER);
    expect(find<ServiceRequest>(changed, 'r-one').occurrenceDateTime).toBe(LATER.start);
    expect(find<Composition>(changed, 'f-one').event?.[0]?.period).toEqual(LATER);
    for (const one of changed.filter(({ resourceType }) => resourceType === 'Encounter')) {
      expect(problems(one)).toEqual([]);
    }
  });

  it('keeps each case at its minute of the meeting, over the end of summer time', () => {
    const moved = find<Encounter>(movedSession(contents(), LATER), 'one');
    expect(moved.period).toEqual({ start: '2026-10-27T18:10:00+01:00', end: '2026-10-27T18:18:00+01:00' });
  });

  it('is convened anew, its number unchanged', () => {
    const changed = movedSession(contents(), LATER);
    const invite = changed.find((one) => one.resourceType === 'Appointment')!;
    expect(sequenceOf(invite)).toBe(1);
    expect(invite).toMatchObject({ start: LATER.start, identifier: contents().convocation!.identifier });
    expect(find<Encounter>(changed, 'tuesday').identifier).toEqual(sessionOfTests().identifier);
  });

  it('changes only itself and its convocation when only the room changes, and nothing when nothing does', () => {
    const { period } = sessionOfTests();
    const here = { start: period!.start!, end: period!.end! };
    const changed = movedSession(contents(), { ...here, plan: { room: 'Amphi' } });
    expect(ids(changed)).toEqual(['invite', 'tuesday']);
    expect(planOf(find<Encounter>(changed, 'tuesday'))).toEqual({ room: 'Amphi' });
    expect(movedSession(contents(), here)).toEqual([]);
    expect(movedSession(contents(), { start: '2026-10-06T16:00:00Z', end: '2026-10-06T17:30:00Z' })).toEqual(
      [],
    );
  });

  it('is refused once it is running', () => {
    const running = { ...contents(), session: sessionOfTests({ status: 'in-progress' }) };
    expect(() => movedSession(running, LATER)).toThrow('plus « planifiée »');
  });
});

describe('a session cancelled', () => {
  it('gives its passages up and leaves their inscriptions submitted, by the tables of the life cycle', () => {
    const before = contents();
    const changed = cancelledSession(before, ' Épidémie au service ');
    expect(ids(changed)).toEqual(['one', 'two', 'invite', 'tuesday']);
    const session = find<Encounter>(changed, 'tuesday');
    expect(stateOf(SESSION, session)?.code).toBe('cancelled');
    expect(cancellationReason(session)).toBe('Épidémie au service');
    const passage = find<Encounter>(changed, 'one');
    expect(stateOf(CASE, passage)?.code).toBe('cancelled');
    expect(cancellationReason(passage)).toBe('Épidémie au service');
    expect(stateOf(INSCRIPTION, before.inscriptions[0]!)?.code).toBe('submitted');
    expect(problems(session)).toEqual([]);
  });

  it('calls its convocation off', () => {
    const invite = cancelledSession(contents(), 'Grève').find((one) => one.resourceType === 'Appointment');
    expect(invite).toMatchObject({ status: 'cancelled', cancelationReason: { text: 'Grève' } });
    expect(problems(invite!)).toEqual([]);
  });

  it('needs a reason', () => {
    expect(() => cancelledSession(contents(), '  ')).toThrow('Le motif est obligatoire.');
  });
});

describe('a session merged', () => {
  const target = () => ({
    session: sessionOfTests({ id: 'thursday', period: LATER }),
    cases: [rcpCase('there', 4, { partOf: { reference: 'Encounter/thursday' } })],
  });

  it('gives its cases to the other one, behind its own, in their order', () => {
    const swapped = { ...contents(), cases: [rcpCase('two', 2), rcpCase('one', 1)] };
    const changed = mergedSessions(swapped, target(), 'Fusion');
    expect(ids(changed)).toEqual(['one', 'two', 'r-one', 'r-two', 'f-one', 'invite', 'tuesday']);
    const [first, second] = changed as [Encounter, Encounter];
    expect([first, second].map(({ partOf }) => partOf?.reference)).toEqual([
      'Encounter/thursday',
      'Encounter/thursday',
    ]);
    const agenda = (one: Encounter) => one.extension?.find(({ url }) => url === EXTENSIONS.AGENDA)?.extension;
    expect(agenda(first)).toEqual([
      { url: 'position', valuePositiveInt: 5 },
      { url: 'minutes', valuePositiveInt: 8 },
    ]);
    expect(agenda(second)?.[0]?.valuePositiveInt).toBe(6);
    expect(first.status).toBe('planned');
    expect(problems(first)).toEqual([]);
    expect(find<Composition>(changed, 'f-one').event?.[0]).toMatchObject({
      period: LATER,
      detail: [{ reference: 'Encounter/thursday' }],
    });
    expect(find<Encounter>(changed, 'tuesday').status).toBe('cancelled');
  });

  it('is refused with itself, with another RCP, and with one that is not planned', () => {
    expect(() => mergedSessions(contents(), { session: sessionOfTests(), cases: [] }, 'x')).toThrow(
      'elle-même',
    );
    const other = target();
    const elsewhere = JSON.parse(
      JSON.stringify(other).replaceAll('HealthcareService/sein', 'HealthcareService/orl'),
    );
    expect(() => mergedSessions(contents(), elsewhere, 'x')).toThrow('même RCP');
    const held = { ...other, session: { ...other.session, status: 'finished' as const } };
    expect(() => mergedSessions(contents(), held, 'x')).toThrow('compléter');
  });
});

describe('writing a change', () => {
  it('is cut under the limit of a transaction, in order, each only if unchanged', () => {
    const many = Array.from({ length: 100 }, (_, n) =>
      rcpCase(`c${n}`, n + 1, { meta: { versionId: `v${n}` } }),
    );
    const bundles = changeBundles(many);
    expect(bundles.map(({ entry }) => entry?.length)).toEqual([45, 45, 10]);
    expect(bundles.flatMap(({ entry }) => entry!.map(({ resource }) => resource?.id))).toEqual(ids(many));
    expect(bundles[2]!.entry![9]!.request).toEqual({
      method: 'PUT',
      url: 'Encounter/c99',
      ifMatch: 'W/"v99"',
    });
    expect(changeBundles([])).toEqual([]);
  });

  it('counts what will move before it is done', () => {
    expect(ids(openCases(contents()))).toEqual(['one', 'two']);
  });
});
