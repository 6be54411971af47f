import { type Document, type Element, parseXmlDocument } from 'slimdom';

export const CDA_NS = 'urn:hl7-org:v3';

/** Parses a CDA text into a DOM; throws slimdom's error when it is not well formed. */
export function parseCda(xml: string): Document {
  return parseXmlDocument(xml.charCodeAt(0) === 0xfeff ? xml.slice(1) : xml);
}

/** Child elements, all or those with this local name (CDA uses one namespace: sdtc twins are wanted too). */
export function children(parent: Element | null | undefined, name?: string): Element[] {
  const out: Element[] = [];
  for (let node = parent?.firstElementChild ?? null; node; node = node.nextElementSibling) {
    if (!name || node.localName === name) out.push(node);
  }
  return out;
}

/** First element at the end of a path of local names ("recordTarget/patientRole"), or null. */
export function at(parent: Element | null | undefined, path: string): Element | null {
  let here: Element | null = parent ?? null;
  for (const step of path.split('/')) here = here ? (children(here, step)[0] ?? null) : null;
  return here;
}

/** Every element at the end of a path of local names, in document order. */
export function all(parent: Element | null | undefined, path: string): Element[] {
  let here: Element[] = parent ? [parent] : [];
  for (const step of path.split('/')) here = here.flatMap((element) => children(element, step));
  return here;
}

/** The attribute of an element, '' when the element or the attribute is absent. */
export function attr(element: Element | null | undefined, name: string): string {
  return element?.getAttribute(name) ?? '';
}

/** Text of an element with white space collapsed (XML lays lines out, it does not mean them). */
export function textOf(element: Element | null | undefined): string {
  return collapse(element?.textContent ?? '').trim();
}

/** Runs of XML white space become one space; no-break spaces are the author's and stay. */
export function collapse(text: string): string {
  return text.replace(/[ \t\r\n]+/g, ' ');
}

/** Depth-first walk over an element and its descendants. */
export function* descendants(root: Element | null | undefined): Generator<Element> {
  if (!root) return;
  yield root;
  for (let node = root.firstElementChild; node; node = node.nextElementSibling) yield* descendants(node);
}
