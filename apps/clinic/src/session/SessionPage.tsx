import { planOf } from '@dcc/rules/src/calendar/index.ts';
import { Anchor, Box, Button, Group, Text, Title } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { useMe } from '../data/me.ts';
import { dateTime } from '../kit/dates.ts';
import { Page } from '../kit/Page.tsx';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { AgendaTable } from './AgendaTable.tsx';
import { t } from './messages.fr.ts';
import { People } from './People.tsx';
import './session.css';
import { useAgenda } from './useAgenda.ts';

/** A session before it is held: its agenda in order, what each case lacks, who comes, who is missing. */
export function SessionPage() {
  const { id = '' } = useParams();
  const agenda = useAgenda(id);
  const { query, record, rows } = agenda;
  if (query.isError && !record) {
    return (
      <Page title={t('title')}>
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      </Page>
    );
  }
  if (!record) return <Loading label={t('loading')} />;
  const { session } = record;
  const { places, room, video } = planOf(session);
  return (
    <Page
      wide
      title={record.rcp?.name ?? t('title')}
      subtitle={
        <Group gap="md">
          <span>{dateTime(session.period?.start)}</span>
          {room ? <span>{t('room', { room })}</span> : null}
          {video ? (
            <Anchor href={video} target="_blank" rel="noreferrer">
              {t('video')}
            </Anchor>
          ) : null}
        </Group>
      }
      actions={
        <>
          <Button component={Link} to={`/sessions/${id}/ordre-du-jour`} variant="default">
            {t('print')}
          </Button>
          <Button component={Link} to={`/sessions/${id}/direct`}>
            {t('live')}
          </Button>
        </>
      }
    >
      {rows.length === 0 ? (
        <EmptyState
          title={t('empty')}
          hint={t('emptyHint')}
          action={
            <Anchor component={Link} to="/inscriptions/nouvelle">
              {t('inscribe')}
            </Anchor>
          }
        />
      ) : (
        <Box component="section" aria-label={t('agenda')}>
          <Toolbar agenda={agenda} places={places} />
          <AgendaTable agenda={agenda} />
        </Box>
      )}
      <Box component="section" mt="xl">
        <Title order={2} size="h3" mb="xs">
          {t('people')}
        </Title>
        <People record={record} />
      </Box>
    </Page>
  );
}

function Toolbar({ agenda, places }: { agenda: ReturnType<typeof useAgenda>; places?: number }) {
  const me = useMe();
  const total = agenda.agenda;
  const mayOrder = me.may('Encounter', 'update') && agenda.record?.session.status !== 'finished';
  return (
    <>
      <Group justify="space-between" mb={4} gap="sm">
        <Group gap="md">
          <Text fw={600}>
            {t('cases', { count: agenda.rows.length })}
            {places ? ` ${t('places', { count: places })}` : ''}
          </Text>
          <Text>{t('minutes', { count: total?.minutes ?? 0 })}</Text>
          {total?.over ? <Text c="#8a4b00">{t('over', { count: total.over })}</Text> : null}
        </Group>
        {mayOrder ? (
          <Group gap="xs">
            {agenda.canUndo ? (
              <Button size="xs" variant="default" onClick={() => void agenda.undo()} disabled={agenda.busy}>
                {t('undo')}
              </Button>
            ) : null}
            <Button size="xs" variant="outline" onClick={() => void agenda.orderAll()} disabled={agenda.busy}>
              {t('order')}
            </Button>
          </Group>
        ) : null}
      </Group>
      <Text size="sm" c="var(--dcc-quiet)">
        {t('orderHint', { version: total?.version ?? '' })}
      </Text>
      <Text size="sm" role="status" mih="1.5em">
        {agenda.said}
      </Text>
    </>
  );
}
