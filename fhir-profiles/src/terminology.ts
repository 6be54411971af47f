import type { Code } from './codes.ts';
import { SYSTEMS, type SystemKey } from './systems.ts';
import { DATA } from './terminology-data.ts';
import type { TerminologyFile } from './terminology-file.ts';

/** Our value sets by the last part of their canonical: `{DCC}/ValueSet/jdv-tumeur` is `jdv-tumeur`. */
export type ValueSetName = keyof typeof DATA;

/** Every value set, with its OID and revision (spec/cda.md section 7.1). */
export const VALUE_SETS = DATA as unknown as { readonly [N in ValueSetName]: TerminologyFile };

/** System address -> code -> display, made on first use: a bot needs two or three sets out of thirty-seven. */
const indexes = new Map<ValueSetName, Map<string, Map<string, string>>>();

function index(name: ValueSetName): Map<string, Map<string, string>> {
  const known = indexes.get(name);
  if (known) return known;
  const built = new Map<string, Map<string, string>>();
  for (const [key, rows] of Object.entries(VALUE_SETS[name].concepts)) {
    built.set(SYSTEMS[key as SystemKey].url, new Map(rows));
  }
  indexes.set(name, built);
  return built;
}

/**
 * The French display of a code in a value set.
 * @param system FHIR address of the code system.
 * @returns undefined when the code is not in the set.
 */
export function displayOf(name: ValueSetName, system: string, code: string): string | undefined {
  return index(name).get(system)?.get(code);
}

/** Is this coding in the value set? Displays are not compared. */
export function inValueSet(
  name: ValueSetName,
  coding: { readonly system?: string; readonly code?: string } | undefined,
): boolean {
  return displayOf(name, coding?.system ?? '', coding?.code ?? '') !== undefined;
}

/** All codes of a value set, in the order of the source. */
export function codesOf(name: ValueSetName): Code[] {
  return Object.entries(VALUE_SETS[name].concepts).flatMap(([key, rows]) =>
    rows.map(([code, display]) => ({ system: SYSTEMS[key as SystemKey].url, code, display })),
  );
}

/**
 * Profession and specialty as CDA writes them (JDV_J01): TRE_G15 and TRE_R38 become one TRE_A02 code, a doctor of
 * medical oncology is `G15_10/SM36`. A specialty that the set lacks falls back to the profession alone.
 * @param profession TRE_G15 code, "10" for a doctor.
 * @param specialty TRE_R38 code, when there is one.
 * @returns undefined when the profession is not in JDV_J01.
 */
export function authorSpecialty(profession: string, specialty?: string): Code | undefined {
  const system = SYSTEMS.A02.url;
  for (const code of [...(specialty ? [`G15_${profession}/${specialty}`] : []), `G15_${profession}`]) {
    const display = displayOf('jdv-j01', system, code);
    if (display) return { system, code, display };
  }
  return undefined;
}
