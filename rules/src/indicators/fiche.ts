import { EXTENSIONS } from '@dcc/fhir-profiles';
import type { Composition } from '@medplum/fhirtypes';

/** The identifier that all versions of a fiche share (setId); a fiche without one is its own set. */
export function setIdOf(composition: Composition): string {
  return composition.identifier?.value ?? `Composition/${composition.id}`;
}

/** 1 when the record does not say. */
export function versionOf(composition: Composition): number {
  const extension = composition.extension?.find(({ url }) => url === EXTENSIONS.DOCUMENT_VERSION);
  return extension?.valuePositiveInt ?? extension?.valueInteger ?? extension?.valueUnsignedInt ?? 1;
}

export function isValidated(composition: Composition): boolean {
  return composition.status === 'final' || composition.status === 'amended';
}

/**
 * Of each fiche, the first validated version (when it was decided), the newest validated version (what holds)
 * and the newest version (what is being written): one and the same when nothing was amended. Versions entered
 * in error do not exist. In the order of the setIds, then as said.
 */
export function currentFiches(compositions: readonly Composition[]): Composition[] {
  if (compositions.length < 2) return compositions.filter(({ status }) => status !== 'entered-in-error');
  const sets = new Map<string, Composition[]>();
  for (const composition of compositions) {
    if (composition.status === 'entered-in-error') continue;
    const setId = setIdOf(composition);
    sets.set(setId, [...(sets.get(setId) ?? []), composition]);
  }
  return [...sets.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, versions]) => {
      const newest = versions.reduce(newer);
      const validated = versions.filter(isValidated);
      if (validated.length === 0) return [newest];
      const least = Math.min(...validated.map(versionOf));
      const first = validated.filter((one) => versionOf(one) === least).reduce(newer);
      return [...new Set([first, validated.reduce(newer), newest])];
    });
}

function newer(a: Composition, b: Composition): Composition {
  const difference = versionOf(b) - versionOf(a);
  if (difference !== 0) return difference > 0 ? b : a;
  // Two records of one version: the validated one is the version, whatever the order of reading.
  if (isValidated(a) !== isValidated(b)) return isValidated(b) ? b : a;
  return (b.meta?.lastUpdated ?? '') > (a.meta?.lastUpdated ?? '') ? b : a;
}
