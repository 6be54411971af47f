import { wallClock } from '@dcc/rules/src/calendar/civil.ts';
import { rcpNumber } from '@dcc/rules/src/calendar/session.ts';
import { Button } from '@mantine/core';
import type { HealthcareService } from '@medplum/fhirtypes';
import { useState } from 'react';
import { useFhir } from '../data/index.ts';
import { ErrorState, Loading } from '../kit/index.ts';
import { CalendarCard } from './CalendarCard.tsx';
import { CalendarEditor } from './CalendarEditor.tsx';
import { emptyCalendar } from './calendar-form.ts';
import { t } from './messages.fr.ts';
import { readSchedules, seriesOf } from './read.ts';
import { Section } from './Section.tsx';

interface CalendarsSectionProps {
  rcp: HealthcareService;
  mayEdit: boolean;
  ours: boolean;
}

/** When an RCP meets. */
export function CalendarsSection({ rcp, mayEdit, ours }: CalendarsSectionProps) {
  const [adding, setAdding] = useState(false);
  const schedules = useFhir(['catalogue', 'schedules', rcp.id], (medplum) => readSchedules(medplum, rcp.id!));
  const found = schedules.data ?? [];
  // A rank that was used once is not given again: the numbers of its sessions would meet.
  const ranks = found.map((one) => Number(seriesOf(one).split('-').at(-1)) || 0);
  const series = `${rcpNumber(rcp)}-${Math.max(0, ...ranks) + 1}`;
  const today = wallClock(Date.now()).day;
  return (
    <Section
      title={t('calendars')}
      action={
        mayEdit && !adding ? (
          <Button variant="default" size="xs" onClick={() => setAdding(true)}>
            {t('newCalendar')}
          </Button>
        ) : null
      }
    >
      {schedules.isPending ? <Loading /> : null}
      {schedules.isError ? <ErrorState error={schedules.error} onRetry={() => schedules.refetch()} /> : null}
      {schedules.data && found.length === 0 && !adding ? <p>{t('calendarNone')}</p> : null}
      {found.map((schedule) => (
        <CalendarCard key={schedule.id} rcp={rcp} schedule={schedule} mayEdit={mayEdit} ours={ours} />
      ))}
      {adding ? (
        <CalendarEditor
          initial={emptyCalendar(today)}
          of={{ series, rcp: `HealthcareService/${rcp.id}` }}
          onDone={() => setAdding(false)}
        />
      ) : null}
    </Section>
  );
}
