import { Text } from '@mantine/core';
import { SharedText } from '../../collab/SharedText.tsx';
import { t } from '../messages.fr.ts';

interface WordsFieldProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
  disabled?: boolean;
  minRows?: number;
  required?: boolean;
  /** The label is the title of the section just above. */
  hideLabel?: boolean;
  placeholder?: string;
}

/** A text of the fiche: pasted texts are cleaned and told, two people's words are both kept. */
export function WordsField({ value, onChange, minRows = 2, hideLabel, disabled, ...rest }: WordsFieldProps) {
  return (
    <>
      <SharedText
        {...rest}
        value={value}
        onChange={onChange}
        minRows={minRows}
        maxRows={18}
        readOnly={disabled}
        labelProps={hideLabel ? { className: 'dcc-hidden' } : undefined}
      />
      {value.length > 20_000 ? (
        <Text size="sm" c="var(--dcc-quiet)">
          {t('longText', { count: value.length.toLocaleString('fr-FR') })}
        </Text>
      ) : null}
    </>
  );
}
