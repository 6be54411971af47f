import { Section } from '../form/Section.tsx';
import { WordsField } from '../form/WordsField.tsx';
import { t } from '../messages.fr.ts';
import type { PartProps } from '../parts-props.ts';

export function QuestionSection({ value, onChange, disabled, lacks }: PartProps<'question'>) {
  return (
    <Section id="question" title={t('part_question')} mandatory lacks={lacks}>
      <WordsField
        label={t('question')}
        required
        value={value.question}
        disabled={disabled}
        onChange={(question) => onChange({ ...value, question })}
      />
      <WordsField
        label={t('summary')}
        minRows={4}
        value={value.summary}
        disabled={disabled}
        onChange={(summary) => onChange({ ...value, summary })}
      />
    </Section>
  );
}
