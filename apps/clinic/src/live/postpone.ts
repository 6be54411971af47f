import { CISIS } from '@dcc/fhir-profiles/src/codes.ts';
import { EXTENSIONS } from '@dcc/fhir-profiles/src/extensions.ts';
import { postponeBundle, type Reason } from '@dcc/rules/src/inscription/change.ts';
import type {
  Bundle,
  BundleEntry,
  Composition,
  Encounter,
  Resource,
  ServiceRequest,
} from '@medplum/fhirtypes';
import type { CaseFile } from '../fiche/model/index.ts';
import { placed } from '../session/record.ts';

export interface Postponement {
  file: CaseFile;
  reason: Reason;
  /** The session it goes to, and the place it gets there; none: to be placed later. */
  target?: { session: Encounter; position: number };
  now: string;
  /** A new UUID. */
  newId: string;
}

/**
 * One transaction that puts a case off: it leaves this agenda with its reason, and in the target session a new
 * passage takes its place with the fiche and everything written (docs/etats.md). Guarded by the version of what it
 * changes: sent twice, the second is refused whole.
 *
 * @throws Error in French when the case is treated, or the reason says nothing.
 */
export function postponement({ file, reason, target, now, newId }: Postponement): Bundle {
  const request = file.records.get(file.rcpCase.basedOn?.[0]?.reference ?? '') as ServiceRequest | undefined;
  if (!request) throw new Error('Inscription introuvable : ce dossier ne peut pas être reporté d’ici.');
  if (file.rcpCase.status === 'finished') throw new Error('Ce dossier est déjà traité.');
  const bundle = postponeBundle({ request, rcpCase: file.rcpCase, now }, reason);
  if (!target) return bundle;
  const passage = `urn:uuid:${newId}`;
  const start = target.session.period?.start;
  const entry = (bundle.entry ?? []).map((one): BundleEntry => {
    const resource = one.resource as Resource;
    // It has a session: it is submitted, not waiting.
    return resource.resourceType === 'ServiceRequest'
      ? { ...one, resource: { ...resource, status: 'active', occurrenceDateTime: start } }
      : one;
  });
  const created: BundleEntry = {
    fullUrl: passage,
    resource: nextPassage(file.rcpCase, target, newId),
    request: { method: 'POST', url: 'Encounter' },
  };
  const moved = following(file).map((one) => update(rehung(one, passage, target.session)));
  return { resourceType: 'Bundle', type: 'transaction', entry: [...entry, created, ...moved] };
}

/** The same patient, people and question, in the other session; written opinions were given for that evening only. */
function nextPassage(
  rcpCase: Encounter,
  { session, position }: NonNullable<Postponement['target']>,
  newId: string,
): Encounter {
  const { id: _, meta, reasonCode: _r, period: _p, ...kept } = rcpCase;
  const [type] = kept.type ?? [];
  const modality: string[] = [CISIS.DISCUSSED.code, CISIS.REGISTERED.code];
  const [identifier, ...others] = kept.identifier ?? [];
  return placed(
    {
      ...kept,
      meta: { profile: meta?.profile },
      identifier: [
        { ...identifier, value: `passage-${newId}` },
        ...others.filter(({ use }) => use === 'secondary'),
      ],
      status: 'planned',
      type: [{ ...type, coding: type?.coding?.filter(({ code }) => !modality.includes(code ?? '')) }],
      participant: kept.participant?.filter(
        ({ extension }) => !extension?.some(({ url }) => url === EXTENSIONS.ATTENDANCE),
      ),
      period: session.period?.start ? { start: session.period.start } : undefined,
      partOf: { reference: `Encounter/${session.id}` },
    },
    position,
  );
}

/** Everything of the fiche in preparation that names the case it hangs on. */
function following({ rcpCase, fiche, records }: CaseFile): Resource[] {
  if (fiche?.composition.status !== 'preliminary') return [];
  const own = `Encounter/${rcpCase.id}`;
  return [...records.values()].filter(
    (one) =>
      'encounter' in one &&
      (one as { encounter?: { reference?: string } }).encounter?.reference === own &&
      !fiche.frozen.has(`${one.resourceType}/${one.id}`),
  );
}

function rehung(one: Resource, passage: string, session: Encounter): Resource {
  const moved = { ...one, encounter: { reference: passage } } as Resource;
  if (moved.resourceType !== 'Composition') return moved;
  const event = (moved as Composition).event?.map((some) => ({
    ...some,
    period: session.period,
    detail: [{ reference: `Encounter/${session.id}` }],
  }));
  return { ...moved, event } as Resource;
}

function update(resource: Resource): BundleEntry {
  const versionId = resource.meta?.versionId;
  return {
    resource,
    request: {
      method: 'PUT',
      url: `${resource.resourceType}/${resource.id}`,
      ...(versionId ? { ifMatch: `W/"${versionId}"` } : {}),
    },
  };
}
