import type {
  CodeableConcept,
  MeasureReportGroup,
  MeasureReportGroupStratifier,
  MeasureReportGroupStratifierStratum,
} from '@medplum/fhirtypes';
import { t } from './messages.fr.ts';

/** Axis -> code; empty: all that the reports cover. */
export type Places = Readonly<Record<string, string>>;

export interface StratumPart {
  axis: string;
  code: string;
  label: string;
}

/** A stratum and where it lies. */
export interface Placed {
  parts: StratumPart[];
  stratum: MeasureReportGroupStratifierStratum;
}

const UNKNOWN = 'UNK';
/** In no code. */
const BETWEEN = '\u0000';

export function strataOf({ stratifier }: Pick<MeasureReportGroup, 'stratifier'>): Placed[] {
  return (stratifier ?? []).flatMap((one) => (one.stratum ?? []).map((stratum) => placed(one, stratum)));
}

function placed(
  { code }: MeasureReportGroupStratifier,
  stratum: MeasureReportGroupStratifierStratum,
): Placed {
  const { component, value } = stratum;
  const parts = component?.length
    ? component.map((part) => partOf(part.code.coding?.[0]?.code ?? '', part.value))
    : [partOf(code?.[0]?.coding?.[0]?.code ?? '', value)];
  return { parts, stratum };
}

function partOf(axis: string, value: CodeableConcept | undefined): StratumPart {
  const coding = value?.coding?.[0];
  const code = coding?.code ?? '';
  if (code === UNKNOWN) return { axis, code, label: t('unknownPlace') };
  return { axis, code, label: coding?.display ?? value?.text ?? code };
}

/** What a stratifier is cut by: its strata are all cut alike. */
interface Cut {
  axes: readonly string[];
  /** Its strata by the codes of their parts; made when one is first looked for. */
  strata?: ReadonlyMap<string, Placed>;
}

/**
 * A chart looks for some sixty places in twelve months: walking along all strata for each of them took most of the
 * time of a long detail. Kept as long as the answer that it was made from.
 */
const cuts = new WeakMap<MeasureReportGroupStratifier, Cut>();

function cutOf(stratifier: MeasureReportGroupStratifier): Cut {
  const known = cuts.get(stratifier);
  if (known) return known;
  const [first] = stratifier.stratum ?? [];
  const cut: Cut = { axes: first ? placed(stratifier, first).parts.map(({ axis }) => axis) : [] };
  cuts.set(stratifier, cut);
  return cut;
}

function strataIn(stratifier: MeasureReportGroupStratifier, cut: Cut): ReadonlyMap<string, Placed> {
  if (cut.strata) return cut.strata;
  const strata = new Map<string, Placed>();
  for (const stratum of stratifier.stratum ?? []) {
    const one = placed(stratifier, stratum);
    const key = one.parts.map(({ code }) => code).join(BETWEEN);
    if (!strata.has(key)) strata.set(key, one);
  }
  cut.strata = strata;
  return strata;
}

/** The stratum of a group at exactly these places. */
export function stratumAt(
  { stratifier }: MeasureReportGroup,
  places: Places,
): MeasureReportGroupStratifierStratum | undefined {
  const count = Object.keys(places).length;
  for (const one of stratifier ?? []) {
    const cut = cutOf(one);
    if (cut.axes.length !== count || !cut.axes.every((axis) => places[axis] !== undefined)) continue;
    const found = strataIn(one, cut).get(cut.axes.map((axis) => places[axis]).join(BETWEEN));
    if (found) return found.stratum;
  }
  return undefined;
}

/** The strata of a group that are cut by these axes and no other. */
export function strataBy({ stratifier }: MeasureReportGroup, axes: readonly string[]): Placed[] {
  return (stratifier ?? []).flatMap((one) => {
    const cut = cutOf(one);
    const isSame = cut.axes.length === axes.length && axes.every((axis) => cut.axes.includes(axis));
    return isSame ? [...strataIn(one, cut).values()] : [];
  });
}
