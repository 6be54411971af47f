import { useSortable } from '@dnd-kit/sortable';
import { ActionIcon, Anchor, Group, Table, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconGripVertical } from '@tabler/icons-react';
import { memo } from 'react';
import { Link } from 'react-router';
import { timeText } from '../kit/dates.ts';
import { patientName } from '../kit/names.ts';
import { StatusLabel, type Tone } from '../kit/StatusLabel.tsx';
import { t } from './messages.fr.ts';
import { Pieces } from './Pieces.tsx';
import type { SessionRecord } from './record.ts';
import type { Prepared } from './reorder.ts';

interface RowProps {
  row: Prepared;
  rank: number;
  last: boolean;
  record: SessionRecord;
  mayOrder: boolean;
  busy: boolean;
  onMove: (id: string, rank: number) => void;
}

const TONES: Record<string, Tone> = { reached: 'ok', 'not-reached': 'warn', unknown: 'wait' };
const STATES = {
  running: 'runningState',
  discussed: 'discussedState',
  registered: 'registeredState',
} as const;

export const AgendaRow = memo(function AgendaRow(props: RowProps) {
  const { row, rank, last, record, mayOrder, busy, onMove } = props;
  const { line, hours, forecast } = row;
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } =
    useSortable({
      id: line.id,
      disabled: !mayOrder || busy,
    });
  const name = line.patient ? patientName(line.patient) : '…';
  const style = {
    transform: transform ? `translateY(${transform.y}px)` : undefined,
    transition,
    opacity: isDragging ? 0.6 : undefined,
  };
  return (
    <Table.Tr ref={setNodeRef} style={style} role="row">
      <Table.Td role="cell" className="session-rank">
        <Group gap={2} wrap="nowrap">
          <Text span w="1.6rem" ta="right" fw={600}>
            {rank}
          </Text>
          {mayOrder ? (
            <>
              <ActionIcon
                ref={setActivatorNodeRef}
                {...attributes}
                {...listeners}
                variant="subtle"
                color="gray.8"
                aria-label={t('grab', { name })}
                style={{ cursor: 'grab', touchAction: 'none' }}
              >
                <IconGripVertical size="1.1rem" aria-hidden />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                aria-label={t('moveUp', { name })}
                disabled={rank === 1 || busy}
                onClick={() => onMove(line.id, rank - 1)}
              >
                <IconArrowUp size="1.1rem" aria-hidden />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                aria-label={t('moveDown', { name })}
                disabled={last || busy}
                onClick={() => onMove(line.id, rank + 1)}
              >
                <IconArrowDown size="1.1rem" aria-hidden />
              </ActionIcon>
            </>
          ) : null}
        </Group>
      </Table.Td>
      <Table.Td role="cell" className="session-hour">
        {timeText(hours.start)}
        <Text component="span" className="session-minutes">
          {t('length', { count: hours.minutes })}
        </Text>
      </Table.Td>
      <Table.Td role="cell" className="session-patient">
        <Anchor component={Link} to={`/fiches/${line.id}`} fw={600}>
          {name}
        </Anchor>
        {line.state === 'planned' ? null : <Text size="sm">{t(STATES[line.state])}</Text>}
        {hours.reasons.length > 0 ? (
          <Text size="sm" c="var(--dcc-quiet)">
            {hours.reasons.join(' · ')}
          </Text>
        ) : null}
      </Table.Td>
      <Table.Td role="cell" className="session-question">
        {line.question || <Text c="#8a4b00">{t('noQuestion')}</Text>}
        {hours.warnings.map((one) => (
          <Text key={one} size="sm" c="#8a4b00">
            {one}
          </Text>
        ))}
      </Table.Td>
      <Table.Td role="cell" data-label={t('ready')}>
        <Pieces line={line} record={record} />
      </Table.Td>
      <Table.Td role="cell" className="session-forecast" data-label={t('forecast')}>
        <StatusLabel tone={TONES[forecast.status] ?? 'neutral'}>{forecast.sentence}</StatusLabel>
      </Table.Td>
    </Table.Tr>
  );
});
