import { dayText } from '../kit/dates.ts';
import { DayCell, type DaysProps } from './DayCell.tsx';
import { t } from './messages.fr.ts';
import type { SessionItem } from './model.ts';

const NONE: SessionItem[] = [];

/** Seven columns, sessions in the order of the hours; on a phone, seven lines. */
export function WeekView({ days, sessions, day, ...cell }: DaysProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot be a grid one walks in by arrows.
    <div className="cal-week" role="grid" aria-label={t('weekLabel')}>
      {/* biome-ignore lint/a11y/useSemanticElements: see the grid. */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the cells take the focus. */}
      <div role="row" className="cal-row">
        {days.map((one) => (
          <DayCell
            key={one}
            day={one}
            head={dayText(one).replace(/ \d{4}$/, '')}
            items={sessions.get(one) ?? NONE}
            current={one === day}
            {...cell}
          />
        ))}
      </div>
    </div>
  );
}
