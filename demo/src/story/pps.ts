import { CISIS, DCC_CODES, EXTENSIONS, IDENTIFIERS, LNC } from '@dcc/fhir-profiles';
import type { CarePlan, Composition, Task } from '@medplum/fhirtypes';
import { readData } from '../base/data.ts';
import { concept, localId, meta, narrative, refer, referTo, term, worded } from '../base/fhir.ts';
import { addDays, parisInstant, parisTime } from '../base/time.ts';
import { fertilityAtStake } from '../clinical/beside.ts';
import { say } from '../clinical/context.ts';
import { roleOf } from '../region/professionals.ts';
import { establishment } from '../region/structures.ts';
import { type CasePlan, caseContext, requesterPlace } from './roles.ts';
import type { Story } from './story.ts';

const texts = readData<{ support: string[]; updates: string[] }>('commun', 'parcours.json');

/** Codes of treatments that the two national lists write differently. */
const OTHER_CODE: Readonly<Record<string, string>> = { C547: 'C15445' };
const TREATMENTS = 'jdv-type-traitement-pps';
const SUPPORT = 'jdv-soin-onco-de-support';

/** One version of a PPS with what belongs to it. */
export interface PpsVersion {
  composition: Composition;
  plan: CarePlan;
  handOver?: Task;
}

/**
 * The PPS that follow the month's decisions: for four patients out of ten whose fiche is signed, a plan validated
 * some days after the session by who asked for the RCP; some are handed over later, some updated, some still drafts.
 */
export function ppsOf(told: Story): PpsVersion[] {
  const followed = new Set<string>();
  return told.cases.flatMap((plan) => {
    const { key } = plan.state.member.plan;
    const fits = plan.caseState === 'treated' && plan.state.signed && !plan.state.defect;
    if (!fits || followed.has(key) || plan.state.member.duplicateOf) return [];
    if (!plan.rng.fork('pps').chance(0.4)) return [];
    followed.add(key);
    return versionsOf(plan);
  });
}

function versionsOf(plan: CasePlan): PpsVersion[] {
  const rng = plan.rng.fork('pps versions');
  const validated = addDays(plan.session.day, rng.int(3, 9));
  const draft = rng.chance(0.1);
  const first = version(plan, 1, draft ? undefined : instant(validated, 9 + (plan.position % 4)));
  if (draft) return [first];
  if (rng.chance(0.7)) first.handOver = handOver(plan, first.composition, addDays(validated, rng.int(0, 4)));
  if (!rng.chance(0.25)) return [first];
  const updated = addDays(validated, rng.int(5, 10));
  const second = version(plan, 2, instant(updated, 11), first.composition);
  if (rng.chance(0.5)) second.handOver = handOver(plan, second.composition, addDays(updated, 1));
  return [first, second];
}

function instant(day: string, hour: number): string {
  return parisTime(parisInstant(day, hour, 30));
}

/** A plan made of the decision of the RCP and of supportive care. */
function carePlan(plan: CasePlan, label: string): CarePlan {
  const context = caseContext(plan);
  const rng = plan.rng.fork(label);
  const treatments = context.presentation.decision.lines.map((line) => {
    const code = OTHER_CODE[line.code] ?? line.code;
    const text = say(line.text, context);
    return known(code) ? worded(term(TREATMENTS, code), text) : { text };
  });
  const support = rng.sample(texts.support, rng.int(0, 2)).map((code) => concept(term(SUPPORT, code)));
  const fertility = fertilityAtStake(context) ? [concept(CISIS.FERTILITY_SUPPORT)] : [];
  return {
    resourceType: 'CarePlan',
    id: localId(`${label}/plan`),
    meta: meta('dcc-pps'),
    status: 'active',
    intent: 'plan',
    category: [concept(LNC.PPS)],
    subject: refer('Patient', plan.state.member.plan.key),
    author: roleOf(plan.requester),
    activity: [...treatments, ...support, ...fertility].map((code) => ({
      detail: { code, status: 'not-started' },
    })),
  };
}

function known(code: string): boolean {
  try {
    return term(TREATMENTS, code) !== undefined;
  } catch {
    return false;
  }
}

function version(
  plan: CasePlan,
  number: number,
  validated: string | undefined,
  replaced?: Composition,
): PpsVersion {
  const label = `${plan.key}/pps-${number}`;
  const made = carePlan(plan, label);
  const at = requesterPlace(plan);
  const lines = made.activity!.map(({ detail }) => detail!.code!.text ?? detail!.code!.coding![0]!.display!);
  const reason = plan.rng.fork(label).pick(texts.updates);
  const composition: Composition = {
    resourceType: 'Composition',
    id: localId(label),
    meta: meta('dcc-pps-document'),
    language: 'fr-FR',
    extension: [
      { url: EXTENSIONS.DOCUMENT_VERSION, valuePositiveInt: number },
      {
        url: EXTENSIONS.GESTIONNAIRE_3C,
        valueReference: refer('Organization', `organization-${establishment(at).centre}`),
      },
      ...(replaced ? [{ url: EXTENSIONS.AMENDMENT_REASON, valueString: reason }] : []),
    ],
    identifier: { system: IDENTIFIERS.URI, value: `urn:uuid:${localId(`pps of ${plan.key}`)}` },
    status: validated === undefined ? 'preliminary' : replaced ? 'amended' : 'final',
    type: concept(LNC.PPS),
    subject: refer('Patient', plan.state.member.plan.key),
    date: validated ?? parisTime(plan.end),
    author: [roleOf(plan.requester)],
    title: 'Plan personnalisé de soins',
    confidentiality: 'N',
    ...(validated
      ? {
          attester: [{ mode: 'legal' as const, time: validated, party: roleOf(plan.requester) }],
          event: [{ period: { start: validated } }],
        }
      : {}),
    custodian: refer('Organization', `organization-${at}`),
    ...(replaced ? { relatesTo: [{ code: 'replaces' as const, targetReference: referTo(replaced) }] } : {}),
    section: [
      {
        title: 'Plan personnalisé de soins',
        text: { status: 'generated', div: narrative(lines) },
        entry: [referTo(made)],
      },
    ],
  };
  return { composition, plan: made };
}

/** The plan is handed over by who wrote it. */
function handOver(plan: CasePlan, composition: Composition, day: string): Task {
  const date = instant(day, 14);
  return {
    resourceType: 'Task',
    id: localId(`${composition.id}/hand-over`),
    meta: meta('dcc-pps-hand-over'),
    identifier: [{ system: IDENTIFIERS.URI, value: `urn:uuid:${localId(`hand-over of ${composition.id}`)}` }],
    status: 'completed',
    intent: 'order',
    code: concept(DCC_CODES.HAND_OVER_PPS),
    focus: referTo(composition),
    for: refer('Patient', plan.state.member.plan.key),
    executionPeriod: { start: date, end: date },
    owner: roleOf(plan.requester),
  };
}
