import { IDENTIFIERS } from '@dcc/fhir-profiles';
import type { Role } from '@dcc/fhir-profiles/src/policies.ts';
import type { Practitioner, PractitionerRole } from '@medplum/fhirtypes';
import { concept, localId, meta, refer, term } from '../base/fhir.ts';
import { PROFESSIONALS } from '../region/professionals.ts';

/** Somebody who signs in and cares for nobody: the offices of the 3C and of the region. */
export interface Staff {
  key: string;
  role: Role;
  civility: 'M' | 'MME';
  given: string;
  family: string;
  /** Key of the 3C or of the network. */
  at: string;
}

export const STAFF: readonly Staff[] = [
  staff('centre-nord', 'administrateur-3c', 'M', 'Sylvain', 'PERROTIN', '3c-nord'),
  staff('centre-sud', 'administrateur-3c', 'MME', 'Nadia', 'MERCADIER', '3c-sud'),
  staff('analyste', 'analyste', 'M', 'Hugo', 'LAMBERTIN', 'rrc'),
  staff('administrateur', 'administrateur', 'MME', 'Inès', 'ROUSSELOT', 'rrc'),
];

function staff(
  key: string,
  role: Role,
  civility: Staff['civility'],
  given: string,
  family: string,
  at: string,
): Staff {
  return { key, role, civility, given, family, at };
}

/** A person and her place: she has no RPPS number, so her name goes with her place, which has a number. */
export function staffResources(): { practitioner: Practitioner; role: PractitionerRole }[] {
  return STAFF.map((one, index) => ({
    practitioner: {
      resourceType: 'Practitioner',
      id: localId(`practitioner-${one.key}`),
      meta: meta('dcc-practitioner'),
      active: true,
      name: [{ use: 'official', family: one.family, given: [one.given], prefix: [one.civility] }],
    },
    role: {
      resourceType: 'PractitionerRole',
      id: localId(`role-${one.key}`),
      meta: meta('dcc-practitioner-role'),
      identifier: [{ system: IDENTIFIERS.RPPS, value: numberOf(index) }],
      active: true,
      practitioner: refer('Practitioner', `practitioner-${one.key}`),
      organization: refer('Organization', `organization-${one.at}`),
      code: [concept(term('tre-r85', OTHER_PROFESSIONAL))],
    },
  }));
}

/** « Autre professionnel » of TRE_R85: the national list has no word for who runs a 3C. */
const OTHER_PROFESSIONAL = '312';

/** Numbers of exercise places go on where those of the professionals end. */
function numberOf(index: number): string {
  return `97000${String(PROFESSIONALS.length + index + 101).padStart(5, '0')}`;
}
