import type {
  Composition,
  Consent,
  Encounter,
  Observation,
  Resource,
  ServiceRequest,
  Task,
} from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { emptyDraft } from './draft.ts';
import { sectionKeyOf, sectionText } from './fiche-text.ts';
import {
  fullDraft,
  ID,
  inside,
  issuesOf,
  NOW,
  patient,
  place,
  rcp,
  record,
  sending,
  session,
} from './fixture.ts';
import { unstash } from './stash.ts';
import { depositBundle, draftRequest, placingBundle } from './transaction.ts';

const full = fullDraft();

describe('a case put on the agenda', () => {
  const bundle = placingBundle(sending(full), place);

  test('every resource conforms to its profile', () => {
    const wrong = inside(bundle).flatMap((one) =>
      issuesOf(one).map((text) => `${one.resourceType} : ${text}`),
    );
    expect(wrong).toEqual([]);
  });

  test('is one transaction: an update under If-Match, creates without condition', () => {
    const [first, ...others] = bundle.entry!;
    expect(bundle.type).toBe('transaction');
    expect(first!.request).toEqual({ method: 'PUT', url: 'ServiceRequest/stored', ifMatch: 'W/"v3"' });
    expect(others.every(({ request }) => request?.method === 'POST' && !request.ifNoneExist)).toBe(true);
  });

  test('every reference inside leads somewhere', () => {
    const names = new Set(bundle.entry!.flatMap(({ fullUrl }) => fullUrl ?? []));
    const used = JSON.stringify(bundle).matchAll(/"reference":"(urn:uuid:[^"]+)"/g);
    const broken = [...used].map(([, name]) => name!).filter((name) => !names.has(name));
    expect(broken).toEqual([]);
    expect(names.size).toBeGreaterThan(5);
  });

  test('the inscription is active and keeps the question; its content is no longer inside it', () => {
    const [request] = inside<ServiceRequest>(bundle, 'ServiceRequest');
    expect(request).toMatchObject({
      status: 'active',
      note: [{ text: full.question }],
      occurrenceDateTime: session.period!.start,
      performer: [{ reference: `HealthcareService/${rcp.id}` }],
    });
    expect(request!.contained).toBeUndefined();
  });

  test('the case stands at its place, with demandeur, presenter and médecin traitant', () => {
    const [rcpCase] = inside<Encounter>(bundle, 'Encounter');
    expect(rcpCase!.extension![0]!.extension![0]!.valuePositiveInt).toBe(4);
    expect(rcpCase!.participant!.map(({ individual }) => individual?.reference)).toEqual([
      full.requester!.reference,
      full.requester!.reference,
      'PractitionerRole/gp',
    ]);
    expect(rcpCase!.basedOn).toEqual([{ reference: 'ServiceRequest/stored' }]);
  });

  test('the fiche starts with what was taken over, in the order of the document, question last', () => {
    const [fiche] = inside<Composition>(bundle, 'Composition');
    const keys = fiche!.section!.map(sectionKeyOf);
    expect(keys).toEqual(
      expect.arrayContaining(['reason', 'tumour', 'functional', 'pathology', 'question', 'status']),
    );
    expect([...keys]).toEqual([...new Set(keys)].flatMap((key) => keys.filter((one) => one === key)));
    expect(sectionText(fiche!, 'question')!.split('\n').at(-1)).toBe(full.question);
  });

  test('each value taken over names what it was read in', () => {
    const names = new Set(record().map((one) => `${one.resourceType}/${one.id}`));
    const taken = inside(bundle).filter((one) =>
      ['Condition', 'Procedure', 'Observation'].includes(one.resourceType),
    );
    const typed = taken.filter(({ meta }) => !meta?.source).map((one) => (one as Observation).code);
    expect(taken.length).toBeGreaterThan(5);
    expect(typed).toEqual([]);
    expect(taken.every(({ meta }) => names.has(meta!.source!))).toBe(true);
  });

  test('information and announcement are traced by Consents about the inscription', () => {
    const consents = inside<Consent>(bundle, 'Consent');
    expect(consents.map(({ provision }) => provision!.type)).toEqual(['permit', 'permit']);
    expect(
      consents.every(({ provision }) => provision!.data![0]!.reference.reference === 'ServiceRequest/stored'),
    ).toBe(true);
    expect(new Set(consents.map(({ identifier }) => identifier![0]!.value)).size).toBe(2);
  });
});

describe('what may not be sent', () => {
  test('a blocking piece is named', () => {
    const draft = { ...full, question: ' ', motives: [] };
    expect(() => placingBundle(sending(draft), place)).toThrow(/Question posée à la RCP, Motif/);
    expect(() => depositBundle(sending(draft))).toThrow(/Il manque/);
  });

  test('opposition stops everything', () => {
    const draft = { ...full, information: { informed: true, opposed: true } };
    expect(() => depositBundle(sending(draft))).toThrow(/s’oppose/);
  });
});

