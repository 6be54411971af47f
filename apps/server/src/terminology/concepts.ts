import type { CodeSystem, CodeSystemConcept } from '@medplum/fhirtypes';

/** A concept of a stored code system, with what filters and look-ups need. */
export interface SystemConcept {
  readonly code: string;
  readonly display: string | undefined;
  readonly definition: string | undefined;
  /** Codes directly above it. */
  readonly parents: readonly string[];
  /** Property values by property code, as text. */
  readonly properties: ReadonlyMap<string, readonly string[]>;
}

/** The concepts of a code system, nested ones included, in document order. */
export function conceptsOf(system: CodeSystem): ReadonlyMap<string, SystemConcept> {
  const result = new Map<string, SystemConcept>();
  const visit = (concepts: readonly CodeSystemConcept[] | undefined, parent: string | undefined): void => {
    for (const concept of concepts ?? []) {
      result.set(concept.code, describe(concept, parent));
      visit(concept.concept, concept.code);
    }
  };
  visit(system.concept, undefined);
  return result;
}

/** True when the concept is the ancestor or stands anywhere below it. */
export function isA(concepts: ReadonlyMap<string, SystemConcept>, code: string, ancestor: string): boolean {
  const seen = new Set<string>();
  const queue = [code];
  while (queue.length > 0) {
    const current = queue.pop()!;
    if (current === ancestor) {
      return true;
    }
    // A code system may hold a cycle by mistake.
    if (!seen.has(current)) {
      seen.add(current);
      queue.push(...(concepts.get(current)?.parents ?? []));
    }
  }
  return false;
}

function describe(concept: CodeSystemConcept, parent: string | undefined): SystemConcept {
  const properties = new Map<string, string[]>();
  for (const { code, ...value } of concept.property ?? []) {
    const [content] = Object.values(value);
    const text = typeof content === 'object' ? ((content as { code?: string }).code ?? '') : String(content);
    properties.set(code, [...(properties.get(code) ?? []), text]);
  }
  return {
    code: concept.code,
    display: concept.display,
    definition: concept.definition,
    parents: [
      ...(parent === undefined ? [] : [parent]),
      ...(properties.get('parent') ?? []),
      ...(properties.get('subsumedBy') ?? []),
    ],
    properties,
  };
}
