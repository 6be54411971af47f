import type { Document, Element } from 'slimdom';
import { briefOf } from './brief.ts';
import { all, at, attr, textOf } from './dom.ts';
import { codeLabel, frenchPeriod, frenchTime, personName } from './format.ts';
import { headline, type Identity } from './identity.ts';
import { type Block, cell, type Para, para, type Run, run } from './model.ts';

/** Left: what the document is; right: which version of it, who answers for it. */
export function titleBlock(document: Element): Block {
  const main = all(document, 'documentationOf/serviceEvent')[0] ?? null;
  const encounter = at(document, 'componentOf/encompassingEncounter');
  const name = textOf(at(main, 'code/originalText')) || textOf(at(document, 'title'));
  const place = textOf(at(encounter, 'location/healthCareFacility/location/name'));
  const day = frenchPeriod(at(main, 'effectiveTime')) || frenchPeriod(at(encounter, 'effectiveTime'));
  const left: Para[] = [
    para([run('FICHE DE RÉUNION DE CONCERTATION PLURIDISCIPLINAIRE', { bold: true, accent: true })], {
      size: 7.5,
    }),
    para([run(name, { bold: true })], { size: 15, tag: 'H1' }),
    para([run([day && `RCP du ${day}`, place].filter(Boolean).join(' · '))], { size: 9 }),
    para([run(textOf(at(document, 'title')), { muted: true })], { size: 7.5 }),
  ];
  return {
    kind: 'table',
    head: [],
    look: 'plain',
    shares: [62, 38],
    body: [[cell(left), cell(versionParas(document))]],
  };
}

function versionParas(document: Element): Para[] {
  const version = attr(at(document, 'versionNumber'), 'value');
  const legal = at(document, 'legalAuthenticator');
  const signed = attr(at(legal, 'time'), 'value');
  const signer = personName(at(legal, 'assignedEntity/assignedPerson/name'));
  const replaced = attr(at(document, 'relatedDocument/parentDocument/id'), 'root');
  const right = (runs: Run[], size: number): Para => para(runs, { size, align: 'right' });
  const status = legal
    ? `Validée le ${frenchTime(signed)}${signer ? ` par ${signer}` : ''}`
    : 'Non validée : document de travail';
  return [
    right([run(`Version ${version || '?'}`, { bold: true })], 11),
    right([run(status)], 8.5),
    right(
      [run(`Document du ${frenchTime(attr(at(document, 'effectiveTime'), 'value'))}`, { muted: true })],
      7.5,
    ),
    ...(replaced ? [right([run(`Remplace le document ${replaced}`, { muted: true })], 7.5)] : []),
    ...statusOf(document).map((text) => right([run(`État : ${text}`, { muted: true })], 7.5)),
  ];
}

/** Status of the document as coded in its own section (GEN-065). */
function statusOf(document: Element): string[] {
  const sections = all(document, 'component/structuredBody/component/section');
  const status = sections.find((section) => attr(at(section, 'code'), 'code') === '33557-0');
  return all(status, 'entry/observation/value').map(codeLabel).filter(Boolean);
}

/** The band every reader checks before reading on: who, born when and where, under which number. */
export function identityBlocks(identity: Identity): Block[] {
  const { sex, birthDate, birthPlace, age, ins, localIds, status, givenNames } = identity;
  const born = sex === 'Féminin' ? 'Née' : sex === 'Masculin' ? 'Né' : 'Né(e)';
  const traits = [
    sex,
    `${born} le ${birthDate || '(date inconnue)'}${birthPlace ? ` à ${birthPlace}` : ''}`,
    age !== null && `${age} ans`,
    givenNames && `Prénoms : ${givenNames}`,
  ].filter(Boolean);
  const number: Run[] = ins
    ? [
        run(`${ins.label} `, { muted: true }),
        run(ins.value, { bold: true }),
        run(` · ${status}`, { muted: true }),
      ]
    : [run(status, { bold: true })];
  const local = localIds.map((id) => ` · ${id.label} ${id.value}`).join('');
  return [
    para([run(headline(identity), { bold: true })], { size: 14, tag: 'H2' }),
    para(traits.join(' · '), { size: 9.5 }),
    para([...number, run(local, { muted: true })], { size: 8.5 }),
  ];
}

/** Coded facts in one row, label above value. */
export function briefBlocks(document: Document): Block[] {
  const facts = briefOf(document);
  if (!facts.length) return [];
  const cells = facts.map(({ label, value }) =>
    cell([
      para([run(label, { muted: true })], { size: 7.5 }),
      para([run(value, { bold: true })], { size: 8.5 }),
    ]),
  );
  return [{ kind: 'table', head: [], body: [cells], look: 'plain' }];
}
