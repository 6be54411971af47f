import { DayCell, type DaysProps } from './DayCell.tsx';
import { t } from './messages.fr.ts';
import type { SessionItem } from './model.ts';

const WEEKDAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];
const NONE: SessionItem[] = [];

/**
 * The month as a grid of whole weeks: arrows go from day to day, Enter opens the first session of the day.
 */
export function MonthView({ days, sessions, day, ...cell }: DaysProps) {
  const weeks = Array.from({ length: days.length / 7 }, (_, n) => days.slice(n * 7, n * 7 + 7));
  const month = day.slice(0, 7);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot be a grid one walks in by arrows.
    <div className="cal-month" role="grid" aria-label={t('gridLabel')}>
      {/* biome-ignore lint/a11y/useSemanticElements: see the grid. */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the cells take the focus. */}
      <div role="row" className="cal-row">
        {WEEKDAYS.map((name) => (
          // biome-ignore lint/a11y/useSemanticElements: see the grid.
          // biome-ignore lint/a11y/useFocusableInteractive: the cells take the focus.
          <div key={name} role="columnheader" className="cal-weekday" aria-label={name}>
            {name.slice(0, 3)}.
          </div>
        ))}
      </div>
      {weeks.map((week) => (
        // biome-ignore lint/a11y/useSemanticElements: see the grid.
        // biome-ignore lint/a11y/useFocusableInteractive: the cells take the focus.
        <div key={week[0]} role="row" className="cal-row">
          {week.map((one) => (
            <DayCell
              key={one}
              day={one}
              head={Number(one.slice(8))}
              items={sessions.get(one) ?? NONE}
              outside={!one.startsWith(month)}
              current={one === day}
              {...cell}
            />
          ))}
        </div>
      ))}
    </div>
  );
}
