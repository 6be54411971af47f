import { CONTACT, EXTENSIONS, IDENTIFIER_TYPES, IDENTITY_STATUS_SYSTEM } from '@dcc/fhir-profiles';
import type { Extension, Identifier, Patient, PatientContact } from '@medplum/fhirtypes';
import { concept, localId, meta, refer, term } from '../base/fhir.ts';
import type { Random } from '../base/random.ts';
import { insIdentifier, matricule } from './identity.ts';
import { firstName, type Person } from './people.ts';
import { roleOf } from './professionals.ts';
import { establishment } from './structures.ts';

/**
 * What is known of an identity (RNIV): `qualified` = checked, with INS; `validated` = checked, no INS yet;
 * `retrieved` = INS but papers not seen; `provisional` = nothing checked; `fictive` = a teaching record.
 */
export type IdentityKind = 'qualified' | 'validated' | 'retrieved' | 'provisional' | 'fictive';

/** A patient of the story before FHIR. */
export interface PatientPlan {
  /** `patient-001`: label of the local id. */
  key: string;
  index: number;
  person: Person;
  identity: IdentityKind;
  /** A NIA instead of a NIR: born abroad, registration under way. */
  nia?: boolean;
  /** Order in the birth register: the last digits of the matricule before its key. */
  order: number;
  /** Keys of the establishments that know the patient; each gives an IPP. Empty: none, by design. */
  places: string[];
  /** Key of the médecin traitant, when known. */
  doctor?: string;
  /** The guardian of a protected adult. */
  guardian?: boolean;
}

const STATUS: Record<IdentityKind, string> = {
  qualified: 'VALI',
  validated: 'VALI',
  retrieved: 'PROV',
  provisional: 'PROV',
  fictive: 'FICT',
};

/** The matricule of a plan, undefined when its identity has none. */
export function insOfPlan({ identity, person, order }: PatientPlan): string | undefined {
  return identity === 'qualified' || identity === 'retrieved' ? matricule(person, order) : undefined;
}

function identifiers(plan: PatientPlan): Identifier[] {
  const ins = insOfPlan(plan);
  const local = plan.places.map(
    (at): Identifier => ({
      use: 'usual',
      type: concept({ system: IDENTIFIER_TYPES.V2, code: 'PI' }),
      system: `urn:oid:${establishment(at).oid}.1`,
      value: `9${String(plan.index).padStart(7, '0')}`,
      assigner: refer('Organization', `organization-${at}`),
    }),
  );
  return [...(ins ? [insIdentifier(plan.nia ? 'NIA' : 'NIR', ins)] : []), ...local];
}

function extensions({ identity, person }: PatientPlan): Extension[] {
  const status = { system: IDENTITY_STATUS_SYSTEM, code: STATUS[identity] };
  const town = {
    system: 'https://mos.esante.gouv.fr/NOS/TRE_R13-Commune/FHIR/TRE-R13-Commune',
    code: person.commune,
  };
  return [
    {
      url: EXTENSIONS.IDENTITY_RELIABILITY,
      extension: [{ url: 'identityStatus', valueCoding: status }],
    },
    {
      url: EXTENSIONS.BIRTH_PLACE,
      valueAddress: {
        extension: [{ url: EXTENSIONS.INSEE_CODE, valueCoding: town }],
        city: person.birthCity,
      },
    },
  ];
}

function contacts(plan: PatientPlan, rng: Random): PatientContact[] {
  const { person } = plan;
  const contact = (role: keyof typeof CONTACT, relation: string, sex: 'F' | 'M'): PatientContact => ({
    relationship: [concept(CONTACT[role]), concept(term('jdv-j11', relation))],
    name: { use: 'usual', family: person.used ?? person.family, given: [firstName(rng, sex)] },
    telecom: [
      { system: 'phone', value: `06990${String(rng.int(0, 99999)).padStart(5, '0')}`, use: 'mobile' },
    ],
    address: {
      line: [person.home.line],
      postalCode: person.home.postalCode,
      city: person.home.city,
      country: 'FRANCE',
    },
  });
  const spouse = person.sex === 'F' ? contact('EMERGENCY', 'HUSB', 'M') : contact('EMERGENCY', 'WIFE', 'F');
  const child = rng.chance(0.5) ? contact('TRUSTED', 'DAUC', 'F') : contact('TRUSTED', 'SONC', 'M');
  return [
    ...(rng.chance(0.8) ? [spouse] : []),
    ...(rng.chance(0.6) ? [child] : []),
    ...(plan.guardian ? [contact('GUARDIAN', 'TUTEUR', 'F')] : []),
  ];
}

/** The Patient of a plan. */
export function patient(plan: PatientPlan, rng: Random): Patient {
  const { person } = plan;
  const relatives = contacts(plan, rng);
  return {
    resourceType: 'Patient',
    id: localId(plan.key),
    meta: meta('dcc-patient'),
    extension: extensions(plan),
    identifier: identifiers(plan),
    active: true,
    name: [
      {
        extension: [{ url: EXTENSIONS.BIRTH_LIST_GIVEN_NAME, valueString: person.given.join(' ') }],
        use: 'official',
        family: person.family,
        given: person.given,
      },
      ...(person.used ? [{ use: 'usual' as const, family: person.used, given: [person.given[0]!] }] : []),
    ],
    telecom: [
      { system: 'phone', value: `06990${String(rng.int(0, 99999)).padStart(5, '0')}`, use: 'mobile' },
    ],
    gender: person.sex === 'F' ? 'female' : 'male',
    birthDate: person.date,
    address: [
      {
        use: 'home',
        type: 'physical',
        line: [person.home.line],
        postalCode: person.home.postalCode,
        city: person.home.city,
        country: 'FRANCE',
      },
    ],
    ...(relatives.length > 0 ? { contact: relatives } : {}),
    ...(plan.doctor ? { generalPractitioner: [roleOf(plan.doctor)] } : {}),
  };
}
