import { TAGS } from '@dcc/fhir-profiles';
import type { MeasureReport } from '@medplum/fhirtypes';
import type { Directory, Place } from './directory.ts';
import { toMeasureReports } from './report.ts';
import type { GroupResult, IndicatorResult, StratifierResult, Stratum } from './result.ts';

const TAG_OF: Readonly<Record<Place['axis'], string>> = {
  'finess-organisateur': TAGS.ESTABLISHMENT_FIGURES,
  c3: TAGS.CENTRE_FIGURES,
};

/**
 * MeasureReports of each establishment and each 3C, for those who read no other: the organisation is reporter and
 * account. A total is the very stratum of the region's report, so distinct counts are distinct within the place;
 * nothing is added up. Beside it are the strata that lie inside the place: its sessions, and the axes crossed with
 * its own. A place with nothing in the period has no report. Those of a place are made when they are asked for:
 * together they are twice those of the region.
 *
 * @param extraction day of the extraction, `YYYY-MM-DD`.
 */
export function* placeReports(
  results: readonly IndicatorResult[],
  directory: Directory,
  extraction: string,
): Generator<MeasureReport> {
  for (const place of directory.places) {
    const own = results.flatMap((result) => insideOf(result, place, directory) ?? []);
    yield* toMeasureReports(own, {
      extraction,
      reporter: { reference: place.organization },
      place: { axis: place.axis, tag: TAG_OF[place.axis] },
    });
  }
}

function insideOf(result: IndicatorResult, place: Place, directory: Directory): IndicatorResult | undefined {
  const groups = result.groups.flatMap((group): GroupResult[] => {
    const own = group.stratifiers.find(
      ({ code, components }) => code === place.axis && components.length === 1,
    );
    const stratum = own?.strata.find(({ keys }) => keys[0]!.code === place.code);
    const crossed = group.stratifiers.flatMap((one) =>
      one === own ? [] : insideAxis(one, stratum, place, directory),
    );
    if (!stratum && crossed.length === 0) return [];
    const head = own && stratum ? [{ ...own, strata: [stratum] }] : [];
    // An indicator that is cut by specialty only has no figure of the place as a whole.
    return [{ ...group, total: stratum?.score ?? {}, stratifiers: [...head, ...crossed] }];
  });
  return groups.length > 0 ? { ...result, groups } : undefined;
}

/** What an axis shows inside a place; nothing when it is not crossed with it. */
function insideAxis(
  axis: StratifierResult,
  own: Stratum | undefined,
  place: Place,
  directory: Directory,
): StratifierResult[] {
  const at = axis.components.indexOf(place.axis);
  if (at >= 0) {
    const strata = axis.strata.filter(({ keys }) => keys[at]!.code === place.code);
    return strata.length > 0 ? [{ ...axis, strata }] : [];
  }
  const [key] = own?.keys ?? [];
  if (axis.code !== 'session' || !key) return [];
  const held = axis.strata.filter(({ keys }) => isHeldAt(keys[0]!.code, place, directory));
  const strata = held.map(({ keys, score }) => ({ keys: [key, ...keys], score }));
  return [{ ...axis, components: [place.axis, 'session'], strata }];
}

function isHeldAt(session: string, { axis, code }: Place, { sessions }: Directory): boolean {
  const held = sessions.get(session);
  return (axis === 'c3' ? held?.c3 : held?.finess) === code;
}
