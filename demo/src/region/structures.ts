import { IDENTIFIER_TYPES, IDENTIFIERS, SYSTEMS } from '@dcc/fhir-profiles';
import { luhnKey } from '@dcc/rules';
import type { CodeableConcept, Identifier, Organization, OrganizationAffiliation } from '@medplum/fhirtypes';
import { readData } from '../base/data.ts';
import { concept, localId, meta, refer, term } from '../base/fhir.ts';

interface Place {
  key: string;
  name: string;
  phone: string;
  line: string;
  postalCode: string;
  city: string;
}
interface Finess {
  /** Eight digits, the key is computed. They begin with 99: no department has that number. */
  finess: string;
  sector: string;
}
export interface Establishment extends Place, Finess {
  legal: { finess: string; name: string };
  /** Root of the local identifiers (IPP, cases) of this establishment. */
  oid: string;
  /** Key of the 3C it belongs to. */
  centre: string;
}
interface Structures {
  rrc: Place & { number: string };
  centres: (Place & { number: string })[];
  establishments: Establishment[];
  practices: (Place & Finess)[];
}

const data = readData<Structures>('region', 'structures.json');

/** The three establishments that organise RCP. */
export const ESTABLISHMENTS: readonly Establishment[] = data.establishments;
/** Names that make the title of a fiche. */
export const RRC_NAME = data.rrc.name;
export const CENTRE_NAMES: ReadonlyMap<string, string> = new Map(
  data.centres.map(({ key, name }) => [key, name]),
);

/** The establishment of a key of the data files. @throws RangeError when there is none. */
export function establishment(key: string): Establishment {
  const found = ESTABLISHMENTS.find((one) => one.key === key);
  if (!found) throw new RangeError(`No establishment ${key}`);
  return found;
}

/** A FINESS number from its eight first digits. */
export function finess(digits: string): string {
  return digits + luhnKey(digits);
}

function identifiers(number: string, type: 'FINEG' | 'FINEJ'): Identifier[] {
  return [
    {
      use: 'official',
      type: concept({ system: IDENTIFIER_TYPES.FR, code: 'IDNST' }),
      system: IDENTIFIERS.IDNST,
      value: `1${number}`,
    },
    { type: concept({ system: IDENTIFIER_TYPES.FR, code: type }), system: IDENTIFIERS.FINESS, value: number },
  ];
}

function organization(place: Place, rest: Partial<Organization>): Organization {
  return {
    resourceType: 'Organization',
    id: localId(`organization-${place.key}`),
    meta: meta('dcc-organization'),
    active: true,
    name: place.name,
    telecom: [{ system: 'phone', value: place.phone, use: 'work' }],
    address: [
      {
        use: 'work',
        type: 'physical',
        line: [place.line],
        postalCode: place.postalCode,
        city: place.city,
        country: 'FRANCE',
      },
    ],
    ...rest,
  };
}

function types(sector: string, setting: string): CodeableConcept[] {
  return [concept(term('tre-r02', sector)), concept(term('jdv-j04', setting))];
}

/** Everyone's organization: RRC, 3C, legal entities, establishments, practices in town. Parents come first. */
export function organizations(): Organization[] {
  const { rrc } = data;
  const network = organization(rrc, { identifier: [{ system: IDENTIFIERS.RRC, value: rrc.number }] });
  const centres = data.centres.map((centre) =>
    organization(centre, {
      identifier: [{ system: IDENTIFIERS.GESTIONNAIRE_3C, value: centre.number }],
      partOf: refer('Organization', 'organization-rrc'),
    }),
  );
  const legals = ESTABLISHMENTS.map((one) =>
    organization(
      { ...one, key: `${one.key}-ej`, name: one.legal.name },
      {
        identifier: identifiers(finess(one.legal.finess), 'FINEJ'),
        type: types(one.sector, 'ETABLISSEMENT'),
      },
    ),
  );
  const sites = ESTABLISHMENTS.map((one) =>
    organization(one, {
      identifier: identifiers(finess(one.finess), 'FINEG'),
      type: types(one.sector, 'ETABLISSEMENT'),
      partOf: refer('Organization', `organization-${one.key}-ej`),
    }),
  );
  const practices = data.practices.map((one) =>
    organization(one, {
      identifier: identifiers(finess(one.finess), 'FINEG'),
      type: types(one.sector, 'AMBULATOIRE'),
    }),
  );
  return [network, ...centres, ...legals, ...sites, ...practices];
}

/** Which establishment is a member of which 3C. */
export function affiliations(): OrganizationAffiliation[] {
  return ESTABLISHMENTS.map((one) => ({
    resourceType: 'OrganizationAffiliation',
    id: localId(`affiliation-${one.key}`),
    identifier: [{ system: `${SYSTEMS.DCC.url}/affiliation`, value: `${one.centre}-${one.key}` }],
    active: true,
    organization: refer('Organization', `organization-${one.centre}`),
    participatingOrganization: refer('Organization', `organization-${one.key}`),
  }));
}
