import { golden } from '@dcc/fhir-profiles/examples/golden.ts';
import type { Composition, Encounter, Resource, ServiceRequest, Task } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { guard } from '../announcement/guard.ts';
import { postponeBundle, rebookBundle, transferBundle, withdrawBundle } from './change.ts';
import { chase, isOverdue, updateChase } from './chase.ts';
import { completeness } from './completeness.ts';
import { presentationConsent } from './consent.ts';
import { dueDate, needsReason, openness } from './deadline.ts';
import { sectionKeyOf } from './fiche-text.ts';
import { counter, ID, inside, issuesOf, NOW, place, rcp, record, sending, session } from './fixture.ts';
import { draftRequest, placingBundle } from './transaction.ts';
import { draftOf, transferred } from './transfer.ts';

const request = {
  ...golden<ServiceRequest>('inscription'),
  status: 'active' as const,
  meta: { versionId: 'r1' },
};
const rcpCase = { ...golden<Encounter>('case'), status: 'planned' as const, meta: { versionId: 'c1' } };
const task: Task = {
  resourceType: 'Task',
  id: 't',
  status: 'requested',
  intent: 'order',
  meta: { versionId: 't1' },
};
const placed = { request, rcpCase, tasks: [task], now: NOW };

describe('leaving a session', () => {
  test('withdrawn: request, case and tasks end together, each only as it was read', () => {
    const bundle = withdrawBundle(placed, { code: 'PATIENT_REFUSAL', text: 'Entretien du 30/10' });
    expect(bundle.entry!.map(({ request: one }) => [one!.method, one!.ifMatch])).toEqual([
      ['PUT', 'W/"r1"'],
      ['PUT', 'W/"c1"'],
      ['PUT', 'W/"t1"'],
    ]);
    const [left] = inside<ServiceRequest>(bundle, 'ServiceRequest');
    expect(left!.status).toBe('revoked');
    expect(left!.note!.at(-1)!.text).toBe('Inscription retirée : Refus du patient, Entretien du 30/10');
    expect(left!.note![0]).toEqual(request.note![0]);
    expect(inside<Encounter>(bundle, 'Encounter')[0]).toMatchObject({
      status: 'cancelled',
      reasonCode: [{ coding: [{ code: 'patient-refusal' }], text: 'Entretien du 30/10' }],
    });
    expect(inside<Task>(bundle, 'Task')[0]!.status).toBe('cancelled');
  });

  test('postponed: still wanted, and so are its pieces', () => {
    const bundle = postponeBundle(placed, { code: 'RECORD_INCOMPLETE' });
    expect(inside<ServiceRequest>(bundle, 'ServiceRequest')[0]!.status).toBe('on-hold');
    expect(inside(bundle, 'Task')).toEqual([]);
    expect(inside(bundle).flatMap(issuesOf)).toEqual([]);
  });

  test('what is over cannot leave; a code that says nothing asks for words', () => {
    const over = { ...placed, request: { ...request, status: 'completed' as const } };
    expect(() => withdrawBundle(over, { code: 'NO_TIME' })).toThrow(/déjà traitée/);
    expect(() => postponeBundle(placed, { code: 'OTHER', text: ' ' })).toThrow(/précisez/);
  });
});

describe('transfer to a RCP de recours', () => {
  const fiche = golden<Composition>('frcp');
  const entries = new Map(record().map((one): [string, Resource] => [`${one.resourceType}/${one.id}`, one]));
  const stored = { request, rcpCase, fiche, entries };
  const to = {
    ...rcp,
    id: 'recours',
    name: 'Sein recours',
    characteristic: [
      { coding: [{ system: 'https://dcc.example.org/fhir/CodeSystem/dcc', code: 'recours' }] },
    ],
  };
  const moved = transferred(stored, to, ID);

  test('keeps everything that is not the first RCP’s own', () => {
    const bundle = placingBundle(
      { ...sending({ ...moved, information: { informed: true, opposed: false } }) },
      place,
    );
    const made = inside<Composition>(bundle, 'Composition')[0]!.section!;
    const kept = fiche
      .section!.map(sectionKeyOf)
      .filter((key) => !['record', 'proposal', 'frame'].includes(key!));
    expect(made.map(sectionKeyOf).sort()).toEqual([...kept].sort());
    const count = (sections: Composition['section']) =>
      sections!
        .filter((one) => kept.includes(sectionKeyOf(one)) && sectionKeyOf(one) !== 'reason')
        .flatMap(({ entry }) => entry ?? []).length;
    expect(count(made)).toBe(count(fiche.section));
    expect(inside(bundle).flatMap((one) => issuesOf(one))).toEqual([]);
  });

  test('tells what the first RCP proposed, and asks the same question with the motif of the new one', () => {
    expect(moved.question).toBe(request.note![0]!.text);
    expect(moved.motives).toEqual(['ORG-115']);
    expect(moved.clinical.summary!.value).toMatch(/\nRCP .* : /);
    expect(moved.id).toBe(ID);
  });

  test('the médecin traitant and the presenter go along', () => {
    expect(moved.doctor?.kind).toBe('known');
    expect(moved.presenter).toBeDefined();
  });

  test('what the patient was told and accepted goes along, from the Consents of the first inscription', () => {
    const inscription = { reference: `ServiceRequest/${request.id}` };
    const about = { id: ID, patient: { reference: 'Patient/p' }, inscription, now: NOW };
    const informed = presentationConsent({ informed: true, opposed: false, date: '2026-10-01' }, about)!;
    const told = guard(about, { on: '2026-10-02', by: { reference: 'PractitionerRole/x' } });
    const draft = transferred({ ...stored, consents: [informed, told] }, to, ID);
    expect(draft.information).toEqual({ informed: true, opposed: false, date: '2026-10-01' });
    expect(draft.announcement).toEqual({ told: 'yes', date: '2026-10-02' });
    expect(moved.announcement).toEqual({ told: 'unknown' });
  });

  test('the story does not say the question twice', () => {
    const { clinical, question } = draftOf(stored);
    expect(clinical.summary!.value).not.toContain(question);
  });

  const fresh = draftRequest(moved, { ...sending(moved).target, rcp: to });

  test('the new draft replaces the old one, which leaves its agenda and says where it went', () => {
    const bundle = transferBundle(placed, to, fresh);
    const [old, made] = inside<ServiceRequest>(bundle, 'ServiceRequest');
    expect(made).toMatchObject({
      status: 'draft',
      replaces: [{ reference: `ServiceRequest/${request.id}` }],
    });
    expect(old!.status).toBe('revoked');
    expect(old!.note!.at(-1)!.text).toMatch(
      /^Inscription transférée à la RCP de recours « Sein recours » : /,
    );
    expect(inside<Encounter>(bundle, 'Encounter')[0]!.status).toBe('cancelled');
    expect(issuesOf(made!)).toEqual([]);
  });

  test('one already treated stays as it is; the new one is made once', () => {
    const treated = { ...placed, request: { ...request, status: 'completed' as const } };
    const { entry } = transferBundle(treated, to, fresh);
    expect(entry).toHaveLength(1);
    expect(entry![0]!.request).toMatchObject({ method: 'POST', ifNoneExist: expect.stringContaining(ID) });
  });
});

