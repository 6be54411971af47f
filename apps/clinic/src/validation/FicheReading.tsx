import { SECTIONS, type SectionKey } from '@dcc/fhir-profiles/src/sections.ts';
import { fromNarrative } from '@dcc/rules/src/fiche/narrative.ts';
import { isSection } from '@dcc/rules/src/signing/record.ts';
import { Text } from '@mantine/core';
import type { Composition } from '@medplum/fhirtypes';

interface FicheReadingProps {
  composition: Composition;
  /** Only these parts, or all of them. */
  parts?: readonly SectionKey[];
}

const KEYS = Object.keys(SECTIONS) as SectionKey[];

/** A fiche to read: the words of its sections, in the order of the document. */
export function FicheReading({ composition, parts = KEYS }: FicheReadingProps) {
  const sections = parts.flatMap((key) =>
    (composition.section ?? [])
      .filter((one) => isSection(one, key))
      .map((one, index) => ({ key, index, one })),
  );
  return sections.map(({ key, index, one }) => {
    const { text, derived } = fromNarrative(one.text?.div);
    const lines = [text, ...derived.flatMap((part) => part.lines)]
      .filter(Boolean)
      .join('\n')
      .replace(/\n{2,}/g, '\n');
    return (
      <section key={`${key}-${index}`} aria-label={SECTIONS[key].title}>
        <Text fw={600} size="sm" mt="xs">
          {SECTIONS[key].title}
        </Text>
        <Text style={{ whiteSpace: 'pre-line' }}>{lines}</Text>
      </section>
    );
  });
}
