import { EXTENSIONS, IDENTIFIERS, LNC } from '@dcc/fhir-profiles';
import type { CarePlan, Composition, Resource } from '@medplum/fhirtypes';
import { concept, localId, meta, refer, referTo } from '../base/fhir.ts';
import { parisTime } from '../base/time.ts';
import { clinicalRecord } from '../clinical/record.ts';
import { section } from '../clinical/section.ts';
import { roleOf } from '../region/professionals.ts';
import { ficheTitle, numberOf, thematicOf, topicOf, wayOf } from '../region/rcps.ts';
import { inscriptionOf } from './inscription.ts';
import { amendedAt, type CasePlan, caseContext, writtenAt } from './roles.ts';
import type { Amendment } from './states.ts';

/** The first version of a fiche with everything it points to, as the hospital's software writes it. */
export interface Fiche {
  composition: Composition;
  resources: Resource[];
  tumours: Resource[];
}

/** Identifier of a fiche, the same for all its versions. */
export function ficheIdentifier(plan: Pick<CasePlan, 'key'>): string {
  return `urn:uuid:${localId(`fiche of ${plan.key}`)}`;
}

/** Writes the fiche of a treated case. `sessionEnd` closes the period of the documented event. */
export function fiche(plan: CasePlan, sessionEnd: number): Fiche {
  const { resources, sections, tumours } = clinicalRecord(caseContext(plan), inscriptionOf(plan));
  const { rcp } = plan.session;
  const composition: Composition = {
    resourceType: 'Composition',
    id: localId(`${plan.key}/fiche`),
    meta: meta('dcc-frcp'),
    language: 'fr-FR',
    extension: [
      { url: EXTENSIONS.DOCUMENT_VERSION, valuePositiveInt: 1 },
      { url: EXTENSIONS.RCP, valueReference: refer('HealthcareService', `rcp-${rcp.key}`) },
    ],
    identifier: { system: IDENTIFIERS.URI, value: ficheIdentifier(plan) },
    status: 'preliminary',
    type: concept(LNC.FRCP),
    category: [concept(numberOf(rcp), topicOf(rcp), thematicOf(rcp))],
    subject: refer('Patient', plan.state.member.plan.key),
    encounter: refer('Encounter', plan.key),
    date: parisTime(writtenAt(plan)),
    author: [roleOf(plan.requester)],
    title: ficheTitle(rcp),
    confidentiality: 'N',
    custodian: refer('Organization', `organization-${rcp.at}`),
    event: [
      {
        code: [concept(wayOf(rcp))],
        period: { start: parisTime(plan.session.start), end: parisTime(sessionEnd) },
        detail: [refer('Encounter', plan.session.key)],
      },
    ],
    section: sections,
  };
  return { composition, resources, tumours };
}

/** A new version of a fiche: a new Composition, and the decision it changes. */
export interface NewVersion {
  composition: Composition;
  decision: CarePlan;
}

/**
 * The next version of a signed fiche, made from the version as it stands: same identifier, version + 1, replaces,
 * its own decision. Everything that did not change is pointed to, not copied.
 */
export function nextVersion(
  plan: CasePlan,
  current: Composition,
  decision: CarePlan,
  version: number,
  amendment: Amendment,
): NewVersion {
  const label = `${plan.key}/version-${version}`;
  const { id: oldId, meta: _, ...rest } = decision;
  const next: CarePlan = {
    ...rest,
    id: localId(`${label}/decision`),
    meta: meta('dcc-decision'),
    note: [...(decision.note ?? []), { text: amendment.addition }],
  };
  const { attester: __, relatesTo: ___, ...kept } = current;
  const proposal = section('proposal', { lines: [] }).code!.coding![1]!.code;
  const composition: Composition = {
    ...kept,
    id: localId(label),
    meta: meta('dcc-frcp'),
    extension: [
      { url: EXTENSIONS.DOCUMENT_VERSION, valuePositiveInt: version },
      { url: EXTENSIONS.AMENDMENT_REASON, valueString: amendment.reason },
      ...(current.extension ?? []).filter(({ url }) => url === EXTENSIONS.RCP),
    ],
    status: 'preliminary',
    date: parisTime(amendedAt(plan, version)),
    relatesTo: [{ code: 'replaces', targetReference: referTo(current) }],
    section: current.section?.map((one) =>
      one.code?.coding?.some(({ code }) => code === proposal)
        ? {
            ...one,
            text: {
              ...one.text!,
              div: one.text!.div.replace(/<\/div>$/, `<p>${amendment.addition}</p></div>`),
            },
            entry: one.entry?.map((entry) =>
              entry.reference === `CarePlan/${oldId}` ? referTo(next) : entry,
            ),
          }
        : one,
    ) as Composition['section'],
  };
  return { composition, decision: next };
}
