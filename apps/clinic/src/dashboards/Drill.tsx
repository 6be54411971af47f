import { resourcesBehind } from '@dcc/rules/src/indicators/trace-report.ts';
import { Button, Group, Table, Text, Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { useFhir } from '../data/query.ts';
import { dayText } from '../kit/dates.ts';
import { patientName } from '../kit/names.ts';
import { ErrorState, Loading } from '../kit/states.tsx';
import { readBehind } from './behind.ts';
import type { Indicator, SubIndicator } from './definitions.ts';
import { newestRuns, type Places } from './figures.ts';
import { t } from './messages.fr.ts';
import { readTraces } from './read.ts';

/** A cell whose resources are asked for. */
export interface Behind {
  sub: SubIndicator;
  /** In order; several are the union of their months. */
  months: readonly string[];
  places: Places;
  label: string;
}

/** Lines shown; the number of all is said. */
const SHOWN = 200;

/** The cases, sessions or plans behind a figure, as far as the reader may see them. */
export function Drill(props: { behind: Behind; indicator: Indicator; onClose: () => void }) {
  const { behind, indicator, onClose } = props;
  const { sub, months, places } = behind;
  const heading = useRef<HTMLHeadingElement>(null);
  const found = useFhir(
    ['dashboards', 'behind', indicator.canonical, sub.code, months, places],
    async (medplum) => {
      const period = { first: months[0]!, last: months.at(-1)! };
      const traces = newestRuns(await readTraces(medplum, period, indicator.canonical));
      const counted = sub.scoring === 'continuous-variable' ? 'measure-observation' : 'numerator';
      const all = resourcesBehind(traces, { population: `${sub.code}/${counted}`, places });
      return { ...(await readBehind(medplum, all.slice(0, SHOWN))), total: all.length };
    },
  );
  useEffect(() => {
    heading.current?.focus();
    heading.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const { data } = found;
  return (
    <section aria-label={t('drillTitle', { label: behind.label })}>
      <Group justify="space-between" mt="lg">
        <Title order={3} size="h5" ref={heading} tabIndex={-1}>
          {t('drillTitle', { label: behind.label })}
        </Title>
        <Button variant="default" size="xs" onClick={onClose}>
          {t('close')}
        </Button>
      </Group>
      {found.isPending ? <Loading /> : null}
      {found.isError ? <ErrorState error={found.error} onRetry={() => void found.refetch()} /> : null}
      {data && data.total === 0 ? <Text>{t('drillNone')}</Text> : null}
      {data && sub.distinct && data.total > 0 ? (
        <Text size="sm" c="var(--dcc-quiet)">
          {t('drillNotPersons')}
        </Text>
      ) : null}
      {data && data.rows.length > 0 ? (
        <Table maw={960} verticalSpacing={3} mt="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('session')}</Table.Th>
              <Table.Th>{t('patient')}</Table.Th>
              <Table.Th>{t('open')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.rows.map(({ reference, kind, date, patient, to }) => {
              const name = patient ? patientName(patient) : '';
              const label =
                kind === 'session' ? t('openSession', { day: dayText(date) }) : t('openFiche', { name });
              return (
                <Table.Tr key={reference}>
                  <Table.Td>{dayText(date)}</Table.Td>
                  <Table.Td>{kind === 'session' ? '—' : name}</Table.Td>
                  <Table.Td>
                    {to ? (
                      <Link to={to} aria-label={label}>
                        {t('open')}
                      </Link>
                    ) : null}
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      ) : null}
      {data && data.total > SHOWN ? (
        <Text size="sm">{t('drillMore', { shown: SHOWN, total: data.total })}</Text>
      ) : null}
      {data && data.hidden > 0 ? <Text size="sm">{t('drillHidden', { count: data.hidden })}</Text> : null}
    </section>
  );
}
