import type { HealthcareService, Organization } from '@medplum/fhirtypes';
import { entryOf } from './entry.ts';
import { KINDS, THEMATICS } from './terms.ts';

/** One line of the catalogue. */
export interface CatalogueLine {
  id: string;
  number: string;
  name: string;
  thematic: string;
  thematicCode: string;
  kind: string;
  establishment: string;
  centre: string;
  active: boolean;
}

export function catalogueLines(
  rcps: readonly HealthcareService[],
  organizations: ReadonlyMap<string, Organization>,
): CatalogueLine[] {
  const named = (reference: string) => organizations.get(reference)?.name ?? '';
  return rcps
    .map((rcp) => {
      const entry = entryOf(rcp);
      return {
        id: rcp.id!,
        number: entry.number,
        name: entry.name,
        thematic: THEMATICS.find(({ code }) => code === entry.thematic)?.display ?? '',
        thematicCode: entry.thematic,
        kind: KINDS.find(({ code }) => code === entry.kind)?.display ?? '',
        establishment: named(entry.organization),
        centre: named(entry.centre),
        active: entry.active,
      };
    })
    .sort((a, b) => a.thematic.localeCompare(b.thematic, 'fr') || a.name.localeCompare(b.name, 'fr'));
}

export interface CatalogueFilter {
  text: string;
  thematic: string | null;
  onlyActive: boolean;
}

/** Lines whose name, number, place or theme has every word, whatever its accents and case. */
export function filterLines(lines: readonly CatalogueLine[], filter: CatalogueFilter): CatalogueLine[] {
  const words = plain(filter.text).split(' ').filter(Boolean);
  return lines.filter((line) => {
    if (filter.onlyActive && !line.active) return false;
    if (filter.thematic && line.thematicCode !== filter.thematic) return false;
    const text = plain([line.name, line.number, line.establishment, line.centre, line.thematic].join(' '));
    return words.every((word) => text.includes(word));
  });
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
}