describe('another session for a case put off', () => {
  const old: Encounter = { ...rcpCase, status: 'cancelled', reasonCode: [{ text: 'x' }] };
  const fiche: Composition = {
    ...golden<Composition>('frcp'),
    status: 'preliminary',
    meta: { versionId: 'f1' },
  };
  const entries = record().filter(
    (one) => (one as { encounter?: object }).encounter && one.resourceType !== 'Composition',
  );
  const bundle = rebookBundle({
    request: { ...request, status: 'on-hold' },
    old,
    fiche,
    entries: [...entries, fiche],
    rcp,
    session,
    position: 2,
    minutes: 8,
    now: NOW,
    newId: counter(),
  });
  const url = bundle.entry![1]!.fullUrl;

  test('a new case at its place, with the same people, and no reason of the old one', () => {
    const [made] = inside<Encounter>(bundle, 'Encounter');
    expect(made).toMatchObject({
      status: 'planned',
      partOf: { reference: `Encounter/${session.id}` },
      participant: old.participant,
    });
    expect([made!.id, made!.reasonCode]).toEqual([undefined, undefined]);
    expect(made!.identifier).not.toEqual(old.identifier);
    expect(issuesOf(made!)).toEqual([]);
  });

  test('the fiche and all its entries go to the new case, each only as it was read', () => {
    const gone = inside(bundle).filter(
      (one) => (one as { encounter?: { reference: string } }).encounter?.reference === url,
    );
    expect(gone).toHaveLength(entries.length + 1);
    expect(inside<Composition>(bundle, 'Composition')[0]!.event![0]).toMatchObject({
      period: session.period,
    });
    expect(bundle.entry!.filter(({ request: one }) => one!.method === 'PUT').length).toBeLessThanOrEqual(50);
  });

  test('the inscription is active again', () => {
    expect(inside<ServiceRequest>(bundle, 'ServiceRequest')[0]).toMatchObject({
      status: 'active',
      occurrenceDateTime: session.period!.start,
    });
  });
});

describe('chasing pieces', () => {
  const target = {
    id: ID,
    inscription: { reference: 'ServiceRequest/s' },
    patient: { reference: 'Patient/p' },
    owner: { reference: 'PractitionerRole/o' },
    due: '2026-11-07',
    now: NOW,
  };
  const { missing } = completeness({ ...sending(draftOf({ request, entries: new Map() })).facts });

  test('a piece that came ends its Task; one that lacks again is asked again; others stay', () => {
    const [first, second, ...others] = chase(missing, target).map((one, index) => ({
      ...one,
      id: String(index),
    }));
    const done = { ...second!, status: 'completed' as const };
    const { done: ended, added } = updateChase([first!, done, ...others], missing.slice(1), {
      ...target,
      now: '2026-11-03T00:00:00Z',
    });
    expect(ended.map(({ id, status }) => [id, status])).toEqual([['0', 'completed']]);
    expect(added.map(({ identifier }) => identifier)).toEqual([second!.identifier]);
  });

  test('late from the day after it was due, never once it is done', () => {
    const [one] = chase(missing, target) as [Task];
    expect(['2026-11-07', '2026-11-08'].map((day) => isOverdue(one, day))).toEqual([false, true]);
    expect(isOverdue({ ...one, status: 'completed' }, '2026-12-01')).toBe(false);
  });
});

describe('deadlines', () => {
  const start = Date.parse(session.period!.start!);

  test('a session to come is open, one being held takes late cases, one held takes none', () => {
    expect(openness(session, start - 1)).toBe('open');
    expect(openness(session, start)).toBe('late');
    expect(openness({ ...session, status: 'in-progress' }, start)).toBe('running');
    expect(openness({ ...session, status: 'finished' }, start)).toBe('over');
    expect([start - 1, start].map((now) => needsReason(session, now))).toEqual([false, true]);
  });

  test('pieces are wanted for the closing, never for a day that is past', () => {
    expect(dueDate(session, start - 86_400_000)).toBe('2026-11-09');
    expect(dueDate(session, start + 86_400_000)).toBe('2026-11-10');
  });
});
