import type { CodeSystem, ValueSet } from '@medplum/fhirtypes';
import { codeSystem, valueSet } from './canonical.ts';
import * as constants from './codes.ts';
import { CISIS, CONTACT, type Code, DCC_CODES, NCIT, THEMATIC } from './codes.ts';
import { SYSTEMS, systemByUrl } from './systems.ts';
import { codesOf, VALUE_SETS, type ValueSetName } from './terminology.ts';

/** Sets of ours, made of parts of the official ones: what one element of a profile may hold. */
const OWN: Record<string, { title: string; codes: readonly Code[] }> = {
  'dcc-attendance-mode': {
    title: 'Mode de présence',
    codes: [
      DCC_CODES.PRESENT,
      DCC_CODES.VISIO,
      DCC_CODES.WRITTEN_OPINION,
      DCC_CODES.EXCUSED,
      DCC_CODES.ABSENT,
    ],
  },
  'dcc-conformity': {
    title: 'Conformité au référentiel',
    codes: [DCC_CODES.CONFORM, DCC_CODES.DEVIATING, DCC_CODES.NO_REFERENTIEL, DCC_CODES.NOT_DOCUMENTED],
  },
  'dcc-fertility': {
    title: 'Préservation de la fertilité : réponse',
    codes: [
      DCC_CODES.FERTILITY_PROPOSED,
      DCC_CODES.FERTILITY_DONE,
      DCC_CODES.FERTILITY_NOT_INDICATED,
      DCC_CODES.FERTILITY_REFUSED,
      DCC_CODES.NOT_DOCUMENTED,
    ],
  },
  'dcc-fertility-request': {
    title: 'Demande de préservation de la fertilité',
    codes: [NCIT.FERTILITY, CISIS.FERTILITY_SUPPORT],
  },
  'dcc-yes-no': { title: 'Oui ou non', codes: [DCC_CODES.YES, DCC_CODES.NO] },
  'dcc-thematic': { title: 'Thématiques régionales', codes: Object.values(THEMATIC) },
  'dcc-motif': {
    title: "Motif d'inscription en RCP",
    codes: [CISIS.REASON_DIAGNOSIS, CISIS.REASON_THERAPY, CISIS.REASON_RECOURS, CISIS.REASON_PEDIATRIC],
  },
  'dcc-profession': { title: 'Profession ou rôle', codes: [...codesOf('tre-g15'), ...codesOf('tre-r85')] },
  'dcc-organization-type': {
    title: "Secteur d'activité et cadre d'exercice",
    codes: [...codesOf('tre-r02'), ...codesOf('jdv-j04').filter(({ system }) => system === SYSTEMS.A01.url)],
  },
  'dcc-contact-relationship': {
    title: 'Fonction et lien du contact',
    codes: [...Object.values(CONTACT), ...codesOf('jdv-j11')],
  },
};

function toValueSet(
  name: string,
  title: string,
  codes: readonly Code[],
  more: Partial<ValueSet> = {},
): ValueSet {
  const systems = [...new Set(codes.map(({ system }) => system))];
  return {
    resourceType: 'ValueSet',
    url: valueSet(name),
    version: '0.1.0',
    name: name.replaceAll('-', '_'),
    title,
    status: 'active',
    ...more,
    compose: {
      include: systems.map((system) => ({
        system,
        concept: codes
          .filter((code) => code.system === system)
          .map(({ code, display }) => ({ code, display })),
      })),
    },
  };
}

/** Every value set, official ones under `{DCC}/ValueSet/jdv-...` with their OID as identifier, then ours. */
export function valueSets(): ValueSet[] {
  const official = (Object.keys(VALUE_SETS) as ValueSetName[]).map((name) => {
    const { title, oid, version } = VALUE_SETS[name];
    const identifier = [{ system: 'urn:ietf:rfc:3986', value: `urn:oid:${oid}` }];
    return toValueSet(name, title, codesOf(name), { identifier, version, publisher: 'ANS (CI-SIS)' });
  });
  return [
    ...official,
    ...Object.entries(OWN).map(([name, { title, codes }]) => toValueSet(name, title, codes)),
  ];
}

/** FHIR R4 publishes these systems whole: a fragment of ours would hide most of their codes. */
function isPublished(url: string): boolean {
  return url.startsWith('http://terminology.hl7.org/CodeSystem/v3-');
}

/**
 * The code systems a server needs to expand and validate our value sets offline: ours, complete, and of the others
 * the codes that we use (`content` = fragment).
 */
export function codeSystems(): CodeSystem[] {
  const groups = Object.values(constants).flatMap((group) => Object.values(group) as (Code | string)[]);
  const own = groups.filter((code): code is Code => typeof code === 'object' && 'system' in code);
  // Official displays come last: where a constant of ours and a value set name one code, the set is right.
  const all = [...own, ...(Object.keys(VALUE_SETS) as ValueSetName[]).flatMap((name) => codesOf(name))];
  const bySystem = new Map<string, Map<string, string>>();
  for (const { system, code, display } of all) {
    bySystem.set(system, (bySystem.get(system) ?? new Map<string, string>()).set(code, display));
  }
  return [...bySystem]
    .filter(([url]) => !isPublished(url))
    .map(([url, concepts]) => {
      const { name } = systemByUrl(url)!;
      const complete = url === codeSystem('dcc') || url === codeSystem('dcc-thematic');
      return {
        resourceType: 'CodeSystem',
        url,
        version: '0.1.0',
        name: name.replaceAll(/[^A-Za-z0-9]+/g, '_'),
        title: complete ? name : `${name} (codes utilisés)`,
        status: 'active',
        caseSensitive: true,
        content: complete ? 'complete' : 'fragment',
        concept: [...concepts].map(([code, display]) => ({ code, display })),
      };
    });
}