describe('a deposit by who holds no agenda', () => {
  const bundle = depositBundle(sending(full));
  const [request] = inside<ServiceRequest>(bundle, 'ServiceRequest');

  test('writes no case and no fiche, and keeps the content inside the inscription', () => {
    expect(inside(bundle, 'Encounter')).toEqual([]);
    expect(inside(bundle, 'Composition')).toEqual([]);
    expect(request!.status).toBe('active');
    expect(issuesOf(request!)).toEqual([]);
  });

  test('the content comes back as it was, origins by their reference', () => {
    expect(inOrder(unstash(request!))).toEqual(inOrder(full));
  });

  test('placed later, it gives the same fiche, and no second Consent', () => {
    const later = placingBundle(sending(unstash(request!), { ...request, meta: { versionId: 'v4' } }), place);
    const now = placingBundle(sending(full), place);
    const fiche = (from: typeof later) =>
      inside<Composition>(from, 'Composition')[0]!.section!.map(({ text }) => text?.div);
    expect(fiche(later)).toEqual(fiche(now));
    expect(inside(later, 'Consent')).toEqual([]);
  });
});

test('a draft that holds nothing but its RCP can be kept, and read again', () => {
  const target = sending(full).target;
  const draft = { ...emptyDraft(ID), requester: full.requester };
  const request = draftRequest(draft, { ...target, session: undefined });
  expect(issuesOf(request)).toEqual([]);
  expect(request.status).toBe('draft');
  expect(plain(unstash(request))).toEqual(plain(draft));
});

test('a fiche has one conclusion of each kind: the newest, that tells the older ones', () => {
  const author = { reference: 'PractitionerRole/pathologist' };
  const report = (date: string, text: string) => ({
    value: { kind: 'pathology' as const, text, date, author },
  });
  const reports = [report('2026-09-16', 'Biopsie.'), report('2026-10-17', 'Pièce opératoire.')];
  const bundle = placingBundle(sending({ ...full, clinical: { ...full.clinical, reports } }), place);
  const sections = inside<Composition>(bundle, 'Composition')[0]!.section!;
  expect(sections.filter((one) => sectionKeyOf(one) === 'pathology')).toHaveLength(1);
  const made = inside<Observation>(bundle, 'Observation').filter(
    ({ valueString }) => valueString === 'Pièce opératoire.',
  );
  expect(made.map(({ note }) => note?.[0]?.text)).toEqual(['Conclusion antérieure du 16/09/2026 : Biopsie.']);
  expect(inside(bundle).flatMap(issuesOf)).toEqual([]);
});

test('a late addition says why, beside the question', () => {
  const draft = { ...full, lateReason: 'Urgence thérapeutique' };
  const [request] = inside<ServiceRequest>(placingBundle(sending(draft), place), 'ServiceRequest');
  expect(request!.note!.map(({ text }) => text)).toEqual([
    full.question,
    'Ajout tardif : Urgence thérapeutique',
  ]);
  expect(unstash(request!).lateReason).toBe('Urgence thérapeutique');
});

test('missing pieces are asked of somebody, by a day, once each', () => {
  const draft = { ...full, doctor: undefined, clinical: { ...full.clinical, ecog: undefined } };
  const bundle = placingBundle(
    { ...sending(draft), pieces: { owner: { reference: 'PractitionerRole/x' }, due: '2026-11-07' } },
    place,
  );
  const tasks = inside<Task>(bundle, 'Task');
  expect(tasks.map(({ description }) => description)).toEqual([
    'Renseigner l’indice de performance OMS',
    'Indiquer le médecin traitant, ou qu’il est inconnu ou absent',
  ]);
  expect(tasks[0]).toMatchObject({
    identifier: [{ value: `${ID}/ecog` }],
    for: { reference: `Patient/${patient.id}` },
    restriction: { period: { end: '2026-11-07' } },
    authoredOn: NOW,
  });
  expect(tasks.flatMap((one) => issuesOf(one as Resource))).toEqual([]);
});

/** Without what a stash does not keep of an origin: its label, author and date are found again by its reference. */
function plain<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (key, one) => (key === 'origin' && one ? { reference: one.reference } : one)),
  );
}

/** Conclusions come back in the order of the fiche: by kind. */
function inOrder(draft: typeof full): unknown {
  const reports = [...draft.clinical.reports].sort((a, b) => a.value.text.localeCompare(b.value.text));
  return plain({ ...draft, clinical: { ...draft.clinical, reports } });
}
