import { occurrences, type RcpCalendar } from '@dcc/rules/src/calendar/calendar.ts';
import { addDays, wallClock } from '@dcc/rules/src/calendar/civil.ts';
import { dateTime, dayText } from '../kit/dates.ts';
import { t } from './messages.fr.ts';

const MOST = 8;

/** The next dates that a calendar gives, those given up between them. */
export function NextDates({ calendar }: { calendar: RcpCalendar }) {
  const today = wallClock(Date.now()).day;
  const { held, skipped } = occurrences(calendar, today, addDays(today, 366));
  const dates = held.slice(0, MOST);
  const last = dates.at(-1)?.day ?? today;
  const lines = [
    ...dates.map(({ key, day, start, why }) => ({
      key,
      day,
      text: [dateTime(start), why].filter(Boolean).join(' : '),
    })),
    ...skipped
      .filter(({ key }) => key <= last)
      .map(({ key, why }) => ({
        key: `-${key}`,
        day: key,
        text: `${dayText(key)} : ${t('noSession', { why })}`,
      })),
  ].sort((a, b) => a.day.localeCompare(b.day));
  if (lines.length === 0) return <p>{t('previewNone')}</p>;
  return (
    <>
      <h3>{t('preview')}</h3>
      <ul className="cat-dates">
        {lines.map(({ key, text }) => (
          <li key={key}>{text}</li>
        ))}
      </ul>
    </>
  );
}
