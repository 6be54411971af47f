import { personName } from '@dcc/rules';
import { type RcpCalendar, type RcpMember, rcpNumber, scheduleOf } from '@dcc/rules/src/calendar/index.ts';
import type { HealthcareService, Schedule } from '@medplum/fhirtypes';
import { parisTime } from '../base/time.ts';
import { PROFESSIONALS, practitioners, roleOf } from '../region/professionals.ts';
import type { Rcp } from '../region/rcps.ts';
import { team } from '../story/attendance.ts';
import { calendarLines } from '../story/calendar.ts';

const DAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
/** A meeting of two hours, as the catalogue announces it. */
const MINUTES = 120;
/** A case takes some eight minutes. */
const PLACES = 15;
const CLOSES_HOURS_BEFORE = 48;

const lines = calendarLines();

/** Where an RCP meets, when it has a room (screens say « Salle » before its name), and by video. */
export function placeOf(rcp: Pick<Rcp, 'key' | 'comment'>): { room?: string; video: string } {
  const room = /(?:salle )?((?<=salle )[^.,]*?|amphithéâtre [A-Z])(?= et |,|\.|$)/.exec(rcp.comment)?.[1];
  return {
    ...(room ? { room: room.charAt(0).toUpperCase() + room.slice(1) } : {}),
    video: `https://visio.demo.example/rcp-${rcp.key}`,
  };
}

/** Who usually comes to an RCP, as its catalogue entry keeps them: who leads, who stands in, the others. */
export function usualMembers(rcp: Rcp): RcpMember[] {
  const names = practitioners();
  return [rcp.chair, ...team(rcp.key).members.filter((one) => one !== rcp.chair)].map((who) => ({
    role: roleOf(who).reference!,
    display: personName(names[PROFESSIONALS.findIndex(({ key }) => key === who)]?.name?.[0]),
    leads: who === rcp.chair || who === rcp.deputy,
  }));
}

/**
 * The calendar of an RCP, from the day that the sessions to come are written.
 * @param stored the catalogue entry as the server holds it.
 * @param today `YYYY-MM-DD`.
 */
export function calendarOfRcp(rcp: Rcp, stored: HealthcareService, today: string): Schedule {
  const [first] = lines.filter((one) => one.rcp === rcp.key);
  if (!first) throw new RangeError(`No line of calendar for ${rcp.key}`);
  const calendar: RcpCalendar = {
    series: `${rcpNumber(stored) ?? rcp.number}-1`,
    rcp: `HealthcareService/${stored.id}`,
    active: true,
    rule: ruleOf(rcp),
    start: today,
    time: `${String(first.hour).padStart(2, '0')}:${String(first.minute).padStart(2, '0')}`,
    minutes: MINUTES,
    zone: 'Europe/Paris',
    region: 'metropole',
    onHoliday: 'skip',
    exceptions: [],
    plan: { places: PLACES, closesHoursBefore: CLOSES_HOURS_BEFORE, ...placeOf(rcp) },
  };
  return scheduleOf(calendar);
}

/** The days of `calendrier.json` as a recurrence: the ranks of a weekday in the month, or its last day. */
export function ruleOf({ key }: Pick<Rcp, 'key'>): string {
  const own = lines.filter((one) => one.rcp === key);
  const regular = own.filter(({ nth, weekday }) => nth !== undefined && weekday !== undefined);
  const day = regular[0]?.weekday;
  if (day === undefined) return 'FREQ=MONTHLY;BYMONTHDAY=-1';
  const ranks = regular.filter(({ weekday }) => weekday === day).map(({ nth }) => `${nth}${DAYS[day]}`);
  return `FREQ=MONTHLY;BYDAY=${ranks.join(',')}`;
}

/** Civil day in Paris of an instant. */
export function dayOf(now: number): string {
  return parisTime(now).slice(0, 10);
}
