import { CISIS, DCC_CODES, EXTENSIONS, IDENTIFIERS, R213, THEMATIC } from '@dcc/fhir-profiles';
import type { Coding, HealthcareService } from '@medplum/fhirtypes';
import { readData } from '../base/data.ts';
import { concept, localId, meta, refer, term } from '../base/fhir.ts';
import { ruleFor } from './quorum-rules.ts';
import { CENTRE_NAMES, establishment, RRC_NAME } from './structures.ts';

/** One RCP of the catalogue (`data/region/rcp.json`). */
export interface Rcp {
  key: string;
  /** Number in the national directory of RCP. */
  number: string;
  name: string;
  /** Code of the regional thematic. */
  thematic: string;
  nature: 'ORG-117' | 'ORG-132';
  /** Appareil of an organ RCP, topic of a transversal one. */
  topic: string;
  organs: string[];
  kind: 'standard' | 'recours';
  /** Key of the organising establishment. */
  at: string;
  /** Professionals who lead it. */
  chair: string;
  deputy: string;
  comment: string;
}

/** The seven RCP of the region. */
export const RCPS: readonly Rcp[] = readData('region', 'rcp.json');

/** The RCP of a key. @throws RangeError when there is none. */
export function rcp(key: string): Rcp {
  const found = RCPS.find((one) => one.key === key);
  if (!found) throw new RangeError(`No RCP ${key}`);
  return found;
}

export function topicOf(one: Rcp): Coding {
  return { ...term(one.nature === 'ORG-117' ? 'jdv-rcp-appareil' : 'jdv-traitement-soins-frcp', one.topic) };
}

export function natureOf(one: Rcp): Coding {
  return { ...(one.nature === 'ORG-117' ? CISIS.NATURE_ORGANES : CISIS.NATURE_TRANSVERSALE) };
}

export function wayOf(one: Rcp): Coding {
  return { ...(one.kind === 'recours' ? R213.RCP_RECOURS : R213.RCP) };
}

export function thematicOf(one: Rcp): Coding {
  const found = Object.values(THEMATIC).find(({ code }) => code === one.thematic);
  if (!found) throw new RangeError(`No thematic ${one.thematic}`);
  return { ...found };
}

/** The RCP's own number as a code, the way sessions, cases and fiches are found by it. */
export function numberOf(one: Rcp): Coding {
  return { system: IDENTIFIERS.RCP, code: one.number, display: one.name };
}

/** Key of the 3C that manages the RCP. */
export function centreOf(one: Rcp): string {
  return establishment(one.at).centre;
}

/** Title of its fiches: `FRCP <RRC> / <3C> / <RCP>`. */
export function ficheTitle(one: Rcp): string {
  return `FRCP ${RRC_NAME} / ${CENTRE_NAMES.get(centreOf(one))} / ${one.name}`;
}

/** The whole list of `meta.accounts`: organiser, 3C, establishment of the demandeur when it is another. */
export function accountsOf(one: Rcp, requesterAt?: string) {
  const keys = [...new Set([one.at, centreOf(one), ...(requesterAt ? [requesterAt] : [])])];
  return keys.map((key) => refer('Organization', `organization-${key}`));
}

export function catalogue(): HealthcareService[] {
  return RCPS.map((one) => ({
    resourceType: 'HealthcareService',
    id: localId(`rcp-${one.key}`),
    meta: meta('dcc-rcp-definition'),
    extension: [
      {
        url: EXTENSIONS.GESTIONNAIRE_3C,
        valueReference: refer('Organization', `organization-${centreOf(one)}`),
      },
      { url: EXTENSIONS.QUORUM_RULE, valueCanonical: ruleFor(one).canonical },
    ],
    identifier: [{ system: IDENTIFIERS.RCP, value: one.number }],
    active: true,
    providedBy: refer('Organization', `organization-${one.at}`),
    category: [concept(wayOf(one))],
    type: [
      concept(
        natureOf(one),
        topicOf(one),
        ...one.organs.map((code) => term('jdv-rcp-organe', code)),
        thematicOf(one),
      ),
    ],
    name: one.name,
    comment: one.comment,
    characteristic: [concept(one.kind === 'recours' ? DCC_CODES.RECOURS : DCC_CODES.STANDARD)],
  }));
}
