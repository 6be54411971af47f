import { HOLIDAY_POLICIES, type HolidayPolicy } from '@dcc/rules/src/calendar/calendar.ts';
import { HOLIDAY_REGIONS, type HolidayRegion } from '@dcc/rules/src/calendar/holidays.ts';
import type { Weekday } from '@dcc/rules/src/calendar/recurrence.ts';
import { Checkbox, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import type { CalendarErrors, CalendarForm } from './calendar-form.ts';
import { t } from './messages.fr.ts';

const KINDS = ['weekly', 'monthly', 'month-day'] as const;
const RANKS = ['1', '2', '3', '4', '5', '-1'] as const;
const DAYS: { value: Weekday; label: string }[] = [
  { value: 'MO', label: 'lundi' },
  { value: 'TU', label: 'mardi' },
  { value: 'WE', label: 'mercredi' },
  { value: 'TH', label: 'jeudi' },
  { value: 'FR', label: 'vendredi' },
  { value: 'SA', label: 'samedi' },
  { value: 'SU', label: 'dimanche' },
];

interface CalendarFieldsProps {
  form: CalendarForm;
  errors: CalendarErrors;
  onChange: (form: CalendarForm) => void;
}
type TextField =
  | 'interval'
  | 'monthDay'
  | 'start'
  | 'end'
  | 'time'
  | 'minutes'
  | 'places'
  | 'closes'
  | 'room'
  | 'video';

/** The fields of a calendar. */
export function CalendarFields({ form, errors, onChange }: CalendarFieldsProps) {
  const set = (change: Partial<CalendarForm>) => onChange({ ...form, ...change });
  const field = (name: TextField) => ({
    value: form[name],
    error: errors[name],
    onChange: (event: { currentTarget: { value: string } }) => set({ [name]: event.currentTarget.value }),
  });
  return (
    <Stack gap="sm" mt="sm" maw={720}>
      <Group gap="sm" align="flex-start">
        <NativeSelect
          label={t('frequency')}
          value={form.kind}
          data={KINDS.map((kind) => ({ value: kind, label: t(`kind_${kind}`) }))}
          onChange={(event) => set({ kind: event.currentTarget.value as CalendarForm['kind'] })}
        />
        <TextInput inputMode="numeric" label={t(`interval_${form.kind}`)} w={180} {...field('interval')} />
        {form.kind === 'month-day' ? (
          <TextInput label={t('monthDay')} w={300} {...field('monthDay')} />
        ) : null}
      </Group>
      {form.kind === 'weekly' ? (
        <Checkbox.Group
          label={t('weekdays')}
          error={errors.weekdays}
          value={form.weekdays}
          onChange={(weekdays) => set({ weekdays: weekdays as Weekday[] })}
        >
          <Group gap="md" mt={4}>
            {DAYS.map(({ value, label }) => (
              <Checkbox key={value} value={value} label={label} />
            ))}
          </Group>
        </Checkbox.Group>
      ) : null}
      {form.kind === 'monthly' ? (
        <Group gap="lg" align="flex-start">
          <Checkbox.Group
            label={t('nth')}
            error={errors.nth}
            value={form.nth}
            onChange={(nth) => set({ nth })}
          >
            <Group gap="md" mt={4}>
              {RANKS.map((rank) => (
                <Checkbox key={rank} value={rank} label={t(`nth_${rank}`)} />
              ))}
            </Group>
          </Checkbox.Group>
          <NativeSelect
            label={t('weekday')}
            value={form.weekday}
            data={DAYS}
            onChange={(event) => set({ weekday: event.currentTarget.value as Weekday })}
          />
        </Group>
      ) : null}
      <Group gap="sm" align="flex-start">
        <TextInput type="time" label={t('time')} required w={110} {...field('time')} />
        <TextInput inputMode="numeric" label={t('minutes')} required w={140} {...field('minutes')} />
        <TextInput type="date" label={t('firstDay')} required w={160} {...field('start')} />
        <TextInput type="date" label={t('lastDay')} w={180} {...field('end')} />
      </Group>
      <Group gap="sm" align="flex-start">
        <NativeSelect
          label={t('region')}
          value={form.region}
          data={Object.entries(HOLIDAY_REGIONS).map(([value, { label }]) => ({ value, label }))}
          onChange={(event) => set({ region: event.currentTarget.value as HolidayRegion })}
        />
        <NativeSelect
          label={t('onHoliday')}
          value={form.onHoliday}
          data={Object.entries(HOLIDAY_POLICIES).map(([value, label]) => ({ value, label }))}
          onChange={(event) => set({ onHoliday: event.currentTarget.value as HolidayPolicy })}
        />
      </Group>
      <Group gap="sm" align="flex-start">
        <TextInput inputMode="numeric" label={t('places')} w={100} {...field('places')} />
        <TextInput inputMode="numeric" label={t('closes')} w={280} {...field('closes')} />
      </Group>
      <TextInput label={t('room')} maw={480} {...field('room')} />
      <TextInput type="url" label={t('video')} placeholder="https://" maw={480} {...field('video')} />
      <Checkbox
        label={t('activeCalendar')}
        checked={form.active}
        onChange={(event) => set({ active: event.currentTarget.checked })}
      />
    </Stack>
  );
}
