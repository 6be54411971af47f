import { LNC } from '@dcc/fhir-profiles';
import type { DocumentReference, Observation, Resource, Specimen } from '@medplum/fhirtypes';
import { localId, referTo } from '../base/fhir.ts';
import { addDays, frenchDate, parisInstant, parisTime } from '../base/time.ts';
import { roleOf } from '../region/professionals.ts';
import { anchored, type CaseContext, observation, say } from './context.ts';
import type { ReportData } from './scenario.ts';

/** The three kinds of reports whose conclusion a fiche quotes. */
export type ReportKind = 'operative' | 'pathology' | 'molecular';

interface KindInfo {
  code: { system: string; code: string; display: string };
  title: string;
  /** LOINC type of the received document. */
  document: { code: string; display: string };
}

const KINDS: Record<ReportKind, KindInfo> = {
  operative: {
    code: LNC.CRO_CONCLUSION,
    title: 'Conclusion du compte rendu opératoire',
    document: { code: '34874-8', display: 'CR opératoire' },
  },
  pathology: {
    code: LNC.REPORT_CONCLUSION,
    title: 'Conclusion du compte rendu d’anatomie et cytologie pathologiques',
    document: { code: '60568-3', display: "CR d'anatomie et de cytologie pathologiques" },
  },
  molecular: {
    code: LNC.REPORT_CONCLUSION,
    title: 'Conclusion du compte rendu de génétique moléculaire',
    document: { code: '51969-4', display: 'CR de génétique moléculaire' },
  },
};

/** Who operates and who reads the slides, by folder of scenarios. */
const SURGEONS: Record<string, string> = {
  sein: 'chir-sein',
  digestif: 'chir-dig-1',
  thorax: 'chir-thorax-1',
  urologie: 'uro-1',
  hematologie: 'chir-dig-3',
};

export interface ReportPart {
  /** The conclusion, that the section points to. */
  entry: Observation;
  /** What goes with it: the specimen and the received document. */
  others: Resource[];
  lines: string[];
}

/** The quoted conclusion of one report, with its specimen and the document it was read in. */
export function reportPart(
  kind: ReportKind,
  data: ReportData,
  index: number,
  context: CaseContext,
): ReportPart {
  const info = KINDS[kind];
  const label = `${kind}-${index}`;
  const surgeon = roleOf(SURGEONS[context.disease.scenario.thematic] ?? 'chir-dig-2');
  const author = kind === 'operative' ? surgeon : roleOf(kind === 'pathology' ? 'anapath-1' : 'anapath-2');
  const day = addDays(context.day, data.day);
  const issued = parisTime(parisInstant(day, 17, 20));
  const specimen = data.specimen
    ? specimenOf(say(data.specimen, context), label, day, surgeon, context)
    : undefined;
  const document = received(info, label, issued, author, context);
  const text = say(data.text, context);
  const comment = data.comment ? say(data.comment, context) : undefined;
  const entry = observation(context, label, 'dcc-report-conclusion', [info.code], {
    effectiveDateTime: day,
    issued,
    performer: [author as { reference: string }],
    valueString: text,
    ...(comment ? { note: [{ text: comment }] } : {}),
    ...(specimen ? { specimen: referTo(specimen) } : {}),
    derivedFrom: [referTo(document)],
  });
  entry.code.text = info.title;
  return {
    entry,
    others: [...(specimen ? [specimen] : []), document],
    lines: [`${frenchDate(day)} : ${text}`, ...(comment ? [comment] : [])],
  };
}

function specimenOf(
  text: string,
  label: string,
  reportDay: string,
  collector: ReturnType<typeof roleOf>,
  context: CaseContext,
): Specimen {
  return {
    resourceType: 'Specimen',
    id: localId(`${context.key}/specimen-${label}`),
    type: { text },
    subject: anchored(context).subject,
    collection: {
      collector,
      // The laboratory answers about a week after the sample.
      collectedDateTime: parisTime(parisInstant(addDays(reportDay, -7), 9, 15)),
    },
  };
}

function received(
  info: KindInfo,
  label: string,
  date: string,
  author: ReturnType<typeof roleOf>,
  context: CaseContext,
): DocumentReference {
  const title = `${info.document.display} du ${frenchDate(date)}`;
  const { subject, encounter } = anchored(context);
  return {
    resourceType: 'DocumentReference',
    id: localId(`${context.key}/document-${label}`),
    status: 'current',
    type: { coding: [{ system: 'http://loinc.org', ...info.document }] },
    subject,
    date,
    author: [author],
    description: title,
    content: [{ attachment: { contentType: 'application/pdf', language: 'fr-FR', title, creation: date } }],
    context: { encounter: [encounter] },
  };
}
