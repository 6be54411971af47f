import { Checkbox, Stack, TextInput } from '@mantine/core';
import { Section } from '../form/Section.tsx';
import { WordsField } from '../form/WordsField.tsx';
import { t } from '../messages.fr.ts';
import { MOTIFS } from '../model/index.ts';
import type { PartProps } from '../parts-props.ts';

/** Why the case goes to the board: motifs with their comment, and words. Stands on the inscription. */
export function ReasonSection({ value, onChange, disabled, lacks }: PartProps<'reason'>) {
  const commentOf = (code: string) => value.motifs.find((one) => one.code === code)?.comment;
  const toggle = (code: string, on: boolean) => {
    const others = value.motifs.filter((one) => one.code !== code);
    onChange({ ...value, motifs: on ? [...others, { code, comment: '' }] : others });
  };
  const setComment = (code: string, comment: string) =>
    onChange({ ...value, motifs: value.motifs.map((one) => (one.code === code ? { code, comment } : one)) });
  return (
    <Section id="reason" title={t('part_reason')} mandatory lacks={lacks}>
      <Checkbox.Group label={t('motifs')} value={value.motifs.map(({ code }) => code)}>
        <Stack gap={6} mt={4}>
          {MOTIFS.map(({ code, display }) => (
            <div key={code}>
              <Checkbox
                value={code}
                label={display}
                disabled={disabled}
                onChange={({ currentTarget }) => toggle(code, currentTarget.checked)}
              />
              {commentOf(code) === undefined ? null : (
                <TextInput
                  ml={30}
                  mt={4}
                  size="xs"
                  aria-label={t('motifComment', { motif: display })}
                  placeholder={t('comment')}
                  value={commentOf(code)}
                  disabled={disabled}
                  onChange={({ currentTarget }) => setComment(code, currentTarget.value)}
                />
              )}
            </div>
          ))}
        </Stack>
      </Checkbox.Group>
      <WordsField
        label={t('reasonWords')}
        value={value.words}
        disabled={disabled}
        onChange={(words) => onChange({ ...value, words })}
      />
    </Section>
  );
}
