import type { CarePlan, Condition, Observation } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { readPart, writePart } from './content.ts';
import { readHeader, syncHeader, writeFunction } from './header.ts';
import type { Proposal, Report, Tumour } from './parts/index.ts';
import { entries } from './state.ts';
import { blank, CONTEXT, draft } from './testing.ts';

const lines = (state: ReturnType<typeof draft>, title: string) =>
  state.composition.section!.find((one) => one.title === title)?.text?.div;
const KEY = 'urn:uuid:00000000-0000-4000-8000-000000000001';

describe('tumour', () => {
  const one: Tumour = {
    key: KEY,
    morphology: { code: '8140/3', display: 'Adénocarcinome, SAI', text: '' },
    topography: { text: 'Angle colique droit' },
    state: 'active',
    note: '',
    classifications: [],
  };

  it('is said in words with its codes, its side, its stage and edition', () => {
    const tnm = { edition: '7' as const, t: 'cT3', n: 'cN1', m: 'cM0', stage: 'IIIB' };
    const after = writePart(
      blank(),
      'tumour',
      { tumours: [{ ...one, laterality: '24028007', tnm }] },
      CONTEXT,
    );
    expect(lines(after, 'Diagnostic du cancer')).toContain(
      '<p>Adénocarcinome, SAI (8140/3), Angle colique droit, droit.</p><p>cT3 cN1 cM0, stade IIIB, TNM UICC 7e édition.</p>',
    );
  });

  it('never loses the edition of the TNM', () => {
    for (const edition of ['7', '8', '9'] as const) {
      const after = writePart(
        blank(),
        'tumour',
        { tumours: [{ ...one, tnm: { edition, t: 'cT1' } }] },
        CONTEXT,
      );
      expect(readPart(after, 'tumour').tumours[0]!.tnm!.edition).toBe(edition);
    }
  });

  it('tells what nobody has said yet from what is unknown', () => {
    const after = writePart(
      blank(),
      'tumour',
      { tumours: [{ ...one, tnm: { edition: '8', t: 'cT1' } }] },
      CONTEXT,
    );
    const [tnm] = entries<Observation>(after, 'tumour', 'Observation');
    expect(tnm!.resource.component!.map((part) => part.dataAbsentReason?.coding?.[0]?.code)).toEqual([
      undefined,
      'temp-unknown',
      'temp-unknown',
    ]);
  });

  it('keeps a value that the server would refuse out of the record', () => {
    const after = writePart(
      blank(),
      'tumour',
      { tumours: [{ ...one, tnm: { edition: '8', t: 'cT9', n: 'N1' } }] },
      CONTEXT,
    );
    expect(readPart(after, 'tumour').tumours[0]!.tnm).toMatchObject({ n: 'N1' });
    expect(readPart(after, 'tumour').tumours[0]!.tnm!.t).toBeUndefined();
  });

  it('writes several tumours, each with its own TNM', () => {
    const second = { ...one, key: KEY.replace(/1$/, '2'), tnm: { edition: '8' as const, t: 'cT2' } };
    const both = { tumours: [{ ...one, tnm: { edition: '8' as const, t: 'cT1' } }, second] };
    const after = writePart(blank(), 'tumour', both, CONTEXT);
    expect(readPart(after, 'tumour').tumours.map(({ tnm }) => tnm?.t)).toEqual(['cT1', 'cT2']);
  });

  it('refutes a tumour taken out, keeps its TNM as an error, and takes it back', () => {
    const state = draft();
    const { tumours } = readPart(state, 'tumour');
    const gone = writePart(state, 'tumour', { tumours: [] }, CONTEXT);
    expect(gone.records.get(tumours[0]!.key)).toMatchObject({
      verificationStatus: { coding: [{ code: 'refuted' }] },
    });
    const statuses = [...gone.records.values()].filter(
      (r) => r.resourceType === 'Observation' && r.status === 'entered-in-error',
    );
    expect(statuses).toHaveLength(2);
    const back = writePart(gone, 'tumour', { tumours }, CONTEXT);
    expect((back.records.get(tumours[0]!.key) as Condition).verificationStatus).toBeUndefined();
    expect(readPart(back, 'tumour').tumours[0]).toMatchObject({ state: 'active', tnm: { stage: 'IIB' } });
  });

  it('waits for a tumour to say something', () => {
    const after = writePart(
      blank(),
      'tumour',
      { tumours: [{ ...one, morphology: { text: ' ' }, topography: { text: '' } }] },
      CONTEXT,
    );
    expect(readPart(after, 'tumour').tumours).toEqual([]);
  });
});

