import { DCC_CODES } from '@dcc/fhir-profiles';
import type { BotSubscription } from '../catalogue.ts';
import { CASE_TYPES } from './links.ts';

const { system } = DCC_CODES.SESSION;
const CREATED = '%previous.id.exists().not()';
const ATTEMPTS = 10;

/** Not what it was; in FHIRPath nothing equals nothing, not even nothing. */
export function changed(part: string): string {
  const [now, before] = [`%current.${part}`, `%previous.${part}`];
  const differ = `${now}.exists() and ${before}.exists() and (${now} = ${before}).not()`;
  return `(${now}.exists() != ${before}.exists()) or (${differ})`;
}

/** A session that ends has its whole record looked at once; one that will not be, and its cases, invite nobody. */
const ENDED = [
  "(%current.status != %previous.status and %current.status = 'cancelled')",
  "(%current.status != %previous.status and %current.status = 'finished' and %current.partOf.exists().not())",
].join(' or ');

/** Written at home and seen there only: what a patient's accounts gave is seen by the others already. */
const seenAtHomeOnly = (link: string): string =>
  `${CREATED} and %current.${link}.exists() and %current.meta.accounts.count() < 2`;

/** A session is open to those it invites until so many days after its end; the hours of a case decide nothing. */
const SESSION_MOVED = `%current.subject.exists().not() and (${changed('period')})`;

/** The next version of a signed fiche is written after its session, when nothing else looks at the record again. */
const NEXT_VERSION = `${CREATED} and %current.encounter.exists() and %current.relatesTo.exists()`;

/**
 * The writes after which accounts may be wrong. An event costs a run: a case has thirty resources, of which most take
 * the right accounts from their patient when they are written.
 */
export const SHARE_SUBSCRIPTIONS: readonly BotSubscription[] = [
  {
    criteria: `Encounter?type=${system}|${DCC_CODES.SESSION.code},${system}|${DCC_CODES.CASE.code}`,
    reason: 'Une séance ou un cas dit quels établissements le voient',
    maxAttempts: ATTEMPTS,
    interactions: ['create', 'update'],
    expression: [
      CREATED,
      changed('participant.individual.reference'),
      `(${SESSION_MOVED})`,
      changed('serviceProvider.reference'),
      changed('partOf.reference'),
      ENDED,
    ].join(' or '),
  },
  {
    criteria: `ServiceRequest?category=${system}|${DCC_CODES.INSCRIPTION.code}`,
    reason: 'Une inscription est vue de qui organise la RCP',
    maxAttempts: ATTEMPTS,
    interactions: ['create', 'update'],
    expression: [CREATED, changed('performer.reference'), changed('requester.reference')].join(' or '),
  },
  {
    criteria: 'Appointment',
    reason: 'Une convocation est vue des établissements convoqués',
    maxAttempts: ATTEMPTS,
    interactions: ['create', 'update'],
    expression: [CREATED, changed('supportingInformation.reference')].join(' or '),
  },
  {
    criteria: 'AppointmentResponse',
    reason: 'Une réponse est vue de qui convoque',
    maxAttempts: ATTEMPTS,
    interactions: ['create'],
  },
  ...CASE_TYPES.map((type) => ({
    criteria: type,
    reason: 'Ce qui est écrit d’un cas est vu de ceux qui le voient',
    maxAttempts: ATTEMPTS,
    interactions: ['create' as const],
    expression: [
      `(${seenAtHomeOnly(type === 'DocumentReference' ? 'context.encounter' : 'encounter')})`,
      ...(type === 'Composition' ? [`(${NEXT_VERSION})`] : []),
    ].join(' or '),
  })),
];
