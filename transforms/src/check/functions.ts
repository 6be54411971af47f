import {
  codesOf,
  inValueSet,
  SECTION_TEMPLATE_ROOT,
  SECTIONS,
  SYSTEMS,
  VALUE_SETS,
  type ValueSetName,
} from '@dcc/fhir-profiles';
import { isInsValid } from '@dcc/rules';
import type { Element } from 'slimdom';
import { registerCustomXPathFunction } from './xpath.ts';

export const CHECK_NS = 'urn:dcc:check';

/** What the functions need to know of the document being checked; handed to fontoxpath with each evaluation. */
export interface CheckContext {
  /** How many elements carry each `ID`. */
  ids: Map<string, number>;
  /** How many sections and entries carry each `id` (root and extension). */
  keys: Map<string, number>;
  /** templateIds of each section of the body. */
  sections: Set<string>[];
  /** Codes of the observations. */
  observed: Set<string>;
}

const SYSTEM_BY_OID = new Map<string, string>(
  Object.values(SYSTEMS).flatMap((system) => ('oid' in system ? [[system.oid, system.url] as const] : [])),
);

type Impl = (context: { currentContext: CheckContext }, ...args: never[]) => unknown;
function define(localName: string, args: string[], result: string, impl: Impl): void {
  registerCustomXPathFunction({ namespaceURI: CHECK_NS, localName }, args, result, impl as never);
}

/** dcc:in-set(element, 'jdv-tumeur'): code and code system (OID) of the element are in the value set. */
define('in-set', ['element()?', 'xs:string'], 'xs:boolean', (_, element: Element | null, set: string) => {
  if (!(set in VALUE_SETS)) throw new Error(`Jeu de valeurs inconnu : ${set}`);
  if (!element) return false;
  const system = SYSTEM_BY_OID.get(element.getAttribute('codeSystem') ?? '');
  const code = element.getAttribute('code') ?? undefined;
  return inValueSet(set as ValueSetName, { system, code });
});

const patterns = new Map<string, RegExp>();

/** dcc:like(text, pattern): as fn:matches, with patterns compiled once (fontoxpath compiles at each call). */
define(
  'like',
  ['item()?', 'xs:string'],
  'xs:boolean',
  (_, item: { textContent?: string } | string | null, source: string) => {
    let pattern = patterns.get(source);
    if (!pattern) {
      pattern = new RegExp(source, 'u');
      patterns.set(source, pattern);
    }
    return pattern.test(stringOf(item));
  },
);

/** Attributes come as nodes or, atomized, as strings; their text is their value. */
const stringOf = (item: { textContent?: string } | string | null): string =>
  typeof item === 'string' ? item : (item?.textContent ?? '');

/** dcc:has-code(text, 'jdv-j246'): the text is a code of the value set, in whatever system. */
define(
  'has-code',
  ['item()?', 'xs:string'],
  'xs:boolean',
  (_, text: { textContent?: string } | string | null, set: string) => {
    const code = typeof text === 'string' ? text : (text?.textContent ?? '');
    return codesOf(set as ValueSetName).some((one) => one.code === code);
  },
);

/** dcc:resolves('#id'): exactly one element of the document has this ID. */
define('resolves', ['xs:string?'], 'xs:boolean', ({ currentContext }, value: string | null) => {
  return !!value?.startsWith('#') && currentContext.ids.has(value.slice(1));
});

/** dcc:unique-ID('id'): no other element has this ID. */
define('unique-ID', ['xs:string?'], 'xs:boolean', ({ currentContext }, value: string | null) => {
  return (currentContext.ids.get(value ?? '') ?? 0) < 2;
});

/** dcc:unique-id(id element): no other section or entry has this identifier. */
define('unique-id', ['element()?'], 'xs:boolean', ({ currentContext }, element: Element | null) => {
  return !element || (currentContext.keys.get(keyOf(element)) ?? 0) < 2;
});

export const keyOf = (id: Element): string =>
  `${id.getAttribute('root')}^${id.getAttribute('extension') ?? ''}`;

const STAMP = /^(\d{4})(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:\.\d{1,4})?)?)?([+-]\d{4})?)?)?)?$/;

const withTemplates = (context: CheckContext, roots: string[]): number =>
  context.sections.filter((templates) => roots.every((root) => templates.has(root))).length;

/** dcc:sections('oid'), dcc:sections('oid', 'oid'): how many sections declare these templates. */
define('sections', ['xs:string'], 'xs:integer', ({ currentContext }, one: string) =>
  withTemplates(currentContext, [one]),
);
define('sections', ['xs:string', 'xs:string'], 'xs:integer', ({ currentContext }, one: string, two: string) =>
  withTemplates(currentContext, [one, two]),
);

