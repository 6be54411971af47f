import { profile } from '@dcc/fhir-profiles/src/canonical.ts';
import { CISIS, type Code, DCC_CODES } from '@dcc/fhir-profiles/src/codes.ts';
import { hasCode } from '@dcc/rules/src/signing/record.ts';
import type {
  CarePlan,
  Composition,
  Condition,
  Observation,
  Resource,
  ServiceRequest,
} from '@medplum/fhirtypes';
import type { Opening } from '../collab/index.ts';
import { entryIdentifier } from '../fiche/model/identifier.ts';
import { type CaseFile, entries } from '../fiche/model/index.ts';

/** Every resource that the room writes about a case, found or to be made at the first word. */
export interface Openings {
  plan: Opening<CarePlan>;
  referentiel: Opening<Observation>;
  trial: Opening<Observation>;
  recours: Opening<ServiceRequest>;
  surveillance: Opening<ServiceRequest>;
}

type Slot = 'decision' | 'referentiel' | 'trial' | 'to-recours' | 'surveillance' | `exam/${string}`;

/** Openings of a case whose fiche is being written; undefined before there is a fiche. */
export function openingsOf(file: CaseFile, me: string | undefined, now: string): Openings | undefined {
  const { fiche } = file;
  if (!fiche) return undefined;
  const { composition } = fiche;
  const base = { subject: composition.subject, encounter: composition.encounter };
  const plan: CarePlan = {
    resourceType: 'CarePlan',
    meta: { profile: [profile('dcc-decision')] },
    status: 'draft',
    intent: 'proposal',
    ...(base as Pick<CarePlan, 'subject' | 'encounter'>),
    created: now,
    addresses: entries<Condition>(fiche, 'tumour', 'Condition').map(({ key }) => ({ reference: key })),
  };
  const observation = (id: string, codes: readonly Code[]): Observation => ({
    resourceType: 'Observation',
    meta: { profile: [profile(id)] },
    status: 'final',
    code: { coding: codes.map((code) => ({ ...code })) },
    ...(base as Pick<Observation, 'subject' | 'encounter'>),
    effectiveDateTime: now,
  });
  const open = <T extends Resource>(slot: Slot, made: T, isIt: (one: T) => boolean) =>
    opening<T>(file, slot, made, isIt);
  const coded = (code: Code) => (one: Observation) => hasCode(one.code, code);
  const follow = (code: Code) => followUp(composition, code, me, now);
  const asks = (code: Code) => (one: ServiceRequest) => hasCode(one.code, code);
  return {
    plan: open('decision', plan, (one) => one.intent === 'proposal'),
    referentiel: open(
      'referentiel',
      observation('dcc-referentiel', [CISIS.REFERENTIEL, DCC_CODES.REFERENTIEL]),
      coded(CISIS.REFERENTIEL),
    ),
    trial: open('trial', observation('dcc-trial', [CISIS.TRIAL]), coded(CISIS.TRIAL)),
    recours: open('to-recours', follow(CISIS.TO_RECOURS), asks(CISIS.TO_RECOURS)),
    surveillance: open('surveillance', follow(CISIS.SURVEILLANCE), asks(CISIS.SURVEILLANCE)),
  };
}

function followUp(composition: Composition, code: Code, me: string | undefined, now: string): ServiceRequest {
  return {
    resourceType: 'ServiceRequest',
    meta: { profile: [profile('dcc-follow-up')] },
    status: 'active',
    intent: 'proposal',
    priority: 'routine',
    code: { coding: [{ ...code }], text: code.display },
    subject: composition.subject as ServiceRequest['subject'],
    encounter: composition.encounter,
    authoredOn: now,
    ...(me ? { requester: { reference: me } } : {}),
  };
}

/** An exam that the room asks for; `id` is new for each. */
export function examOpening(
  composition: Composition,
  id: string,
  me: string | undefined,
  now: string,
): Opening<ServiceRequest> {
  const own = entryIdentifier(composition, `exam/${id}`);
  const create: ServiceRequest = {
    ...followUp(composition, CISIS.EXAM, me, now),
    meta: { profile: [profile('dcc-exam')] },
    identifier: [own],
  };
  return { create, identifier: `${own.system}|${own.value}` };
}

/** Exams asked that are on the server, in the order of the fiche. */
export function examsOf(file: CaseFile): ServiceRequest[] {
  return ofCase<ServiceRequest>(file, 'ServiceRequest').filter(
    (one) => hasCode(one.code, CISIS.EXAM) && one.status !== 'entered-in-error' && one.intent === 'proposal',
  );
}

function opening<T extends Resource>(
  file: CaseFile,
  slot: Slot,
  made: T,
  isIt: (one: T) => boolean,
): Opening<T> {
  const found = ofCase<T>(file, made.resourceType).find(isIt);
  if (found) return { reference: `${found.resourceType}/${found.id}` };
  const own = entryIdentifier(file.fiche!.composition, slot);
  return { create: { ...made, identifier: [own] } as unknown as T, identifier: `${own.system}|${own.value}` };
}

function ofCase<T extends Resource>(file: CaseFile, type: T['resourceType']): T[] {
  const own = `Encounter/${file.rcpCase.id}`;
  return [...file.records.values()].filter(
    (one): one is T =>
      one.resourceType === type &&
      (one as { encounter?: { reference?: string } }).encounter?.reference === own,
  );
}
