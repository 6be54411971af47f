import { Anchor, Button, Group, Text } from '@mantine/core';
import type { Encounter } from '@medplum/fhirtypes';
import { memo } from 'react';
import { Link } from 'react-router';
import { useReachable } from '../app/reachable.ts';
import { KeptNotice } from '../collab/index.ts';
import { ConfirmButton } from '../kit/ConfirmButton.tsx';
import { dateTime } from '../kit/dates.ts';
import { StatusLabel } from '../kit/StatusLabel.tsx';
import type { SessionRecord } from '../session/record.ts';
import { presences } from './attendance.ts';
import { t } from './messages.fr.ts';

interface HeaderProps {
  record: SessionRecord;
  session: Encounter;
  projected: boolean;
  mayRun: boolean;
  /** Cases that nobody treated yet. */
  left: number;
  onBegin: () => void;
  onEnd: () => Promise<void>;
  onProject: () => void;
  onHelp: () => void;
}

/** Which session, who is here, and what is done to the whole of it. */
export const LiveHeader = memo(function LiveHeader(props: HeaderProps) {
  const { record, session, projected, mayRun, left, onBegin, onEnd, onProject, onHelp } = props;
  // This screen has no frame around it: it asks by itself whether the server answers.
  const reachable = useReachable();
  const here = presences(session).filter((one) => one.here);
  const visio = here.filter(({ mode }) => mode === 'visio').length;
  const state = session.status === 'planned' ? 'planned' : session.status === 'finished' ? 'over' : 'begun';
  return (
    <header className="live-header">
      <div>
        <Text component="h1" fw={700} size="lg" lh={1.2}>
          {record.rcp?.name ?? t('title')}
        </Text>
        <Text size="sm">
          {dateTime(session.period?.start)} · {t(state)}
        </Text>
      </div>
      <Text fw={600}>
        {t('presentCount', { count: here.length - visio })}
        {visio > 0 ? ` (${t('visioCount', { count: visio })})` : ''}
      </Text>
      <Group gap="xs" className="live-tools">
        {reachable ? null : <StatusLabel tone="warn">{t('away')}</StatusLabel>}
        <KeptNotice />
        {mayRun && session.status === 'planned' ? (
          <Button size="xs" onClick={onBegin}>
            {t('begin')}
          </Button>
        ) : null}
        {mayRun && session.status === 'in-progress' && !projected ? (
          <ConfirmButton
            size="xs"
            variant="default"
            consequence={left > 0 ? t('endConsequence', { count: left }) : t('endAll')}
            confirm={t('end')}
            onConfirm={onEnd}
          >
            {t('end')}
          </ConfirmButton>
        ) : null}
        <Button size="xs" variant="default" onClick={onProject}>
          {t(projected ? 'unproject' : 'project')}
        </Button>
        {projected ? null : (
          <>
            <Button size="xs" variant="default" onClick={onHelp} aria-keyshortcuts="?">
              {t('help')}
            </Button>
            <Anchor component={Link} to={`/sessions/${session.id}`} size="sm">
              {t('prepare')}
            </Anchor>
          </>
        )}
      </Group>
    </header>
  );
});