/** dcc:observed('ORG-127'): some observation of the document has this code. */
define('observed', ['xs:string'], 'xs:boolean', ({ currentContext }, code: string) =>
  currentContext.observed.has(code),
);

/** dcc:in-order(low, high): compared to the day, or to what the less precise of the two tells. */
define(
  'in-order',
  ['xs:string?', 'xs:string?'],
  'xs:boolean',
  (_, low: string | null, high: string | null) => {
    const length = Math.min(8, low?.length ?? 0, high?.length ?? 0);
    return (low ?? '').slice(0, length) <= (high ?? '').slice(0, length);
  },
);

/** dcc:is-time('20261012'): a CDA time stamp of any precision whose day exists; a time of day has its zone. */
define('is-time', ['xs:string?'], 'xs:boolean', (_, value: string | null) => isTime(value ?? ''));

export function isTime(value: string): boolean {
  const match = STAMP.exec(value);
  if (!match) return false;
  const [, year, month, day, hour, minute, second, zone] = match.map((part) => part ?? '');
  if (!dayExists(Number(year), Number(month || 1), Number(day || 1))) return false;
  if (Number(hour || 0) > 23 || Number(minute || 0) > 59 || Number(second || 0) > 59) return false;
  return !hour || /^[+-](0\d|1[0-4])[0-5]\d$/.test(zone!);
}

function dayExists(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return year > 1800 && year < 2200 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** dcc:is-instant('20261012180000+0200'): date, time to the second, zone. */
define('is-instant', ['xs:string?'], 'xs:boolean', (_, value: string | null) => {
  return isTime(value ?? '') && /^\d{14}(?:\.\d+)?[+-]\d{4}$/.test(value ?? '');
});

/** dcc:is-ins('...'): 15 characters with a right key. */
define('is-ins', ['xs:string?'], 'xs:boolean', (_, value: string | null) => isInsValid(value ?? undefined));

/** dcc:is-pdf(text): base64 of a file that begins and ends as a PDF does. Only both ends are decoded. */
define('is-pdf', ['xs:string?'], 'xs:boolean', (_, value: string | null) => isPdf(value ?? ''));

export function isPdf(base64: string): boolean {
  const text = base64.replace(/\s+/g, '');
  if (text.length < 400 || text.length % 4 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return false;
  const start = Buffer.from(text.slice(0, 12), 'base64').toString('latin1');
  const end = Buffer.from(text.slice(-64), 'base64').toString('latin1');
  return start.startsWith('%PDF-1.') && /%%EOF\s*$/.test(end);
}

/** dcc:ordered(element, 'a b c'): its children stand in this order, and none is another. */
define('ordered', ['element()?', 'xs:string'], 'xs:boolean', (_, element: Element | null, names: string) => {
  const order = names.trim().split(/\s+/);
  let last = 0;
  for (let child = element?.firstElementChild ?? null; child; child = child.nextElementSibling) {
    const at = order.indexOf(child.localName, last);
    if (at < 0) return false;
    last = at;
  }
  return true;
});

const SECTION_ORDER = [...Object.values(SECTIONS).map(({ template }) => template), 243];
/** The comment template stands twice: for the patient, and last for the notice on personal data. */
const PRIVACY = 'GEN-294';

/** dcc:section-order(structuredBody): sections stand in the order of the model; unknown ones are not its affair. */
define('section-order', ['element()?'], 'xs:boolean', (_, body: Element | null) => {
  const ranks = (body?.children ?? []).flatMap(({ firstElementChild: section }) =>
    section ? rank(section) : [],
  );
  return ranks.every((one, at) => at === 0 || ranks[at - 1]! <= one);
});

function rank(section: Element): number[] {
  const template = section.children
    .filter((one) => one.localName === 'templateId')
    .map((one) => one.getAttribute('root') ?? '')
    .find((root) => root.startsWith(`${SECTION_TEMPLATE_ROOT}.`));
  const number = Number(template?.slice(SECTION_TEMPLATE_ROOT.length + 1));
  const code = section.children.find((one) => one.localName === 'code');
  const privacy = code?.children.some((one) => one.getAttribute('code') === PRIVACY);
  const at = privacy ? SECTION_ORDER.lastIndexOf(number) : SECTION_ORDER.indexOf(number);
  return at < 0 ? [] : [at];
}
