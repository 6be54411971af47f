import type { Resource } from '@medplum/fhirtypes';

/** A new value by path (`name.0.family`); undefined removes; `+` as last step appends to a list. */
export type Edits = Readonly<Record<string, unknown>>;

type Node = Record<string, unknown>;

function step(node: unknown, name: string, path: string): unknown {
  const next = (node as Node | undefined)?.[name];
  if (next === undefined || next === null) throw new Error(`No ${name} on the way to ${path}`);
  return next;
}

/**
 * A changed copy of a resource.
 * @throws Error when the way to a path does not exist: a mutant that changes nothing would prove nothing.
 */
export function edit<T extends Resource>(source: T, edits: Edits): T {
  const copy = structuredClone(source);
  for (const [path, value] of Object.entries(edits)) {
    const names = path.split('.');
    const last = names.pop()!;
    const parent = names.reduce<unknown>((node, name) => step(node, name, path), copy) as Node;
    if (value !== undefined && last === '+') (parent as unknown as unknown[]).push(structuredClone(value));
    else if (value !== undefined) parent[last] = structuredClone(value);
    else {
      step(parent, last, path);
      if (Array.isArray(parent)) parent.splice(Number(last), 1);
      else delete parent[last];
    }
  }
  return copy;
}
