import { CISIS, type Code, DCC_CODES, THEMATIC } from '@dcc/fhir-profiles/src/codes.ts';
import { SYSTEMS, type SystemKey } from '@dcc/fhir-profiles/src/systems.ts';
import appareils from '@dcc/fhir-profiles/terminology/jdv-rcp-appareil.json' with { type: 'json' };
import organes from '@dcc/fhir-profiles/terminology/jdv-rcp-organe.json' with { type: 'json' };
import topics from '@dcc/fhir-profiles/terminology/jdv-traitement-soins-frcp.json' with { type: 'json' };

function codesOf(concepts: { [K in SystemKey]?: string[][] }): Code[] {
  return Object.entries(concepts).flatMap(([key, rows]) =>
    (rows ?? []).map(([code = '', display = '']) => ({
      system: SYSTEMS[key as SystemKey].url,
      code,
      display: display.charAt(0).toUpperCase() + display.slice(1),
    })),
  );
}

const byName = (a: Code, b: Code) => a.display.localeCompare(b.display, 'fr');

/** What an RCP is about, in the lists that the national directory and the region use. */
export const APPAREILS: readonly Code[] = codesOf(appareils.concepts).sort(byName);
export const ORGANES: readonly Code[] = codesOf(organes.concepts).sort(byName);
export const TOPICS: readonly Code[] = codesOf(topics.concepts).sort(byName);
export const THEMATICS: readonly Code[] = Object.values(THEMATIC);
export const NATURES: readonly Code[] = [CISIS.NATURE_ORGANES, CISIS.NATURE_TRANSVERSALE];
export const KINDS: readonly Code[] = [
  DCC_CODES.STANDARD,
  DCC_CODES.RECOURS,
  DCC_CODES.RARE,
  DCC_CODES.PEDIATRIC,
];

/** A code as a Coding, without what only the list needs. */
export const coding = ({ system, code, display }: Code) => ({ system, code, display });
