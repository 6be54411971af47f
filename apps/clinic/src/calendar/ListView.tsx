import { memo } from 'react';
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
    <table className="cal-list" aria-label={t('gridLabel')}>
      <thead>
        <tr>
          <th scope="col">{t('columnDay')}</th>
          <th scope="col">{t('columnRcp')}</th>
          <th scope="col">{t('columnFilling')}</th>
          <th scope="col">{t('columnQuorum')}</th>
          <th scope="col">{t('columnInscriptions')}</th>
          <th scope="col">{t('columnState')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <Line key={item.id} item={item} selected={item.id === selected} onOpen={onOpen} />
        ))}
      </tbody>
    </table>
  );
}

/** Plain cells: sixty lines of styled ones would be felt at each change of view. */
const Line = memo(function Line({
  item,
  selected,
  onOpen,
}: {
  item: SessionItem;
  selected: boolean;
  onOpen: (id: string) => void;
}) {
  return (
    <tr data-selected={selected || undefined}>
      <td className="cal-list-date">{dateTime(item.session.period?.start)}</td>
      <td>
        <button
          type="button"
          className="cal-link"
          data-session={item.id}
          aria-pressed={selected}
          onClick={() => onOpen(item.id)}
        >
          {item.title}
        </button>
      </td>
      <td data-label={t('columnFilling')}>{fillingLong(item)}</td>
      <td data-label={t('columnQuorum')}>
        {item.state === 'planned' ? (
          <StatusLabel tone={quorumTone(item)}>{t(`quorumLong_${quorumKey(item)}`)}</StatusLabel>
        ) : null}
      </td>
      <td data-label={t('columnInscriptions')}>{item.state === 'planned' ? inscriptionsText(item) : null}</td>
      <td>
        <StatusLabel tone={STATE_TONES[item.state]}>{t(`state_${item.state}`)}</StatusLabel>
      </td>
    </tr>
  );
});
