import { G15, IDENTIFIER_TYPES, IDENTIFIERS, R85, TAG_SYSTEM, TAGS } from '@dcc/fhir-profiles';
import { luhnKey } from '@dcc/rules';
import type { Coding, Practitioner, PractitionerRole } from '@medplum/fhirtypes';
import { readData } from '../base/data.ts';
import { concept, localId, meta, refer, term } from '../base/fhir.ts';

/** One line of the directory (`data/region/professionnels.json`). */
export interface Professional {
  key: string;
  civility: 'M' | 'MME';
  /** DR or PR, for doctors. */
  title?: 'DR' | 'PR';
  given: string;
  family: string;
  /** Key of the organization. */
  at: string;
  /** TRE_G15 code, or 331 of TRE_R85 for a secretary. */
  profession: string;
  /** TRE_R38 code. */
  specialty?: string;
  /** A personal MSSanté mailbox is known. */
  mss?: boolean;
  /** Only a mailbox of the organisation is known. */
  mssOrganization?: boolean;
  /** False: the directory lacks the RPPS number (an associate whose diploma is being checked). */
  rpps?: boolean;
}

const SECRETARY = R85.SECRETARY.code;

/** The forty professionals of the region. */
export const PROFESSIONALS: readonly Professional[] = readData('region', 'professionnels.json');

/** The professional of a key. @throws RangeError when there is none. */
export function professional(key: string): Professional {
  const found = PROFESSIONALS.find((one) => one.key === key);
  if (!found) throw new RangeError(`No professional ${key}`);
  return found;
}

export function isDoctor(one: Professional): boolean {
  return one.profession === G15.DOCTOR.code;
}

/** Reference to the exercise place of a professional. */
export function roleOf(key: string) {
  return refer<PractitionerRole>('PractitionerRole', `role-${professional(key).key}`);
}

/**
 * RPPS number of the test range: 997, seven digits, Luhn key. Undefined for a secretary, who has none, and for the
 * professional whose record lacks it by design.
 */
export function rpps(one: Professional): string | undefined {
  if (one.profession === SECRETARY || one.rpps === false) return undefined;
  const digits = `9970000${String(PROFESSIONALS.indexOf(one) + 101).padStart(3, '0')}`;
  return digits + luhnKey(digits);
}

function mailbox(one: Professional): string {
  const plain = `${one.given}.${one.family}`.normalize('NFD').replace(/[^A-Za-z.-]/g, '');
  return `${plain.toLowerCase()}@demo.mssante.example`;
}

export function practitioners(): Practitioner[] {
  return PROFESSIONALS.map((one) => {
    const number = rpps(one);
    const type = (code: string) => concept({ system: IDENTIFIER_TYPES.FR, code });
    return {
      resourceType: 'Practitioner',
      id: localId(`practitioner-${one.key}`),
      meta: meta('dcc-practitioner'),
      ...(number
        ? {
            identifier: [
              { use: 'official', type: type('RPPS'), system: IDENTIFIERS.RPPS, value: number },
              { use: 'official', type: type('IDNPS'), system: IDENTIFIERS.IDNPS, value: `8${number}` },
            ],
          }
        : {}),
      active: true,
      name: [
        {
          use: 'official',
          family: one.family,
          given: [one.given],
          prefix: [one.civility],
          ...(one.title ? { suffix: [one.title] } : {}),
        },
      ],
      ...(one.mss ? { telecom: [{ system: 'email', value: mailbox(one), use: 'work' }] } : {}),
    };
  });
}

function mailboxTag(one: Professional): { tag?: Coding[] } {
  if (one.mss) return { tag: [{ system: TAG_SYSTEM, code: TAGS.MSS_PERSONAL }] };
  return one.mssOrganization ? { tag: [{ system: TAG_SYSTEM, code: TAGS.MSS_ORGANIZATION }] } : {};
}

function professionCode(one: Professional): Coding {
  if (one.profession === SECRETARY) return { ...R85.SECRETARY };
  return { ...term('tre-g15', one.profession) };
}

export function practitionerRoles(): PractitionerRole[] {
  return PROFESSIONALS.map((one, index) => {
    return {
      resourceType: 'PractitionerRole',
      id: localId(`role-${one.key}`),
      meta: {
        ...meta('dcc-practitioner-role'),
        ...mailboxTag(one),
      },
      identifier: [{ system: IDENTIFIERS.RPPS, value: `97000${String(index + 101).padStart(5, '0')}` }],
      active: true,
      practitioner: refer('Practitioner', `practitioner-${one.key}`),
      organization: refer('Organization', `organization-${one.at}`),
      code: [concept(professionCode(one))],
      ...(one.specialty ? { specialty: [concept(term('tre-r38', one.specialty))] } : {}),
      telecom: [
        { system: 'phone', value: `01990050${String(index + 10)}`, use: 'work' },
        ...(one.mss ? [{ system: 'email' as const, value: mailbox(one), use: 'work' as const }] : []),
      ],
    };
  });
}
