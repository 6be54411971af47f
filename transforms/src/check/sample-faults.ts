import { type Element, parseXmlDocument, serializeToWellFormedString } from 'slimdom';

const CDA = 'urn:hl7-org:v3';
/** Narrative is free: what is taken out of it is no fault of structure. */
const NARRATIVE = new Set([
  'content',
  'td',
  'tr',
  'th',
  'thead',
  'tbody',
  'table',
  'list',
  'item',
  'paragraph',
  'br',
]);

/**
 * Documents with one fault each, made without knowing the rules: an element or an attribute taken out, or an
 * attribute replaced by nonsense, once per place of the model (ten participants make one place).
 * @param every one fault in so many is kept.
 */
export function sampleFaults(xml: string, every: number): [name: string, xml: string][] {
  const elements = elementsOf(xml);
  const seen = new Set<string>();
  const faults: [string, string][] = [];
  elements.forEach((element, at) => {
    if (!element.parentElement || NARRATIVE.has(element.localName)) return;
    for (const [kind, attribute] of faultsOf(element)) {
      const name = `${place(element)}-${kind}${attribute}`.replace(/[^\w.-]/g, '_');
      if (seen.has(name)) continue;
      seen.add(name);
      if (seen.size % every === 0)
        faults.push([`${seen.size}-${name}`.slice(0, 120), broken(xml, at, kind, attribute)]);
    }
  });
  return faults;
}

type Kind = 'sans' | 'sans-' | 'faux-';

function faultsOf(element: Element): [Kind, string][] {
  const names = element.attributes.map(({ name }) => name).filter((name) => !name.startsWith('xmlns'));
  return [
    ['sans', ''],
    ...names.flatMap((name): [Kind, string][] => [
      ['sans-', name],
      ['faux-', name],
    ]),
  ];
}

function broken(xml: string, at: number, kind: Kind, attribute: string): string {
  const element = elementsOf(xml)[at]!;
  if (kind === 'sans') element.parentElement!.removeChild(element);
  else if (kind === 'sans-') element.removeAttribute(attribute);
  else element.setAttribute(attribute, 'ZZZ');
  return serializeToWellFormedString(element.ownerDocument!);
}

const elementsOf = (xml: string): Element[] => parseXmlDocument(xml).getElementsByTagNameNS(CDA, '*');

/** Section and statement by code, then the last three names: enough to tell places of the model apart. */
function place(element: Element): string {
  const names: string[] = [];
  let code = '';
  for (let here: Element | null = element; here; here = here.parentElement) {
    if (names.length < 3) names.unshift(here.localName);
    if (!code && (here.localName === 'observation' || here.localName === 'section')) {
      code = here.children.find((one) => one.localName === 'code')?.getAttribute('code') ?? '';
    }
  }
  return `${code}.${names.join('.')}`;
}
