import { CISIS } from '@dcc/fhir-profiles';
import type { Observation, Procedure } from '@medplum/fhirtypes';
import { concept, localId, meta, term, worded } from '../base/fhir.ts';
import { addDays, frenchDate } from '../base/time.ts';
import { anchored, type CaseContext, observation, say } from './context.ts';
import { diagnosisDay } from './tumours.ts';

/** Phase of the disease and its progression. */
export function phasePart(context: CaseContext): { entries: Observation[]; lines: string[] } {
  const { presentation } = context;
  const relapse = presentation.phase === 'relapse';
  const code = relapse ? CISIS.PHASE_RELAPSE : CISIS.PHASE_INITIAL;
  const since =
    presentation.phaseDay === undefined ? diagnosisDay(context) : addDays(context.day, presentation.phaseDay);
  const note = presentation.phaseNote ? say(presentation.phaseNote, context) : undefined;
  const phase = observation(context, 'phase', 'dcc-phase', [CISIS.PHASE], {
    effectiveDateTime: since,
    valueCodeableConcept: concept(code),
    ...(note ? { note: [{ text: note }] } : {}),
  });
  const progression = progressionOf(context);
  return {
    entries: [phase, ...progression.entries],
    lines: [
      relapse ? `${code.display} du ${frenchDate(since)}.` : `${code.display}.`,
      ...(note ? [note] : []),
      ...progression.lines,
    ],
  };
}

function progressionOf(context: CaseContext): { entries: Observation[]; lines: string[] } {
  const found = context.presentation.progression;
  if (!found) return { entries: [], lines: [] };
  const kinds = [
    { code: CISIS.PROGRESSION_LOCAL, value: found.local, word: 'locale' },
    { code: CISIS.PROGRESSION_REGIONAL, value: found.regional, word: 'régionale' },
    { code: CISIS.PROGRESSION_DISTANT, value: found.distant, word: 'à distance' },
  ];
  const some = kinds.filter(({ value }) => value);
  const entry = observation(context, 'progression', 'dcc-progression', [CISIS.PROGRESSION], {
    valueBoolean: some.length > 0,
    // Without progression there is nothing to locate.
    ...(some.length > 0
      ? { component: kinds.map(({ code, value }) => ({ code: concept(code), valueBoolean: value })) }
      : {}),
  });
  const words = some.map(({ word }) => word).join(', ');
  return { entries: [entry], lines: [some.length > 0 ? `Progression ${words}.` : 'Pas de progression.'] };
}

const STATUS = { completed: 'terminé', 'in-progress': 'en cours', stopped: 'arrêté' } as const;

/** Treatments that the patient had or has. */
export function treatmentsPart(context: CaseContext): { entries: Procedure[]; lines: string[] } {
  const treatments = context.presentation.treatments ?? [];
  const entries = treatments.map((one, index): Procedure => {
    const note = one.note ? say(one.note, context) : undefined;
    return {
      resourceType: 'Procedure',
      id: localId(`${context.key}/treatment-${index}`),
      meta: meta('dcc-treatment'),
      status: one.status,
      code: worded(term('jdv-type-traitement-frcp', one.code), say(one.text, context)),
      ...anchored(context),
      performedPeriod: {
        start: addDays(context.day, one.start),
        ...(one.end === undefined ? {} : { end: addDays(context.day, one.end) }),
      },
      ...(note ? { note: [{ text: note }] } : {}),
    };
  });
  const lines = treatments.map((one) => {
    const when = `du ${frenchDate(addDays(context.day, one.start))}${
      one.end === undefined ? '' : ` au ${frenchDate(addDays(context.day, one.end))}`
    }`;
    return `${say(one.text, context)}, ${when} (${STATUS[one.status]})${one.note ? `. ${say(one.note, context)}` : '.'}`;
  });
  return { entries, lines };
}
