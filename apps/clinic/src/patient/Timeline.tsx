import { Anchor, Box, Button, Group, SegmentedControl, Text, Title } from '@mantine/core';
import { useMedplum } from '@medplum/react-hooks';
import { useState } from 'react';
import { Link } from 'react-router';
import { errorText } from '../data/error-text.ts';
import type { PatientRecord } from '../inscription/record.ts';
import { shortDate } from '../kit/dates.ts';
import { EmptyState } from '../kit/states.tsx';
import { t } from './messages.fr.ts';
import { type EventKind, type TimelineEvent, timelineOf } from './timeline.ts';

const PAGE = 40;
type Shown = 'all' | EventKind;

/** What happened, the newest first. */
export function Timeline({ record }: { record: PatientRecord }) {
  const [shown, setShown] = useState<Shown>('all');
  const [count, setCount] = useState(PAGE);
  const all = timelineOf(record);
  const events = all.filter(({ kind }) => shown === 'all' || kind === shown);
  return (
    <section aria-label={t('timeline')}>
      <Group justify="space-between" mb="sm" gap="xs">
        <Title order={2} size="h4">
          {t('timeline')}
        </Title>
        <SegmentedControl
          size="xs"
          aria-label={t('filterLabel')}
          value={shown}
          onChange={(value) => setShown(value as Shown)}
          data={[
            { value: 'all', label: t('filterAll') },
            { value: 'rcp', label: t('filterRcp') },
            { value: 'document', label: t('filterDocuments') },
            { value: 'treatment', label: t('filterTreatments') },
            { value: 'score', label: t('filterScores') },
          ]}
        />
      </Group>
      {events.length === 0 ? <EmptyState title={t('timelineEmpty')} hint={t('timelineHint')} /> : null}
      <ol className="dcc-timeline">
        {events.slice(0, count).map((one) => (
          <Line key={one.key} event={one} />
        ))}
      </ol>
      {events.length > count ? (
        <Button variant="default" size="compact-sm" onClick={() => setCount(count + PAGE)}>
          {t('more')}
        </Button>
      ) : null}
    </section>
  );
}

function Line({ event }: { event: TimelineEvent }) {
  const { kind, date, title, lines, to, file } = event;
  return (
    <li className="dcc-event" data-kind={kind}>
      <Text size="sm" c="var(--dcc-quiet)" className="dcc-event-date">
        {shortDate(date) || t('undated')}
      </Text>
      <Box style={{ minWidth: 0 }}>
        <Text size="xs" c="var(--dcc-quiet)">
          {t(`kind_${kind}`)}
        </Text>
        {to ? (
          <Anchor component={Link} to={to} fw={600}>
            {title}
          </Anchor>
        ) : file ? (
          <FileLink url={file} name={title} />
        ) : (
          <Text fw={600}>{title}</Text>
        )}
        {lines.map((line) => (
          <Text key={line} size="sm" lineClamp={3}>
            {line}
          </Text>
        ))}
      </Box>
    </li>
  );
}

/** Files are read with the login: a bare link would be refused. */
function FileLink({ url, name }: { url: string; name: string }) {
  const medplum = useMedplum();
  const [error, setError] = useState<string>();
  const open = async () => {
    try {
      const blob = await medplum.download(url);
      const address = URL.createObjectURL(blob);
      window.open(address, '_blank', 'noopener');
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    } catch (caught) {
      setError(errorText(caught));
    }
  };
  return (
    <>
      <Anchor component="button" type="button" fw={600} onClick={() => void open()} ta="left">
        {name}
      </Anchor>
      {error ? (
        <Text size="sm" c="red.9" role="alert">
          {error}
        </Text>
      ) : null}
    </>
  );
}
