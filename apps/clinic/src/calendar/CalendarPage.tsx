import './calendar.css';
import { daysIn, wallClock } from '@dcc/rules/src/calendar/civil.ts';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useFhir, useMe } from '../data/index.ts';
import { EmptyState, ErrorState, Loading, Page } from '../kit/index.ts';
import { type CalendarAddress, readAddress, shownDays, turned, writeAddress } from './address.ts';
import { isTyping, keyWish } from './keys.ts';
import { ListView } from './ListView.tsx';
import { MonthView } from './MonthView.tsx';
import { t } from './messages.fr.ts';
import { byDay, filtered, sessionItems } from './model.ts';
import { readCalendar } from './read.ts';
import { SessionPanel } from './SessionPanel.tsx';
import { Toolbar } from './Toolbar.tsx';
import { useKeptFocus } from './useKeptFocus.ts';
import { WeekView } from './WeekView.tsx';

/** The sessions of the establishments: month, week or list, and one session beside. */
export function CalendarPage() {
  const me = useMe();
  const navigate = useNavigate();
  const box = useRef<HTMLDivElement>(null);
  const [search, setSearch] = useSearchParams();
  const today = wallClock(Date.now()).day;
  const address = readAddress(search, today);
  const { view, day, session: selected } = address;
  const { from, to } = shownDays(view, day);

  const record = useFhir(['calendar', from, to], (medplum) => readCalendar(medplum, from, to));
  const items = useMemo(() => (record.data ? sessionItems(record.data, Date.now()) : []), [record.data]);
  const shown = useMemo(() => {
    const inside = items.filter((one) => one.day >= from && one.day < to);
    return filtered(inside, { rcp: address.rcp, mine: address.mine }, me.isMe);
  }, [items, from, to, address.rcp, address.mine, me.isMe]);
  const sessions = useMemo(() => byDay(shown), [shown]);
  const days = useMemo(() => daysIn(from, to), [from, to]);
  const rcps = useMemo(
    () => (record.data?.rcps ?? []).map(({ id, name }) => ({ id: id!, name: name ?? '' })),
    [record.data],
  );

  const go = useCallback(
    (change: Partial<CalendarAddress>) => {
      // Read again from the address itself: two quick keys must not undo each other.
      const now = readAddress(new URLSearchParams(window.location.search), today);
      setSearch(writeAddress({ ...now, ...change }), { replace: !('session' in change || 'view' in change) });
    },
    [setSearch, today],
  );
  const onDay = useCallback((one: string) => go({ day: one }), [go]);
  const onOpen = useCallback((id: string) => go({ session: id }), [go]);
  useSessionElsewhere(selected, record.isSuccess && !items.some(({ id }) => id === selected), go);

  const focus = useKeptFocus(box, `${view} ${day} ${record.isSuccess}`, day);

  const onKeyDown = (event: KeyboardEvent) => {
    if (isTyping(event)) return;
    // From the day that has the focus, which may be ahead of the address when keys come quickly.
    const { dataset } = event.target as HTMLElement;
    const wish = keyWish(event.key, dataset.day ?? day, dataset.day !== undefined);
    if (!wish) return;
    if ('create' in wish) {
      if (me.may('Encounter', 'create')) navigate(`/sessions/nouvelle?jour=${day}`);
    } else if ('open' in wish) {
      const first = sessions.get(dataset.day ?? day)?.[0];
      if (first) go({ session: first.id });
    } else if ('today' in wish) go({ day: today });
    else if ('turn' in wish) go({ day: turned(view, day, wish.turn) });
    else if ('view' in wish) go({ view: wish.view });
    else {
      go({ day: wish.go });
      focus.onDay(wish.go);
    }
    event.preventDefault();
  };

  const close = () => {
    go({ session: undefined });
    requestAnimationFrame(() =>
      box.current?.querySelector<HTMLElement>(`[data-session="${selected}"]`)?.focus(),
    );
  };
  const item = items.find(({ id }) => id === selected);
  const common = { day, today, selected, onDay, onOpen };
  const first = record.isPending;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys are heard from whatever has the focus inside.
    <div ref={box} tabIndex={-1} className="cal-page" onKeyDown={onKeyDown} onFocus={focus.onInside}>
      <Page
        title={t('title')}
        wide
        actions={
          me.may('Encounter', 'create') ? (
            <Button
              component={Link}
              to={`/sessions/nouvelle?jour=${day}`}
              leftSection={<IconPlus size={18} aria-hidden />}
            >
              {t('newSession')}
            </Button>
          ) : null
        }
      >
        <Toolbar
          address={address}
          today={today}
          count={record.isSuccess ? shown.length : undefined}
          rcps={rcps}
          onGo={go}
        />
        <div className="cal-body" data-panel={item ? true : undefined}>
          <div className="cal-main">
            {record.isError ? <ErrorState error={record.error} onRetry={() => record.refetch()} /> : null}
            {view === 'mois' ? <MonthView days={days} sessions={sessions} {...common} /> : null}
            {view === 'semaine' ? <WeekView days={days} sessions={sessions} {...common} /> : null}
            {view === 'liste' && shown.length > 0 ? (
              <ListView items={shown} selected={selected} onOpen={onOpen} />
            ) : null}
            {view === 'liste' && first ? <Loading label={t('loading')} /> : null}
            {record.isSuccess && shown.length === 0 ? (
              <NoSession hasFilter={!!address.rcp || address.mine} />
            ) : null}
            {view === 'mois' ? (
              <div className="cal-narrow">
                {sessions.get(day) ? (
                  <ListView items={sessions.get(day)!} selected={selected} onOpen={onOpen} />
                ) : (
                  <p>{t('noneThatDay')}</p>
                )}
              </div>
            ) : null}
            <p className="cal-keys">{t('keys')}</p>
          </div>
          {item ? (
            <SessionPanel
              key={item.id}
              item={item}
              items={items}
              people={record.data?.people ?? []}
              onClose={close}
            />
          ) : null}
        </div>
      </Page>
    </div>
  );
}

function NoSession({ hasFilter }: { hasFilter: boolean }) {
  if (hasFilter) return <EmptyState title={t('noneWithFilter')} />;
  return <EmptyState title={t('noneInMonth')} hint={t('noneInMonthHint')} />;
}

/**
 * A session that the address names and the page does not show (a link, a move): the page turns to its day.
 */
function useSessionElsewhere(
  id: string | undefined,
  missing: boolean,
  go: (change: Partial<CalendarAddress>) => void,
): void {
  const wanted = id && missing ? id : undefined;
  const found = useFhir(wanted ? ['calendar', 'one', wanted] : undefined, (medplum) =>
    medplum.readResource('Encounter', wanted!),
  );
  const start = wanted ? found.data?.period?.start : undefined;
  useEffect(() => {
    if (start) go({ day: wallClock(start).day });
  }, [start, go]);
  useEffect(() => {
    if (wanted && found.isError) go({ session: undefined });
  }, [wanted, found.isError, go]);
}
