import type { RcpCalendar } from '@dcc/rules/src/calendar/calendar.ts';
import { Button, Group } from '@mantine/core';
import type { Schedule } from '@medplum/fhirtypes';
import { useMedplum } from '@medplum/react-hooks';
import { useState } from 'react';
import { submitted } from '../calendar/submitted.ts';
import { CalendarFields } from './CalendarFields.tsx';
import { type CalendarErrors, type CalendarForm, calendarErrors, readCalendarForm } from './calendar-form.ts';
import { ExceptionsField } from './ExceptionsField.tsx';
import { t } from './messages.fr.ts';
import { NextDates } from './NextDates.tsx';
import { Refusal } from './Section.tsx';
import { useSave } from './useSave.ts';
import { saveCalendar } from './write.ts';

interface CalendarEditorProps {
  initial: CalendarForm;
  of: Pick<RcpCalendar, 'series' | 'rcp'>;
  stored?: Schedule;
  onDone: () => void;
}

/** Writes a calendar; the dates it gives are shown as one types. */
export function CalendarEditor({ initial, of, stored, onDone }: CalendarEditorProps) {
  const medplum = useMedplum();
  const { busy, error, save } = useSave();
  const [form, setForm] = useState(initial);
  const [shown, setShown] = useState<CalendarErrors>({});
  const wrong = calendarErrors(form);
  const submit = async () => {
    setShown(wrong);
    if (Object.keys(wrong).length > 0) return;
    const done = await save(
      () => saveCalendar(medplum, readCalendarForm(form, of), stored),
      t('calendarSaved'),
    );
    if (done) onDone();
  };
  const isRight = Object.keys(wrong).length === 0;
  return (
    <form noValidate onSubmit={submitted(submit)}>
      <CalendarFields form={form} errors={shown} onChange={setForm} />
      {isRight ? (
        <ExceptionsField
          calendar={readCalendarForm(form, of)}
          onChange={(exceptions) => setForm({ ...form, exceptions })}
        />
      ) : null}
      {isRight ? <NextDates calendar={readCalendarForm(form, of)} /> : null}
      <Refusal error={error} />
      <Group gap="sm" mt="md">
        <Button type="submit" loading={busy}>
          {t('saveCalendar')}
        </Button>
        <Button variant="default" disabled={busy} onClick={onDone}>
          {t('abandon')}
        </Button>
      </Group>
    </form>
  );
}
