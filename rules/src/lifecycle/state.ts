/** One element that must hold one code for a resource to be in a state. */
export interface Condition {
  resource: 'Composition' | 'DocumentReference' | 'Encounter' | 'ServiceRequest' | 'Task';
  /** Dotted path; a repeated element holds when any of its values does. */
  element: string;
  /** A primitive code, or `system|code` for a Coding. */
  code: string;
}

/** A state as the table of docs/etats.md shows it. The names of the states are ours (spec/product.md 6). */
export interface State {
  code: string;
  /** What the user reads. */
  label: string;
  /** All must hold. */
  conditions: readonly Condition[];
  /** Codes of the states it may go to; none = end. */
  next: readonly string[];
  /** What else the state means, in French, for the table. */
  note?: string;
}

/** The life of one thing: its states, from the most specific to the most general. */
export interface LifeCycle {
  code: string;
  label: string;
  states: readonly State[];
}

/** A resource, or anything with a type: the tables are read on stored JSON. */
export type Stored = { resourceType: string };

/**
 * The state that stored resources are in: the first of the table whose conditions all hold, so a table lists
 * the most specific first. Undefined when none does: a status outside our life cycle.
 */
export function stateOf(cycle: LifeCycle, ...resources: Stored[]): State | undefined {
  return cycle.states.find(({ conditions }) =>
    conditions.every((one) => resources.some((it) => holds(one, it))),
  );
}

/** May a thing go from one state to the other? Staying in a state is always allowed: writes are retried. */
export function mayGo(cycle: LifeCycle, from: string, to: string): boolean {
  const state = cycle.states.find(({ code }) => code === from);
  return !!state && cycle.states.some(({ code }) => code === to) && (from === to || state.next.includes(to));
}

function holds({ resource, element, code }: Condition, stored: Stored): boolean {
  return (
    stored.resourceType === resource &&
    valuesAt(stored, element.split('.')).some((value) => isCode(value, code))
  );
}

function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  if (Array.isArray(value)) {
    return value.flatMap((one) => valuesAt(one, path));
  }
  const [head, ...rest] = path;
  if (head === undefined) {
    return value === undefined ? [] : [value];
  }
  return typeof value === 'object' && value !== null
    ? valuesAt((value as Record<string, unknown>)[head], rest)
    : [];
}

function isCode(value: unknown, code: string): boolean {
  if (typeof value === 'object' && value !== null) {
    const coding = value as { system?: string; code?: string };
    return `${coding.system ?? ''}|${coding.code ?? ''}` === code;
  }
  return String(value) === code;
}
