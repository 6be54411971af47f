import type { Directory } from '@dcc/rules/src/indicators/directory.ts';
import { monthsBefore, monthsBetween } from '@dcc/rules/src/indicators/paris-time.ts';
import { Button, Group, NativeSelect } from '@mantine/core';
import { monthsOf, type View } from './address.ts';
import { monthLabel } from './format.ts';
import { t } from './messages.fr.ts';

/** What is looked at. Each choice is at once in the address. */
export function Filters(props: {
  view: View;
  today: string;
  directory?: Directory;
  onChange: (change: (view: View) => View) => void;
}) {
  const { view, today, directory, onChange } = props;
  const last = today.slice(0, 7);
  const earliest = [monthsBefore(last, 35), view.first].sort()[0]!;
  const latest = [last, view.last].sort()[1]!;
  const months = monthsBetween(earliest, latest)
    .reverse()
    .map((value) => ({ value, label: monthLabel(value) }));
  const count = monthsOf(view).length;
  const year = monthsBefore(view.first, 12);
  const before = monthsBefore(view.first, count);
  const place = (axis: string, value: string) => {
    onChange((now) => {
      const { [axis]: _, ...others } = now.places;
      return { ...now, places: value ? { ...others, [axis]: value } : others };
    });
  };
  const options = (all: string, entries: Iterable<readonly [string, string]>) => [
    { value: '', label: all },
    ...[...entries]
      .map(([value, label]) => ({ value, label }))
      .sort((a, b) => a.label.localeCompare(b.label, 'fr')),
  ];
  const comparisons = [
    { value: '', label: t('noCompare') },
    { value: before, label: t('justBefore', { month: monthLabel(before) }) },
    ...(year === before ? [] : [{ value: year, label: t('yearBefore', { month: monthLabel(year) }) }]),
    ...(view.against && ![before, year].includes(view.against)
      ? [{ value: view.against, label: monthLabel(view.against) }]
      : []),
  ];
  const establishments = [...(directory?.establishments ?? [])].map(
    ([code, { label }]) => [code, label || code] as const,
  );
  const select = (
    label: string,
    value: string,
    data: { value: string; label: string }[],
    on: (v: string) => void,
  ) => (
    <NativeSelect
      label={label}
      value={value}
      data={data.some((one) => one.value === value) ? data : [...data, { value, label: value }]}
      onChange={(event) => on(event.currentTarget.value)}
      className="dcc-filter"
    />
  );
  const isNarrow = Object.keys(view.places).length > 0 || view.against !== undefined;
  return (
    <Group gap="sm" align="flex-end" mb="md" role="group" aria-label={t('filters')} className="dcc-no-print">
      {select(t('from'), view.first, months, (first) =>
        onChange((now) => ({ ...now, first, last: [first, now.last].sort()[1]! })),
      )}
      {select(t('to'), view.last, months, (to) =>
        onChange((now) => ({ ...now, last: to, first: [to, now.first].sort()[0]! })),
      )}
      {select(t('compare'), view.against ?? '', comparisons, (against) =>
        onChange((now) => ({ ...now, against: against || undefined })),
      )}
      {select(
        t('centre'),
        view.places.c3 ?? '',
        options(t('allCentres'), directory?.gestionnaires ?? []),
        (code) => place('c3', code),
      )}
      {select(
        t('establishment'),
        view.places['finess-organisateur'] ?? '',
        options(t('allEstablishments'), establishments),
        (code) => place('finess-organisateur', code),
      )}
      {select(
        t('thematic'),
        view.places.thematique ?? '',
        options(t('allThematics'), directory?.thematics ?? []),
        (code) => place('thematique', code),
      )}
      {isNarrow ? (
        <Button
          variant="subtle"
          onClick={() => onChange((now) => ({ ...now, places: {}, against: undefined }))}
        >
          {t('reset')}
        </Button>
      ) : null}
    </Group>
  );
}