describe('functional', () => {
  it('decides the G8 on its decimal total', () => {
    const g8 = (total: number) =>
      lines(
        writePart(blank(), 'functional', { evaluations: [], g8: total }, CONTEXT),
        'Évaluations fonctionnelles',
      );
    expect(g8(14)).toContain('G8 : 14 sur 17 (altéré).');
    expect(g8(14.5)).toContain('G8 : 14,5 sur 17 (normal).');
  });

  it('takes back the entry of a slot that was emptied: its identifier is there once', () => {
    const with0 = writePart(blank(), 'functional', { evaluations: [], ecog: 'LA9622-7' }, CONTEXT);
    const [key] = entries(with0, 'functional', 'Observation').map((one) => one.key);
    const saved = new Map(with0.records).set(key!, { ...with0.records.get(key!)!, id: 'e1' });
    const none = writePart({ ...with0, records: saved }, 'functional', { evaluations: [] }, CONTEXT);
    expect(none.records.get(key!)).toMatchObject({ status: 'entered-in-error' });
    const again = writePart(none, 'functional', { evaluations: [], ecog: 'LA9624-3' }, CONTEXT);
    expect(again.records.get(key!)).toMatchObject({ id: 'e1', status: 'final' });
    expect(again.records.size).toBe(saved.size);
  });
});

describe('phase', () => {
  it('waits for the date of a relapse, and says it', () => {
    const waiting = writePart(blank(), 'phase', { phase: 'relapse', note: '' }, CONTEXT);
    expect(entries(waiting, 'phase', 'Observation')).toEqual([]);
    const dated = writePart(blank(), 'phase', { phase: 'relapse', on: '2026-05', note: '' }, CONTEXT);
    expect(lines(dated, 'Phase du cancer')).toContain('Rechute du cancer du 05/2026.');
  });

  it('locates nothing without progression', () => {
    const value = { phase: 'initial' as const, on: '2026-09-02', note: '', progression: false, local: true };
    const after = writePart(blank(), 'phase', value, CONTEXT);
    expect(readPart(after, 'phase')).not.toHaveProperty('local');
    expect(lines(after, 'Phase du cancer')).toContain('Pas de progression.');
  });
});

describe('reports', () => {
  const report: Report = { key: KEY, text: 'Carcinome de 28 mm.', comment: '' };

  it('keeps the words of a conclusion that lacks its author, with its date', () => {
    const after = writePart(blank(), 'pathology', [{ ...report, on: '2026-09-29' }], CONTEXT);
    expect(after.composition.section!.at(-1)).toMatchObject({ text: { status: 'additional' } });
    expect(after.composition.section!.at(-1)!.entry).toBeUndefined();
    expect(readPart(after, 'pathology')).toMatchObject([{ text: 'Carcinome de 28 mm.', on: '2026-09-29' }]);
  });

  it('becomes a coded entry once it has its date and its author', () => {
    const performer = 'PractitionerRole/f5652068-634d-5318-b308-05058923406e';
    const words = writePart(blank(), 'pathology', [report], CONTEXT);
    const [waiting] = readPart(words, 'pathology');
    const after = writePart(words, 'pathology', [{ ...waiting!, on: '2026-09-29', performer }], CONTEXT);
    const [found] = entries<Observation>(after, 'pathology', 'Observation');
    expect(found!.resource).toMatchObject({
      valueString: report.text,
      performer: [{ reference: performer }],
    });
    expect(after.composition.section!.at(-1)!.text!.status).toBe('generated');
    expect(after.composition.section!.at(-1)!.author).toHaveLength(1);
  });

  it('keeps several molecular conclusions, in their order', () => {
    const state = draft();
    const reports = readPart(state, 'molecular');
    expect(reports).toHaveLength(2);
    const after = writePart(state, 'molecular', [...reports].reverse(), CONTEXT);
    expect(readPart(after, 'molecular').map(({ text }) => text)).toEqual(
      reports.map(({ text }) => text).reverse(),
    );
  });
});

describe('question', () => {
  it('stands on the inscription and ends the section', () => {
    const state = draft();
    const after = writePart(state, 'question', { summary: 'Résumé.', question: 'Chirurgie ?' }, CONTEXT);
    expect(readHeader(after).inscription?.note?.[0]?.text).toBe('Chirurgie ?');
    expect(lines(after, 'Synthèse et question posée')).toContain('<p>Résumé.</p><p>Chirurgie ?</p>');
    expect(readPart(after, 'question')).toEqual({ summary: 'Résumé.', question: 'Chirurgie ?' });
  });

  it('never empties the question: the inscription needs one', () => {
    const state = draft();
    const after = writePart(state, 'question', { summary: 'Résumé.', question: '' }, CONTEXT);
    expect(readPart(after, 'question').question).toBe(readPart(state, 'question').question);
  });
});

