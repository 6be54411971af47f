import { type CalendarException, occurrences, type RcpCalendar } from '@dcc/rules/src/calendar/calendar.ts';
import { addDays, isDay, isTime } from '@dcc/rules/src/calendar/civil.ts';
import { Button, Group, NativeSelect, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { dayText } from '../kit/dates.ts';
import { t } from './messages.fr.ts';

interface ExceptionsFieldProps {
  calendar: RcpCalendar;
  onChange: (exceptions: CalendarException[]) => void;
}

/** The days decided against the rule. */
export function ExceptionsField({ calendar, onChange }: ExceptionsFieldProps) {
  const { exceptions } = calendar;
  return (
    <>
      <h3>{t('exceptions')}</h3>
      {exceptions.length === 0 ? <Text size="sm">{t('exceptionsNone')}</Text> : null}
      <ul className="cat-members">
        {exceptions.map((one) => (
          <li key={`${one.kind}${one.day}`}>
            <span>{exceptionText(one)}</span>
            <Button
              variant="subtle"
              color="dark"
              size="compact-sm"
              aria-label={`${t('remove')} : ${exceptionText(one)}`}
              onClick={() => onChange(exceptions.filter((it) => it !== one))}
            >
              {t('remove')}
            </Button>
          </li>
        ))}
      </ul>
      <NewException
        calendar={calendar}
        onAdd={(added) =>
          onChange(
            [...exceptions.filter(({ kind, day }) => kind !== added.kind || day !== added.day), added].sort(
              (a, b) => a.day.localeCompare(b.day),
            ),
          )
        }
      />
    </>
  );
}

function exceptionText(one: CalendarException): string {
  const { day, reason } = one;
  if (one.kind === 'skip') return t('exception_skip', { day: dayText(day), reason });
  if (one.kind === 'add') return t('exception_add', { day: dayText(day), time: one.time, reason });
  return t('exception_move', { day: dayText(day), to: `${dayText(one.toDay)}, ${one.toTime}`, reason });
}

const KINDS = ['skip', 'move', 'add'] as const;

interface NewExceptionProps {
  calendar: RcpCalendar;
  onAdd: (one: CalendarException) => void;
}

function NewException({ calendar, onAdd }: NewExceptionProps) {
  const [kind, setKind] = useState<CalendarException['kind']>('skip');
  const [day, setDay] = useState('');
  const [toDay, setToDay] = useState('');
  const [time, setTime] = useState(calendar.time);
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string>();
  const add = () => {
    const lacks = !isDay(day) || !reason.trim() || !isTime(time) || (kind === 'move' && !isDay(toDay));
    const known = lacks || kind === 'add' || isRegular(calendar, day);
    setError(lacks ? t('exceptionWrong') : known ? undefined : t('exceptionNotRule'));
    if (lacks || !known) return;
    const why = reason.trim();
    if (kind === 'skip') onAdd({ kind, day, reason: why });
    else if (kind === 'add') onAdd({ kind, day, time, reason: why });
    else onAdd({ kind, day, toDay, toTime: time, reason: why });
    setDay('');
    setToDay('');
    setReason('');
  };
  return (
    <Group gap="sm" align="flex-end">
      <NativeSelect
        label={t('exceptionKind')}
        value={kind}
        data={KINDS.map((one) => ({ value: one, label: t(`exceptionKind_${one}`) }))}
        onChange={(event) => setKind(event.currentTarget.value as CalendarException['kind'])}
      />
      <TextInput
        type="date"
        label={t('exceptionDay')}
        value={day}
        onChange={(event) => setDay(event.currentTarget.value)}
      />
      {kind === 'move' ? (
        <TextInput
          type="date"
          label={t('exceptionTo')}
          value={toDay}
          onChange={(event) => setToDay(event.currentTarget.value)}
        />
      ) : null}
      {kind === 'skip' ? null : (
        <TextInput
          type="time"
          label={t('exceptionTime')}
          value={time}
          onChange={(event) => setTime(event.currentTarget.value)}
        />
      )}
      <TextInput
        label={t('exceptionReason')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button variant="default" onClick={add}>
        {t('addException')}
      </Button>
      {error ? (
        <Text size="sm" c="red.9" role="alert">
          {error}
        </Text>
      ) : null}
    </Group>
  );
}

/** Whether the rule gives that day, whatever was decided for it before. */
function isRegular(calendar: RcpCalendar, day: string): boolean {
  const bare: RcpCalendar = { ...calendar, exceptions: [], onHoliday: 'keep' };
  return occurrences(bare, day, addDays(day, 1)).held.length > 0;
}
