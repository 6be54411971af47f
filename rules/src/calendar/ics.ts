import type { Appointment } from '@medplum/fhirtypes';
import { offsetMinutes, PARIS, wallClock } from './civil.ts';
import { CONVOCATION_SYSTEM, sequenceOf } from './convocation.ts';
import { planOf } from './plan-extension.ts';
import { isWebAddress } from './schedule.ts';

/** What an invitation says beside its Appointment. */
export interface Invitation {
  convocation: Appointment;
  /** Clock on which the session is set. */
  zone?: string;
  /** Who convenes: name, and mailbox when one is known. */
  organizer: { name: string; email?: string };
  /** Display names of the people convened, by `PractitionerRole/<id>`. */
  names?: ReadonlyMap<string, string>;
  /** The person this copy is for: only their line is written. */
  recipient?: string;
  /** Address of the session in the app. */
  link?: string;
  /** Instant of writing (ms): the file is otherwise the same at each call. */
  now: number;
}

const LINE_OCTETS = 75;

/**
 * The iCalendar file of a convocation (RFC 5545 and 5546): METHOD:REQUEST, or CANCEL once the session is
 * called off; stable UID, SEQUENCE growing with each change, times on the wall clock of the session with its
 * VTIMEZONE. No patient is named in it: calendars leave the hospital.
 */
export function icsFile(invitation: Invitation): string {
  const { convocation, zone = PARIS, organizer, link, now } = invitation;
  const cancelled = convocation.status === 'cancelled';
  const { room, video } = planOf(convocation);
  const safeVideo = video && isWebAddress(video) ? video : undefined;
  const about = [
    ...(cancelled
      ? [`Session annulée : ${convocation.cancelationReason?.text ?? 'motif non précisé'}.`]
      : []),
    ...(room ? [`Lieu : ${room}`] : []),
    ...(safeVideo ? [`Visioconférence : ${safeVideo}`] : []),
    ...(link ? [`Répondre et voir l’ordre du jour : ${link}`] : []),
  ];
  const where = [room, safeVideo && 'visioconférence'].filter(Boolean).join(' et ');
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//DCC//Convocations RCP//FR',
    'CALSCALE:GREGORIAN',
    `METHOD:${cancelled ? 'CANCEL' : 'REQUEST'}`,
    ...timezone(zone, convocation.start!),
    'BEGIN:VEVENT',
    `UID:${uidOf(convocation)}`,
    `SEQUENCE:${sequenceOf(convocation)}`,
    `DTSTAMP:${utc(now)}`,
    `DTSTART;TZID=${zone}:${local(convocation.start!, zone)}`,
    `DTEND;TZID=${zone}:${local(convocation.end!, zone)}`,
    `SUMMARY:${text(convocation.description ?? 'Session de RCP')}`,
    ...(where ? [`LOCATION:${text(where)}`] : []),
    ...(about.length > 0 ? [`DESCRIPTION:${text(about.join('\n'))}`] : []),
    ...(safeVideo ? [`URL:${safeVideo}`] : []),
    `STATUS:${cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    `ORGANIZER;CN=${quoted(organizer.name)}:${address(organizer.email, convocation)}`,
    ...attendees(invitation),
    ...(cancelled ? [] : reminder(convocation)),
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map(folded).join('');
}

/** The same for every file about one session: what tells a calendar that this is the same meeting. */
export function uidOf(convocation: Appointment): string {
  const number = convocation.identifier?.find(({ system }) => system === CONVOCATION_SYSTEM)?.value;
  return `${number ?? convocation.id}@rcp.${new URL(CONVOCATION_SYSTEM).hostname}`;
}

/** `convocation-2026100699110001.ics` */
export function icsName(convocation: Appointment): string {
  const number = convocation.identifier?.find(({ system }) => system === CONVOCATION_SYSTEM)?.value ?? 'rcp';
  return `convocation-${number.replaceAll(/[^\w-]/g, '_')}.ics`;
}

/** Answers are given in the app: the file always asks, and a mail client's own answer would go nowhere. */
function attendees({ convocation, names, recipient }: Invitation): string[] {
  return convocation.participant.flatMap(({ actor }) => {
    const role = actor?.reference;
    if (!role || (recipient !== undefined && role !== recipient)) return [];
    const name = names?.get(role) ?? actor?.display ?? 'Participant';
    const uri = `urn:uuid:${role.slice(role.indexOf('/') + 1)}`;
    return [`ATTENDEE;CN=${quoted(name)};ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:${uri}`];
  });
}

function reminder({ description }: Appointment): string[] {
  const about = text(description ?? 'Session de RCP');
  return ['BEGIN:VALARM', 'ACTION:DISPLAY', `DESCRIPTION:${about}`, 'TRIGGER:-PT1H', 'END:VALARM'];
}

/** Central European rules since 1996, or one fixed offset for the territories that keep theirs all year. */
function timezone(zone: string, start: string): string[] {
  const observances =
    zone === PARIS
      ? [
          ...observance('DAYLIGHT', '+0100', '+0200', '19960331T020000', 'FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU'),
          ...observance('STANDARD', '+0200', '+0100', '19961027T030000', 'FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU'),
        ]
      : fixed(zone, start);
  return ['BEGIN:VTIMEZONE', `TZID:${zone}`, ...observances, 'END:VTIMEZONE'];
}

function fixed(zone: string, start: string): string[] {
  const minutes = offsetMinutes(Date.parse(start), zone);
  const size = Math.abs(minutes);
  const offset = `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${two(size % 60)}`;
  return observance('STANDARD', offset, offset, '19700101T000000');
}

function observance(kind: string, from: string, to: string, start: string, rule?: string): string[] {
  return [
    `BEGIN:${kind}`,
    `DTSTART:${start}`,
    `TZOFFSETFROM:${from}`,
    `TZOFFSETTO:${to}`,
    ...(rule ? [`RRULE:${rule}`] : []),
    `END:${kind}`,
  ];
}

function address(email: string | undefined, convocation: Appointment): string {
  const isMailbox = email !== undefined && /^[^\s@:;,<>"]+@[^\s@:;,<>"]+$/.test(email);
  return isMailbox ? `mailto:${email}` : `urn:uuid:${convocation.id ?? uidOf(convocation)}`;
}

function local(instant: string, zone: string): string {
  const { day, time } = wallClock(instant, zone);
  return `${day.replaceAll('-', '')}T${time.replace(':', '')}00`;
}

function utc(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

/** TEXT value (RFC 5545, 3.3.11): a line break typed in a room's name must not begin a property. */
function text(value: string): string {
  return value
    .replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll(/\r\n|\r|\n/g, '\\n')
    .replaceAll(/\p{Cc}/gu, ' ');
}

/** Parameter value: quotes cannot be escaped inside one. */
function quoted(value: string): string {
  return `"${value.replaceAll('"', '’').replaceAll(/\p{Cc}/gu, ' ')}"`;
}

/** Lines of 75 octets at most, cut between characters. */
function folded(line: string): string {
  const encoder = new TextEncoder();
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const sign of line) {
    const size = encoder.encode(sign).length;
    if (octets + size > LINE_OCTETS) {
      parts.push(part);
      part = ' ';
      octets = 1;
    }
    part += sign;
    octets += size;
  }
  return `${[...parts, part].join('\r\n')}\r\n`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
