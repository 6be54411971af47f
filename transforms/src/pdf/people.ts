import type { Element } from 'slimdom';
import { all, at, attr, children, textOf } from './dom.ts';
import { address, codeLabel, frenchPeriod, frenchTime, personName, telecoms } from './format.ts';
import { identifierText } from './identifiers.ts';

/** Someone named by the header, with the reason they are there. */
export interface Person {
  role: string;
  /** The author's own words on the role. */
  comment: string;
  when: string;
  name: string;
  ids: string[];
  specialty: string;
  contact: string[];
  organization: string[];
}

/** The three groups the header's people are read in. */
export interface People {
  makers: Person[];
  quorum: Person[];
  others: Person[];
}

const PARTICIPANT: Record<string, string> = {
  RESP: 'Coordonnateur',
  REFB: 'Demandeur',
  'INF/PCP': 'Médecin traitant',
  INF: 'Informateur',
  'PRF/353': 'Participant du quorum',
  'PRF/CORRE': 'Participant hors quorum',
  PRF: 'Présentateur',
  CON: 'Correspondant',
  'CON/CORRE': 'Correspondant',
};

export function peopleOf(document: Element): People {
  const participants = children(document, 'participant').map(participant);
  const legal = children(document, 'legalAuthenticator').map((one) =>
    person(one, 'Responsable légal', at(one, 'assignedEntity')),
  );
  const authors = children(document, 'author').map((one) => {
    const words = codeLabel(at(one, 'functionCode'));
    return { ...person(one, 'Auteur', at(one, 'assignedAuthor')), comment: words };
  });
  const performers = all(document, 'documentationOf/serviceEvent/performer').map((one) =>
    person(one, 'Exécutant de la RCP', at(one, 'assignedEntity')),
  );
  const informants = children(document, 'informant')
    .filter((one) => at(one, 'assignedEntity'))
    .map((one) => person(one, 'Informateur', at(one, 'assignedEntity')));
  const others = ['authenticator', 'dataEnterer'].flatMap((tag) =>
    children(document, tag).map((one) => person(one, 'Intervenant', at(one, 'assignedEntity'))),
  );
  const makers = ['Demandeur', 'Présentateur', 'Coordonnateur', 'Médecin traitant'];
  const isMaker = (one: Person) => makers.includes(one.role);
  const isQuorum = (one: Person) => one.role === 'Participant du quorum';
  return {
    makers: [
      ...legal,
      ...authors,
      ...makers.flatMap((role) => participants.filter((one) => one.role === role)),
      ...performers,
    ],
    quorum: participants.filter(isQuorum),
    others: [...participants.filter((one) => !isMaker(one) && !isQuorum(one)), ...informants, ...others],
  };
}

function participant(element: Element): Person {
  const type = attr(element, 'typeCode');
  const code = at(element, 'functionCode');
  const role =
    PARTICIPANT[`${type}/${attr(code, 'code')}`] ??
    PARTICIPANT[attr(code, 'code') ? '' : type] ??
    codeLabel(code);
  const who = person(element, role || `Participant (${type})`, at(element, 'associatedEntity'));
  const said = [attr(code, 'displayName'), textOf(at(code, 'originalText'))];
  return { ...who, comment: said.filter((one) => one && one !== role).join(' : ') };
}

function person(holder: Element, role: string, entity: Element | null): Person {
  const names = ['assignedPerson', 'associatedPerson', 'relatedPerson'].flatMap((tag) =>
    all(entity, `${tag}/name`),
  );
  const organization = at(entity, 'representedOrganization') ?? at(entity, 'scopingOrganization');
  const unknown = !!attr(entity, 'nullFlavor');
  const home = address(at(entity, 'addr'));
  const place = organizationLines(organization);
  return {
    role,
    comment: '',
    when: timeOf(at(holder, 'time')),
    name: names.map(personName).join(', ') || (unknown ? 'Non renseigné' : ''),
    ids: children(entity, 'id').map(identifierText).filter(Boolean),
    specialty: codeLabel(at(entity, 'code')),
    // The address of the exercise is most often that of the establishment, said beside it.
    contact: [...(place.includes(home) ? [] : [home]), ...telecoms(entity)].filter(Boolean),
    organization: place,
  };
}

const timeOf = (time: Element | null): string =>
  attr(time, 'value') ? frenchTime(attr(time, 'value')) : frenchPeriod(time);

/** Name, identifier, address, telecoms and sector of an organisation, a line each. */
export function organizationLines(organization: Element | null): string[] {
  if (!organization) return [];
  return [
    all(organization, 'name').map(textOf).join(', '),
    ...children(organization, 'id').map(identifierText),
    codeLabel(at(organization, 'standardIndustryClassCode')),
    ...all(organization, 'addr').map(address),
    ...telecoms(organization),
  ].filter(Boolean);
}
