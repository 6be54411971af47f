import { CISIS, DCC_CODES } from '@dcc/fhir-profiles';
import type { CarePlan, Condition, Observation, Resource, ServiceRequest } from '@medplum/fhirtypes';
import { readData } from '../base/data.ts';
import { concept, localId, meta, referTo, term, worded } from '../base/fhir.ts';
import { addDays } from '../base/time.ts';
import { roleOf } from '../region/professionals.ts';
import { anchored, type CaseContext, observation, say } from './context.ts';
import type { Conformity } from './scenario.ts';

const texts = readData<{ trials: string[] }>('commun', 'textes.json');

/** The treatment plan proposed: one line per treatment, exams asked, surveillance, passage in RCP de recours. */
export function proposalPart(
  context: CaseContext,
  tumours: readonly Condition[],
): { entries: Resource[]; lines: string[] } {
  const { decision } = context.presentation;
  const note = decision.note ? say(decision.note, context) : undefined;
  const plan: CarePlan = {
    resourceType: 'CarePlan',
    id: localId(`${context.key}/decision`),
    meta: meta('dcc-decision'),
    status: 'active',
    intent: 'proposal',
    ...anchored(context),
    created: context.time,
    ...(tumours.length > 0 ? { addresses: tumours.map((one) => referTo(one)) } : {}),
    activity: decision.lines.map((line) => ({
      detail: {
        code: worded(term('jdv-type-traitement-frcp', line.code), say(line.text, context)),
        status: 'not-started',
        description: say(line.description, context),
      },
    })),
    ...(note ? { note: [{ text: note }] } : {}),
  };
  const exams = (decision.exams ?? []).map((exam, index) =>
    request(context, `exam-${index}`, 'dcc-exam', worded(CISIS.EXAM, say(exam.text, context)), {
      occurrencePeriod: { start: addDays(context.day, exam.from), end: addDays(context.day, exam.to) },
    }),
  );
  const followUps = [
    ...(decision.recours
      ? [followUp(context, 'to-recours', CISIS.TO_RECOURS, 'Passage en RCP de recours')]
      : []),
    ...(decision.surveillance
      ? [followUp(context, 'surveillance', CISIS.SURVEILLANCE, 'Surveillance selon le calendrier proposé')]
      : []),
  ];
  return {
    entries: [plan, ...exams, ...followUps],
    lines: [
      ...decision.lines.map(
        (line, index) => `${index + 1}. ${say(line.text, context)} (${say(line.description, context)}).`,
      ),
      ...(decision.exams ?? []).map((exam) => `Examen demandé : ${say(exam.text, context)}.`),
      ...followUps.map((one) => `${one.code?.text}.`),
      ...(note ? [note] : []),
    ],
  };
}

function request(
  context: CaseContext,
  part: string,
  profile: string,
  code: ServiceRequest['code'],
  rest: Partial<ServiceRequest>,
): ServiceRequest {
  return {
    resourceType: 'ServiceRequest',
    id: localId(`${context.key}/${part}`),
    meta: meta(profile),
    status: 'active',
    intent: 'proposal',
    code,
    ...anchored(context),
    authoredOn: context.time,
    requester: roleOf(context.requester),
    ...rest,
  };
}

function followUp(
  context: CaseContext,
  part: string,
  code: { system: string; code: string; display: string },
  text: string,
): ServiceRequest {
  return request(context, part, 'dcc-follow-up', worded(code, text), { priority: 'routine' });
}

const CONFORMITY: Record<Conformity, { system: string; code: string; display: string }> = {
  conform: DCC_CODES.CONFORM,
  deviating: DCC_CODES.DEVIATING,
  'no-referentiel': DCC_CODES.NO_REFERENTIEL,
  'not-documented': DCC_CODES.NOT_DOCUMENTED,
};

/** Référentiel applied and clinical trial: the frame of the proposal. */
export function framePart(context: CaseContext): { entries: Observation[]; lines: string[] } {
  const { referentiel, trial } = context.presentation;
  const conformity = CONFORMITY[referentiel.conformity];
  const name = say(referentiel.name, context);
  const reason = referentiel.reason ? say(referentiel.reason, context) : undefined;
  const proposed = trial?.proposed ?? false;
  const why = trial ? say(trial.note, context) : context.rng.pick(texts.trials);
  const dated = { effectiveDateTime: context.time };
  return {
    entries: [
      observation(context, 'referentiel', 'dcc-referentiel', [CISIS.REFERENTIEL, DCC_CODES.REFERENTIEL], {
        ...dated,
        valueCodeableConcept: { ...concept(conformity), text: name },
        ...(reason ? { note: [{ text: reason }] } : {}),
      }),
      observation(context, 'trial', 'dcc-trial', [CISIS.TRIAL], {
        ...dated,
        valueCodeableConcept: concept(proposed ? DCC_CODES.YES : DCC_CODES.NO),
        note: [{ text: why }],
      }),
    ],
    lines: [
      `${conformity.display} : ${name}.`,
      ...(reason ? [reason] : []),
      `Essai clinique proposé : ${proposed ? 'oui' : 'non'}. ${why}`,
    ],
  };
}

/** Is the record complete? Says what is missing when it is not. */
export function recordPart(context: CaseContext): { entries: Observation[]; lines: string[] } {
  const missing = context.presentation.recordMissing
    ? say(context.presentation.recordMissing, context)
    : undefined;
  const text = missing ?? 'Toutes les pièces demandées sont présentes.';
  return {
    entries: [
      observation(context, 'record-complete', 'dcc-record-complete', [CISIS.RECORD_COMPLETE], {
        effectiveDateTime: context.time,
        valueBoolean: missing === undefined,
        note: [{ text }],
      }),
    ],
    lines: [`Dossier complet : ${missing === undefined ? 'oui' : 'non'}. ${text}`],
  };
}
