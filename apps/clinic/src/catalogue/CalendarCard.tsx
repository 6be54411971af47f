import type { RcpCalendar } from '@dcc/rules/src/calendar/calendar.ts';
import { HOLIDAY_REGIONS } from '@dcc/rules/src/calendar/holidays.ts';
import { describeRecurrence } from '@dcc/rules/src/calendar/recurrence.ts';
import { calendarOf } from '@dcc/rules/src/calendar/schedule.ts';
import { Button, Group, Text } from '@mantine/core';
import type { HealthcareService, Schedule } from '@medplum/fhirtypes';
import { useState } from 'react';
import { useMe } from '../data/index.ts';
import { dayText, StatusLabel } from '../kit/index.ts';
import { CalendarEditor } from './CalendarEditor.tsx';
import { calendarForm } from './calendar-form.ts';
import { GeneratePanel } from './GeneratePanel.tsx';
import { t } from './messages.fr.ts';
import { NextDates } from './NextDates.tsx';

interface CalendarCardProps {
  rcp: HealthcareService;
  schedule: Schedule;
  mayEdit: boolean;
  /** The RCP is of my establishment: its sessions are mine to create. */
  ours: boolean;
}

/** One calendar in words, its next dates, and what can be done with it. */
export function CalendarCard({ rcp, schedule, mayEdit, ours }: CalendarCardProps) {
  const me = useMe();
  const [open, setOpen] = useState<'edit' | 'generate'>();
  const calendar = read(schedule);
  if (!calendar) return <StatusLabel tone="bad">{t('calendarBroken')}</StatusLabel>;
  const { time, minutes, plan } = calendar;
  const close = () => setOpen(undefined);
  const facts = [
    calendar.end
      ? t('fromTo', { from: dayText(calendar.start), to: dayText(calendar.end) })
      : t('since', { from: dayText(calendar.start) }),
    plan.places ? t('placesLine', { count: plan.places }) : undefined,
    plan.room,
    HOLIDAY_REGIONS[calendar.region].label,
  ];
  return (
    <div>
      <h3 style={{ marginTop: 0 }}>
        {capital(t('calendarLine', { rule: describeRecurrence(calendar.rule), time, minutes }))}
        {calendar.active ? null : ` (${t('calendarStopped')})`}
      </h3>
      <Text size="sm" c="var(--dcc-quiet)">
        {facts.filter(Boolean).join(' · ')}
      </Text>
      {open === 'edit' ? (
        <CalendarEditor initial={calendarForm(calendar)} of={calendar} stored={schedule} onDone={close} />
      ) : null}
      {open ? null : <NextDates calendar={calendar} />}
      {open === 'generate' ? <GeneratePanel rcp={rcp} calendar={calendar} onDone={close} /> : null}
      {open ? null : (
        <Group gap="xs" mt="xs">
          {ours && me.may('Encounter', 'create') && calendar.active ? (
            <Button size="xs" onClick={() => setOpen('generate')}>
              {t('generate')}
            </Button>
          ) : null}
          {mayEdit ? (
            <Button size="xs" variant="default" onClick={() => setOpen('edit')}>
              {t('edit')}
            </Button>
          ) : null}
        </Group>
      )}
    </div>
  );
}

function read(schedule: Schedule): RcpCalendar | undefined {
  try {
    return calendarOf(schedule);
  } catch {
    return undefined;
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
