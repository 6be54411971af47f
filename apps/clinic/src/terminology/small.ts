import type { Code } from '@dcc/fhir-profiles/src/codes.ts';
import { SYSTEMS, type SystemKey } from '@dcc/fhir-profiles/src/systems.ts';
import ecogFile from '@dcc/fhir-profiles/terminology/jdv-indice-performance-ecog.json' with { type: 'json' };
import lateralityFile from '@dcc/fhir-profiles/terminology/jdv-modificateur-topographique.json' with {
  type: 'json',
};
import treatmentFile from '@dcc/fhir-profiles/terminology/jdv-type-traitement-frcp.json' with {
  type: 'json',
};

/**
 * The short value sets of the fiche: a few kilobytes, loaded with the form. The long ones are searched
 * (search.ts).
 */
function codesOf(concepts: { [K in SystemKey]?: string[][] }): Code[] {
  return Object.entries(concepts).flatMap(([key, rows]) =>
    (rows ?? []).map(([code = '', display = '']) => ({
      system: SYSTEMS[key as SystemKey].url,
      code,
      display,
    })),
  );
}

/** Performance index, 0 to 5 in order (JDV indice-performance-ecog). */
export const ECOG: readonly Code[] = codesOf(ecogFile.concepts);
/** Right, left, bilateral first (JDV modificateur-topographique). */
export const LATERALITIES: readonly Code[] = codesOf(lateralityFile.concepts);
/** The eighteen kinds of treatment (JDV type-traitement-frcp). */
export const TREATMENTS: readonly Code[] = codesOf(treatmentFile.concepts);

/** A code of a list by its code alone. */
export function codeOf(list: readonly Code[], code: string | undefined): Code | undefined {
  return list.find((one) => one.code === code);
}
