import { profile } from '@dcc/fhir-profiles/src/canonical.ts';
import { EXTENSIONS, IDENTITY_STATUS_SYSTEM } from '@dcc/fhir-profiles/src/extensions.ts';
import { IDENTIFIER_TYPES, IDENTIFIERS } from '@dcc/fhir-profiles/src/identifiers.ts';
import type { Identifier, Organization, Patient } from '@medplum/fhirtypes';
import { isInsValid } from '../ins/key.ts';
import { concept } from './codes.ts';

/** What is typed of a new identity: the five traits, and the numbers at hand. */
export interface Traits {
  birthName: string;
  /** Given names of birth, parted by spaces or commas. */
  givenNames: string;
  usedName?: string;
  gender?: 'male' | 'female';
  /** FHIR date. */
  birthDate: string;
  birthPlace?: string;
  /** INSEE code of the birth place (COG), `99` + country when born abroad. */
  birthPlaceCode?: string;
  ins?: string;
  ipp?: string;
}

/** What is wrong with one field, in French. `blocking` = the identity cannot be created so. */
export interface TraitProblem {
  field: keyof Traits;
  message: string;
  blocking: boolean;
}

/** Letters, spaces, hyphens and apostrophes: what a civil status holds. */
const NAME = /^\p{L}[\p{L}\p{M} '’.-]*$/u;
const OLDEST_YEARS = 125;

/** Checks the traits against each other. @param today FHIR date. */
export function checkTraits(traits: Traits, today: string): TraitProblem[] {
  const problems: TraitProblem[] = [];
  const say = (field: keyof Traits, message: string, blocking = true) =>
    problems.push({ field, message, blocking });
  if (!traits.birthName.trim()) say('birthName', 'Le nom de naissance est obligatoire.');
  else if (!NAME.test(traits.birthName.trim())) {
    say(
      'birthName',
      'Le nom de naissance contient un caractère inattendu : chiffres et signes n’y ont pas leur place.',
    );
  }
  if (!traits.givenNames.trim()) say('givenNames', 'Le premier prénom de naissance est obligatoire.');
  else if (givenOf(traits).some((one) => !NAME.test(one))) {
    say('givenNames', 'Un prénom contient un caractère inattendu.');
  }
  if (traits.usedName?.trim() && !NAME.test(traits.usedName.trim())) {
    say('usedName', 'Le nom utilisé contient un caractère inattendu.');
  }
  if (!traits.gender) say('gender', 'Le sexe est obligatoire.');
  birthDateProblem(traits, today, say);
  insProblems(traits, say);
  return problems;
}

type Say = (field: keyof Traits, message: string, blocking?: boolean) => void;

function birthDateProblem({ birthDate }: Traits, today: string, say: Say): void {
  const instant = Date.parse(`${birthDate}T12:00:00Z`);
  const exists =
    /^\d{4}-\d{2}-\d{2}$/.test(birthDate) &&
    !Number.isNaN(instant) &&
    new Date(instant).toISOString().startsWith(birthDate);
  if (!exists) say('birthDate', 'La date de naissance est obligatoire : jour, mois et année.');
  else if (birthDate > today) say('birthDate', 'La date de naissance est dans le futur.');
  else if (Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4)) > OLDEST_YEARS) {
    say('birthDate', `La date de naissance donne plus de ${OLDEST_YEARS} ans : vérifiez l’année.`);
  }
}

/** The number says sex, year, month and place of birth: a difference is a mix-up, or a typing error. */
function insProblems(traits: Traits, say: Say): void {
  const ins = digitsOf(traits.ins);
  if (!ins) return;
  if (!isInsValid(ins)) {
    say(
      'ins',
      'Le matricule INS est faux : 15 caractères, les deux derniers sont sa clé. Vérifiez la saisie.',
    );
    return;
  }
  // 1, 3, 7: man; 2, 4, 8: woman. 3, 4, 7, 8 are temporary numbers.
  const sex = '137'.includes(ins[0]!) ? 'male' : '248'.includes(ins[0]!) ? 'female' : undefined;
  if (traits.gender && sex && sex !== traits.gender) {
    say(
      'ins',
      'Le matricule INS est celui d’une personne de l’autre sexe : vérifiez le sexe et le matricule.',
    );
  }
  if (traits.birthDate && ins.slice(1, 3) !== traits.birthDate.slice(2, 4)) {
    say(
      'ins',
      'L’année du matricule INS n’est pas celle de la naissance : vérifiez la date et le matricule.',
    );
  }
  const month = ins.slice(3, 5);
  // 20 to 42 and 50 to 99: the month was unknown at registration (INSEE).
  const known = Number(month) >= 1 && Number(month) <= 12;
  if (traits.birthDate && known && month !== traits.birthDate.slice(5, 7)) {
    say(
      'ins',
      'Le mois du matricule INS n’est pas celui de la naissance : vérifiez la date et le matricule.',
    );
  }
  const place = traits.birthPlaceCode?.trim();
  if (place && ins.slice(5, 10) !== place) {
    say('ins', 'Le lieu du matricule INS n’est pas celui de la naissance.', false);
  }
}

