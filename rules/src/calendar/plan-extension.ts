import { profile } from '@dcc/fhir-profiles/src/canonical.ts';
import type { Extension } from '@medplum/fhirtypes';
import type { SessionPlan } from './calendar.ts';

/** The extensions of calendars, sessions and convocations (`fhir-profiles/input/fsh/rcp/calendar.fsh`). */
export const CALENDAR_EXTENSIONS = {
  /** SessionPlan, on Schedule (what its sessions begin with), session Encounter and convocation. */
  PLAN: profile('dcc-session-plan'),
  /** Clock, holidays and duration of a calendar, on Schedule. */
  CALENDAR: profile('dcc-calendar'),
  /** One member of the RCP, on HealthcareService. */
  MEMBER: profile('dcc-rcp-member'),
  /** How a person comes, and until when, on AppointmentResponse. */
  ANSWER: profile('dcc-convocation-answer'),
  /** How many times a convocation was sent anew, on Appointment (iCalendar SEQUENCE). */
  SEQUENCE: profile('dcc-convocation-sequence'),
  AVAILABILITY: 'https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-schedule-availability-time',
  /** FHIR's own: why an Encounter was given up after it was planned. */
  CANCELLED: 'http://hl7.org/fhir/StructureDefinition/encounter-reasonCancelled',
} as const;

/** The plan of a Schedule, a session or a convocation; empty when nothing is said. */
export function planOf(resource: { extension?: Extension[] } | undefined): SessionPlan {
  const parts = resource?.extension?.find(({ url }) => url === CALENDAR_EXTENSIONS.PLAN)?.extension ?? [];
  const part = (url: string) => parts.find((one) => one.url === url);
  return compact({
    places: part('places')?.valueInteger,
    closesHoursBefore: part('closesHoursBefore')?.valueInteger,
    room: part('room')?.valueString,
    video: part('video')?.valueUrl,
  });
}

/** The extensions with this plan instead of the one they had; an empty plan takes it away. */
export function withPlan(extensions: readonly Extension[] | undefined, plan: SessionPlan): Extension[] {
  const others = (extensions ?? []).filter(({ url }) => url !== CALENDAR_EXTENSIONS.PLAN);
  const parts: Extension[] = [];
  if (plan.places !== undefined) parts.push({ url: 'places', valueInteger: plan.places });
  if (plan.closesHoursBefore !== undefined) {
    parts.push({ url: 'closesHoursBefore', valueInteger: plan.closesHoursBefore });
  }
  if (plan.room) parts.push({ url: 'room', valueString: plan.room });
  if (plan.video) parts.push({ url: 'video', valueUrl: plan.video });
  return parts.length === 0 ? others : [...others, { url: CALENDAR_EXTENSIONS.PLAN, extension: parts }];
}

/** Without the keys that hold nothing: equal plans compare equal. */
function compact(plan: SessionPlan): SessionPlan {
  return Object.fromEntries(Object.entries(plan).filter(([, value]) => value !== undefined && value !== ''));
}
