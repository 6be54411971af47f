import type { Element } from 'slimdom';
import { all, at, attr, children, textOf } from './dom.ts';
import { address, codeLabel, frenchTime, personName, telecoms } from './format.ts';
import { identifier, isIns, type LabelledId } from './identifiers.ts';

/** The patient as the header of the CDA names them: birth names (BR), used names (CL), traits, identifiers. */
export interface Identity {
  birthName: string;
  usedName: string;
  /** Every given name of the birth certificate, in order. */
  givenNames: string;
  firstName: string;
  usedFirstName: string;
  sex: string;
  birthDate: string;
  birthPlace: string;
  ins: LabelledId | null;
  localIds: LabelledId[];
  /** What the identity is worth, in words. */
  status: string;
  address: string;
  telecoms: string[];
  guardians: string[][];
  /** Age in whole years at the date of the document; null when a date is partial. */
  age: number | null;
}

const SEX: Record<string, string> = { M: 'Masculin', F: 'Féminin', U: 'Indéterminé', UN: 'Indéterminé' };

export function identityOf(document: Element): Identity {
  const role = at(document, 'recordTarget/patientRole');
  const patient = at(role, 'patient');
  const name = at(patient, 'name');
  const ids = children(role, 'id');
  const ins = ids.find(isIns);
  const birth = attr(at(patient, 'birthTime'), 'value');
  const gender = at(patient, 'administrativeGenderCode');
  const part = (tag: string, qualifier: string) =>
    children(name, tag)
      .filter((one) => attr(one, 'qualifier') === qualifier)
      .map(textOf)
      .join(' ');
  const qualified = ins && !['10', '11'].includes(attr(ins, 'root').split('.').at(-1) ?? '');
  return {
    birthName: part('family', 'BR') || part('family', '') || textOf(name),
    usedName: part('family', 'CL'),
    givenNames: part('given', ''),
    firstName: part('given', 'BR') || part('given', '').split(/[ ,]/)[0] || '',
    usedFirstName: part('given', 'CL'),
    sex: SEX[attr(gender, 'code')] ?? codeLabel(gender),
    birthDate: frenchTime(birth),
    birthPlace: birthPlace(at(patient, 'birthplace/place')),
    ins: ins ? identifier(ins) : null,
    localIds: ids.filter((id) => id !== ins).flatMap((id) => identifier(id) ?? []),
    status: ins
      ? qualified
        ? 'Identité qualifiée'
        : 'Identité de test'
      : 'Identité non qualifiée : pas d’INS',
    address: address(at(role, 'addr')),
    telecoms: telecoms(role),
    guardians: children(patient, 'guardian').map(guardian),
    age: ageAt(birth, attr(at(document, 'effectiveTime'), 'value')),
  };
}

function birthPlace(place: Element | null): string {
  const city = textOf(at(place, 'addr/city')) || textOf(at(place, 'name'));
  const county = textOf(at(place, 'addr/county'));
  const country = textOf(at(place, 'addr/country'));
  return [city, county && `(${county})`, country].filter(Boolean).join(' ');
}

const guardian = (element: Element): string[] =>
  [
    personName(at(element, 'guardianPerson/name')) || textOf(at(element, 'guardianOrganization/name')),
    codeLabel(at(element, 'code')),
    ...all(element, 'addr').map(address),
    ...telecoms(element),
  ].filter(Boolean);

function ageAt(birth: string, day: string): number | null {
  if (!/^\d{8}/.test(birth) || !/^\d{8}/.test(day)) return null;
  return Math.floor((Number(day.slice(0, 8)) - Number(birth.slice(0, 8))) / 10000);
}

/** "DURAND née MARTIN Jeanne": the used name first, as the carers call the patient. */
export function headline(identity: Identity): string {
  const { birthName, usedName, firstName, usedFirstName, sex } = identity;
  const first = usedFirstName || firstName;
  if (!usedName || usedName === birthName) return `${birthName} ${first}`.trim();
  const born = sex === 'Féminin' ? 'née' : sex === 'Masculin' ? 'né' : 'né(e)';
  return `${usedName} ${first}, ${born} ${birthName}`;
}
