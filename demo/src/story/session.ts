import { ACT, DCC_CODES, EXTENSIONS, IDENTIFIER_TYPES, IDENTIFIERS } from '@dcc/fhir-profiles';
import type { Encounter } from '@medplum/fhirtypes';
import { concept, localId, meta, refer } from '../base/fhir.ts';
import { parisTime } from '../base/time.ts';
import { accountsOf, centreOf, natureOf, numberOf, thematicOf, topicOf, wayOf } from '../region/rcps.ts';
import type { Agenda } from './agenda.ts';
import { type Attendance, convened, participants } from './attendance.ts';

/** Number of a session in the national form: date and RCP, then the district when the month is copied. */
export function sessionNumber({ session }: Agenda): string {
  const district = /-d(\d+)$/.exec(session.key)?.[1];
  return `${session.day.replaceAll('-', '')}${session.rcp.number}${district ? `-${district}` : ''}`;
}

/** The session as it is planned, before anyone comes. */
export function plannedSession(agenda: Agenda): Encounter {
  const { session, end } = agenda;
  const { rcp } = session;
  return {
    resourceType: 'Encounter',
    id: localId(session.key),
    meta: { ...meta('dcc-rcp-session'), accounts: accountsOf(rcp) },
    extension: [
      { url: EXTENSIONS.RCP, valueReference: refer('HealthcareService', `rcp-${rcp.key}`) },
      {
        url: EXTENSIONS.GESTIONNAIRE_3C,
        valueReference: refer('Organization', `organization-${centreOf(rcp)}`),
      },
    ],
    identifier: [
      {
        type: concept({ system: IDENTIFIER_TYPES.FR_ENCOUNTER, code: 'VN' }),
        system: IDENTIFIERS.SESSION,
        value: sessionNumber(agenda),
      },
    ],
    status: 'planned',
    class: { ...ACT.VIRTUAL },
    type: [
      concept(wayOf(rcp), numberOf(rcp), DCC_CODES.SESSION, natureOf(rcp), topicOf(rcp), thematicOf(rcp)),
    ],
    participant: convened(rcp.key, rcp.chair),
    period: { start: parisTime(session.start), end: parisTime(end) },
    serviceProvider: refer('Organization', `organization-${rcp.at}`),
  };
}

/** The session once it took place, with its attendance sheet; or once it was cancelled. */
export function endedSession(agenda: Agenda, sheet: Attendance | undefined): Encounter {
  const planned = plannedSession(agenda);
  if (!sheet) return { ...planned, status: 'cancelled' };
  return { ...planned, status: 'finished', participant: participants(sheet, agenda.session.rcp.chair) };
}
