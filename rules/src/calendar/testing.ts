import { goldenResources } from '@dcc/fhir-profiles/examples/golden.ts';
import { loadDefinitions } from '@dcc/fhir-profiles/examples/testing.ts';
import { loadProfiles } from '@dcc/fhir-profiles/src/dist.ts';
import { OperationOutcomeError, validateResource } from '@medplum/core';
import type { Encounter, HealthcareService, Resource } from '@medplum/fhirtypes';
import type { RcpCalendar } from './calendar.ts';
import { withMembers } from './members.ts';
import { plannedSession } from './session.ts';

/** What is wrong with a resource by the built profile it declares: what the server checks at write. */
export function problems(resource: Resource): string[] {
  loadDefinitions();
  const profile = loadProfiles().get(resource.meta?.profile?.[0] ?? '');
  if (!profile) throw new Error(`No profile ${resource.meta?.profile}`);
  try {
    const issues = validateResource(resource, { profile });
    return issues.filter(({ severity }) => severity === 'error').map(({ details }) => details?.text ?? '');
  } catch (error) {
    if (!(error instanceof OperationOutcomeError)) throw error;
    return error.outcome.issue.map(({ details }) => `${details?.text}`);
  }
}

/** The golden catalogue entry with three usual participants. */
export function rcpOfTests(): HealthcareService {
  const golden = [...goldenResources().values()].find(
    (one): one is HealthcareService => one.resourceType === 'HealthcareService',
  );
  return withMembers({ ...golden!, id: 'sein' }, [
    { role: 'PractitionerRole/onco', display: 'Dr Anne LEFÈVRE', leads: false },
    { role: 'PractitionerRole/chir', display: 'Dr Paul ROY', leads: true },
    { role: 'PractitionerRole/radio', leads: false },
  ]);
}

export function calendarOfTests(change: Partial<RcpCalendar> = {}): RcpCalendar {
  return {
    series: '99110001-1',
    rcp: 'HealthcareService/sein',
    active: true,
    rule: 'FREQ=WEEKLY;BYDAY=TU',
    start: '2026-09-01',
    time: '18:00',
    minutes: 90,
    zone: 'Europe/Paris',
    region: 'metropole',
    onHoliday: 'skip',
    exceptions: [],
    plan: { places: 12, closesHoursBefore: 48 },
    ...change,
  };
}

/** A planned session of that RCP on Tuesday 6 October 2026, 18:00 to 19:30 in Paris. */
export function sessionOfTests(change: Partial<Encounter> = {}): Encounter {
  const session = plannedSession(rcpOfTests(), {
    number: '2026100699110001',
    start: '2026-10-06T18:00:00+02:00',
    end: '2026-10-06T19:30:00+02:00',
    plan: { places: 12, closesHoursBefore: 48, room: 'Salle Curie', video: 'https://visio.example.org/sein' },
  });
  return { ...session, id: 'tuesday', ...change };
}
