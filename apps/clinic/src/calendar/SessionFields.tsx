import { Group, Stack, Text, TextInput } from '@mantine/core';
import type { FormErrors, SessionForm } from './form.ts';
import { t } from './messages.fr.ts';

interface SessionFieldsProps {
  form: SessionForm;
  errors: FormErrors;
  warnings: readonly string[];
  onChange: (form: SessionForm) => void;
}

/**
 * When and where a session is held. Dates and hours are the browser's own fields: keyboard and phone know
 * them.
 */
export function SessionFields({ form, errors, warnings, onChange }: SessionFieldsProps) {
  const field = (name: keyof SessionForm) => ({
    value: form[name],
    error: errors[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...form, [name]: event.currentTarget.value }),
  });
  return (
    <Stack gap="sm">
      <Group gap="sm" align="flex-start">
        <TextInput type="date" label={t('date')} required w={160} {...field('day')} />
        <TextInput type="time" label={t('startTime')} required w={110} {...field('time')} />
        <TextInput inputMode="numeric" label={t('minutes')} required w={140} {...field('minutes')} />
      </Group>
      {warnings.map((one) => (
        <Text key={one} size="sm" c="#8a4b00" role="status">
          {one}
        </Text>
      ))}
      <Group gap="sm" align="flex-start">
        <TextInput inputMode="numeric" label={t('placesField')} w={90} {...field('places')} />
        <TextInput inputMode="numeric" label={t('closesHoursBefore')} w={270} {...field('closes')} />
      </Group>
      <TextInput label={t('roomField')} {...field('room')} />
      <TextInput type="url" label={t('videoField')} placeholder="https://" {...field('video')} />
    </Stack>
  );
}
