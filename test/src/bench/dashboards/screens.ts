/** What the bench of the dashboards opens: from where, by what, and what is drawn then. */
import { THEMATIC } from '@dcc/fhir-profiles';
import { monthsEnding } from '../oncorif/region.ts';
import { type Act, DETAIL, OVERVIEW } from './openings.ts';

export interface Screen {
  /** As its line names it, and `--only`. */
  what: string;
  from: string;
  act: Act;
  drawn: string;
  /** Left while it still asks, as one does who comes for the figures. */
  isLeftBusy?: boolean;
}

export const PAGE = '/tableaux-de-bord';
/** Labels of the filters. */
const LABELS = {
  place: 'Établissement organisateur',
  thematic: 'Thématique',
  compare: 'Comparer à partir de',
};
const THEMATIC_CODE = Object.values(THEMATIC)[0]!.code;
/** Indicators whose filter is changed: one figure, crossed strata, many figures. */
const FILTERED = ['A1', 'Q2', 'Q5'];
const HALF = 6;

const linkTo = (id: string) => `.dcc-panel h3 a[href*="indicateur=${id}"]`;

/** The overview from home, and every detail from the overview. @param ids indicators that the overview shows. */
export function openedScreens(ids: readonly string[]): Screen[] {
  const all = { what: 'vue', from: '/', act: { link: `nav a[href="${PAGE}"]` }, drawn: OVERVIEW };
  return [
    { ...all, isLeftBusy: true },
    ...ids.map((id) => ({ what: id, from: PAGE, act: { link: linkTo(id) }, drawn: DETAIL })),
  ];
}

/**
 * The same with a filter set: on the overview, and on details that are open. Half a year is compared with the one before,
 * of which there are reports.
 * @param month the last one, `YYYY-MM`. @param finess an establishment; undefined for people who see one alone.
 */
export function filteredScreens(ids: readonly string[], month: string, finess: string | undefined): Screen[] {
  const months = monthsEnding(month, 2 * HALF);
  const place = finess === undefined ? [] : [{ name: 'lieu', filter: LABELS.place, value: finess }];
  const compare = { name: 'comparer', filter: LABELS.compare, value: months[0]! };
  const filters = [...place, { name: 'thématique', filter: LABELS.thematic, value: THEMATIC_CODE }];
  const half = `debut=${months[HALF]}`;
  return [
    ...filters.map(({ name, ...act }) => ({ what: `vue+${name}`, from: PAGE, act, drawn: OVERVIEW })),
    { what: 'vue+comparer', from: `${PAGE}?${half}`, act: withoutName(compare), drawn: OVERVIEW },
    ...FILTERED.filter((id) => ids.includes(id)).flatMap((id): Screen[] => {
      const detail = `${PAGE}?indicateur=${id}`;
      return [
        ...filters.map(({ name, ...act }) => ({ what: `${id}+${name}`, from: detail, act, drawn: DETAIL })),
        { what: `${id}+comparer`, from: `${detail}&${half}`, act: withoutName(compare), drawn: DETAIL },
      ];
    }),
  ];
}

const withoutName = ({ filter, value }: { filter: string; value: string }): Act => ({ filter, value });
