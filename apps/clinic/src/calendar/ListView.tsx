import { Table } from '@mantine/core';
import { dateTime } from '../kit/dates.ts';
import { StatusLabel } from '../kit/StatusLabel.tsx';
import { fillingLong, inscriptionsText, quorumKey, quorumTone, STATE_TONES } from './labels.ts';
import { t } from './messages.fr.ts';
import type { SessionItem } from './model.ts';

interface ListViewProps {
  items: readonly SessionItem[];
  selected?: string;
  onOpen: (id: string) => void;
}

/** The month as a table; on a phone each line becomes a block. */
export function ListView({ items, selected, onOpen }: ListViewProps) {
  return (
    <Table className="cal-list" aria-label={t('gridLabel')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('columnDay')}</Table.Th>
          <Table.Th>{t('columnRcp')}</Table.Th>
          <Table.Th>{t('columnFilling')}</Table.Th>
          <Table.Th>{t('columnQuorum')}</Table.Th>
          <Table.Th>{t('columnInscriptions')}</Table.Th>
          <Table.Th>{t('columnState')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {items.map((item) => (
          <Table.Tr key={item.id} data-selected={item.id === selected || undefined}>
            <Table.Td className="cal-list-date">{dateTime(item.session.period?.start)}</Table.Td>
            <Table.Td>
              <button
                type="button"
                className="cal-link"
                data-session={item.id}
                aria-pressed={item.id === selected}
                onClick={() => onOpen(item.id)}
              >
                {item.title}
              </button>
            </Table.Td>
            <Table.Td data-label={t('columnFilling')}>{fillingLong(item)}</Table.Td>
            <Table.Td data-label={t('columnQuorum')}>
              {item.state === 'planned' ? (
                <StatusLabel tone={quorumTone(item)}>{t(`quorumLong_${quorumKey(item)}`)}</StatusLabel>
              ) : null}
            </Table.Td>
            <Table.Td data-label={t('columnInscriptions')}>
              {item.state === 'planned' ? inscriptionsText(item) : null}
            </Table.Td>
            <Table.Td>
              <StatusLabel tone={STATE_TONES[item.state]}>{t(`state_${item.state}`)}</StatusLabel>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
