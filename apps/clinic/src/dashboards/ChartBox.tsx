import type { Directory } from '@dcc/rules/src/indicators/directory.ts';
import { Button, Group, Text, Title } from '@mantine/core';
import type { MeasureReport } from '@medplum/fhirtypes';
import { type ReactNode, useRef, useState } from 'react';
import type { Bar } from './bars.ts';
import { csvText, type Shown, shownRows } from './csv.ts';
import type { Places } from './figures.ts';
import { MonthChart } from './MonthChart.tsx';
import { t } from './messages.fr.ts';
import { NumbersTable } from './NumbersTable.tsx';
import { PlaceChart } from './PlaceChart.tsx';
import { download, toPng } from './png.ts';
import { useWidth } from './useWidth.ts';

/** Bars in the picture; the table has them all. */
const DRAWN = 40;

/** A chart, the same numbers as a table, and both as files. */
export function ChartBox(props: {
  kind: 'months' | 'places';
  heading: string;
  title: string;
  /** Heading of the first column. */
  column: string;
  bars: readonly (Bar & { places?: Places })[];
  shown: Shown;
  file: string;
  /** What the file is made from; absent while it is read. */
  reports?: readonly MeasureReport[];
  directory?: Directory;
  choose?: ReactNode;
  onDrill?: (bar: Bar & { places?: Places }) => void;
}) {
  const { kind, heading, title, bars, shown, file, reports, directory, onDrill } = props;
  const svg = useRef<SVGSVGElement>(null);
  const { ref, width } = useWidth();
  const [error, setError] = useState<string>();
  const isCompared = bars.some(({ before }) => before);
  const label = t('chartOf', { title, label: heading });
  const Chart = kind === 'months' ? MonthChart : PlaceChart;
  const drawn = bars.slice(0, DRAWN);
  return (
    <section aria-label={`${title}, ${heading}`}>
      <Group justify="space-between" align="flex-end" mt="lg" mb="xs">
        {props.choose ?? (
          <Title order={3} size="h5">
            {heading}
          </Title>
        )}
        <Group gap="xs" className="dcc-no-print">
          <Button
            variant="default"
            size="xs"
            disabled={!directory || !reports || bars.length === 0}
            onClick={() => {
              const rows = shownRows(reports!, shown, directory!);
              download(new Blob([csvText(rows)], { type: 'text/csv;charset=utf-8' }), `${file}.csv`);
            }}
          >
            {t('csv')}
          </Button>
          <Button
            variant="default"
            size="xs"
            disabled={bars.length === 0}
            onClick={() => {
              setError(undefined);
              toPng(svg.current!, `${title}, ${heading}`).then(
                (image) => download(image, `${file}.png`),
                () => setError(t('pngFailed')),
              );
            }}
          >
            {t('png')}
          </Button>
        </Group>
      </Group>
      {error ? (
        <Text role="alert" c="var(--mantine-color-error)">
          {error}
        </Text>
      ) : null}
      {isCompared ? (
        <div className="dcc-legend" aria-hidden>
          <span>■ {t('legendNow')}</span>
          <span>
            {kind === 'months' ? '▨' : '┃'} {t('legendBefore')}
          </span>
        </div>
      ) : null}
      <div ref={ref} style={{ maxWidth: 960 }}>
        {bars.length > 0 && width > 0 ? (
          <Chart bars={drawn} label={label} svg={svg} width={Math.max(300, Math.round(width))} />
        ) : null}
        {bars.length === 0 ? <Text c="var(--dcc-quiet)">{t('noPlaces')}</Text> : null}
      </div>
      {bars.length > DRAWN ? (
        <Text size="sm" c="var(--dcc-quiet)">
          {t('othersOmitted', { shown: DRAWN, total: bars.length })}
        </Text>
      ) : null}
      {bars.length > 0 ? (
        <NumbersTable caption={`${title}, ${heading}`} column={props.column} bars={bars} onDrill={onDrill} />
      ) : null}
    </section>
  );
}
