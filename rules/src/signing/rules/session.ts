import { EXTENSIONS } from '@dcc/fhir-profiles';
import type { Encounter, Reference } from '@medplum/fhirtypes';
import { attendanceMode } from './people.ts';
import type { Refuse, Rule } from './rule.ts';

/** The case was treated in a session that was held, and the attendance sheet is complete. */
export const sessionRules: Rule = (record, refuse, context) => {
  const { rcpCase, session, composition } = record;
  if (!rcpCase) {
    refuse('case-missing', 'Passage en RCP', 'le passage en RCP de la fiche est introuvable.');
    return;
  }
  if (rcpCase.status !== 'finished') {
    refuse('case-not-finished', 'Passage en RCP', 'le dossier n’a pas encore été traité en RCP.', rcpCase);
  }
  if (!session) {
    refuse('session-missing', 'Session', 'la session de RCP du dossier est introuvable.', rcpCase);
    return;
  }
  if (session.status !== 'finished') {
    refuse('session-not-finished', 'Session', 'la session de RCP n’est pas terminée.', session);
  }
  attendance(session, refuse);
  if (!record.resolve(rcpCase.basedOn?.[0])) {
    refuse('inscription-missing', 'Inscription', 'l’inscription du dossier est introuvable.', rcpCase);
  }
  const rcp = rcpOf(composition.extension);
  if (!rcp || rcp !== rcpOf(session.extension)) {
    refuse('rcp-mismatch', 'RCP', 'la fiche et la session ne désignent pas la même RCP.');
  }
  if (!same(composition.custodian, session.serviceProvider)) {
    const message = 'l’établissement conservateur de la fiche n’est pas l’organisateur de la session.';
    refuse('custodian-mismatch', 'Établissement organisateur', message);
  }
  event(record, refuse, context);
};

function attendance(session: Encounter, refuse: Refuse): void {
  const lines = session.participant ?? [];
  const blank = lines.filter((line) => !attendanceMode(line)).length;
  if (lines.length === 0 || blank > 0) {
    const what =
      lines.length === 0
        ? 'est vide'
        : `est incomplète (${blank} participant${blank < 2 ? '' : 's'} sans mode de présence)`;
    refuse(
      'attendance-missing',
      'Feuille de présence',
      `la feuille de présence de la session ${what}.`,
      session,
    );
  }
}

const event: Rule = ({ composition, session }, refuse) => {
  const events = composition.event ?? [];
  const [only] = events;
  const field = 'Date de la RCP';
  if (
    !only ||
    events.length > 1 ||
    !only.detail?.some((one) => same(one, { reference: `Encounter/${session?.id}` }))
  ) {
    refuse('event-session', field, 'la fiche ne se rapporte pas à la session où le dossier a été traité.');
    return;
  }
  const differs = (['start', 'end'] as const).some((bound) => {
    return instant(only.period?.[bound]) !== instant(session?.period?.[bound]);
  });
  if (differs) {
    refuse('event-period', field, 'la date de la fiche n’est pas celle de la session.');
  }
};

function rcpOf(extensions: { url?: string; valueReference?: Reference }[] | undefined): string | undefined {
  return extensions?.find(({ url }) => url === EXTENSIONS.RCP)?.valueReference?.reference;
}

function same(a: Reference | undefined, b: Reference | undefined): boolean {
  return !!a?.reference && a.reference === b?.reference;
}

/**
 * Milliseconds, so that 10:30Z and 12:30+02:00 are one time; NaN never equals anything, an absent bound does.
 */
function instant(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(text);
}
