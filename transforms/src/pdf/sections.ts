import type { Element } from 'slimdom';
import { all, at, attr, children, textOf } from './dom.ts';
import { address, codeLabel, frenchPeriod, personName } from './format.ts';
import { type Block, para, run } from './model.ts';
import { narrative } from './narrative.ts';
import { organizationLines } from './people.ts';

export interface Section {
  code: string;
  title: string;
  blocks: Block[];
  /** Who entered it, when it is not the author of the document. */
  author: string;
  nested: Section[];
}

/** The PDF copy itself is never part of what is printed. */
const COPY = '55108-5';

/** Reading order of a fiche: what was decided, what was asked, then who and what the patient has. */
const ORDER = [
  '18776-5',
  '35510-7',
  '10164-2',
  '72135-7',
  '18733-6',
  '42349-1',
  '21874-3',
  '46006-3',
  '47420-5',
  '11348-0',
  '11450-4',
  '42545-4',
  '10162-6',
  '75320-2',
  '30954-2',
  '29554-3',
  '10218-6',
  '30954-2/34',
  '50397-9',
  '55112-7',
  '33557-0',
];
/** Two sections of the model share the LOINC of examinations; the template tells the pathology report. */
const PATHOLOGY = '1.2.250.1.213.1.1.2.34';

const rank = (section: Element): number => {
  const code = attr(at(section, 'code'), 'code');
  const pathology = children(section, 'templateId').some((one) => attr(one, 'root') === PATHOLOGY);
  const at_ = ORDER.indexOf(pathology ? `${code}/34` : code);
  return at_ < 0 ? ORDER.length : at_;
};

/** Sections of the body in reading order, the PDF copy left out; a section unknown to us comes last. */
export function sectionsOf(document: Element): Section[] {
  return all(document, 'component/structuredBody/component/section')
    .filter((section) => attr(at(section, 'code'), 'code') !== COPY)
    .map((section, index) => ({ section, index, rank: rank(section) }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ section }) => read(section));
}

function read(section: Element): Section {
  const blocks = narrative(at(section, 'text'));
  return {
    code: attr(at(section, 'code'), 'code'),
    title: textOf(at(section, 'title')) || codeLabel(at(section, 'code')),
    blocks: blocks.length ? blocks : [para([run('Non renseigné.', { muted: true })])],
    author: children(section, 'author').map(authorLine).filter(Boolean).join(' ; '),
    nested: all(section, 'component/section').map(read),
  };
}

function authorLine(author: Element): string {
  const who = at(author, 'assignedAuthor');
  const name = personName(at(who, 'assignedPerson/name'));
  const [organization] = organizationLines(at(who, 'representedOrganization'));
  const place = organization ?? address(at(who, 'addr'));
  const said = [name, place && `(${place})`].filter(Boolean).join(' ');
  const when = frenchPeriod(at(author, 'time'));
  return said && [`Saisi par ${said}`, when].filter(Boolean).join(', le ');
}
