import {
  IDENTIFIERS,
  SECTIONS,
  type SectionInfo,
  type SectionKey,
  SYSTEMS,
  sectionTemplate,
} from '@dcc/fhir-profiles';
import type { CompositionSection, Reference, Resource } from '@medplum/fhirtypes';
import { narrative, referTo } from '../base/fhir.ts';

/** What goes into a section of the fiche. */
export interface SectionContent {
  /** One paragraph each. */
  lines: string[];
  /** Resources of this case that the section points to. */
  entries?: Resource[];
  /** References to resources that others write. */
  references?: Reference[];
  /** Who entered a report's conclusion. */
  author?: Reference;
  /** Why there is no content. */
  empty?: 'unavailable' | 'notasked' | 'nilknown' | 'notstarted';
}

/**
 * A section as docs/model.md codes it: LOINC, template of CI-SIS, and GEN-294 for the personal data. Its text is the
 * author's own words where it has no coded entry, and is derived from the entries everywhere else.
 */
export function section(key: SectionKey, content: SectionContent): CompositionSection {
  const info: SectionInfo = SECTIONS[key];
  const references = [...(content.references ?? []), ...(content.entries ?? []).map((one) => referTo(one))];
  const own = info.textOnly && key !== 'status';
  return {
    title: info.title,
    code: {
      coding: [
        { system: SYSTEMS.LNC.url, code: info.loinc, display: info.title },
        { system: IDENTIFIERS.URI, code: sectionTemplate(key) },
        ...(info.cisis
          ? [{ system: SYSTEMS.CISIS.url, code: info.cisis, display: 'Information pour le patient' }]
          : []),
      ],
    },
    ...(content.author ? { author: [content.author as { reference: string }] } : {}),
    text: { status: own ? 'additional' : 'generated', div: narrative(content.lines) },
    ...(references.length > 0 ? { entry: references as { reference: string }[] } : {}),
    ...(content.empty
      ? {
          emptyReason: {
            coding: [
              { system: 'http://terminology.hl7.org/CodeSystem/list-empty-reason', code: content.empty },
            ],
          },
        }
      : {}),
  };
}