describe('proposal', () => {
  const value: Proposal = {
    lines: [{ key: 'l1', code: 'C15313', text: '', description: 'Sein gauche' }],
    note: '',
    exams: [],
  };

  it('is a draft until the signature', () => {
    const after = writePart(blank(), 'proposal', value, CONTEXT);
    expect(entries<CarePlan>(after, 'proposal', 'CarePlan')[0]!.resource.status).toBe('draft');
  });

  it('reorders its lines without losing any', () => {
    const state = draft();
    const before = readPart(state, 'proposal');
    const after = writePart(state, 'proposal', { ...before, lines: [...before.lines].reverse() }, CONTEXT);
    expect(readPart(after, 'proposal').lines.map(({ description }) => description)).toEqual(
      before.lines.map(({ description }) => description).reverse(),
    );
  });

  it('leaves a plan in force as it is, and puts another in its place', () => {
    const state = draft();
    const [{ key, resource } = { key: '', resource: {} as CarePlan }] = entries<CarePlan>(
      state,
      'proposal',
      'CarePlan',
    );
    const inForce = { ...state, records: new Map(state.records).set(key, { ...resource, status: 'active' }) };
    const before = readPart(inForce, 'proposal');
    const after = writePart(inForce, 'proposal', { ...before, note: 'Autre.' }, CONTEXT);
    const [now] = entries<CarePlan>(after, 'proposal', 'CarePlan');
    expect(now!.key).not.toBe(key);
    expect(now!.resource.status).toBe('draft');
  });

  it('is said line by line, then exams, follow-up and note', () => {
    const full = {
      ...value,
      exams: [{ key: KEY, text: 'TEP' }],
      surveillance: { text: 'Mammographie annuelle', priority: 'routine' as const },
      note: 'Sans urgence',
    };
    expect(lines(writePart(blank(), 'proposal', full, CONTEXT), 'Proposition thérapeutique')).toContain(
      '<p>1. radiothérapie : Sein gauche.</p><p>Examen demandé : TEP.</p><p>Surveillance seule : Mammographie annuelle.</p><p>Sans urgence.</p>',
    );
  });
});

describe('frame and record', () => {
  it('waits for the reason of leaving a référentiel', () => {
    const deviating = {
      conformity: 'deviating' as const,
      referentiel: 'Saint-Paul 2025',
      why: '',
      trialNote: '',
    };
    expect(entries(writePart(blank(), 'frame', deviating, CONTEXT), 'frame', 'Observation')).toEqual([]);
    const told = writePart(blank(), 'frame', { ...deviating, why: 'Âge' }, CONTEXT);
    expect(entries(told, 'frame', 'Observation')).toHaveLength(1);
  });

  it('waits for what is missing in an incomplete record, and never touches the quorum', () => {
    const state = draft();
    const quorum = entries<Observation>(state, 'record', 'Observation')[1]!;
    const after = writePart(state, 'record', { complete: false, note: 'IRM attendue' }, CONTEXT);
    expect(entries<Observation>(after, 'record', 'Observation')[1]).toEqual(quorum);
    expect(lines(after, 'Statut du dossier')).toContain('Dossier complet : non. IRM attendue.');
    expect(
      entries(writePart(blank(), 'record', { complete: false, note: '' }, CONTEXT), 'record', 'Observation'),
    ).toEqual([]);
  });
});

describe('header', () => {
  it('reads who asks, presents and treats', () => {
    expect(readHeader(draft())).toMatchObject({
      thematic: 'sein',
      modality: 'discussed',
      patient: { resourceType: 'Patient' },
    });
    expect(Object.values(readHeader(draft())).filter((one) => typeof one === 'string')).toHaveLength(5);
  });

  it('says that the médecin traitant is unknown, for a coded reason', () => {
    const after = writeFunction(draft(), 'doctor', 'unknown', CONTEXT);
    expect(readHeader(after).doctor).toBe('unknown');
    expect(readHeader(after).rcpCase!.participant).toHaveLength(4);
  });

  it('makes a new demandeur the author of the fiche', () => {
    const after = writeFunction(draft(), 'requester', 'PractitionerRole/other', CONTEXT);
    expect(after.composition.author).toEqual([{ reference: 'PractitionerRole/other' }]);
  });

  it('follows the session when it ends later than planned', () => {
    const state = draft();
    const { session } = readHeader(state);
    const end = '2026-10-14T14:25:00+02:00';
    const records = new Map(state.records).set(`Encounter/${session!.id}`, {
      ...session!,
      period: { ...session!.period, end },
    });
    expect(syncHeader({ ...state, records }).composition.event![0]!.period!.end).toBe(end);
    expect(syncHeader(state)).toBe(state);
  });
});
