import { projectAdminResourceTypes } from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';
import type { RequestContext } from '../context.ts';
import { isRestricted, type Rule, rulesFor } from './rules.ts';

type Node = Record<string, unknown>;

/**
 * A field that every rule in force takes away. Rules add up: what one of them leaves, the caller has.
 * Fields are paths from the resource ("telecom", "name.family", "value[x]").
 */
export function fieldsOf(rules: readonly Rule[], kind: 'hiddenFields' | 'readonlyFields'): string[] {
  const [first, ...others] = rules;
  const fields = first?.[kind] ?? [];
  return fields.filter((field) => others.every((rule) => rule[kind]?.includes(field)));
}

/** Every field that some rule for reading the type hides, whatever the resource. */
export function hiddenSomewhere(context: RequestContext, resourceType: string): string[] {
  if (!isRestricted(context) || projectAdminResourceTypes.includes(resourceType)) {
    return [];
  }
  const rules = [...rulesFor(context, resourceType, 'read'), ...rulesFor(context, resourceType, 'search')];
  return [...new Set(rules.flatMap((rule) => rule.hiddenFields ?? []))];
}

/**
 * Takes fields out of a resource. The narrative goes with them, as it may say the same. Changes its argument.
 */
export function removeFields(resource: Resource, fields: readonly string[]): void {
  for (const field of fields) {
    remove(resource as unknown as Node, field.split('.'));
  }
  if (fields.length > 0) {
    delete (resource as unknown as Node).text;
  }
}

/**
 * Puts fields back as they were before a write, absent ones included; none existed before a creation. Below a
 * list, elements have no identity: the whole list is put back. Changes `incoming`.
 */
export function restoreFields(
  incoming: Resource,
  existing: Resource | undefined,
  fields: readonly string[],
): void {
  for (const field of fields) {
    restore(incoming as unknown as Node, existing as Node | undefined, field.split('.'));
  }
}

function remove(node: unknown, [name = '', ...rest]: readonly string[]): void {
  if (Array.isArray(node)) {
    for (const item of node) {
      remove(item, [name, ...rest]);
    }
  } else if (typeof node === 'object' && node !== null) {
    for (const key of keysOf(node as Node, name)) {
      if (rest.length > 0) {
        remove((node as Node)[key], rest);
      } else {
        delete (node as Node)[key];
      }
    }
  }
}

function restore(incoming: Node, existing: Node | undefined, [name = '', ...rest]: readonly string[]): void {
  for (const key of new Set([...keysOf(incoming, name), ...keysOf(existing ?? {}, name)])) {
    const [now, before] = [incoming[key], existing?.[key]];
    if (rest.length > 0 && isObject(now) && (before === undefined || isObject(before))) {
      restore(now, before, rest);
    } else if (before === undefined) {
      delete incoming[key];
    } else {
      incoming[key] = structuredClone(before);
    }
  }
}

/**
 * The keys that a name stands for: `value[x]` for each of its types, and the `_name` of a primitive's
 * extensions.
 */
function keysOf(node: Node, name: string): string[] {
  if (name.endsWith('[x]')) {
    const stem = name.slice(0, -3);
    return Object.keys(node).filter((key) => new RegExp(`^_?${stem}[A-Z]`).test(key));
  }
  return [name, `_${name}`].filter((key) => key in node);
}

function isObject(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
