import type { Element } from 'slimdom';
import { all, at, attr, children, textOf } from './dom.ts';
import { address, codeLabel, frenchPeriod, frenchTime, personName, telecoms } from './format.ts';
import { identifier, identifierText } from './identifiers.ts';
import type { Identity } from './identity.ts';
import { type Block, type Cell, cell, type Para, para, run, type Table } from './model.ts';
import { organizationLines, type Person } from './people.ts';

const muted = (text: string): Para => para([run(text, { muted: true })]);

/** A table of who did what: role, person, specialty, establishment. */
export function peopleTable(people: Person[]): Block[] {
  if (!people.length) return [];
  const titles = ['Rôle', 'Personne', 'Profession, spécialité', 'Établissement'];
  const head = [titles.map((title) => cell(para([run(title, { bold: true })]), true))];
  const body = people.map((one) => [
    cell([
      para([run(one.role, { bold: true })]),
      ...(one.comment && one.comment !== one.role ? [muted(one.comment)] : []),
      ...(one.when ? [muted(one.when)] : []),
    ]),
    cell([
      para([run(one.name || 'Non renseigné', one.name ? { bold: true } : { muted: true })]),
      ...[...one.ids, ...one.contact].map(muted),
    ]),
    cell(one.specialty || '–'),
    cell(lines(one.organization)),
  ]);
  return [{ kind: 'table', head, body, look: 'grid', shares: [20, 30, 22, 28] }];
}

const lines = (texts: string[]): Para[] =>
  texts.length ? texts.map((text, index) => (index ? muted(text) : para(text))) : [para('–')];

type Field = [label: string, values: string[]];

/** Label and values side by side, two fields to a line. */
function fieldTable(fields: Field[]): Table {
  const said = fields.filter(([, values]) => values.some(Boolean));
  const body: Cell[][] = [];
  for (let at_ = 0; at_ < said.length; at_ += 2) {
    const pair = [said[at_]!, said[at_ + 1]].flatMap((field) =>
      field
        ? [cell(muted(field[0])), cell(field[1].filter(Boolean).map((text) => para(text)))]
        : [cell(''), cell('')],
    );
    body.push(pair);
  }
  return { kind: 'table', head: [], body, look: 'grid', shares: [17, 33, 17, 33] };
}

/** Every trait of the patient, the contacts and the representatives. */
export function patientBlocks(document: Element, identity: Identity): Block[] {
  const contacts: Field[] = children(document, 'informant').flatMap((one) => {
    const entity = at(one, 'relatedEntity');
    if (!entity) return [];
    const values = [
      all(entity, 'relatedPerson/name').map(personName).join(', '),
      codeLabel(at(entity, 'code')),
      ...all(entity, 'addr').map(address),
      ...telecoms(entity),
    ];
    return [[CONTACT[attr(entity, 'classCode')] ?? 'Contact', values] as Field];
  });
  return [
    fieldTable([
      ['Nom de naissance', [identity.birthName]],
      ['Prénoms de naissance', [identity.givenNames]],
      ['Premier prénom', [identity.firstName]],
      ['Nom utilisé', [identity.usedName]],
      ['Prénom utilisé', [identity.usedFirstName]],
      ['Sexe', [identity.sex]],
      ['Date de naissance', [identity.birthDate]],
      ['Lieu de naissance', [identity.birthPlace]],
      [
        'Identifiant national',
        [identity.ins ? `${identity.ins.label} ${identity.ins.value}` : identity.status],
      ],
      ['Identifiants locaux', identity.localIds.map((id) => `${id.label} ${id.value}`)],
      ['Adresse', [identity.address]],
      ['Coordonnées', identity.telecoms],
      ...identity.guardians.map((guardian): Field => ['Représentant', guardian]),
      ...contacts,
    ]),
  ];
}

const CONTACT: Record<string, string> = {
  ECON: 'À prévenir en cas d’urgence',
  NOK: 'Personne de confiance',
  CAREGIVER: 'Aidant',
  CON: 'Contact',
  PAT: 'Patient informateur',
};

/** The meeting and the document: identifiers, place, custodian, recipients. */
export function documentBlocks(document: Element): Block[] {
  const encounter = at(document, 'componentOf/encompassingEncounter');
  const facility = at(encounter, 'location/healthCareFacility');
  const [main, ...others] = all(document, 'documentationOf/serviceEvent');
  const template = children(document, 'templateId').filter((one) => attr(one, 'extension'));
  const ids: Field[] = children(encounter, 'id').flatMap((id): Field[] => {
    const known = identifier(id);
    return known ? [[known.label, [known.value]]] : [];
  });
  return [
    fieldTable([
      ...ids,
      ['Inscription', all(document, 'inFulfillmentOf/order').flatMap(order)],
      ['RCP', [codeLabel(at(main ?? null, 'code')), frenchPeriod(at(main ?? null, 'effectiveTime'))]],
      ['Topographie', others.map((event) => topography(at(event, 'code')))],
      ['Prise en charge', [codeLabel(at(encounter, 'code')), frenchPeriod(at(encounter, 'effectiveTime'))]],
      [
        'Lieu de la RCP',
        [
          textOf(at(facility, 'location/name')),
          ...children(facility, 'id').map(identifierText),
          codeLabel(at(facility, 'code')),
          ...all(facility, 'location/addr').map(address),
        ],
      ],
      [
        'Conservation',
        organizationLines(at(document, 'custodian/assignedCustodian/representedCustodianOrganization')),
      ],
      ['Destinataires', all(document, 'informationRecipient/intendedRecipient').map(recipient)],
      ['Document', children(document, 'id').map(whole)],
      ['Série de versions', children(document, 'setId').map(whole)],
      ['Version', [attr(at(document, 'versionNumber'), 'value')]],
      ['Remplace', all(document, 'relatedDocument/parentDocument/id').map(whole)],
      ['Date du document', [frenchTime(attr(at(document, 'effectiveTime'), 'value'))]],
      ['Confidentialité', [codeLabel(at(document, 'confidentialityCode'))]],
      ['Type', [codeLabel(at(document, 'code'))]],
      ['Modèle', template.map((one) => `${attr(one, 'root')}, version ${attr(one, 'extension')}`)],
    ]),
  ];
}

const whole = (id: Element): string => [attr(id, 'root'), attr(id, 'extension')].filter(Boolean).join(' ');
const order = (one: Element): string[] => [...children(one, 'id').map(whole), codeLabel(at(one, 'code'))];

function topography(code: Element | null): string {
  const [label, value] = [codeLabel(code), attr(code, 'code')];
  return value && !label.includes(value) ? `${label} (${value})` : label;
}

function recipient(element: Element): string {
  const name = personName(at(element, 'informationRecipient/name'));
  const place = organizationLines(at(element, 'receivedOrganization'));
  return [name, ...children(element, 'id').map(identifierText), ...place].filter(Boolean).join(', ');
}
