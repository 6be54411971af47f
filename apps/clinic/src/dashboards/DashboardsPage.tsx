import { indicatorId } from '@dcc/rules/src/indicators/definition.ts';
import { Alert } from '@mantine/core';
import type { Measure } from '@medplum/fhirtypes';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { Page } from '../kit/Page.tsx';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { monthsAgainst, readView, type View, writeView } from './address.ts';
import { Detail } from './Detail.tsx';
import './dashboards.css';
import { indicators } from './definitions.ts';
import { Filters } from './Filters.tsx';
import { monthLabel } from './format.ts';
import { t } from './messages.fr.ts';
import { Overview } from './Overview.tsx';
import { ScopeNotice } from './ScopeNotice.tsx';
import { placesInScope } from './scope.ts';
import { useDefinitions, useFigures } from './useDashboard.ts';

const NO_REPORTS: readonly never[] = [];

/** Figures of the activity reports that the reader may see. Nothing is counted from the records here. */
export function DashboardsPage() {
  const [params, setParams] = useSearchParams();
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(new Date());
  const view = useMemo(() => readView(params, today), [params, today]);
  // From the address itself: a screen that is slow to draw must not undo the choice made just before.
  const change = (next: (view: View) => View) => {
    const now = readView(new URLSearchParams(window.location.search), today);
    setParams(writeView(next(now), today), { replace: true });
  };
  const definitions = useDefinitions();
  const { measures, directory } = definitions;
  const against = monthsAgainst(view);
  const compare = against.length > 0 ? { first: against[0]!, last: against.at(-1)! } : undefined;
  const isNamed = (one: Measure) => indicatorId(one) === view.indicator;
  // Until the definitions are there an indicator of the address is taken for one.
  const isDetail = measures.data ? measures.data.some(isNamed) : view.indicator !== undefined;
  const figures = useFigures(view, view.places, { definitions, totals: isDetail });
  const compared = useFigures(compare, view.places, { definitions, totals: isDetail });
  const known = useMemo(
    () => indicators(measures.data ?? [], figures.data?.reports ?? []),
    [measures.data, figures.data],
  );
  const chosen = known.find(({ id }) => id === view.indicator);
  const failed = [measures, figures, compared].find(({ isError }) => isError);
  const reports = figures.data?.reports ?? NO_REPORTS;
  const isReady = figures.data !== undefined && (!compare || compared.data !== undefined);
  return (
    <Page title={t('title')} subtitle={t('subtitle')} wide>
      <div className="dcc-dashboards">
        <Filters view={view} today={today} directory={directory} onChange={change} />
        {figures.data ? <ScopeNotice figures={figures.data} directory={directory} /> : null}
        {figures.data?.ofTrace ? (
          <Alert variant="light" mb="md">
            {t('ofTrace')}
          </Alert>
        ) : null}
        {failed ? <ErrorState error={failed.error} onRetry={() => void failed.refetch()} /> : null}
        {!failed && !isReady ? <Loading /> : null}
        {isReady && reports.length === 0 ? (
          <EmptyState
            title={t('emptyPeriod', { first: monthLabel(view.first), last: monthLabel(view.last) })}
            hint={t('noReportsHint')}
          />
        ) : null}
        {isReady && reports.length > 0 && chosen ? (
          <Detail
            indicator={chosen}
            view={view}
            compare={compare}
            figures={figures.data!}
            compared={compared.data}
            today={today}
            definitions={definitions}
            onChange={change}
          />
        ) : null}
        {isReady && reports.length > 0 && !chosen ? (
          <Overview
            indicators={known.filter(({ groups }) =>
              groups.some(({ scoring, source }) => scoring || !source),
            )}
            reports={reports}
            compared={compared.data?.reports ?? NO_REPORTS}
            view={view}
            places={placesInScope(figures.data?.own ?? {}, view.places)}
            today={today}
          />
        ) : null}
      </div>
    </Page>
  );
}
