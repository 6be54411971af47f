import { isPhysician } from '@dcc/rules/src/quorum/index.ts';
import { Box, Button, Checkbox, Group, NativeSelect, Text } from '@mantine/core';
import type { Encounter, PractitionerRole, Resource } from '@medplum/fhirtypes';
import { useMedplum } from '@medplum/react-hooks';
import { memo, type RefObject, useMemo, useState } from 'react';
import { PersonPicker } from '../inscription/PersonPicker.tsx';
import { timeText } from '../kit/dates.ts';
import { nameOf, specialtyOf } from '../session/lines.ts';
import type { SessionRecord } from '../session/record.ts';
import {
  type Attendee,
  enters,
  leaves,
  opinionsOn,
  type Presence,
  presences,
  staysAway,
  withOpinion,
} from './attendance.ts';
import { t } from './messages.fr.ts';
import { shortSpecialty } from './quorum.ts';

interface AttendanceProps {
  record: SessionRecord;
  session: Encounter;
  rcpCase: Encounter | undefined;
  editable: boolean;
  onSession: (edit: (draft: Encounter) => Encounter) => void;
  onCase: (edit: (draft: Encounter) => Encounter) => void;
  /** Adds people to what is known of the session. */
  onPeople: (...resources: Resource[]) => void;
  box: RefObject<HTMLElement | null>;
}

/** Who somebody is that day: the specialty already noted, else that of the directory. */
export function attendeeOf(record: SessionRecord, role: string, noted?: Presence['specialty']): Attendee {
  const found = record.records.get(role) as PractitionerRole | undefined;
  return { role, physician: isPhysician(found) === true, specialty: noted ?? specialtyOf(found) };
}

/** The sheet: who is here, in the room or on screen, from when to when, and written opinions for this case. */
export const Attendance = memo(function Attendance({
  record,
  session,
  rcpCase,
  editable,
  onSession,
  onCase,
  onPeople,
  box,
}: AttendanceProps) {
  const opinions = opinionsOn(rcpCase);
  const people = useMemo(
    () =>
      presences(session).map((one) => ({
        one,
        who: attendeeOf(record, one.role, one.specialty),
        name: nameOf(record, one.role),
      })),
    [record, session],
  );
  return (
    <Box component="section" ref={box} aria-label={t('attendance')} className="live-attendance" tabIndex={-1}>
      <Text component="h2" fw={650} size="md" mb={4}>
        {t('attendance')}
      </Text>
      <ul className="live-people">
        {people.map(({ one, who, name }) => (
          <Person
            key={one.role}
            one={one}
            who={who}
            name={name}
            opinion={opinions.includes(one.role)}
            editable={editable}
            onSession={onSession}
            onCase={rcpCase && rcpCase.status !== 'finished' ? onCase : undefined}
          />
        ))}
      </ul>
      {editable ? <AddPerson onSession={onSession} onPeople={onPeople} /> : null}
    </Box>
  );
});

interface PersonProps {
  one: Presence;
  who: Attendee;
  name: string;
  opinion: boolean;
  editable: boolean;
  onSession: AttendanceProps['onSession'];
  onCase?: AttendanceProps['onCase'];
}

type Choice = 'none' | 'present' | 'visio' | 'left' | 'excused' | 'absent';

function choiceOf({ mode, here, until }: Presence): Choice {
  if (here) return mode as Choice;
  if (until) return 'left';
  return mode === 'excused' || mode === 'absent' ? mode : 'none';
}

/** What may be said next: who was there can leave and come back, and is not absent any more. */
function choicesOf(choice: Choice): Choice[] {
  if (choice === 'present' || choice === 'visio' || choice === 'left') return ['present', 'visio', 'left'];
  return [...(choice === 'none' ? (['none'] as const) : []), 'present', 'visio', 'excused', 'absent'];
}

const Person = memo(function Person(props: PersonProps) {
  const { one, who, name, opinion, editable, onSession, onCase } = props;
  const choice = choiceOf(one);
  const say = (next: Choice) => {
    const now = new Date().toISOString();
    if (next === 'present' || next === 'visio') onSession((draft) => enters(draft, who, next, now));
    else if (next === 'left') onSession((draft) => leaves(draft, one.role, now));
    else if (next !== 'none') onSession((draft) => staysAway(draft, who, next));
  };
  const hours = one.here
    ? t('since', { from: timeText(one.since) })
    : one.until
      ? t('sinceTo', { from: timeText(one.since), to: timeText(one.until) })
      : '';
  const specialty = who.specialty?.display ? shortSpecialty(who.specialty.display) : t('noSpecialty');
  return (
    <li className="live-person" data-here={one.here || undefined}>
      <Group gap={6} wrap="nowrap" justify="space-between" align="flex-start">
        <div>
          <Text fw={600} size="sm" lh={1.25}>
            {name}
          </Text>
          <Text size="sm" c="var(--dcc-quiet)" lh={1.25}>
            {who.physician ? specialty : t('notPhysician')}
            {hours ? ` · ${hours}` : ''}
          </Text>
        </div>
        {editable ? (
          <NativeSelect
            size="xs"
            w="6.6rem"
            style={{ flex: 'none' }}
            aria-label={t('attendanceOf', { name })}
            value={choice}
            onChange={(event) => say(event.currentTarget.value as Choice)}
            data={choicesOf(choice).map((value) => ({ value, label: t(`mode_${value}`) }))}
          />
        ) : (
          <Text size="sm" style={{ whiteSpace: 'nowrap' }}>
            {t(`mode_${choice}`)}
          </Text>
        )}
      </Group>
      {!one.here && who.physician && (opinion || (editable && onCase)) ? (
        <Checkbox
          size="xs"
          mt={2}
          label={t('opinion')}
          aria-label={t('opinionOf', { name })}
          checked={opinion}
          disabled={!editable || !onCase}
          onChange={(event) => {
            const given = event.currentTarget.checked;
            onCase?.((draft) => withOpinion(draft, who, given, new Date().toISOString()));
          }}
        />
      ) : null}
    </li>
  );
});

/** Somebody nobody had convened. */
function AddPerson({ onSession, onPeople }: Pick<AttendanceProps, 'onSession' | 'onPeople'>) {
  const medplum = useMedplum();
  const [open, setOpen] = useState(false);
  const add = async (reference: string) => {
    const id = reference.split('/')[1];
    const bundle = await medplum.search(
      'PractitionerRole',
      `_id=${id}&_include=PractitionerRole:practitioner`,
    );
    const found = (bundle.entry ?? []).flatMap(({ resource }) => resource ?? []);
    const role = found.find((one) => one.resourceType === 'PractitionerRole') as PractitionerRole | undefined;
    onPeople(...found);
    const who = { role: reference, physician: isPhysician(role) === true, specialty: specialtyOf(role) };
    onSession((draft) => enters(draft, who, 'present', new Date().toISOString()));
    setOpen(false);
  };
  if (!open) {
    return (
      <Button size="compact-sm" variant="subtle" onClick={() => setOpen(true)}>
        {t('addPerson')}
      </Button>
    );
  }
  return (
    <PersonPicker
      label={t('addPerson')}
      doctorsOnly={false}
      onChange={(chosen) => chosen?.reference && void add(chosen.reference)}
    />
  );
}
