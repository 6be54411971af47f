import { Group, NativeSelect, Text, Title } from '@mantine/core';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Link } from 'react-router';
import { useMe } from '../data/me.ts';
import { ErrorState, Loading } from '../kit/states.tsx';
import { monthsAgainst, monthsOf, type View, writeView } from './address.ts';
import { type Bar, byValue } from './bars.ts';
import { ChartBox } from './ChartBox.tsx';
import { DefinitionBox } from './DefinitionBox.tsx';
import { type Behind, Drill } from './Drill.tsx';
import type { Indicator } from './definitions.ts';
import { FigureText } from './FigureText.tsx';
import type { Places } from './figures.ts';
import { differenceText, monthLabel } from './format.ts';
import { t } from './messages.fr.ts';
import { axesToShow, monthBars, namesOf, placeBars, reportsOf, series, total } from './model.ts';
import { difference } from './period.ts';
import type { Period } from './read.ts';
import { placesInScope } from './scope.ts';
import { type Definitions, type Figures, useFigures } from './useDashboard.ts';

interface DetailProps {
  indicator: Indicator;
  view: View;
  compare?: Period;
  /** Totals of every indicator, of the period and of the compared one. */
  figures: Figures;
  compared?: Figures;
  today: string;
  definitions: Definitions;
  onChange: (change: (view: View) => View) => void;
}

const NOWHERE: Places = {};

/** One figure: by month, by place, what it means, what is behind it. */
export function Detail(props: DetailProps) {
  const { indicator, view, compare, figures, compared, today, definitions, onChange } = props;
  const { directory } = definitions;
  const heading = useRef<HTMLHeadingElement>(null);
  const me = useMe();
  const [behind, setBehind] = useState<Behind>();
  const sub = indicator.groups.find(({ code }) => code === view.sub) ?? indicator.groups[0];
  const places = useMemo(() => ({ ...figures.own, ...view.places }), [figures.own, view.places]);
  const axes = sub ? axesToShow(sub, places) : [];
  const axis = axes.find(({ code }) => code === view.axis) ?? axes[0];
  const cut = axis?.code;
  const wanted = { definitions, indicator, ...(sub && { cut: { sub: sub.code, axis: cut } }) };
  const now = useFigures(view, view.places, { ...wanted, known: figures });
  const before = useFigures(compare, view.places, { ...wanted, known: compared });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the heading is focused when another indicator opens.
  useEffect(() => heading.current?.focus(), [indicator.id]);
  const failed = [now, before].find(({ isError }) => isError);
  const isTracing = now.data?.tracing || (compare && before.data?.tracing);
  const isReady = now.data && (!compare || before.data);
  const months = useMemo(() => monthsOf(view), [view]);
  const against = useMemo(() => monthsAgainst(view), [view]);
  const whole = useMemo(
    () => (isReady ? [...now.data!.reports, ...(before.data?.reports ?? [])] : undefined),
    [isReady, now.data, before.data],
  );
  // Where nothing is cut, the totals are there already: their figure and their months wait for nothing.
  const isTotal = Object.keys(placesInScope(figures.own, view.places)).length === 0;
  const totals = useMemo(
    () => reportsOf([...figures.reports, ...(compared?.reports ?? [])], indicator),
    [figures, compared, indicator],
  );
  const known = isTotal ? totals : whole;
  const at = isTotal ? NOWHERE : places;
  const byMonth = useMemo(
    () => sub && known && monthBars(series(known, sub, months, at), series(known, sub, against, at)),
    [known, sub, months, against, at],
  );
  const byPlace = useMemo(
    () =>
      sub &&
      cut !== undefined &&
      whole &&
      !isTracing &&
      byValue(placeBars(whole, sub, cut, { months, against, places }, namesOf(directory))),
    [whole, isTracing, sub, cut, months, against, places, directory],
  );
  const seesPatients = me.may('Patient', 'read');
  const drillMonth = useCallback(
    (bar: Bar) => setBehind({ months: [bar.key], places, label: bar.label, sub: sub! }),
    [places, sub],
  );
  const drillPlace = useCallback(
    (bar: Bar & { places?: Places }) =>
      setBehind({ months, places: bar.places ?? places, label: bar.label, sub: sub! }),
    [months, places, sub],
  );
  const figure = sub && known && total(known, sub, months, at);
  const gap =
    sub && known && figure && against.length > 0
      ? difference(figure, total(known, sub, against, at))
      : undefined;
  const title = [indicator.title, ...(sub && indicator.groups.length > 1 ? [sub.label] : [])].join(' : ');
  return (
    <section aria-label={title}>
      <p className="dcc-no-print">
        <Link to={`?${writeView({ ...view, indicator: undefined }, today)}`}>{t('back')}</Link>
      </p>
      <Title order={2} size="h3" ref={heading} tabIndex={-1} style={{ outline: 'none' }}>
        <span className="dcc-code">{indicator.id}</span> {indicator.title}
      </Title>
      <Text c="var(--dcc-quiet)">{indicator.description}</Text>
      {indicator.groups.length > 1 ? (
        <NativeSelect
          label={t('figure')}
          mt="sm"
          maw={420}
          value={sub?.code}
          data={indicator.groups.map(({ code, label }) => ({ value: code, label }))}
          onChange={({ currentTarget: { value: chosen } }) => onChange((now) => ({ ...now, sub: chosen }))}
        />
      ) : null}
      {failed ? <ErrorState error={failed.error} onRetry={() => void failed.refetch()} /> : null}
      {!failed && !figure ? <Loading /> : null}
      {sub && figure && byMonth ? (
        <>
          <Group mt="sm" gap="sm" align="baseline">
            <FigureText figure={figure} large />
            {gap ? (
              <Text size="sm">
                {differenceText(gap)}
                {' · '}
                {t('before', { first: monthLabel(against[0]!), last: monthLabel(against.at(-1)!) })}
              </Text>
            ) : null}
          </Group>
          <DefinitionBox indicator={indicator} sub={sub} reports={known ?? []} />
          <ChartBox
            kind="months"
            heading={t('byMonth')}
            title={title}
            column={t('month')}
            bars={byMonth}
            shown={{ sub: sub.code, places }}
            file={`${indicator.id}-${sub.code}-mois`}
            reports={whole}
            directory={directory}
            onDrill={seesPatients ? drillMonth : undefined}
          />
          {axis && !failed && !byPlace ? <Loading /> : null}
          {axis && byPlace ? (
            <ChartBox
              kind="places"
              heading={axis.label}
              title={title}
              column={t('place')}
              choose={
                <NativeSelect
                  label={t('by')}
                  value={axis.code}
                  data={axes.map(({ code, label }) => ({ value: code, label }))}
                  onChange={({ currentTarget: { value: chosen } }) =>
                    onChange((now) => ({ ...now, axis: chosen }))
                  }
                />
              }
              bars={byPlace}
              shown={{ sub: sub.code, places, axis: axis.code }}
              file={`${indicator.id}-${sub.code}-${axis.code}`}
              reports={whole}
              directory={directory}
              onDrill={seesPatients ? drillPlace : undefined}
            />
          ) : null}
          {seesPatients ? null : (
            <Text size="sm" mt="md" c="var(--dcc-quiet)">
              {t('drillForbidden')}
            </Text>
          )}
          {behind ? (
            <Drill
              key={JSON.stringify(behind)}
              behind={behind}
              indicator={indicator}
              onClose={() => setBehind(undefined)}
            />
          ) : null}
        </>
      ) : null}
    </section>
  );
}
