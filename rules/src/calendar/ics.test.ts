import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { instantOf, zonedDateTime } from './civil.ts';
import { cancelledConvocation, convocationOf, renewedConvocation } from './convocation.ts';
import { icsFile, icsName, uidOf } from './ics.ts';
import { withPlan } from './plan-extension.ts';
import { sessionOfTests } from './testing.ts';

const NOW = Date.parse('2026-09-20T08:00:00Z');
const session = sessionOfTests();
const convocation = { ...convocationOf(session, 'RCP Sein Val-de-Seine'), id: 'invite' };
const base = { convocation, organizer: { name: 'RCP Sein' }, now: NOW };

/** Reads a file by a library that is not ours. */
function read(file: string) {
  const calendar = new ICAL.Component(ICAL.parse(file));
  const zone = new ICAL.Timezone(calendar.getFirstSubcomponent('vtimezone')!);
  const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent')!);
  const instant = (time: ICAL.Time) => {
    const zoned = time.clone();
    zoned.zone = zone;
    return zoned.toUnixTime() * 1000;
  };
  return { calendar, event, start: instant(event.startDate), end: instant(event.endDate) };
}

describe('an invitation file', () => {
  it('is read by a calendar program as the meeting it is', () => {
    const { calendar, event, start, end } = read(
      icsFile({ ...base, link: 'https://dcc.example.org/calendrier' }),
    );
    expect(calendar.getFirstPropertyValue('method')).toBe('REQUEST');
    expect(event.uid).toBe('2026100699110001@rcp.dcc.example.org');
    expect(event.sequence).toBe(0);
    expect(event.summary).toBe('RCP Sein Val-de-Seine');
    expect(event.location).toBe('Salle Curie et visioconférence');
    expect(event.description).toContain('Visioconférence : https://visio.example.org/sein');
    expect(event.description).toContain('https://dcc.example.org/calendrier');
    expect(event.startDate.toString()).toBe('2026-10-06T18:00:00');
    expect(event.component.getFirstProperty('dtstart')?.getParameter('tzid')).toBe('Europe/Paris');
    expect(start).toBe(Date.parse(session.period!.start!));
    expect(end).toBe(Date.parse(session.period!.end!));
    expect(event.attendees).toHaveLength(3);
  });

  it.each(['2026-10-24', '2026-10-25', '2026-10-26', '2027-03-27', '2027-03-28', '2027-03-29'])(
    'on %s shows 18:00 by its own time zone',
    (day) => {
      const start = zonedDateTime(instantOf(day, '18:00'));
      const one = { ...convocation, start, end: zonedDateTime(instantOf(day, '19:00')) };
      const found = read(icsFile({ ...base, convocation: one }));
      expect(found.event.startDate.toString()).toBe(`${day}T18:00:00`);
      expect(found.start).toBe(Date.parse(start));
    },
  );

  it('gives any instant of ten years back, in Paris and on an island', () => {
    const minute = fc.integer({ min: Date.UTC(2024, 0) / 60_000, max: Date.UTC(2034, 0) / 60_000 });
    fc.assert(
      fc.property(
        minute,
        fc.constantFrom('Europe/Paris', 'Indian/Reunion', 'America/Cayenne'),
        (at, zone) => {
          const start = new Date(at * 60_000).toISOString();
          const end = new Date((at + 600) * 60_000).toISOString();
          const found = read(icsFile({ ...base, zone, convocation: { ...convocation, start, end } }));
          // An hour that comes twice has one name: reading it back may give its twin.
          const twin = zone === 'Europe/Paris' ? [0, 3_600_000, -3_600_000] : [0];
          const night = /-10-2[5-9]T0[01]:|-10-3[01]T0[01]:/.test(start);
          expect(night ? twin : [0]).toContain(found.start - at * 60_000);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('called off is a CANCEL of the same meeting with a later sequence', () => {
    const off = cancelledConvocation(renewedConvocation(convocation, session), 'Grève');
    const { calendar, event } = read(icsFile({ ...base, convocation: off }));
    expect(calendar.getFirstPropertyValue('method')).toBe('CANCEL');
    expect([event.uid, event.sequence]).toEqual([uidOf(convocation), 2]);
    expect(event.component.getFirstPropertyValue('status')).toBe('CANCELLED');
    expect(event.description).toContain('Session annulée : Grève.');
    expect(event.component.getFirstSubcomponent('valarm')).toBeNull();
  });

  it('for one person names that person alone', () => {
    const { event } = read(
      icsFile({
        ...base,
        recipient: 'PractitionerRole/onco',
        names: new Map([['PractitionerRole/onco', 'Dr "Anne" LEFÈVRE; chef']]),
      }),
    );
    expect(event.attendees.map((one) => one.getParameter('cn'))).toEqual(['Dr ’Anne’ LEFÈVRE; chef']);
  });

  it('writes the mailbox of who convenes, never one that would break the line', () => {
    const organizer = (email: string) =>
      read(icsFile({ ...base, organizer: { name: 'RCP', email } })).event.organizer;
    expect(organizer('rcp@chu.example.org')).toBe('mailto:rcp@chu.example.org');
    expect(organizer('rcp@chu.example.org\r\nATTENDEE:x')).toMatch(/^urn:uuid:/);
  });

  it('carries any title and room whole, and nothing of them becomes a property', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (words) => {
        const title = `RCP ${words}\r\nATTENDEE:mailto:x@example.org`;
        const one = {
          ...convocation,
          description: title,
          extension: withPlan([], { room: words, video: `javascript:${words}` }),
        };
        const file = icsFile({ ...base, convocation: one });
        for (const line of file.split('\r\n')) {
          expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
        }
        const { event } = read(file);
        const clean = title.replaceAll(/\r\n|\r|\n/g, '\n').replaceAll(/(?!\n)\p{Cc}/gu, ' ');
        expect(event.summary).toBe(clean);
        expect(event.attendees).toHaveLength(3);
        expect(event.component.getFirstProperty('url')).toBeNull();
      }),
      { numRuns: 150 },
    );
  });

  it('is named after its session, without what a file system refuses', () => {
    expect(icsName(convocation)).toBe('convocation-2026100699110001.ics');
    const odd = {
      ...convocation,
      identifier: [{ system: convocation.identifier![0]!.system, value: '../a b' }],
    };
    expect(icsName(odd)).toBe('convocation-___a_b.ics');
  });

  it('is the same at each call', () => {
    expect(icsFile(base)).toBe(icsFile(base));
  });
});
