import type { RcpCalendar } from '@dcc/rules/src/calendar/calendar.ts';
import { addDays, isDay, wallClock } from '@dcc/rules/src/calendar/civil.ts';
import { type Generation, generation } from '@dcc/rules/src/calendar/generation.ts';
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import type { Encounter, HealthcareService } from '@medplum/fhirtypes';
import { useMedplum } from '@medplum/react-hooks';
import { useState } from 'react';
import { readSessionsOf } from '../calendar/read.ts';
import { errorText, useFhir } from '../data/index.ts';
import { dateTime, dayText, Loading } from '../kit/index.ts';
import { t } from './messages.fr.ts';
import { Refusal } from './Section.tsx';
import { useSave } from './useSave.ts';
import { createSessions } from './write.ts';

const AHEAD_DAYS = 183;

interface GeneratePanelProps {
  rcp: HealthcareService;
  calendar: RcpCalendar;
  onDone: () => void;
}

/** Creates the sessions of a calendar ahead, after showing which: again, it creates what is lacking only. */
export function GeneratePanel({ rcp, calendar, onDone }: GeneratePanelProps) {
  const medplum = useMedplum();
  const { busy, error, save } = useSave();
  const today = wallClock(Date.now()).day;
  const [until, setUntil] = useState(addDays(today, AHEAD_DAYS));
  const existing = useFhir(['calendar', 'all-of-rcp', rcp.id], (client) => readSessionsOf(client, rcp, true));
  if (existing.isPending) return <Loading />;
  const { found, refusal } = plan(rcp, calendar, existing.data ?? [], today, until);
  const count = found?.create.length ?? 0;
  const sessions = (found?.create ?? []).map(({ session }) => session);
  const submit = async () => {
    if (await save(() => createSessions(medplum, sessions), t('generated', { count }))) onDone();
  };
  return (
    <Stack gap="xs" mt="md" maw={640}>
      <TextInput
        type="date"
        label={t('generateUntil')}
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
        w={180}
      />
      {found ? (
        <Text size="sm" role="status">
          {[
            t('generateCount', { count }),
            t('generateAlready', { count: found.already.length }),
            t('generateSkipped', { count: found.skipped.length }),
          ].join(' · ')}
        </Text>
      ) : null}
      {found && count > 0 ? (
        <ul className="cat-dates">
          {found.create.map(({ occurrence: { key, start, why } }) => (
            <li key={key}>{[dateTime(start), why].filter(Boolean).join(' : ')}</li>
          ))}
        </ul>
      ) : null}
      {found && count === 0 ? <Text size="sm">{t('generateNothing')}</Text> : null}
      {found && found.skipped.length > 0 ? (
        <Text size="sm" c="var(--dcc-quiet)">
          {found.skipped.map(({ key, why }) => `${dayText(key)} : ${t('noSession', { why })}`).join(' ; ')}
        </Text>
      ) : null}
      <Refusal error={error ?? refusal} />
      <Group gap="sm">
        <Button onClick={() => void submit()} loading={busy} disabled={count === 0}>
          {t('generateDo', { count })}
        </Button>
        <Button variant="default" onClick={onDone} disabled={busy}>
          {t('abandon')}
        </Button>
      </Group>
    </Stack>
  );
}

/** What would be created, or why nothing can be. */
function plan(
  rcp: HealthcareService,
  calendar: RcpCalendar,
  existing: readonly Encounter[],
  from: string,
  until: string,
): { found?: Generation; refusal?: string } {
  if (!isDay(until)) return {};
  try {
    return { found: generation(rcp, calendar, existing, from, addDays(until, 1)) };
  } catch (caught) {
    return { refusal: errorText(caught) };
  }
}
