import { profile } from '@dcc/fhir-profiles/src/canonical.ts';
import { LNC, R213 } from '@dcc/fhir-profiles/src/codes.ts';
import { EXTENSIONS } from '@dcc/fhir-profiles/src/extensions.ts';
import { IDENTIFIERS } from '@dcc/fhir-profiles/src/identifiers.ts';
import { SYSTEMS } from '@dcc/fhir-profiles/src/systems.ts';
import type {
  Composition,
  Encounter,
  HealthcareService,
  Organization,
  Resource,
  ServiceRequest,
} from '@medplum/fhirtypes';
import { readPart, writePart } from './content.ts';
import { FicheEdit } from './edit.ts';
import { compactReference, concept } from './fhir.ts';
import { categoryOf, syncHeader } from './header.ts';
import { type FicheContent, PARTS, type PartKey } from './parts/index.ts';
import { compact } from './same.ts';
import type { FicheState, WriteContext } from './state.ts';

/** What a fiche begins from. Keys are `Type/id`, or `urn:uuid:` for what the same transaction creates. */
export interface StartInput {
  caseKey: string;
  rcpCase: Encounter;
  session: Encounter;
  inscriptionKey: string;
  inscription: ServiceRequest;
  rcp: HealthcareService;
  /** The 3C that runs the RCP, and the network it belongs to. */
  centre?: Organization;
  network?: Organization;
  /** UUID of the fiche, without `urn:uuid:`; made when absent. */
  uuid?: string;
  /** Parts known already: what a pre-filling was accepted for. */
  content?: Partial<FicheContent>;
}

/** Said to every patient about the use of the data, until the establishment writes its own. */
export const PRIVACY_TEXT = [
  'Vos données sont traitées pour organiser votre prise en charge en cancérologie.',
  'Vous pouvez y accéder et les faire rectifier auprès de l’établissement.',
].join(' ');

/**
 * The starting fiche of a new case: header, type and motif, the question, and the parts given. It is not
 * saved: `ficheEntries` gives what a transaction creates, `saveFiche` does it alone.
 */
export function startFiche(input: StartInput, context: WriteContext): FicheState {
  const records = new Map<string, Resource>([
    [input.caseKey, input.rcpCase],
    [input.inscriptionKey, input.inscription],
    [input.rcpCase.partOf?.reference ?? `Encounter/${input.session.id}`, input.session],
  ]);
  if (input.rcp.id) records.set(`HealthcareService/${input.rcp.id}`, input.rcp);
  const empty: FicheState = {
    composition: compositionOf(input, context),
    records,
    frozen: new Set(),
    renamed: new Map(),
  };
  const edit = new FicheEdit(empty, context);
  edit.setSection('privacy', { words: PRIVACY_TEXT });
  edit.setSection('status', { lines: ['Document en cours.'] });
  const started = writeInscription(syncHeader(edit.done()), context);
  return (Object.keys(input.content ?? {}) as PartKey[]).reduce(
    (state, key) => writePart(state, key, input.content![key] as FicheContent[typeof key], context),
    started,
  );
}

/**
 * Sections « type et motif » and « question », that repeat the inscription. Call it again when that changed.
 */
export function writeInscription(state: FicheState, context: WriteContext): FicheState {
  const edit = new FicheEdit(state, context);
  PARTS.reason.write(edit, readPart(state, 'reason'));
  PARTS.question.write(edit, readPart(state, 'question'));
  return edit.done();
}

function compositionOf(input: StartInput, context: WriteContext): Composition {
  const { rcpCase, session, rcp, inscription } = input;
  const way = inscription.code?.coding?.find(({ system }) => system === SYSTEMS.R213.url) ?? R213.RCP;
  return compact<Composition>({
    resourceType: 'Composition',
    meta: { profile: [profile('dcc-frcp')] },
    language: 'fr-FR',
    extension: [
      { url: EXTENSIONS.DOCUMENT_VERSION, valuePositiveInt: 1 },
      { url: EXTENSIONS.RCP, valueReference: { reference: `HealthcareService/${rcp.id}` } },
    ],
    identifier: { system: IDENTIFIERS.URI, value: `urn:uuid:${input.uuid ?? crypto.randomUUID()}` },
    status: 'preliminary',
    type: concept([LNC.FRCP]),
    category: [categoryOf(rcpCase)],
    subject: rcpCase.subject as Composition['subject'],
    encounter: { reference: input.caseKey },
    date: context.now,
    author: [compactReference(inscription.requester?.reference ?? context.me ?? '')],
    title: titleOf(input),
    confidentiality: 'N',
    custodian: session.serviceProvider ?? rcpCase.serviceProvider,
    event: [
      compact({
        code: [concept([way])],
        period: session.period,
        detail: [compactReference(rcpCase.partOf?.reference ?? `Encounter/${session.id}`)],
      }),
    ] as Composition['event'],
  });
}

/** `FRCP <RRC> / <3C> / <RCP>` (spec/cda-frcp.md 1). */
function titleOf({ network, centre, rcp }: StartInput): string {
  const names = [network?.name ?? 'Réseau régional de cancérologie', centre?.name ?? '3C', rcp.name ?? 'RCP'];
  return `FRCP ${names.map((one) => one.replaceAll('/', '-')).join(' / ')}`;
}
