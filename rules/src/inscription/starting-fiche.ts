import { profile } from '@dcc/fhir-profiles/src/canonical.ts';
import { CISIS, LNC } from '@dcc/fhir-profiles/src/codes.ts';
import { EMPTY_REASON_SYSTEM, EXTENSIONS } from '@dcc/fhir-profiles/src/extensions.ts';
import { IDENTIFIERS } from '@dcc/fhir-profiles/src/identifiers.ts';
import {
  SECTIONS,
  type SectionInfo,
  type SectionKey,
  sectionTemplate,
} from '@dcc/fhir-profiles/src/sections.ts';
import { SYSTEMS } from '@dcc/fhir-profiles/src/systems.ts';
import type {
  Composition,
  CompositionSection,
  Encounter,
  HealthcareService,
  Patient,
  PractitionerRole,
  Reference,
  ServiceRequest,
} from '@medplum/fhirtypes';
import { rcpCodings } from './case.ts';
import { concept, MOTIVES } from './codes.ts';
import type { InscriptionDraft } from './draft.ts';
import { linesOf, narrative } from './text.ts';
import type { WrittenSection } from './write-clinical.ts';

/** What the fiche is about. */
export interface FicheTarget {
  rcp: HealthcareService;
  session: Encounter;
  patient: Reference<Patient>;
  rcpCase: Reference<Encounter>;
  inscription: Reference<ServiceRequest>;
  author: Reference<PractitionerRole>;
  /** `FRCP <RRC> / <3C> / <RCP>`: the names come from the directory. */
  title: string;
  /** UUID of the fiche, constant over its versions. */
  id: string;
  now: string;
}

/** What a section of the fiche is made of. */
export interface SectionContent {
  lines: string[];
  entries?: Reference[];
  author?: Reference;
  empty?: 'unavailable' | 'notasked' | 'nilknown' | 'notstarted';
}

/** A section as docs/model.md codes it: LOINC, CI-SIS template, GEN-294 where it tells two sections apart. */
export function section(key: SectionKey, content: SectionContent): CompositionSection {
  const info: SectionInfo = SECTIONS[key];
  const own = info.textOnly && key !== 'status';
  return {
    title: info.title,
    code: {
      coding: [
        { system: SYSTEMS.LNC.url, code: info.loinc, display: info.title },
        { system: IDENTIFIERS.URI, code: sectionTemplate(key) },
        ...(info.cisis ? [{ ...CISIS.PATIENT_INFORMATION }] : []),
      ],
    },
    ...(content.author ? { author: [content.author as { reference: string }] } : {}),
    text: { status: own ? 'additional' : 'generated', div: narrative(content.lines) },
    ...(content.entries?.length ? { entry: content.entries as { reference: string }[] } : {}),
    ...(content.empty
      ? { emptyReason: { coding: [{ system: EMPTY_REASON_SYSTEM, code: content.empty }] } }
      : {}),
  };
}

const ORDER = Object.keys(SECTIONS) as SectionKey[];

/** The sections an inscription fills: the motif, the clinical parts, the summary with the question. */
export function startingSections(
  draft: Pick<InscriptionDraft, 'motives' | 'reason' | 'question' | 'clinical'>,
  written: readonly WrittenSection[],
  inscription: Reference<ServiceRequest>,
): CompositionSection[] {
  const motives = draft.motives.map((code) => MOTIVES[code].display).join(', ');
  const made: { key: SectionKey; made: CompositionSection }[] = [
    {
      key: 'reason',
      made: section('reason', { lines: [...linesOf(draft.reason), `${motives}.`], entries: [inscription] }),
    },
    ...written.map(({ key, lines, entries, author }) => ({
      key,
      made: section(key, {
        lines,
        entries: entries.map(({ fullUrl }) => ({ reference: fullUrl })),
        ...(author ? { author } : {}),
      }),
    })),
    {
      key: 'question',
      // The question stands last: readers of a fiche take the last paragraph for it (docs/model.md).
      made: section('question', {
        lines: [...linesOf(draft.clinical.summary?.value), linesOf(draft.question).join(' ')],
      }),
    },
    { key: 'status', made: section('status', { lines: ['Fiche en cours.'] }) },
  ];
  return made.sort((a, b) => ORDER.indexOf(a.key) - ORDER.indexOf(b.key)).map((one) => one.made);
}

/** The fiche as the inscription starts it: version 1, preliminary, by the demandeur. */
export function startingFiche(target: FicheTarget, sections: CompositionSection[]): Composition {
  const { rcp, session } = target;
  const number = rcpCodings(rcp);
  const way = rcp.category?.[0]?.coding?.[0];
  return {
    resourceType: 'Composition',
    meta: { profile: [profile('dcc-frcp')] },
    language: 'fr-FR',
    extension: [
      { url: EXTENSIONS.DOCUMENT_VERSION, valuePositiveInt: 1 },
      { url: EXTENSIONS.RCP, valueReference: { reference: `HealthcareService/${rcp.id}` } },
    ],
    identifier: { system: IDENTIFIERS.URI, value: `urn:uuid:${target.id}` },
    status: 'preliminary',
    type: concept(LNC.FRCP),
    category: [concept(...number)],
    subject: target.patient,
    encounter: target.rcpCase,
    date: target.now,
    author: [target.author],
    title: target.title,
    confidentiality: 'N',
    custodian: session.serviceProvider ?? rcp.providedBy!,
    event: [
      {
        code: way ? [concept(way)] : [],
        period: { ...session.period },
        detail: [{ reference: `Encounter/${session.id}` }],
      },
    ],
    section: sections,
  };
}

/** `FRCP <RRC> / <3C> / <RCP>` (spec/product.md 5). A name holds no slash: it separates. */
export function ficheTitle(network: string, centre: string, rcp: string): string {
  return `FRCP ${[network, centre, rcp].map((one) => one.replaceAll('/', '-').trim()).join(' / ')}`;
}
