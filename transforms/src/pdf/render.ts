import type { Document, Element } from 'slimdom';
import { documentBlocks, patientBlocks, peopleTable } from './admin.ts';
import { at, attr, parseCda, textOf } from './dom.ts';
import { Flow, type Ground } from './flow.ts';
import { personName } from './format.ts';
import { headline, type Identity, identityOf } from './identity.ts';
import { briefBlocks, identityBlocks, titleBlock } from './masthead.ts';
import { type Block, para, run } from './model.ts';
import { COLOURS, FRAME, PAGE, Paper } from './paper.ts';
import { peopleOf } from './people.ts';
import { runningLines } from './running.ts';
import { type Section, sectionsOf } from './sections.ts';
import { blockStrips, gap, type Tag, tagged } from './strips.ts';

const DECISION = '18776-5';
const FRAMEWORK = '35510-7';
const QUESTION = '10164-2';

/**
 * The fiche as a PDF/A-1b, made from its CDA (a PDF copy already in it is not looked at).
 * Every header element and every section's narrative is in it, the decision first (spec libraries.md §2, N3).
 * The same CDA gives the same bytes: dates and file ID come from the document.
 * Throws when the text is not a well-formed XML ClinicalDocument.
 */
export async function renderFrcpPdf(cdaXml: string): Promise<Uint8Array> {
  const document = parseCda(cdaXml);
  const root = document.documentElement;
  if (root?.localName !== 'ClinicalDocument') {
    throw new Error('Le document à imprimer n’est pas un CDA : élément ClinicalDocument absent.');
  }
  const identity = identityOf(root);
  const paper = new Paper(infoOf(root));
  const body = paper.doc.struct('Document');
  paper.doc.addStructure(body);
  layOut(paper, { element: body, type: 'Document' }, document, identity);
  body.end();
  runningLines(paper, { who: headline(identity), born: identity.birthDate, document: root });
  return paper.bytes();
}

function layOut(paper: Paper, parent: Tag, document: Document, identity: Identity): void {
  const root = document.documentElement!;
  const flow = new Flow(paper);
  const put = (blocks: Block[], ground: Ground = {}, pad = 0) => {
    if (!blocks.length) return;
    const strips = blockStrips(paper, tagged(paper, parent, 'Sect'), blocks, PAGE.left, FRAME);
    flow.place(pad ? [space(pad), ...strips, space(pad)] : strips, ground);
  };
  put([titleBlock(root)]);
  flow.skip(6);
  put(identityBlocks(identity), { fill: COLOURS.tint, bar: COLOURS.ink }, 6);
  flow.skip(6);
  put(briefBlocks(document));
  const sections = sectionsOf(root);
  for (const section of sections.filter(({ code }) => code === DECISION || code === FRAMEWORK)) {
    flow.skip(section.code === DECISION ? 6 : 0);
    put(sectionBlocks(section, true), { fill: COLOURS.decision, bar: COLOURS.accent }, 6);
  }
  for (const section of sections.filter(({ code }) => code !== DECISION && code !== FRAMEWORK)) {
    flow.skip(section.code === QUESTION ? 8 : 7);
    put(sectionBlocks(section, section.code === QUESTION));
  }
  const people = peopleOf(root);
  const annexes: [string, Block[]][] = [
    ['Responsables de la fiche', peopleTable(people.makers)],
    ['Participants du quorum', peopleTable(people.quorum)],
    ['Autres participants et correspondants', peopleTable(people.others)],
    ['Patient', patientBlocks(root, identity)],
    ['RCP et document', documentBlocks(root)],
  ];
  for (const [title, blocks] of annexes) {
    if (!blocks.length) continue;
    flow.skip(9);
    put([heading(title, false), ...blocks]);
  }
}

const space = (height: number) => ({ ...gap(height), gap: false });

const heading = (title: string, big: boolean): Block =>
  para([run(title, { bold: true, accent: true })], { size: big ? 11.5 : 10, tag: 'H2' });

function sectionBlocks(section: Section, big: boolean): Block[] {
  return [
    heading(section.title, big),
    ...section.blocks,
    ...(section.author ? [para([run(section.author, { muted: true })], { before: 1 })] : []),
    ...section.nested.flatMap((inner): Block[] => [
      para([run(inner.title, { bold: true })], { tag: 'H3', before: 3 }),
      ...inner.blocks,
      ...(inner.author ? [para([run(inner.author, { muted: true })])] : []),
    ]),
  ];
}

function infoOf(root: Element) {
  const stamp = attr(at(root, 'effectiveTime'), 'value');
  const version = attr(at(root, 'versionNumber'), 'value');
  const id = attr(at(root, 'id'), 'root');
  return {
    title: `${textOf(at(root, 'title'))} (version ${version})`,
    author: personName(at(root, 'author/assignedAuthor/assignedPerson/name')),
    subject: 'Fiche de réunion de concertation pluridisciplinaire',
    id: `${id} v${version}`,
    date: instant(stamp),
  };
}

/** A CDA time stamp as an instant; a stamp without zone or without time is read in UTC, so that it is stable. */
function instant(stamp: string): Date {
  const match = /^(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:\.\d+)?(?:([+-]\d\d)(\d\d))?$/.exec(stamp);
  if (!match) return new Date(0);
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', zh, zm] = match;
  const zone = zh ? `${zh}:${zm}` : 'Z';
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  return Number.isNaN(date.getTime()) ? new Date(0) : date;
}
