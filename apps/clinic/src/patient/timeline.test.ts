import { golden, goldenResources } from '@dcc/fhir-profiles/examples/golden.ts';
import { guard } from '@dcc/rules/src/announcement/guard.ts';
import { frenchDay } from '@dcc/rules/src/inscription/text.ts';
import type {
  Consent,
  DocumentReference,
  Encounter,
  Observation,
  Resource,
  ServiceRequest,
} from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import type { PatientRecord } from '../inscription/record.ts';
import { guardsOf, nextSteps, timelineOf } from './timeline.ts';

const all = [...goldenResources().values()];
const of = <T extends Resource>(type: T['resourceType']) =>
  all.filter((one) => one.resourceType === type) as T[];
const rcpCase = golden<Encounter>('case');
const inscription = golden<ServiceRequest>('inscription');
const record: PatientRecord = {
  resources: all,
  documents: of<DocumentReference>('DocumentReference'),
  consents: [],
  cases: of<Encounter>('Encounter'),
  requests: of<ServiceRequest>('ServiceRequest'),
};
const events = timelineOf(record);
const kinds = (kind: string, from = events) => from.filter((one) => one.kind === kind);

describe('the way of a patient', () => {
  test('holds passages, documents, treatments and scores, the newest first', () => {
    expect(new Set(events.map(({ kind }) => kind))).toEqual(
      new Set(['rcp', 'document', 'treatment', 'score']),
    );
    const dates = events.map(({ date }) => date ?? '');
    expect(dates).toEqual([...dates].sort().reverse());
    expect(new Set(events.map(({ key }) => key)).size).toBe(events.length);
  });

  test('a passage tells its state, its question, its proposal, and opens the fiche; a session is not one', () => {
    const passages = kinds('rcp');
    expect(passages).toHaveLength(1);
    expect(passages[0]!.lines[0]).toMatch(/discuté/);
    expect(passages[0]!.lines[1]).toBe(`Question : ${inscription.note![0]!.text}`);
    expect(passages[0]!.lines[2]).toMatch(/^Proposition : /);
    expect(passages[0]!.to).toBe(`/fiches/${rcpCase.id}`);
  });

  test('a passage put off says why, and the day of the one that took its place', () => {
    const left: Encounter = {
      ...rcpCase,
      id: 'left',
      status: 'cancelled',
      period: { start: '2026-09-28T18:00:00+02:00' },
      reasonCode: [{ coding: [{ code: 'no-time' }], text: 'séance levée' }],
    };
    const passages = kinds('rcp', timelineOf({ ...record, cases: [...record.cases, left] }));
    expect(passages.find(({ key }) => key === 'Encounter/left')!.lines.slice(1, 3)).toEqual([
      'Motif : Temps insuffisant en séance, séance levée',
      `Inscrit à la RCP du ${frenchDay(rcpCase.period!.start)}`,
    ]);
    expect(passages.find(({ key }) => key !== 'Encounter/left')!.lines.join()).not.toContain('Inscrit');
  });

  test('a proposal that nobody signed is not told', () => {
    const resources = all.map((one) =>
      one.resourceType === 'Composition' ? { ...one, status: 'preliminary' as const } : one,
    );
    const [passage] = kinds('rcp', timelineOf({ ...record, resources }));
    expect(passage!.lines.join()).not.toContain('Proposition');
  });

  test('a score or a treatment told by two fiches is one event', () => {
    const twice = [golden('ecog'), golden('treatment-surgery')].map((one) => ({
      ...one,
      id: `${one.id}-again`,
    }));
    expect(timelineOf({ ...record, resources: [...all, ...twice] })).toHaveLength(events.length);
  });

  test('an observation made by mistake is not shown', () => {
    const wrong: Observation = {
      ...golden<Observation>('ecog'),
      id: 'wrong',
      status: 'entered-in-error',
      effectiveDateTime: '2020-01-01',
    };
    expect(timelineOf({ ...record, resources: [...all, wrong] })).toHaveLength(events.length);
  });

  test('a replaced document is gone; a FRCP opens by its PDF and says when it is hidden', () => {
    const frcp: DocumentReference = {
      resourceType: 'DocumentReference',
      id: 'frcp',
      status: 'current',
      type: { coding: [{ code: '34794-8' }] },
      context: { encounter: [{ reference: `Encounter/${rcpCase.id}` }] },
      content: [
        { attachment: { contentType: 'text/xml', url: 'Binary/xml' } },
        { attachment: { contentType: 'application/pdf', url: 'Binary/pdf' } },
      ],
    };
    const shown = (documents: DocumentReference[], consents: Consent[] = []) =>
      kinds('document', timelineOf({ ...record, documents, consents }));
    expect(shown([{ ...frcp, status: 'superseded' }])).toEqual([]);
    expect(shown([frcp])[0]).toMatchObject({
      file: 'Binary/pdf',
      lines: [expect.stringContaining('Caché au patient')],
    });
    expect(shown([frcp], [told()])[0]!.lines).toEqual([]);
  });
});

function told(): Consent {
  const target = {
    id: 'x',
    patient: { reference: 'Patient/p' },
    inscription: rcpCase.basedOn![0]!,
    now: '2026-10-20T09:00:00Z',
  };
  return guard(target as never, { on: '2026-10-15', by: { reference: 'PractitionerRole/r' } });
}

describe('what comes next', () => {
  const planned: Encounter = {
    ...rcpCase,
    id: 'planned',
    status: 'planned',
    period: { start: '2026-12-01T18:00:00+01:00' },
  };

  test('sessions to come by date, then what the last signed fiche asks', () => {
    const steps = nextSteps({ ...record, cases: [...record.cases, planned] }, '2026-11-02T09:00:00Z');
    expect(steps[0]).toMatchObject({ key: 'Encounter/planned', date: '2026-12-01T18:00:00+01:00' });
    expect(steps.filter(({ text }) => text.startsWith('Examen demandé')).length).toBeGreaterThan(0);
    expect(steps.filter(({ text }) => text.startsWith('Proposé en RCP')).length).toBeGreaterThan(0);
  });

  test('a session that is past, or cancelled, is no step', () => {
    const past = { ...planned, period: { start: '2026-10-01T18:00:00+02:00' } };
    const cancelled = { ...planned, status: 'cancelled' as const };
    const steps = nextSteps({ ...record, cases: [past, cancelled] }, '2026-11-02T09:00:00Z');
    expect(steps.some(({ key }) => key === 'Encounter/planned')).toBe(false);
  });

  test('nothing signed, nothing planned: nothing', () => {
    expect(nextSteps({ ...record, resources: [], cases: [] }, '2026-11-02')).toEqual([]);
  });
});

describe('the guard of each passage', () => {
  test('hides until told, passage by passage', () => {
    expect(guardsOf(record).map(({ state }) => state.state)).toEqual(['unknown']);
    expect(guardsOf({ ...record, consents: [told()] })[0]!.state).toMatchObject({
      state: 'told',
      on: '2026-10-15',
    });
  });

  test('a passage that did not take place has none', () => {
    expect(guardsOf({ ...record, cases: [{ ...rcpCase, status: 'cancelled' }] })).toEqual([]);
  });
});
