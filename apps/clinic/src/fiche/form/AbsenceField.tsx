import { Group, NativeSelect, TextInput } from '@mantine/core';
import { t } from '../messages.fr.ts';
import type { Absence } from '../model/index.ts';

const CODES = ['unavailable', 'notasked', 'nilknown', 'notstarted', 'withheld'] as const;

interface AbsenceFieldProps {
  value: Absence | undefined;
  onChange: (value: Absence | undefined) => void;
  disabled?: boolean;
  /** Words beside the code: mandatory sections of a fiche say why they hold nothing. */
  words?: boolean;
}

/** Why a mandatory part holds nothing: an answer too, where silence is not. */
export function AbsenceField({ value, onChange, disabled, words }: AbsenceFieldProps) {
  return (
    <Group align="flex-end" gap="sm">
      <NativeSelect
        label={t('absence')}
        disabled={disabled}
        value={value?.code ?? ''}
        data={[
          { value: '', label: t('absence_none') },
          ...CODES.map((code) => ({ value: code, label: t(`absence_${code}`) })),
        ]}
        onChange={({ currentTarget }) => {
          const code = currentTarget.value as Absence['code'] | '';
          onChange(code ? { ...value, code } : undefined);
        }}
      />
      {words && value ? (
        <TextInput
          label={t('absenceWords')}
          flex={1}
          miw={220}
          disabled={disabled}
          value={value.text ?? ''}
          onChange={({ currentTarget }) => {
            const { text: _, ...rest } = value;
            onChange(currentTarget.value ? { ...rest, text: currentTarget.value } : rest);
          }}
        />
      ) : null}
    </Group>
  );
}
