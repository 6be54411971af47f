import { addDays } from '@dcc/rules/src/calendar/civil.ts';
import type { Outlook } from '@dcc/rules/src/calendar/outlook.ts';
import { planOf } from '@dcc/rules/src/calendar/plan-extension.ts';
import { isWebAddress } from '@dcc/rules/src/calendar/schedule.ts';
import { Anchor, Button, Group, Stack } from '@mantine/core';
import type { Resource } from '@medplum/fhirtypes';
import { IconArrowLeft, IconVideo, IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { ConvocationSection } from '../convocation/ConvocationSection.tsx';
import { useMe } from '../data/index.ts';
import { dateTime, StatusLabel } from '../kit/index.ts';
import { CancelForm } from './CancelForm.tsx';
import { fillingLong, inscriptionsText, quorumKey, quorumTone, STATE_TONES } from './labels.ts';
import { MergeForm } from './MergeForm.tsx';
import { MoveForm } from './MoveForm.tsx';
import { t } from './messages.fr.ts';
import type { SessionItem } from './model.ts';

interface SessionPanelProps {
  item: SessionItem;
  /** The sessions of the page: other dates of the same RCP are among them. */
  items: readonly SessionItem[];
  people: readonly Resource[];
  onClose: () => void;
}
type Act = 'move' | 'cancel' | 'merge';

/** One session beside the calendar: what is known of it, who comes, and what can be done with it. */
export function SessionPanel({ item, items, people, onClose }: SessionPanelProps) {
  const me = useMe();
  const heading = useRef<HTMLHeadingElement>(null);
  const [act, setAct] = useState<Act>();
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const mayRun = me.may('Encounter', 'update') && item.state === 'planned';
  const done = () => setAct(undefined);
  return (
    <section
      className="cal-panel"
      aria-label={t('panelLabel')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        if (act) done();
        else onClose();
      }}
    >
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconArrowLeft size={16} aria-hidden />}
        onClick={onClose}
        mb="xs"
        className="cal-panel-back"
      >
        {t('back')}
      </Button>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <h2 ref={heading} tabIndex={-1}>
          {item.title}
        </h2>
        <Button
          variant="subtle"
          color="dark"
          size="compact-sm"
          aria-label={t('close')}
          onClick={onClose}
          className="cal-panel-close"
        >
          <IconX size={18} aria-hidden />
        </Button>
      </Group>
      <div>
        {dateTime(item.session.period?.start)}
        {item.endTime ? ` – ${item.endTime}` : ''}
      </div>
      <StatusLabel tone={STATE_TONES[item.state]}>{t(`state_${item.state}`)}</StatusLabel>
      <Facts item={item} />
      {item.state === 'cancelled' ? null : (
        <Button component={Link} to={`/sessions/${item.id}`} mt="md" size="sm">
          {t('prepare')}
        </Button>
      )}
      {item.state === 'planned' || item.convocation ? (
        <ConvocationSection item={item} people={people} />
      ) : null}
      {mayRun ? (
        <>
          <h3>{t('actions')}</h3>
          <Group gap="xs" mb="sm">
            <ActButton act="move" current={act} onAct={setAct} />
            <Button
              component={Link}
              to={`/sessions/nouvelle?copie=${item.id}&jour=${addDays(item.day, 7)}`}
              variant="default"
              size="xs"
            >
              {t('duplicate')}
            </Button>
            <ActButton act="merge" current={act} onAct={setAct} />
            <ActButton act="cancel" current={act} onAct={setAct} />
          </Group>
          {act === 'move' ? <MoveForm item={item} items={items} onDone={done} /> : null}
          {act === 'merge' ? <MergeForm item={item} onDone={done} /> : null}
          {act === 'cancel' ? <CancelForm item={item} onDone={done} /> : null}
        </>
      ) : null}
    </section>
  );
}

const ACT_LABELS = { move: 'move', cancel: 'cancelSession', merge: 'merge' } as const;

function ActButton({
  act,
  current,
  onAct,
}: {
  act: Act;
  current?: Act;
  onAct: (act: Act | undefined) => void;
}) {
  const open = act === current;
  return (
    <Button
      variant={open ? 'light' : 'default'}
      size="xs"
      aria-expanded={open}
      onClick={() => onAct(open ? undefined : act)}
    >
      {t(ACT_LABELS[act])}
    </Button>
  );
}

function Facts({ item }: { item: SessionItem }) {
  const { room, video } = planOf(item.session);
  const { outlook, state } = item;
  return (
    <dl>
      <Fact name={t('room')}>{room ?? t('noRoom')}</Fact>
      {video && isWebAddress(video) ? (
        <Fact name={t('video')}>
          <Anchor href={video} target="_blank" rel="noreferrer" underline="always">
            <IconVideo size={16} aria-hidden style={{ verticalAlign: '-3px' }} /> {t('join')}
          </Anchor>
        </Fact>
      ) : null}
      <Fact name={t('places')}>{fillingLong(item)}</Fact>
      {state === 'planned' ? <Fact name={t('inscriptions')}>{inscriptionsText(item)}</Fact> : null}
      {state === 'planned' ? (
        <Fact name={t('forecast')}>
          <StatusLabel tone={quorumTone(item)}>{t(`quorumLong_${quorumKey(item)}`)}</StatusLabel>
          {item.convocation && outlook ? <QuorumDetail quorum={outlook.quorum} /> : null}
        </Fact>
      ) : null}
      {item.reason ? <Fact name={t('reason')}>{item.reason}</Fact> : null}
    </dl>
  );
}

/** Why the quorum is not sure: what lacks, or whose answer could still make it. */
function QuorumDetail({ quorum }: { quorum: Outlook['quorum'] }) {
  if (quorum.status === 'reached') return null;
  const lines = quorum.awaited.length > 0 ? quorum.awaited : quorum.missing;
  return (
    <Stack gap={0}>
      <span>{t(quorum.awaited.length > 0 ? 'forecastAwaited' : 'forecastLost')}</span>
      <ul>
        {lines.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </Stack>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
