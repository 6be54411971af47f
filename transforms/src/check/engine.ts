import type { Document, Element } from 'slimdom';
import type { Defect } from './defect.ts';
import { CHECK_NS, type CheckContext, keyOf } from './functions.ts';
import type { Assert, Pattern, Rule } from './schematron.ts';
import { ANY_TYPE, evaluateXPath, XPATH_31 } from './xpath.ts';

const NAMESPACES: Record<string, string> = {
  cda: 'urn:hl7-org:v3',
  xsi: 'http://www.w3.org/2001/XMLSchema-instance',
  dcc: CHECK_NS,
};
/** Names without prefix are fontoxpath's own functions; the resolver must be one object for its cache to work. */
const namespaceResolver = (prefix: string): string | null => NAMESPACES[prefix] ?? null;

/**
 * Runs the patterns over a document. All the asserts of a rule are evaluated for all its elements in one call
 * (a call costs more than the tests it carries); messages are made for failures only.
 */
export function runPatterns(patterns: Pattern[], document: Document, version: string): Defect[] {
  const index = indexOf(document);
  const options = { namespaceResolver, currentContext: index.context, language: XPATH_31 };
  const ask: Ask = (xpath, variables) =>
    evaluateXPath(xpath, document as never, null, { version, ...variables }, ANY_TYPE, options);
  return patterns.flatMap((pattern) => {
    const taken = new Set<Element>();
    return pattern.rules.flatMap((rule) => {
      const elements = rule.matcher.names
        .flatMap((name) => index.byName.get(name) ?? [])
        .filter((element) => !taken.has(element) && rule.matcher.matches(element));
      for (const element of elements) taken.add(element);
      return failures(rule, elements, ask);
    });
  });
}

type Ask = (xpath: string, variables: { nodes?: Element[]; node?: Element }) => unknown;

/** The test of a rule as one expression, for every element in turn: kept, fontoxpath finds it compiled. */
const combined = new WeakMap<Rule, string>();

function failures(rule: Rule, elements: Element[], ask: Ask): Defect[] {
  if (!elements.length || !rule.asserts.length) return [];
  let test = combined.get(rule);
  if (test === undefined) {
    test = `array { $nodes?* ! (${rule.asserts.map((one) => `boolean(${one.test})`).join(', ')}) }`;
    combined.set(rule, test);
  }
  const results = ask(test, { nodes: elements }) as boolean[];
  const width = rule.asserts.length;
  return elements.flatMap((element, row) =>
    rule.asserts
      .filter((_, column) => results[row * width + column] !== true)
      .map((failed) => defect(failed, element, ask)),
  );
}

function defect(failed: Assert, element: Element, ask: Ask): Defect {
  const message = failed.message
    .map(({ text, select }) => {
      return (
        text ??
        String(ask(`$node ! string-join(for $v in (${select}) return string($v), ', ')`, { node: element }))
      );
    })
    .join('')
    .trim();
  const { id: code, severity, field, forWhom } = failed;
  return { code, severity, field, path: pathOf(element), message, forWhom };
}

interface Index {
  byName: Map<string, Element[]>;
  context: CheckContext;
}

const STATEMENTS = new Set(['section', 'observation', 'act', 'procedure', 'encounter', 'organizer']);

function indexOf(document: Document): Index {
  const everything: Element[] = [];
  const index: Index = {
    byName: new Map([['*', everything]]),
    context: { ids: new Map(), keys: new Map(), sections: [], observed: new Set() },
  };
  const count = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1);
  for (const element of walk(document.documentElement)) {
    everything.push(element);
    const list = index.byName.get(element.localName);
    if (list) list.push(element);
    else index.byName.set(element.localName, [element]);
    const id = element.getAttribute('ID');
    if (id !== null) count(index.context.ids, id);
    if (element.localName === 'section') index.context.sections.push(valuesOf(element, 'templateId', 'root'));
    if (element.localName === 'observation') {
      for (const code of valuesOf(element, 'code', 'code')) index.context.observed.add(code);
    }
    if (element.localName === 'id' && STATEMENTS.has(element.parentElement?.localName ?? '')) {
      count(index.context.keys, keyOf(element));
    }
  }
  return index;
}

const valuesOf = (parent: Element, name: string, attribute: string): Set<string> =>
  new Set(
    parent.children.filter((one) => one.localName === name).map((one) => one.getAttribute(attribute) ?? ''),
  );

/** Document order, without recursion: depth is the document's, not the stack's. */
function* walk(root: Element | null): Generator<Element> {
  let here = root;
  while (here) {
    yield here;
    let next: Element | null = here.firstElementChild;
    for (let up: Element | null = here; !next && up && up !== root; up = up.parentElement)
      next = up.nextElementSibling;
    here = next;
  }
}

/** XPath of an element: `/ClinicalDocument/component/structuredBody/component[3]/section`. */
export function pathOf(element: Element): string {
  const steps: string[] = [];
  for (let here: Element | null = element; here; here = here.parentElement) {
    const twins = here.parentElement?.children.filter((one) => one.localName === here!.localName) ?? [];
    steps.unshift(twins.length > 1 ? `${here.localName}[${twins.indexOf(here) + 1}]` : here.localName);
  }
  return `/${steps.join('/')}`;
}
