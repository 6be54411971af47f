import type { Directory } from '@dcc/rules/src/indicators/directory.ts';
import { Group, NativeSelect, Text, Title } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { useMe } from '../data/me.ts';
import { ErrorState, Loading } from '../kit/states.tsx';
import { monthsAgainst, monthsOf, type View, writeView } from './address.ts';
import { byValue } from './bars.ts';
import { ChartBox } from './ChartBox.tsx';
import { DefinitionBox } from './DefinitionBox.tsx';
import { type Behind, Drill } from './Drill.tsx';
import type { Indicator } from './definitions.ts';
import { FigureText } from './FigureText.tsx';
import { differenceText, monthLabel } from './format.ts';
import { t } from './messages.fr.ts';
import { axesToShow, monthBars, namesOf, placeBars, series, total } from './model.ts';
import { difference } from './period.ts';
import type { Period } from './read.ts';
import { useFigures } from './useDashboard.ts';

interface DetailProps {
  indicator: Indicator;
  view: View;
  compare?: Period;
  today: string;
  directory?: Directory;
  onChange: (change: (view: View) => View) => void;
}

/** One figure: by month, by place, what it means, what is behind it. */
export function Detail({ indicator, view, compare, today, directory, onChange }: DetailProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const me = useMe();
  const [behind, setBehind] = useState<Behind>();
  const now = useFigures(view, view.places, indicator);
  const before = useFigures(compare, view.places, indicator);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the heading is focused when another indicator opens.
  useEffect(() => heading.current?.focus(), [indicator.id]);
  const sub = indicator.groups.find(({ code }) => code === view.sub) ?? indicator.groups[0];
  const failed = [now, before].find(({ isError }) => isError);
  const isTracing = now.data?.tracing || (compare && before.data?.tracing);
  const isReady = now.data && (!compare || before.data);
  const months = monthsOf(view);
  const against = monthsAgainst(view);
  const reports = [...(now.data?.reports ?? []), ...(before.data?.reports ?? [])];
  const places = { ...now.data?.own, ...view.places };
  const axes = sub ? axesToShow(sub, places) : [];
  const axis = axes.find(({ code }) => code === view.axis) ?? axes[0];
  const seesPatients = me.may('Patient', 'read');
  const drill = seesPatients && sub ? (one: Omit<Behind, 'sub'>) => setBehind({ ...one, sub }) : undefined;
  const figure = sub && total(reports, sub, months, places);
  const gap =
    sub && figure && against.length > 0
      ? difference(figure, total(reports, sub, against, places))
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
      {!failed && !isReady ? <Loading /> : null}
      {sub && figure && isReady ? (
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
          <DefinitionBox indicator={indicator} sub={sub} reports={now.data?.reports ?? []} />
          <ChartBox
            kind="months"
            heading={t('byMonth')}
            title={title}
            column={t('month')}
            bars={monthBars(series(reports, sub, months, places), series(reports, sub, against, places))}
            shown={{ sub: sub.code, places }}
            file={`${indicator.id}-${sub.code}-mois`}
            reports={reports}
            directory={directory}
            onDrill={drill && ((bar) => drill({ months: [bar.key], places, label: bar.label }))}
          />
          {axis && isTracing ? <Loading /> : null}
          {axis && !isTracing ? (
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
              bars={byValue(
                placeBars(reports, sub, axis.code, { months, against, places }, namesOf(directory)),
              )}
              shown={{ sub: sub.code, places, axis: axis.code }}
              file={`${indicator.id}-${sub.code}-${axis.code}`}
              reports={reports}
              directory={directory}
              onDrill={drill && ((bar) => drill({ months, places: bar.places ?? places, label: bar.label }))}
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
