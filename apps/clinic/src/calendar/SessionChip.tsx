import { type MouseEvent, memo } from 'react';
import { fillingText, quorumKey, quorumTone } from './labels.ts';
import { t } from './messages.fr.ts';
import type { SessionItem } from './model.ts';

interface SessionChipProps {
  item: SessionItem;
  selected: boolean;
  /** In the day in hand: reached by Tab. The others are reached by the arrows first. */
  reachable: boolean;
  onOpen: (id: string) => void;
}

/** A session in a day of the calendar: two short lines, read as they are seen. */
export const SessionChip = memo(function SessionChip({
  item,
  selected,
  reachable,
  onOpen,
}: SessionChipProps) {
  const open = (event: MouseEvent) => {
    event.stopPropagation();
    onOpen(item.id);
  };
  return (
    <button
      type="button"
      className="cal-chip"
      data-state={item.state}
      data-session={item.id}
      aria-pressed={selected}
      tabIndex={reachable ? 0 : -1}
      onClick={open}
    >
      <span className="cal-chip-title">
        <b>{item.time}</b> {item.title}
      </span>
      <span className="cal-chip-facts">
        <span>
          {fillingText(item)}
          <span className="cal-hidden">
            {item.filling.places === undefined ? ',' : ` ${t('fillingWord')},`}
          </span>
        </span>
        {item.state === 'planned' ? (
          <span className="dcc-status" data-tone={quorumTone(item)}>
            {t(`quorum_${quorumKey(item)}`)}
          </span>
        ) : (
          <span>{t(`state_${item.state}`)}</span>
        )}
      </span>
    </button>
  );
});
