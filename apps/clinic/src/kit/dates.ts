/** Dates as the ward writes them, always in the time of the establishments: Paris, wherever the browser is. */
const zone = 'Europe/Paris';
const day = new Intl.DateTimeFormat('fr-FR', {
  timeZone: zone,
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});
const time = new Intl.DateTimeFormat('fr-FR', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
const short = new Intl.DateTimeFormat('fr-FR', {
  timeZone: zone,
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
});
const long = new Intl.DateTimeFormat('fr-FR', {
  timeZone: zone,
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const month = new Intl.DateTimeFormat('fr-FR', { timeZone: zone, month: 'long', year: 'numeric' });

type Moment = string | Date | undefined;

/** A FHIR date without a day or month is shown as precise as it is: never a day that nobody gave. */
function partial(value: Moment): string | undefined {
  const match = typeof value === 'string' ? /^(\d{4})(?:-(\d{2}))?$/.exec(value) : null;
  return match ? [match[2], match[1]].filter(Boolean).join('/') : undefined;
}

function parse(value: Moment): Date | undefined {
  if (!value) return undefined;
  // A date alone has no hour: noon keeps its day in every zone.
  const text = typeof value === 'string' && value.length === 10 ? `${value}T12:00:00Z` : value;
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** The first of a month is an ordinal in French, the other days are not: `1er déc.`, `2 déc.`. */
function written(format: Intl.DateTimeFormat, date: Date): string {
  const parts = format.formatToParts(date);
  return parts.map(({ type, value }) => (type === 'day' && value === '1' ? '1er' : value)).join('');
}

const show =
  (format: Intl.DateTimeFormat) =>
  (value: Moment): string => {
    const exact = partial(value);
    if (exact) return exact;
    const date = parse(value);
    return date ? written(format, date) : '';
  };

/** `lun. 12 oct. 2026` */
export const dayText = show(day);
/** `lundi 12 octobre 2026` */
export const longDay = show(long);
/** `octobre 2026` */
export const monthText = show(month);
/** `12/10/2026` */
export const shortDate = show(short);
/** `18:00` */
export const timeText = show(time);
/** `lun. 12 oct. 2026, 18:00` */
export const dateTime = (value: Moment): string => {
  const date = dayText(value);
  return date && timeText(value) && !(typeof value === 'string' && value.length <= 10)
    ? `${date}, ${timeText(value)}`
    : date;
};

/** Completed years on a day; undefined when the birth date is unknown or only a year. */
export function ageAt(birthDate: string | undefined, on: Date = new Date()): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(birthDate ?? '');
  if (!match) return undefined;
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(on);
  const years = Number(today.slice(0, 4)) - Number(match[1]);
  return today.slice(5) < `${match[2]}-${match[3]}` ? years - 1 : years;
}
