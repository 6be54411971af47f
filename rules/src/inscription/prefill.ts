import { CISIS, DCC_CODES, LNC } from '@dcc/fhir-profiles/src/codes.ts';
import type { Composition, Condition, Observation, Procedure, Reference, Resource } from '@medplum/fhirtypes';
import { hasCode } from './codes.ts';
import type { Origin, ReportKind, Sourced, TumourValue } from './draft.ts';
import { currentFiches, rcpNameOf, sectionText, sectionWith } from './fiche-text.ts';
import type { Offer, OfferValues } from './offer.ts';
import {
  dayOf,
  readClassification,
  readEcog,
  readG8,
  readPhase,
  readReport,
  readTnm,
  readTreatment,
  readTumour,
} from './read-clinical.ts';
import { frenchDay } from './text.ts';
import { treatmentWords, tumourLines } from './write-clinical.ts';

/**
 * What the record already holds of a patient, offered to a new inscription: for each field the newest value, for
 * lists each thing once. Nothing is chosen for the user: an offer enters the draft when it is accepted.
 *
 * @param resources everything readable of one patient: fiches, and the resources they point to or that stand alone.
 */
export function prefill(resources: readonly Resource[]): Offer[] {
  const fiches = currentFiches(resources);
  const source = sourceFinder(fiches);
  const live = resources.filter((one) => (one as { status?: string }).status !== 'entered-in-error');
  const observations = live
    .filter((one): one is Observation => one.resourceType === 'Observation')
    .sort((a, b) => newestFirst(dayOf(a), dayOf(b)));
  const newest = <F extends keyof OfferValues>(
    field: F,
    read: (one: Observation) => OfferValues[F] | undefined,
    words: (value: OfferValues[F]) => string,
    keep: (one: Observation) => boolean,
  ): Offer[] => {
    for (const one of observations.filter(keep)) {
      const value = read(one);
      if (value !== undefined) return [offer(field, value, words(value), source(one, dayOf(one)))];
    }
    return [];
  };
  const coded = (code: { system: string; code: string }) => (one: Observation) => hasCode(one.code, code);
  const texts = (field: 'history' | 'comorbidity' | 'exams'): Offer[] => {
    for (const fiche of fiches) {
      const text = sectionText(fiche, field);
      if (text) return [offer(field, text, text, ficheOrigin(fiche))];
    }
    return [];
  };
  return [
    ...summary(fiches),
    ...tumours(live, observations, source),
    ...newest('ecog', readEcog, ({ grade }) => `OMS ${grade}`, coded(LNC.ECOG)),
    ...newest(
      'g8',
      readG8,
      ({ total }) => `G8 ${String(total).replace('.', ',')}`,
      coded(DCC_CODES.G8_TOTAL),
    ),
    ...newest(
      'phase',
      readPhase,
      (value) => (value.kind === 'relapse' ? `Rechute du ${frenchDay(value.date)}` : 'Phase initiale'),
      coded(CISIS.PHASE),
    ),
    ...newest(
      'screening',
      ({ valueBoolean }) => valueBoolean,
      (value) => (value ? 'Découvert par un dépistage' : 'Découvert hors dépistage'),
      coded(LNC.SCREENING),
    ),
    ...texts('history'),
    ...texts('comorbidity'),
    ...texts('exams'),
    ...reports(observations, fiches, source),
    ...treatments(live, source),
  ];
}

type FindSource = (resource: Resource & { encounter?: Reference }, date?: string) => Origin;

function offer<F extends keyof OfferValues>(
  field: F,
  value: OfferValues[F],
  words: string,
  origin: Origin,
): Offer {
  return { id: `${field}:${origin.reference}`, field, value, words, origin } as Offer;
}

function newestFirst(a: string | undefined, b: string | undefined): number {
  return (b ?? '').localeCompare(a ?? '');
}

function labelOf(fiche: Composition): string {
  const state = fiche.status === 'preliminary' ? ', fiche non validée' : '';
  return `FRCP ${rcpNameOf(fiche)}${state}`;
}

function ficheOrigin(fiche: Composition): Origin {
  return {
    reference: `Composition/${fiche.id}`,
    label: labelOf(fiche),
    ...(fiche.author?.[0]?.reference ? { author: fiche.author[0].reference } : {}),
    ...(fiche.date ? { date: fiche.date } : {}),
  };
}

/** The fiche that points to a resource names it; what stands in none comes from the record itself. */
function sourceFinder(fiches: readonly Composition[]): FindSource {
  return (resource, date) => {
    const reference = `${resource.resourceType}/${resource.id}`;
    const fiche = fiches.find((one) =>
      one.section?.some(({ entry }) => entry?.some((it) => it.reference === reference)),
    );
    const author = authorOf(resource) ?? fiche?.author?.[0]?.reference;
    const when = date ?? fiche?.date;
    return {
      reference,
      label: fiche ? labelOf(fiche) : 'Dossier du patient',
      ...(author ? { author } : {}),
      ...(when ? { date: when } : {}),
    };
  };
}

