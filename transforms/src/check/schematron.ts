import { type Element, parseXmlDocument } from 'slimdom';
import { type Addressee, isAddressee } from './defect.ts';
import { compileContext, type Matcher } from './match.ts';

const SCH = 'http://purl.oclc.org/dsdl/schematron';
const DCC = 'urn:dcc:check';

/** One test of a rule; `message` alternates text and XPath (`value-of`). */
export interface Assert {
  id: string;
  test: string;
  severity: 'error' | 'warning';
  field: string;
  forWhom: Addressee;
  message: { text?: string; select?: string }[];
}

export interface Rule {
  context: string;
  matcher: Matcher;
  asserts: Assert[];
}

/** Within a pattern an element belongs to the first rule whose context it matches (ISO 19757-3 §6.5). */
export interface Pattern {
  id: string;
  rules: Rule[];
}

/**
 * Reads a Schematron of ours. The subset: `pattern/rule/assert`, `value-of`, abstract rules with `extends`, and
 * two attributes of ours on `assert` (inherited from `rule`): `dcc:field`, the field's French name, and `dcc:for`,
 * who can cure. Anything else is an error of the author of the rules, told at load time with the rule's id.
 */
export function readSchematron(xml: string): Pattern[] {
  const schema = parseXmlDocument(xml).documentElement!;
  const patterns = kids(schema, 'pattern');
  const shared = new Map(
    patterns
      .flatMap((pattern) => kids(pattern, 'rule'))
      .filter((rule) => rule.getAttribute('abstract') === 'true')
      .map((rule) => [need(rule, 'id'), rule]),
  );
  return patterns.map((pattern) => ({
    id: need(pattern, 'id'),
    rules: kids(pattern, 'rule')
      .filter((rule) => rule.getAttribute('abstract') !== 'true')
      .map((rule) => readRule(rule, shared)),
  }));
}

function readRule(rule: Element, shared: Map<string, Element>): Rule {
  const context = need(rule, 'context');
  return { context, matcher: compileContext(context), asserts: readAsserts(rule, shared) };
}

function readAsserts(rule: Element, shared: Map<string, Element>): Assert[] {
  const name = rule.getAttribute('context') ?? rule.getAttribute('id');
  return kids(rule).flatMap((part) => {
    if (part.localName === 'assert') return [readAssert(part, rule)];
    if (part.localName !== 'extends')
      throw new Error(`Schematron : élément ${part.localName} inconnu (${name})`);
    const base = shared.get(need(part, 'rule'));
    if (!base) throw new Error(`Schematron : règle abstraite ${part.getAttribute('rule')} absente (${name})`);
    return readAsserts(base, shared);
  });
}

function readAssert(assert: Element, rule: Element): Assert {
  const id = need(assert, 'id');
  const own = (name: string) => assert.getAttributeNS(DCC, name) ?? rule.getAttributeNS(DCC, name) ?? '';
  const forWhom = own('for');
  if (!own('field')) throw new Error(`Schematron : champ (dcc:field) absent de la règle ${id}`);
  if (!isAddressee(forWhom))
    throw new Error(`Schematron : destinataire (dcc:for) inconnu dans la règle ${id}`);
  const message = assert.childNodes.flatMap((node): Assert['message'] => {
    if (node.nodeType === 3) return [{ text: (node.nodeValue ?? '').replace(/\s+/g, ' ') }];
    return node.nodeType === 1 ? [{ select: need(node as Element, 'select') }] : [];
  });
  return {
    id,
    test: need(assert, 'test'),
    severity: assert.getAttribute('role') === 'warning' ? 'warning' : 'error',
    field: own('field'),
    forWhom,
    message,
  };
}

function kids(parent: Element, name?: string): Element[] {
  return parent.children.filter((one) => one.namespaceURI === SCH && (!name || one.localName === name));
}

function need(element: Element, attribute: string): string {
  const value = element.getAttribute(attribute);
  if (value === null) throw new Error(`Schematron : attribut ${attribute} absent de ${element.nodeName}`);
  return value;
}
