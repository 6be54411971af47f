import { type Document, type Element, parseXmlDocument, serializeToWellFormedString } from 'slimdom';
import { evaluateXPath } from './xpath.ts';

/** A change to a document, for tests; throws when what it should change is not there. */
export type Mutation = (document: Document) => void;

const CDA = 'urn:hl7-org:v3';
const prefixes: Record<string, string> = { '': CDA, xsi: 'http://www.w3.org/2001/XMLSchema-instance' };

/** Elements an XPath selects; names without prefix are CDA's, `//` is allowed. */
export function select(document: Document, xpath: string): Element[] {
  const found = evaluateXPath(xpath, document as never, null, {}, evaluateXPath.NODES_TYPE, {
    namespaceResolver: (prefix: string) => prefixes[prefix] ?? null,
  }) as unknown as Element[];
  if (!found.length) throw new Error(`Nothing to change at ${xpath}`);
  return found;
}

const each =
  (xpath: string, change: (element: Element) => void): Mutation =>
  (document) => {
    for (const element of select(document, xpath)) change(element);
  };

export const remove = (xpath: string): Mutation =>
  each(xpath, (element) => element.parentNode!.removeChild(element));
export const set = (xpath: string, name: string, value: string): Mutation =>
  each(xpath, (element) => element.setAttribute(name, value));
export const unset = (xpath: string, name: string): Mutation =>
  each(xpath, (element) => element.removeAttribute(name));
export const text = (xpath: string, value: string): Mutation =>
  each(xpath, (element) => {
    element.textContent = value;
  });
/** Adds a copy of each element right after it, or after its last sibling of the same name. */
export const twice = (xpath: string): Mutation =>
  each(xpath, (element) => element.parentNode!.insertBefore(element.cloneNode(true), element.nextSibling));
/** Moves the first element before the second. */
export const before = (moved: string, target: string): Mutation => {
  return (document) => {
    const [one] = select(document, moved);
    const [other] = select(document, target);
    other!.parentNode!.insertBefore(one!, other!);
  };
};
/** Adds markup, in the CDA namespace, as the last child of each element. */
export const append = (xpath: string, markup: string): Mutation =>
  each(xpath, (element) => {
    const child = parseXmlDocument(`<x xmlns="${CDA}">${markup}</x>`).documentElement!.firstElementChild!;
    element.appendChild(element.ownerDocument!.importNode(child, true));
  });
export const all =
  (...changes: Mutation[]): Mutation =>
  (document) => {
    for (const change of changes) change(document);
  };

/** The document with the change made, as text. */
export function mutate(xml: string, change: Mutation): string {
  const document = parseXmlDocument(xml);
  change(document);
  return serializeToWellFormedString(document);
}
