import { SECTIONS, type SectionKey } from '@dcc/fhir-profiles';
import { marksIn } from '../../merge/marks.ts';
import type { Rule } from './rule.ts';

/** The nine sections that a fiche always has (spec/product.md 8), every entry within reach, one text only. */
export const sectionRules: Rule = (record, refuse) => {
  for (const key of Object.keys(SECTIONS) as SectionKey[]) {
    const { mandatory, title } = SECTIONS[key];
    const sections = record.sections(key);
    if (mandatory && sections.length === 0) {
      refuse('section-missing', title, 'la rubrique est absente de la fiche.', record.composition);
    }
    for (const section of sections) {
      if (!section.entry?.length && !hasWords(section.text?.div) && !section.emptyReason) {
        refuse('section-empty', title, 'la rubrique est vide, sans motif d’absence.', record.composition);
      }
      const [first] = marksIn((section.text?.div ?? '').replaceAll('&#160;', '\u00a0'));
      if (first) {
        const who = first.initials;
        refuse(
          'texts-to-choose',
          title,
          `deux rédactions sont gardées (dont celle de ${who}) : choisissez celle qui reste.`,
        );
      }
      for (const entry of section.entry ?? []) {
        if (!record.resolve(entry)) {
          refuse(
            'entry-missing',
            title,
            `la donnée ${entry.reference ?? '(sans référence)'} est introuvable.`,
          );
        }
      }
    }
  }
  const known = (Object.keys(SECTIONS) as SectionKey[]).flatMap((key) => record.sections(key));
  for (const section of record.composition.section ?? []) {
    if (!known.includes(section)) {
      const name = section.title ?? section.code?.text ?? 'sans titre';
      refuse(
        'section-unknown',
        `Rubrique « ${name} »`,
        'cette rubrique n’existe pas dans le modèle de la fiche.',
      );
    }
  }
};

function hasWords(div: string | undefined): boolean {
  return !!div?.replace(/<[^>]*>/g, '').trim();
}