export function givenOf({ givenNames }: Pick<Traits, 'givenNames'>): string[] {
  return givenNames.split(/[\s,]+/).filter(Boolean);
}

function digitsOf(text: string | undefined): string {
  return (text ?? '').replace(/\s/g, '').toUpperCase();
}

/** Where an IPP is valid: the establishment, and the OID it numbers its patients under. */
export interface Numbering {
  organization: Organization;
  system: string;
}

/**
 * An identity typed by hand: provisional until somebody sees a paper (RNIV). The INS typed is kept: provisional with a
 * right number is « récupérée », never « qualifiée ».
 * @param test true puts the INS under the test root: a setting of the site, for whoever is no production.
 */
export function provisionalPatient(traits: Traits, numbering: Numbering | undefined, test: boolean): Patient {
  const given = givenOf(traits);
  const used = traits.usedName?.trim();
  return {
    resourceType: 'Patient',
    meta: { profile: [profile('dcc-patient')] },
    extension: [
      {
        url: EXTENSIONS.IDENTITY_RELIABILITY,
        extension: [{ url: 'identityStatus', valueCoding: { system: IDENTITY_STATUS_SYSTEM, code: 'PROV' } }],
      },
      ...birthPlace(traits),
    ],
    identifier: numbers(traits, numbering, test),
    active: true,
    name: [
      {
        extension: [{ url: EXTENSIONS.BIRTH_LIST_GIVEN_NAME, valueString: given.join(' ') }],
        use: 'official',
        family: traits.birthName.trim().toLocaleUpperCase('fr-FR'),
        given,
      },
      ...(used
        ? [{ use: 'usual' as const, family: used.toLocaleUpperCase('fr-FR'), given: given.slice(0, 1) }]
        : []),
    ],
    ...(traits.gender ? { gender: traits.gender } : {}),
    birthDate: traits.birthDate,
  };
}

function birthPlace({ birthPlace, birthPlaceCode }: Traits): Patient['extension'] & object {
  const code = birthPlaceCode?.trim();
  const city = birthPlace?.trim();
  if (!code && !city) return [];
  const insee = {
    url: EXTENSIONS.INSEE_CODE,
    valueCoding: { system: 'https://mos.esante.gouv.fr/NOS/TRE_R13-Commune/FHIR/TRE-R13-Commune', code },
  };
  const valueAddress = { ...(code ? { extension: [insee] } : {}), ...(city ? { city } : {}) };
  return [{ url: EXTENSIONS.BIRTH_PLACE, valueAddress }];
}

function numbers(traits: Traits, numbering: Numbering | undefined, test: boolean): Identifier[] {
  const ins = digitsOf(traits.ins);
  const ipp = traits.ipp?.trim();
  return [
    ...(ins
      ? [
          {
            use: 'official' as const,
            type: concept({ system: IDENTIFIER_TYPES.FR, code: test ? 'INS-NIR-TEST' : 'INS-NIR' }),
            system: test ? IDENTIFIERS.INS_NIR_TEST : IDENTIFIERS.INS_NIR,
            value: ins,
          },
        ]
      : []),
    ...(ipp && numbering
      ? [
          {
            use: 'usual' as const,
            type: concept({ system: IDENTIFIER_TYPES.V2, code: 'PI' }),
            system: numbering.system,
            value: ipp,
            assigner: {
              reference: `Organization/${numbering.organization.id}`,
              ...(numbering.organization.name ? { display: numbering.organization.name } : {}),
            },
          },
        ]
      : []),
  ];
}
