import { Button, Group, Text } from '@mantine/core';
import type { Appointment, Resource } from '@medplum/fhirtypes';
import { useMedplum } from '@medplum/react-hooks';
import { IconDownload } from '@tabler/icons-react';
import { useMemo } from 'react';
import { convene } from '../calendar/actions.ts';
import { resolver, type SessionItem } from '../calendar/model.ts';
import { notify } from '../calendar/notify.ts';
import { useAction } from '../calendar/useAction.ts';
import { useMe } from '../data/index.ts';
import { StatusLabel } from '../kit/StatusLabel.tsx';
import { AnswerForm } from './AnswerForm.tsx';
import { AnswerLine } from './AnswerLine.tsx';
import { downloadInvitation } from './download.ts';
import { t } from './messages.fr.ts';
import { personOf } from './person.ts';

/** Who is convened to a session and what they answered; the place where one convenes. */
export function ConvocationSection({ item, people }: { item: SessionItem; people: readonly Resource[] }) {
  const me = useMe();
  const resolve = useMemo(() => resolver(people), [people]);
  const { convocation, session, answers } = item;
  const open = item.state === 'planned';
  const mayWrite = open && me.may('Appointment', 'create');
  const lines = convocation
    ? answers
    : (session.participant ?? []).flatMap(({ individual }) =>
        individual?.reference ? [{ role: individual.reference, display: individual.display }] : [],
      );
  const leader = session.participant?.find(({ type }) => type?.[0]?.coding?.[0]?.code === 'PPRF');
  const mine = open ? answers.find(({ role }) => me.isMe(role)) : undefined;
  const names = new Map(
    lines.map(({ role, display }) => [role, personOf({ reference: role, display }, resolve).name]),
  );
  return (
    <section aria-labelledby="convocation">
      <h3 id="convocation">{t('title')}</h3>
      <ConveneRow item={item} count={lines.length} mayWrite={mayWrite} />
      {mine && convocation ? (
        <>
          <Text size="sm" fw={600} mt="xs" mb={4}>
            {t('myAnswer')}
          </Text>
          <AnswerForm convocation={convocation} answer={mine} label={t('myAnswer')} />
        </>
      ) : null}
      {convocation && item.outlook ? (
        <Text size="sm" mt="sm">
          {t('counts', { list: countsText(item.outlook.counts) })}
        </Text>
      ) : null}
      <ul className="cal-people" aria-label={t('people')}>
        {lines.map((one) => (
          <AnswerLine
            key={one.role}
            person={personOf({ reference: one.role, display: one.display }, resolve)}
            answer={one}
            leads={one.role === leader?.individual?.reference}
            convocation={mayWrite && convocation && !me.isMe(one.role) ? convocation : undefined}
          />
        ))}
      </ul>
      {convocation ? <Download convocation={convocation} item={item} names={names} /> : null}
    </section>
  );
}

function ConveneRow({ item, count, mayWrite }: { item: SessionItem; count: number; mayWrite: boolean }) {
  const medplum = useMedplum();
  const { run, busy, error } = useAction();
  const { convocation, session, title, outdated } = item;
  const send = async () => {
    if (await run(() => convene(medplum, session, title, convocation))) {
      notify(t('convened'));
    }
  };
  if (convocation?.status === 'cancelled') return <StatusLabel tone="bad">{t('calledOff')}</StatusLabel>;
  if (convocation && !outdated) return null;
  return (
    <Group gap="sm" mb="xs">
      {convocation ? (
        <StatusLabel tone="warn">{t('outdated')}</StatusLabel>
      ) : (
        <StatusLabel tone="neutral">{t('nobodyYet')}</StatusLabel>
      )}
      {mayWrite ? (
        <Button size="xs" onClick={() => void send()} loading={busy}>
          {convocation ? t('again') : t('convene', { count })}
        </Button>
      ) : null}
      {error ? (
        <Text size="sm" c="red.9" role="alert">
          {error}
        </Text>
      ) : null}
    </Group>
  );
}

const COUNTS = ['present', 'visio', 'excused', 'awaited'] as const;

/** `2 présents, 1 en visio, 4 en attente` */
function countsText(counts: Record<(typeof COUNTS)[number], number>): string {
  return COUNTS.filter((key) => counts[key] > 0)
    .map((key) => t(`count_${key}`, { count: counts[key] }))
    .join(', ');
}

interface DownloadProps {
  convocation: Appointment;
  item: SessionItem;
  names: ReadonlyMap<string, string>;
}

function Download({ convocation, item, names }: DownloadProps) {
  const link = new URL(`/calendrier?jour=${item.day}&session=${item.id}`, window.location.origin).href;
  const email = item.rcp?.telecom?.find(({ system }) => system === 'email')?.value;
  const organizer = { name: item.title, ...(email ? { email } : {}) };
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      mt="xs"
      leftSection={<IconDownload size={16} aria-hidden />}
      onClick={() => downloadInvitation({ convocation, organizer, names, link, now: Date.now() })}
    >
      {convocation.status === 'cancelled' ? t('downloadOff') : t('download')}
    </Button>
  );
}
