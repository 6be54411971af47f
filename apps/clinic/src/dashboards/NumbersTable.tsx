import { Button, Table } from '@mantine/core';
import type { Bar } from './bars.ts';
import { FigureText } from './FigureText.tsx';
import type { Places } from './figures.ts';
import { numberText } from './format.ts';
import { t } from './messages.fr.ts';

type Row = Bar & { places?: Places };

/** The numbers of a chart, and the way to what is behind each. */
export function NumbersTable(props: {
  caption: string;
  column: string;
  bars: readonly Row[];
  onDrill?: (bar: Row) => void;
}) {
  const { caption, column, bars, onDrill } = props;
  const isCompared = bars.some(({ before }) => before);
  const isRatio = bars.some(({ figure }) => figure.denominator !== undefined);
  const count = (value: number | undefined) => (value === undefined ? '' : numberText(value));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by the keyboard too.
    <section className="dcc-scroll" tabIndex={0} aria-label={t('numbersOf', { title: caption })}>
      <Table className="dcc-numbers" maw={960} verticalSpacing={3} mt="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{column}</Table.Th>
            <Table.Th>{t('value')}</Table.Th>
            {isRatio ? <Table.Th>{t('numeratorShort')}</Table.Th> : null}
            {isRatio ? <Table.Th>{t('denominatorShort')}</Table.Th> : null}
            {isCompared ? <Table.Th>{t('compared')}</Table.Th> : null}
            {onDrill ? <Table.Th>{t('behind')}</Table.Th> : null}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {bars.map((bar) => (
            <Table.Tr key={bar.key}>
              <Table.Th scope="row" fw={400}>
                {bar.label}
              </Table.Th>
              <Table.Td>
                <FigureText figure={bar.figure} />
              </Table.Td>
              {isRatio ? <Table.Td>{count(bar.figure.numerator)}</Table.Td> : null}
              {isRatio ? <Table.Td>{count(bar.figure.denominator)}</Table.Td> : null}
              {isCompared ? (
                <Table.Td>{bar.before ? <FigureText figure={bar.before} /> : null}</Table.Td>
              ) : null}
              {onDrill ? (
                <Table.Td>
                  {bar.figure.numerator || bar.figure.value ? (
                    <Button
                      size="compact-xs"
                      variant="subtle"
                      aria-label={t('showOf', { label: bar.label })}
                      onClick={() => onDrill(bar)}
                    >
                      {t('show')}
                    </Button>
                  ) : null}
                </Table.Td>
              ) : null}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
