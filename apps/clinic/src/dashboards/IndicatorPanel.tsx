import { Text } from '@mantine/core';
import type { MeasureReport } from '@medplum/fhirtypes';
import { Link } from 'react-router';
import { monthsAgainst, monthsOf, type View, writeView } from './address.ts';
import type { Indicator, SubIndicator } from './definitions.ts';
import { FigureText } from './FigureText.tsx';
import type { Places } from './figures.ts';
import { differenceText } from './format.ts';
import { t } from './messages.fr.ts';
import { reportsOf, series, total } from './model.ts';
import { difference } from './period.ts';
import { Sparkline } from './Sparkline.tsx';

/** Figures under the first one; the others are in the detail. */
const LINES = 4;

/** One indicator at a glance: its figure over the period, the shape of its months, its other figures. */
export function IndicatorPanel(props: {
  indicator: Indicator;
  reports: readonly MeasureReport[];
  compared: readonly MeasureReport[];
  view: View;
  places: Places;
  today: string;
}) {
  const { indicator, view, places, today } = props;
  const own = reportsOf(props.reports, indicator);
  const compared = reportsOf(props.compared, indicator);
  const months = monthsOf(view);
  const against = monthsAgainst(view);
  const [first, ...others] = indicator.groups;
  if (!first) return null;
  const figure = total(own, first, months, places);
  const gap = against.length > 0 ? difference(figure, total(compared, first, against, places)) : undefined;
  const to = (sub: SubIndicator) =>
    `?${writeView({ ...view, indicator: indicator.id, sub: sub.code, axis: undefined }, today)}`;
  const shape = series(own, first, months, places);
  return (
    <section className="dcc-panel" aria-label={`${indicator.id} ${indicator.title}`}>
      <h3>
        <Link to={to(first)}>
          <span className="dcc-code">{indicator.id}</span> {indicator.title}
        </Link>
      </h3>
      <p className="dcc-first">
        <FigureText figure={figure} large />
        {gap ? (
          <Text component="span" size="sm" ml="xs">
            {differenceText(gap)}
          </Text>
        ) : null}
      </p>
      {figure.unit && first.label !== indicator.title ? (
        <Text size="sm" c="var(--dcc-quiet)">
          {first.label}
        </Text>
      ) : null}
      {months.length > 1 && shape.some((one) => one.figure?.value !== undefined) ? (
        <Sparkline months={shape} />
      ) : null}
      {others.length > 0 ? (
        <dl className="dcc-others">
          {others.slice(0, LINES).map((sub) => (
            <div key={sub.code}>
              <dt>
                <Link to={to(sub)}>{sub.label}</Link>
              </dt>
              <dd>
                <FigureText figure={total(own, sub, months, places)} />
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
      {others.length > LINES ? (
        <Text size="sm">
          <Link to={to(others[LINES]!)}>{t('more', { count: others.length - LINES })}</Link>
        </Text>
      ) : null}
    </section>
  );
}
