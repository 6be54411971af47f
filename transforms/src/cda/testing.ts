import type { Bundle } from '@medplum/fhirtypes';
import { type Document, type Node, parseXmlDocument, serializeToWellFormedString } from 'slimdom';
import { buildStylesheets } from '../../scripts/build.ts';
import { evaluateXPath, XPATH_31 } from '../check/xpath.ts';
import { type CdaOptions, frcpToCda } from './index.ts';

/** What the tests of the CDA share. Importing it makes sure that the stylesheets are compiled. */
await buildStylesheets();

const PREFIXES: Record<string, string> = {
  '': 'urn:hl7-org:v3',
  xsi: 'http://www.w3.org/2001/XMLSchema-instance',
};
export const PDF = new TextEncoder().encode('%PDF-1.4 for a test');

export const write = (bundle: Bundle, options: Partial<CdaOptions> = {}): string =>
  frcpToCda(bundle, { modelVersion: '2025.01', ...options });

export class Cda {
  readonly xml: string;
  readonly document: Document;

  constructor(bundle: Bundle, options: Partial<CdaOptions> = { pdf: PDF }) {
    this.xml = write(bundle, options);
    this.document = parseXmlDocument(this.xml);
  }

  #evaluate(xpath: string, returnType: number): unknown {
    return evaluateXPath(xpath, this.document, null, {}, returnType as never, {
      language: XPATH_31,
      namespaceResolver: (prefix: string) => PREFIXES[prefix] ?? null,
    });
  }

  /** The nodes of an XPath; element names are CDA's. */
  nodes(xpath: string): Node[] {
    return this.#evaluate(xpath, evaluateXPath.NODES_TYPE) as Node[];
  }

  /** Their string values, or the atomic values of the expression. */
  values(xpath: string): string[] {
    return (this.#evaluate(`(${xpath}) ! string(.)`, evaluateXPath.STRINGS_TYPE) as string[]).map(String);
  }

  /** The only one; fails when there is none or more. */
  value(xpath: string): string {
    const values = this.values(xpath);
    if (values.length !== 1) throw new Error(`${xpath}: ${values.length} values instead of one`);
    return values[0] as string;
  }
}

/** XML with one element per line, indented where there is no text: what a person compares. */
export function pretty(node: Node): string {
  const xml = serializeToWellFormedString(node).replaceAll(' xmlns="urn:hl7-org:v3"', '');
  const lines: string[] = [];
  let depth = 0;
  for (const piece of xml.split(/(?<=>)(?=<)/)) {
    const closes = piece.startsWith('</');
    if (closes) depth--;
    lines.push('  '.repeat(depth) + piece);
    const opens = /^<[^/!?]/.test(piece) && !piece.includes('</') && !/\/>[^<]*$/.test(piece);
    if (opens) depth++;
  }
  return `${lines.join('\n')}\n`;
}

/** The section of the CDA with a CI-SIS template number. */
export const sectionPath = (template: number, more = ''): string =>
  `//section[templateId/@root = '1.2.250.1.213.1.1.2.${template}']${more}`;

/** '' when two documents are the same, else where they begin to differ: whole documents make unreadable failures. */
export function difference(actual: string, expected: string): string {
  if (actual === expected) return '';
  let at = 0;
  while (actual[at] === expected[at]) at++;
  const near = (text: string): string => text.slice(Math.max(0, at - 80), at + 120);
  return `at ${at}: ${near(actual)}\ninstead of: ${near(expected)}`;
}
