import { compile, issuesOf, loadDefinitions } from '@dcc/fhir-profiles/examples/testing.ts';
import { CISIS } from '@dcc/fhir-profiles/src/codes.ts';
import { loadProfiles } from '@dcc/fhir-profiles/src/dist.ts';
import { crossingRules, signed } from '@dcc/rules/src/signing/index.ts';
import type {
  Composition,
  Encounter,
  HealthcareService,
  Observation,
  Organization,
  Resource,
  ServiceRequest,
} from '@medplum/fhirtypes';
import { beforeAll, describe, expect, it } from 'vitest';
import { readContent, writeContent, writePart } from './content.ts';
import { sectionCode } from './edit.ts';
import type { FicheContent } from './parts/index.ts';
import { startFiche } from './start.ts';
import type { FicheState } from './state.ts';
import { CONTEXT, documentBundle, draft } from './testing.ts';

let profiles: Map<string, ReturnType<typeof compile>>;
beforeAll(() => {
  loadDefinitions();
  profiles = new Map([...loadProfiles()].map(([url, one]) => [url, compile(one)]));
});

/** The fiche of the golden case, begun as an inscription begins it. */
function started(content: Partial<FicheContent> = {}): FicheState {
  const golden = draft();
  const at = <T extends Resource>(key: string) => golden.records.get(key) as T;
  const caseKey = golden.composition.encounter!.reference!;
  const rcpCase = at<Encounter>(caseKey);
  const inscriptionKey = rcpCase.basedOn![0]!.reference!;
  const rcpKey = golden.composition.extension!.find(({ valueReference }) => valueReference)!.valueReference!
    .reference!;
  const organization = (name: string) =>
    [...golden.records.values()].find(
      (one) => one.resourceType === 'Organization' && one.name?.includes(name),
    );
  const state = startFiche(
    {
      caseKey,
      rcpCase,
      session: at<Encounter>(rcpCase.partOf!.reference!),
      inscriptionKey,
      inscription: at<ServiceRequest>(inscriptionKey),
      rcp: at<HealthcareService>(rcpKey),
      centre: organization('3C') as Organization,
      network: organization('Réseau') as Organization,
      content,
    },
    CONTEXT,
  );
  const around = [...golden.records].filter(([, one]) => AROUND.has(one.resourceType));
  return { ...state, records: new Map([...around, ...state.records]) };
}

const AROUND = new Set([
  'Patient',
  'Organization',
  'Practitioner',
  'PractitionerRole',
  'CareTeam',
  'DocumentReference',
]);

/** The fiche as the signing bot would leave it. */
function sign(state: FicheState): FicheState {
  const quorum = [...draft().records.values()].find(
    (one): one is Observation =>
      one.resourceType === 'Observation' && one.code.coding?.[0]?.code === CISIS.QUORUM.code,
  )!;
  const reference = `Observation/${quorum.id}`;
  const section = state.composition.section!.map((one) =>
    one.code?.coding?.[1]?.code === sectionCode('record').coding![1]!.code
      ? { ...one, entry: [...(one.entry ?? []), { reference }] }
      : one,
  );
  const attester = { reference: 'PractitionerRole/be89cf32-cb81-53c5-8d11-3881b8b6a2b4' };
  const composition = signed(
    { ...state.composition, section },
    { attester, time: '2026-10-14T18:05:00+02:00' },
  );
  return { ...state, composition, records: new Map([...state.records, [reference, quorum]]) };
}

const refusals = (state: FicheState) =>
  crossingRules(documentBundle(sign(state)), { now: '2026-10-15T09:00:00+02:00' }).map(
    ({ code, field }) => `${code} ${field}`,
  );

function invalid(state: FicheState): string[] {
  const made = [state.composition, ...state.records.values()].filter(
    (one) => !one.id || one === state.composition,
  );
  return made.flatMap((one) =>
    (one.meta?.profile ?? []).flatMap((url) =>
      issuesOf({ ...one, id: one.id ?? 'x' } as Resource, profiles.get(url)!)
        .filter(({ severity }) => severity === 'error')
        .map(({ details }) => `${one.resourceType} ${url}: ${details?.text}`),
    ),
  );
}

describe('a fiche filled from nothing', () => {
  const content = readContent(draft());

  it('may be signed once complete: no crossing rule refuses it', () => {
    expect(refusals(writeContent(started(), content, CONTEXT))).toEqual([]);
  });

  it('holds only resources that their profiles accept', () => {
    const full = writeContent(started(), content, CONTEXT);
    expect([...full.records.values()].filter(({ id }) => !id).length).toBeGreaterThan(20);
    expect(invalid(full)).toEqual([]);
  });

  it('begins with what the inscription says, and the server takes it', () => {
    const state = started();
    expect(invalid(state)).toEqual([]);
    expect(readContent(state).question.question).toBe(content.question.question);
    expect(state.composition.title).toBe((draft().composition as Composition).title);
    expect(state.composition.category).toEqual(draft().composition.category);
    expect(state.composition.event).toEqual(draft().composition.event);
  });

  it('begins with the parts that a pre-filling was accepted for', () => {
    const state = started({ history: content.history, functional: { evaluations: [], ecog: 'LA9622-7' } });
    expect(readContent(state)).toMatchObject({ history: content.history, functional: { ecog: 'LA9622-7' } });
    expect(invalid(state)).toEqual([]);
  });

  // What is not said is what is refused, nothing else.
  it.each([
    ['discovery', {}, ['section-missing Mode de découverte']],
    ['tumour', { tumours: [] }, ['section-missing Diagnostic du cancer']],
    ['phase', { note: '' }, ['section-missing Phase du cancer']],
    ['proposal', { lines: [], note: '', exams: [] }, ['section-missing Proposition thérapeutique']],
    ['frame', { referentiel: '', why: '', trialNote: '' }, ['section-missing Cadre de la proposition']],
  ] as const)('is refused without « %s », for that alone', (key, empty, expected) => {
    const full = writeContent(started(), content, CONTEXT);
    expect(refusals(writePart(full, key, empty as never, CONTEXT))).toEqual(expected);
  });

  it('is accepted without tumour, screening, phase and frame when each absence has its reason', () => {
    const absence = { code: 'unavailable' as const };
    const why = {
      ...content,
      tumour: { tumours: [], absence: { ...absence, text: 'Diagnostic non confirmé' } },
    };
    const changed: FicheContent = {
      ...why,
      discovery: { absence },
      phase: { note: '', absence },
      frame: { referentiel: '', why: '', trialNote: '', absence },
    };
    const state = writeContent(started(), changed, CONTEXT);
    expect(refusals(state)).toEqual([]);
    expect(invalid(state)).toEqual([]);
    expect(readContent(state)).toMatchObject({ tumour: changed.tumour, discovery: changed.discovery });
  });

  it('is refused when a tumour has no TNM, accepted when it says why', () => {
    const [one] = content.tumour.tumours;
    const { tnm: _, ...without } = one!;
    const silent = writeContent(started(), { ...content, tumour: { tumours: [without] } }, CONTEXT);
    expect(refusals(silent)).toEqual(['tnm-missing TNM']);
    const absent = { code: 'not-applicable', text: 'Pas de TNM pour cette hémopathie' };
    const told = writeContent(
      started(),
      { ...content, tumour: { tumours: [{ ...without, tnm: { absent } }] } },
      CONTEXT,
    );
    expect(refusals(told)).toEqual([]);
    expect(invalid(told)).toEqual([]);
  });
});
