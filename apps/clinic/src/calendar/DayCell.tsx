import { holidayName } from '@dcc/rules/src/calendar/holidays.ts';
import { longDay } from '../kit/dates.ts';
import { t } from './messages.fr.ts';
import type { SessionItem } from './model.ts';
import { SessionChip } from './SessionChip.tsx';

/** What month and week views are given. */
export interface DaysProps {
  days: readonly string[];
  sessions: ReadonlyMap<string, SessionItem[]>;
  /** The day in hand: the one that Tab reaches and arrows leave. */
  day: string;
  today: string;
  selected?: string;
  onDay: (day: string) => void;
  onOpen: (id: string) => void;
}

interface DayCellProps extends Omit<DaysProps, 'days' | 'sessions' | 'day'> {
  day: string;
  /** What is written as the day. */
  head: string | number;
  items: readonly SessionItem[];
  outside?: boolean;
  current: boolean;
}

/** One day with its sessions. */
export function DayCell({
  day,
  head,
  items,
  outside,
  current,
  today,
  selected,
  onDay,
  onOpen,
}: DayCellProps) {
  const holiday = holidayName(day);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the page hears the keys, whichever day has the focus.
    // biome-ignore lint/a11y/useSemanticElements: a table cannot be a grid one walks in by arrows.
    <div
      role="gridcell"
      className="cal-day"
      data-day={day}
      data-outside={outside || undefined}
      data-today={day === today || undefined}
      aria-selected={current}
      aria-current={day === today ? 'date' : undefined}
      tabIndex={current ? 0 : -1}
      onClick={() => onDay(day)}
    >
      <span className="cal-day-head">
        <span className="cal-hidden">{`${longDay(day)}, ${t('count', { count: items.length })}.`}</span>
        <span className="cal-day-number" aria-hidden>
          {head}
        </span>
        {holiday ? <span className="cal-holiday">{holiday}</span> : null}
        {items.length > 0 ? (
          <span className="cal-day-count" aria-hidden>
            {items.length}
          </span>
        ) : null}
      </span>
      {items.map((item) => (
        <SessionChip
          key={item.id}
          item={item}
          selected={item.id === selected}
          reachable={current}
          onOpen={onOpen}
        />
      ))}
    </div>
  );
}
