import {
  evaluateQuorum,
  frenchModes,
  type QuorumResult,
  quorumParticipants,
} from '@dcc/rules/src/quorum/index.ts';
import type { Encounter } from '@medplum/fhirtypes';
import { resolverOf, type SessionRecord } from '../session/record.ts';
import { presences } from './attendance.ts';
import { t } from './messages.fr.ts';

/**
 * The quorum of one case as the sheet stands: a case that is not begun is judged on who is there now, a case under
 * way or treated on its own hours (spec/product.md 7.3).
 */
export function quorumOf(
  record: SessionRecord,
  session: Encounter,
  rcpCase: Encounter,
  now: string,
): QuorumResult {
  const people = quorumParticipants(session, rcpCase, resolverOf(record.records));
  // People convened of whom nothing was said are not there: unknown would hide who is missing.
  const said = people.filter(({ mode }) => mode !== undefined);
  const period =
    rcpCase.status === 'planned'
      ? { start: now }
      : { start: rcpCase.period?.start, end: rcpCase.period?.end };
  return evaluateQuorum(record.rule?.rule, said, period);
}

/** Who counted, for which specialty and how: the explanation. */
export function evidenceLines(result: QuorumResult, session: Encounter, rcpCase: Encounter): string[] {
  const displays = new Map(
    [session, rcpCase].flatMap((one) =>
      presences(one).flatMap(({ specialty }) =>
        specialty?.code ? [[specialty.code, specialty.display ?? specialty.code]] : [],
      ),
    ) as [string, string][],
  );
  return result.evidence.map(({ name, specialty, mode }) =>
    t('evidence', {
      name,
      specialty: shortSpecialty(displays.get(specialty) ?? specialty),
      mode: frenchModes([mode]),
    }),
  );
}

/** "Oncologie option onco-hématologie (SM)" is read without the code of its list. */
export function shortSpecialty(display: string): string {
  return display.replace(/\s*\((?:SM|SCD|PAC|GENERALISTE|C|S)[^)]*\)\s*$/iu, '');
}
