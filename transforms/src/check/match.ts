import type { Element } from 'slimdom';

/**
 * Contexts of our rules are match patterns: steps from an ancestor to the element, `cda:section[...]/cda:entry`,
 * alternatives with `|`, a first `/` for the root. A predicate is a conjunction of `@name='v'`,
 * `path/@name='v'` (child steps) and `not(...)` of one of these. The elements of a document are then found by
 * name, without walking it once per rule: that is what keeps the checks under 30 ms.
 */
export interface Matcher {
  /** Local names the element may have; `*` for any. */
  names: string[];
  matches: (element: Element) => boolean;
}

type Test = (element: Element) => boolean;
interface Step {
  name: string;
  tests: Test[];
}

export function compileContext(context: string): Matcher {
  const alternatives = split(context, '|').map((text) => compilePath(text.trim()));
  return {
    names: [...new Set(alternatives.map(({ steps }) => steps.at(-1)!.name))],
    matches: (element) => alternatives.some((path) => follows(element, path)),
  };
}

interface Path {
  steps: Step[];
  rooted: boolean;
}

function compilePath(text: string): Path {
  const rooted = text.startsWith('/');
  return { rooted, steps: split(rooted ? text.slice(1) : text, '/').map(compileStep) };
}

function compileStep(text: string): Step {
  const match = /^(?:cda:)?([A-Za-z]+|\*)((?:\[.*\])?)$/s.exec(text.trim());
  if (!match) throw new Error(`Schematron : contexte illisible « ${text} »`);
  const predicates = split(match[2] ?? '', ']')
    .map((one) => one.trim().replace(/^\[/, ''))
    .filter(Boolean);
  return { name: match[1]!, tests: predicates.flatMap((one) => one.split(/ and /)).map(compileTest) };
}

function compileTest(text: string): Test {
  const not = /^not\((.*)\)$/s.exec(text.trim());
  if (not) {
    const inner = compileTest(not[1]!);
    return (element) => !inner(element);
  }
  const match = /^((?:cda:[A-Za-z]+\/)*)(?:@([A-Za-z]+)(?:\s*=\s*'([^']*)')?|cda:([A-Za-z]+))$/.exec(
    text.trim(),
  );
  if (!match) throw new Error(`Schematron : condition de contexte illisible « ${text} »`);
  const [, path, attribute, value, last] = match;
  const steps = `${path}${last ? `${last}/` : ''}`
    .split('/')
    .filter(Boolean)
    .map((step) => step.replace('cda:', ''));
  return (element) =>
    reach(element, steps).some((one) => {
      if (!attribute) return true;
      const held = one.getAttribute(attribute);
      return value === undefined ? held !== null : held === value;
    });
}

function reach(element: Element, steps: string[]): Element[] {
  let here = [element];
  for (const step of steps) {
    const next: Element[] = [];
    for (const one of here) {
      for (let child = one.firstElementChild; child; child = child.nextElementSibling) {
        if (child.localName === step) next.push(child);
      }
    }
    here = next;
  }
  return here;
}

function follows(element: Element, { steps, rooted }: Path): boolean {
  let here: Element | null = element;
  for (let at = steps.length - 1; at >= 0; at--) {
    const step = steps[at]!;
    if (
      !here ||
      (step.name !== '*' && here.localName !== step.name) ||
      !step.tests.every((test) => test(here as Element))
    )
      return false;
    here = here.parentElement;
  }
  return !rooted || here === null;
}

/** Splits at a sign, outside brackets and quotes; `]` splits after the bracket it closes. */
function split(text: string, sign: string): string[] {
  const parts: string[] = [];
  let [part, depth, quote] = ['', 0, ''];
  for (const one of text) {
    if (quote) quote = one === quote ? '' : quote;
    else if (one === "'" || one === '"') quote = one;
    else if (one === '[' || one === '(') depth++;
    else if (one === ']' || one === ')') depth--;
    if (one === sign && depth === 0 && !quote) {
      parts.push(part);
      part = '';
    } else part += one;
  }
  return [...parts, part];
}
