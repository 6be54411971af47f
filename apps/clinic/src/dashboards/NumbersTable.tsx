import { Button } from '@mantine/core';
import { memo, useId, useState } from 'react';
import type { Bar } from './bars.ts';
import { FigureText } from './FigureText.tsx';
import type { Places } from './figures.ts';
import { numberText } from './format.ts';
import { t } from './messages.fr.ts';

type Row = Bar & { places?: Places };

/** Rows at first: a year of sessions of a region has thousands, which nobody reads and a browser draws for seconds. */
const FIRST = 40;

const count = (value: number | undefined) => (value === undefined ? '' : numberText(value));

/**
 * The numbers of a chart, and the way to what is behind each; drawn again only when they change. A plain table: with a
 * component per cell it took longer than the chart.
 */
export const NumbersTable = memo(function NumbersTable(props: {
  caption: string;
  column: string;
  bars: readonly Row[];
  onDrill?: (bar: Row) => void;
}) {
  const { caption, column, bars, onDrill } = props;
  const id = useId();
  const [isWhole, setWhole] = useState(false);
  const isCompared = bars.some(({ before }) => before);
  const isRatio = bars.some(({ figure }) => figure.denominator !== undefined);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by the keyboard too. */}
      <section className="dcc-scroll" tabIndex={0} aria-label={t('numbersOf', { title: caption })} id={id}>
        <table className="dcc-numbers">
          <thead>
            <tr>
              <th>{column}</th>
              <th>{t('value')}</th>
              {isRatio ? <th>{t('numeratorShort')}</th> : null}
              {isRatio ? <th>{t('denominatorShort')}</th> : null}
              {isCompared ? <th>{t('compared')}</th> : null}
              {onDrill ? <th>{t('behind')}</th> : null}
            </tr>
          </thead>
          <tbody>
            {bars.slice(0, isWhole ? undefined : FIRST).map((bar) => (
              <tr key={bar.key}>
                <th scope="row">{bar.label}</th>
                <td>
                  <FigureText figure={bar.figure} />
                </td>
                {isRatio ? <td>{count(bar.figure.numerator)}</td> : null}
                {isRatio ? <td>{count(bar.figure.denominator)}</td> : null}
                {isCompared ? <td>{bar.before ? <FigureText figure={bar.before} /> : null}</td> : null}
                {onDrill ? (
                  <td>
                    {bar.figure.numerator || bar.figure.value ? (
                      <button
                        type="button"
                        className="dcc-show"
                        aria-label={t('showOf', { label: bar.label })}
                        onClick={() => onDrill(bar)}
                      >
                        {t('show')}
                      </button>
                    ) : null}
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {bars.length > FIRST ? (
        <Button
          variant="default"
          size="xs"
          mt="xs"
          className="dcc-no-print"
          aria-expanded={isWhole}
          aria-controls={id}
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? t('showFirst', { count: FIRST }) : t('showAll', { count: bars.length })}
        </Button>
      ) : null}
    </>
  );
});
