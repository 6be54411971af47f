import type { Resource } from '@medplum/fhirtypes';
import type { CarriedSection } from './draft.ts';
import type { Anchor, Named, WrittenSection } from './write-clinical.ts';

/**
 * Adds carried sections to written ones: the resources become new ones of the new case, and name in `meta.source` what
 * they were copied from. A section that both have is one section.
 */
export function carriedSections(
  written: readonly WrittenSection[],
  carried: readonly CarriedSection[],
  anchor: Anchor,
): WrittenSection[] {
  const all = [...written];
  for (const one of carried) {
    const entries = one.resources.map((resource) => copied(resource, anchor));
    const at = all.findIndex(({ key }) => key === one.key);
    const own = all[at];
    // A section of entries says again, in its words, what the form already wrote: only what is new is added.
    if (own) all[at] = { ...own, entries: [...own.entries, ...entries], lines: merged(own.lines, one.lines) };
    else all.push({ key: one.key, lines: one.lines, entries });
  }
  return all;
}

function merged(own: readonly string[], others: readonly string[]): string[] {
  return [...own, ...others.filter((line) => !own.includes(line))];
}

/** A copy for the new case. Identifiers stay behind: they name the old resource. */
function copied(resource: Resource, anchor: Anchor): Named {
  const { id, meta, identifier: _, ...rest } = resource as Resource & { identifier?: unknown };
  const source = meta?.source ?? (id ? `${resource.resourceType}/${id}` : undefined);
  return {
    fullUrl: anchor.name(),
    resource: {
      ...rest,
      meta: { ...(meta?.profile ? { profile: meta.profile } : {}), ...(source ? { source } : {}) },
      subject: anchor.subject,
      encounter: anchor.encounter,
    } as unknown as Resource,
  };
}
