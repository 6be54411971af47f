import { Table, Text, Title } from '@mantine/core';
import type { Indicator } from './definitions.ts';
import { t } from './messages.fr.ts';

/** What one expects to find, and how a definition that counts it is known: by the code or the title of a figure. */
const EXPECTED = [
  { key: 'delay_inscription', words: /d[ée]lai.*inscription/i, reason: 'ncNoMeasure' },
  { key: 'delay_validation', words: /d[ée]lai.*validation/i, reason: 'ncNoMeasure' },
  { key: 'delay_sending', words: /d[ée]lai.*envoi/i, reason: 'ncNotSent' },
  { key: 'completeness', words: /compl[ée]tude/i, reason: 'ncNoMeasure' },
] as const;

/** What no published definition computes yet: said, rather than left out. */
export function missing(indicators: readonly Indicator[]): (typeof EXPECTED)[number][] {
  const told = indicators.flatMap(({ title, groups }) => [
    title,
    ...groups.flatMap((one) => [one.code, one.label]),
  ]);
  return EXPECTED.filter(({ words }) => !told.some((text) => words.test(text)));
}

export function Delays({ indicators }: { indicators: readonly Indicator[] }) {
  const rows = missing(indicators);
  if (rows.length === 0) return null;
  return (
    <section>
      <Title order={2} size="h4" mt="lg" mb={4}>
        {t('delays')}
      </Title>
      <Text size="sm" c="var(--dcc-quiet)" mb="xs">
        {t('delaysHint')}
      </Text>
      <Table maw={720}>
        <Table.Tbody>
          {rows.map(({ key, reason }) => (
            <Table.Tr key={key}>
              <Table.Th scope="row" fw={400}>
                {t(key)}
              </Table.Th>
              <Table.Td c="var(--dcc-quiet)">{t('ncWhy', { reason: t(reason) })}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
