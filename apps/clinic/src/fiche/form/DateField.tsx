import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { shortDate } from '../../kit/dates.ts';
import { t } from '../messages.fr.ts';
import { parseFrenchDate } from './date-text.ts';

interface DateFieldProps {
  label: string;
  value?: string;
  onChange: (value: string | undefined) => void;
  disabled?: boolean;
  error?: string;
}

/**
 * A date as precise as known: day, month or year alone. What is no date stays on the screen, with a sentence.
 */
export function DateField({ label, value, onChange, disabled, error }: DateFieldProps) {
  const [typed, setTyped] = useState(() => shortDate(value));
  useEffect(() => {
    setTyped((now) => (parseFrenchDate(now) === (value ?? '') ? now : shortDate(value)));
  }, [value]);
  const wrong = parseFrenchDate(typed) === undefined;
  return (
    <TextInput
      label={label}
      placeholder={t('datePlaceholder')}
      inputMode="numeric"
      maw={150}
      disabled={disabled}
      value={typed}
      error={wrong ? t('dateWrong') : error}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        const date = parseFrenchDate(currentTarget.value);
        if (date !== undefined) onChange(date || undefined);
      }}
    />
  );
}
