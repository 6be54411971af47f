import { wallClock } from '@dcc/rules/src/calendar/civil.ts';
import { planOf } from '@dcc/rules/src/calendar/plan-extension.ts';
import { isWebAddress } from '@dcc/rules/src/calendar/schedule.ts';
import { Anchor, Group, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useFhir, useMe } from '../data/index.ts';
import { dateTime, EmptyState, ErrorState, Loading, timeText } from '../kit/index.ts';
import { AnswerForm } from './AnswerForm.tsx';
import './convocation.css';
import { t } from './messages.fr.ts';
import { type NextSession, readNext } from './next.ts';

/**
 * The sessions that convene me, each with my answer: for the home page and for « Mes prochaines sessions ».
 */
export function NextSessions({ most = 50 }: { most?: number }) {
  const me = useMe();
  const roles = me.roles.map(({ id }) => `PractitionerRole/${id}`).sort();
  const next = useFhir(me.ready ? ['convocation', 'next', ...roles] : undefined, (medplum) =>
    readNext(medplum, roles, Date.now()),
  );
  if (next.isError && !next.data) return <ErrorState error={next.error} onRetry={() => next.refetch()} />;
  if (!next.data) return <Loading label={t('loading')} />;
  if (next.data.length === 0) return <EmptyState title={t('noneTitle')} hint={t('noneHint')} />;
  return (
    <ul className="conv-list">
      {next.data.slice(0, most).map((one) => (
        <Line key={one.convocation.id} next={one} />
      ))}
    </ul>
  );
}

function Line({ next: { convocation, sessionId, answer } }: { next: NextSession }) {
  const { room, video } = planOf(convocation);
  const when = t('when', { date: dateTime(convocation.start), end: timeText(convocation.end) });
  const address = `/calendrier?jour=${wallClock(convocation.start!).day}&session=${sessionId}`;
  return (
    <li>
      <div>
        <Anchor component={Link} to={address} fw={600} underline="always">
          {convocation.description}
        </Anchor>
        <div>{when}</div>
        <Group gap="sm">
          {room ? (
            <Text size="sm" c="var(--dcc-quiet)">
              {room}
            </Text>
          ) : null}
          {video && isWebAddress(video) ? (
            <Anchor href={video} target="_blank" rel="noreferrer" size="sm" underline="always">
              {t('join')}
            </Anchor>
          ) : null}
        </Group>
      </div>
      <AnswerForm convocation={convocation} answer={answer} label={`${convocation.description}, ${when}`} />
    </li>
  );
}