function authorOf(resource: Resource): string | undefined {
  const { performer, asserter, recorder } = resource as {
    performer?: readonly (Reference & { actor?: Reference })[];
    asserter?: Reference;
    recorder?: Reference;
  };
  const first = performer?.[0];
  return first?.reference ?? first?.actor?.reference ?? asserter?.reference ?? recorder?.reference;
}

/** The last summary, and what that RCP proposed: both are what the next one starts from. */
function summary(fiches: readonly Composition[]): Offer[] {
  for (const fiche of fiches) {
    const text = sectionText(fiche, 'question');
    if (!text) continue;
    const proposal = fiche.status === 'preliminary' ? undefined : sectionText(fiche, 'proposal');
    const past = proposal
      ? `\nRCP ${rcpNameOf(fiche)} du ${frenchDay(fiche.date)} : ${proposal.replaceAll('\n', ' ')}`
      : '';
    // The last paragraph of the section is the question of that day: the new one is asked anew.
    const lines = text.split('\n');
    const story = lines.length > 1 ? lines.slice(0, -1) : lines;
    const value = `${story.join('\n')}${past}`;
    return [offer('summary', value, value, ficheOrigin(fiche))];
  }
  return [];
}

/** Each tumour once, as last described, with its newest TNM; a second description of it is not a second tumour. */
function tumours(
  resources: readonly Resource[],
  observations: readonly Observation[],
  source: FindSource,
): Offer[] {
  const conditions = resources
    .filter((one): one is Condition => one.resourceType === 'Condition' && !!readTumour(one))
    .sort((a, b) => newestFirst(a.recordedDate, b.recordedDate));
  const groups = new Map<string, Condition[]>();
  for (const one of conditions) {
    const key = tumourKey(readTumour(one)!);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((same) => {
    const [last] = same as [Condition, ...Condition[]];
    const names = new Set(same.map(({ id }) => `Condition/${id}`));
    const about = observations.filter(({ focus }) => focus?.some((it) => names.has(it.reference ?? '')));
    const value: TumourValue = { ...readTumour(last)! };
    const tnm = newestTnm(about, source);
    if (tnm) value.tnm = tnm;
    const classifications = about
      .filter(
        (one) =>
          hasCode(one.code, LNC.OTHER_CLASSIFICATION) &&
          one.focus?.some(({ reference }) => reference === `Condition/${last.id}`),
      )
      .flatMap((one) => readClassification(one) ?? []);
    if (classifications.length > 0) value.classifications = classifications;
    const words = tumourLines(value).join(' ');
    return offer('tumour', value, words, source(last, last.recordedDate?.slice(0, 10)));
  });
}

function newestTnm(about: readonly Observation[], source: FindSource): TumourValue['tnm'] {
  for (const one of about.filter(({ code }) => hasCode(code, LNC.TNM_CLINICAL))) {
    const value = readTnm(one);
    if (value) return { value, origin: source(one, dayOf(one)) };
  }
  return undefined;
}

/** Same organ, same side, same kind: one tumour described twice. */
function tumourKey({ topography, morphology, laterality }: TumourValue): string {
  const name = (one: TumourValue['topography']) => one?.coding?.code ?? one?.text.toLowerCase() ?? '';
  return [name(topography), name(morphology), laterality?.code ?? ''].join('|');
}

/** Conclusions quoted in the fiches, each text once, newest first. */
function reports(
  observations: readonly Observation[],
  fiches: readonly Composition[],
  source: FindSource,
): Offer[] {
  const seen = new Set<string>();
  return observations.flatMap((one) => {
    const operative = hasCode(one.code, LNC.CRO_CONCLUSION);
    if (!operative && !hasCode(one.code, LNC.REPORT_CONCLUSION)) return [];
    const molecular = fiches.some((fiche) => sectionWith(fiche, `Observation/${one.id}`) === 'molecular');
    const kind: ReportKind = operative ? 'operative' : molecular ? 'molecular' : 'pathology';
    const value = readReport(one, kind);
    if (!value || seen.has(value.text)) return [];
    seen.add(value.text);
    return [offer('report', value, `${frenchDay(value.date)} : ${value.text}`, source(one, value.date))];
  });
}

/** Each treatment once, the newest first; its last known status wins. */
function treatments(resources: readonly Resource[], source: FindSource): Offer[] {
  const seen = new Set<string>();
  const written = (one: Procedure) => one.meta?.lastUpdated ?? '';
  return resources
    .filter((one): one is Procedure => one.resourceType === 'Procedure')
    .sort((a, b) => written(b).localeCompare(written(a)))
    .flatMap((one) => {
      const value = readTreatment(one);
      const key = value && `${value.what.text.toLowerCase()}|${value.start ?? ''}`;
      if (!value || seen.has(key!)) return [];
      seen.add(key!);
      return [{ value, made: offer('treatment', value, treatmentWords(value), source(one, value.start)) }];
    })
    .sort((a, b) => newestFirst(a.value.start, b.value.start))
    .map(({ made }) => made);
}

/** Was this very value taken over from somewhere? Says so where a form shows it. */
export function isTakenOver(sourced: Sourced<unknown> | undefined): boolean {
  return sourced?.origin !== undefined;
}
