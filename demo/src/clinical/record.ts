import type { CompositionSection, Reference, Resource } from '@medplum/fhirtypes';
import { readData } from '../base/data.ts';
import { roleOf } from '../region/professionals.ts';
import { besidePart } from './beside.ts';
import { type CaseContext, say, textContext } from './context.ts';
import { phasePart, treatmentsPart } from './course.ts';
import { framePart, proposalPart, recordPart } from './decision.ts';
import { functionalPart, pregnancyPart, screeningPart, wishesPart } from './evaluations.ts';
import { type ReportKind, reportPart } from './reports.ts';
import type { ReportData } from './scenario.ts';
import { section } from './section.ts';
import { fill } from './texts.ts';
import { tumourPart } from './tumours.ts';

interface CommonTexts {
  history: string[];
  familyHistory: string[];
  comorbidities: string[];
  noComorbidity: string;
  comments: string[];
  privacy: string[];
}
const common = readData<CommonTexts>('commun', 'textes.json');

/** Everything the clinical layer of one fiche holds. */
export interface ClinicalRecord {
  resources: Resource[];
  sections: CompositionSection[];
  /** The tumours, for `Encounter.diagnosis`. */
  tumours: Resource[];
}

/**
 * The clinical layer of a case: its resources and the sections of its fiche in the order of the document. The
 * quorum is not here: the service evaluates it when the session is held.
 * @param inscription the ServiceRequest that the first section points to.
 */
export function clinicalRecord(context: CaseContext, inscription: Reference): ClinicalRecord {
  const author = roleOf(context.requester);
  const resources: Resource[] = [];
  const keep = <T extends Resource>(entries: T[]): T[] => {
    resources.push(...entries);
    return entries;
  };
  const coded = (
    key: Parameters<typeof section>[0],
    part: { entries: Resource[]; lines: string[] },
  ): CompositionSection[] =>
    part.lines.length > 0 ? [section(key, { lines: part.lines, entries: keep(part.entries) })] : [];
  const text = (key: Parameters<typeof section>[0], lines: string[]): CompositionSection[] =>
    lines.length > 0 ? [section(key, { lines })] : [];
  const report = (kind: ReportKind, data: ReportData | undefined, index = 0): CompositionSection[] => {
    if (!data) return [];
    const part = reportPart(kind, data, index, context);
    keep([part.entry, ...part.others]);
    return [section(kind, { lines: part.lines, entries: [part.entry], author })];
  };

  const { presentation, disease, rng } = context;
  const tumour = tumourPart(context);
  keep(tumour.entries);
  const history = [
    ...(disease.scenario.history ?? []).map((one) => say(one, context)),
    ...rng.sample(common.history, rng.int(0, 2)),
    rng.pick(common.familyHistory),
  ];
  const comorbidities =
    context.age < 50 && rng.chance(0.6) ? [] : rng.sample(common.comorbidities, rng.int(1, 3));
  const comment = presentation.comment ?? (rng.chance(0.5) ? rng.pick(common.comments) : undefined);
  const sections = [
    section('reason', { lines: reasonLines(context), references: [inscription] }),
    ...coded('discovery', screeningPart(context)),
    section('tumour', {
      lines: tumour.lines,
      entries: tumour.entries,
      ...(tumour.absent ? { empty: 'unavailable' as const } : {}),
    }),
    ...text('history', history),
    ...text('comorbidity', comorbidities.length > 0 ? comorbidities : [common.noComorbidity]),
    ...coded('functional', functionalPart(context)),
    ...coded('pregnancy', pregnancyPart(context)),
    ...coded('wishes', wishesPart(context)),
    ...text(
      'exams',
      presentation.exams.map((one) => say(one, context)),
    ),
    ...coded('phase', phasePart(context)),
    ...coded('treatments', treatmentsPart(context)),
    ...report('operative', presentation.operative),
    ...report('pathology', presentation.pathology),
    ...(presentation.molecular ?? []).flatMap((one, index) => report('molecular', one, index)),
    ...text('question', [say(presentation.summary, context), say(presentation.question, context)]),
    ...coded('record', recordPart(context)),
    ...coded('proposal', proposalPart(context, tumour.conditions)),
    ...coded('frame', framePart(context)),
    ...text('comment', comment ? [fill(comment, textContext(context))] : []),
    section('status', { lines: ['Fiche en cours.'] }),
    ...text('privacy', common.privacy.length > 0 ? [common.privacy.join(' ')] : []),
  ];
  keep(besidePart(context));
  return { resources, sections, tumours: tumour.conditions };
}

function reasonLines(context: CaseContext): string[] {
  const how = context.registered ? 'Cas enregistré sans discussion.' : 'Cas discuté.';
  return [`${say(context.presentation.reason, context)}. ${how}`];
}
