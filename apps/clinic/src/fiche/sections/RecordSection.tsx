import { CISIS } from '@dcc/fhir-profiles/src/codes.ts';
import { StatusLabel } from '../../kit/StatusLabel.tsx';
import { YesNo } from '../form/Choice.tsx';
import { Section } from '../form/Section.tsx';
import { WordsField } from '../form/WordsField.tsx';
import { t } from '../messages.fr.ts';
import type { PartProps } from '../parts-props.ts';

const TONES = { [CISIS.QUORUM_REACHED.code]: 'ok', [CISIS.QUORUM_NOT_REACHED.code]: 'warn' } as const;

export function RecordSection({ value, onChange, disabled, lacks }: PartProps<'record'>) {
  const { quorum } = value;
  const tone = TONES[quorum as keyof typeof TONES] ?? 'wait';
  const text = tone === 'ok' ? 'quorumReached' : tone === 'warn' ? 'quorumNotReached' : 'quorumLater';
  return (
    <Section id="record" title={t('part_record')} mandatory lacks={lacks}>
      <YesNo
        label={t('complete')}
        value={value.complete}
        disabled={disabled}
        onChange={(complete) => {
          const { complete: _, ...rest } = value;
          onChange(complete === undefined ? rest : { ...rest, complete });
        }}
      />
      <WordsField
        label={t(value.complete === false ? 'missingPieces' : 'comment')}
        minRows={1}
        required={value.complete === false}
        value={value.note}
        disabled={disabled}
        onChange={(note) => onChange({ ...value, note })}
      />
      <StatusLabel tone={tone}>{t(text)}</StatusLabel>
    </Section>
  );
}
