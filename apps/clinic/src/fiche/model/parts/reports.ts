import { LNC } from '@dcc/fhir-profiles/src/codes.ts';
import { SECTIONS } from '@dcc/fhir-profiles/src/sections.ts';
import { fromNarrative, paragraphsOf } from '@dcc/rules/src/fiche/narrative.ts';
import type { CompositionSection, Observation, Specimen } from '@medplum/fhirtypes';
import type { FicheEdit, SectionContent } from '../edit.ts';
import {
  anchor,
  compactReference,
  editedNotes,
  frenchDay,
  noteText,
  putObservation,
  sentence,
} from '../fhir.ts';
import { compact, same } from '../same.ts';
import { type FicheState, resolve, sectionsOf } from '../state.ts';
import type { Part } from './part.ts';

export type ReportKind = 'operative' | 'pathology' | 'molecular';

/**
 * The quoted conclusion of a report. It becomes a coded entry once it has its text, its date and who
 * concluded (the profile asks for all three); before that its words stand alone in the section, so that none
 * is lost.
 */
export interface Report {
  /** Of the Observation, or of the section while it holds words only. */
  key: string;
  text: string;
  /** Of the act or of the analysis. */
  on?: string;
  onEnd?: string;
  /** `PractitionerRole/id` of the surgeon, pathologist, biologist. */
  performer?: string;
  /** The specimen in words, and when it was taken. */
  specimen?: string;
  collectedOn?: string;
  comment: string;
  /** `DocumentReference/id` that it was read in. */
  document?: string;
}

/** A conclusion that the server accepts as a coded entry. */
export function isConclusion({ text, on, performer }: Report): boolean {
  return text.trim() !== '' && !!on && !!performer;
}

function readSection(state: FicheState, section: CompositionSection, index: number): Report {
  const key = section.entry?.[0]?.reference;
  const found = resolve<Observation>(state, key, 'Observation');
  if (!key || !found) {
    return { key: `section/${index}`, comment: '', ...datedWords(fromNarrative(section.text?.div).text) };
  }
  const specimen = resolve<Specimen>(state, found.specimen, 'Specimen');
  return {
    key,
    text: found.valueString ?? '',
    comment: noteText(found.note),
    ...compact({
      on: found.effectiveDateTime ?? found.effectivePeriod?.start,
      onEnd: found.effectivePeriod?.end,
      performer: found.performer?.[0]?.reference,
      specimen: specimen?.type?.text,
      collectedOn: specimen?.collection?.collectedDateTime,
      document: found.derivedFrom?.[0]?.reference,
    }),
  };
}

/** Words that wait for their author begin with the date, when it is known: it is read back. */
function datedWords(words: string): { text: string; on?: string } {
  const [prefix = '', day, month, year] = /^(\d{2})\/(\d{2})\/(\d{4}) : /.exec(words) ?? [];
  return compact({ text: words.slice(prefix.length), on: year && `${year}-${month}-${day}` }) as {
    text: string;
  };
}

function readAll(state: FicheState, kind: ReportKind): Report[] {
  return sectionsOf(state, kind).map((section, index) => readSection(state, section, index));
}

/** Conclusions of one kind: at most one for the operative and pathology reports, several molecular ones. */
export function reportsPart(kind: ReportKind): Part<Report[]> {
  return {
    read: (state) => readAll(state, kind),
    write(edit, value) {
      const kept = new Set(value.filter(isConclusion).map(({ key }) => key));
      for (const { key } of readAll(edit.before, kind)) if (!kept.has(key)) edit.drop(key);
      const said = value.filter(({ text, comment }) => text.trim() || comment.trim());
      edit.setSections(
        kind,
        (kind === 'molecular' ? said : said.slice(0, 1)).map((one) => put(edit, kind, one)),
      );
    },
  };
}

function put(edit: FicheEdit, kind: ReportKind, value: Report): SectionContent {
  const author = sectionAuthor(edit, kind, value);
  if (!isConclusion(value)) {
    const when = value.on ? `${frenchDay(value.on)} : ` : '';
    return compact({ words: [`${when}${value.text}`, value.comment].filter(Boolean).join('\n\n'), author });
  }
  const old = edit.get<Observation>(value.key, 'Observation');
  const code = kind === 'operative' ? LNC.CRO_CONCLUSION : LNC.REPORT_CONCLUSION;
  const specimen = putSpecimen(edit, old, value);
  const period = value.onEnd ? { start: value.on, end: value.onEnd } : undefined;
  const sameDocument = old?.derivedFrom?.[0]?.reference === value.document;
  const samePerformer = old?.performer?.[0]?.reference === value.performer;
  const key = putObservation(
    edit,
    value.key,
    {
      slot: kind === 'molecular' ? 'molecular/*' : kind,
      profile: 'dcc-report-conclusion',
      codes: [code],
      text: SECTIONS[kind].title,
    },
    {
      valueString: value.text.trim(),
      effectiveDateTime: period ? undefined : value.on,
      effectivePeriod: period,
      performer: samePerformer ? old?.performer : [compactReference(value.performer!)],
      specimen: specimen ? { reference: specimen } : undefined,
      note: editedNotes(old?.note, value.comment),
      derivedFrom: sameDocument
        ? old?.derivedFrom
        : value.document
          ? [compactReference(value.document)]
          : undefined,
    },
  );
  const lines = [`${frenchDay(value.on)} : ${value.text.trim()}`, sentence(value.comment)].flatMap(
    paragraphsOf,
  );
  return compact({ entries: [key], lines, author });
}

/** Who entered the conclusion in the fiche: whoever did it first, then it stays. */
function sectionAuthor(edit: FicheEdit, kind: ReportKind, { key }: Report): string | undefined {
  const section = sectionsOf(edit.before, kind).find(
    ({ entry }, index) => entry?.[0]?.reference === key || key === `section/${index}`,
  );
  return section?.author?.[0]?.reference ?? edit.context.me ?? edit.before.composition.author?.[0]?.reference;
}

function putSpecimen(edit: FicheEdit, old: Observation | undefined, value: Report): string | undefined {
  const known = old?.specimen?.reference;
  const before = edit.get<Specimen>(known, 'Specimen');
  if (!value.specimen?.trim() && !value.collectedOn) return undefined;
  const collection = compact({ ...before?.collection, collectedDateTime: value.collectedOn });
  const made: Specimen = compact({
    ...(before ??
      ({ resourceType: 'Specimen', subject: anchor(edit.before.composition).subject } as Specimen)),
    type: value.specimen?.trim() === before?.type?.text ? before?.type : { text: value.specimen?.trim() },
    collection,
  });
  // A specimen that is not at hand belongs to whoever made it: it is pointed to, not rewritten.
  if (known && (!before || same(before, made))) return known;
  return edit.put(known, made, 'specimen/*');
}
