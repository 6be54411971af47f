import { Section } from '../form/Section.tsx';
import { WordsField } from '../form/WordsField.tsx';
import { t } from '../messages.fr.ts';
import type { PartProps } from '../parts-props.ts';

type WordsPart = 'history' | 'comorbidity' | 'exams' | 'comment' | 'privacy' | 'wishes';

/** A part that is a text of its author. */
export function WordsSection({
  part,
  value,
  onChange,
  disabled,
}: PartProps<WordsPart> & { part: WordsPart }) {
  return (
    <Section id={part} title={t(`part_${part}`)}>
      <WordsField label={t(`part_${part}`)} hideLabel value={value} onChange={onChange} disabled={disabled} />
    </Section>
  );
}
