import { Anchor, Button, Group, Table, Text, Title } from '@mantine/core';
import { useEffect } from 'react';
import { Link, useParams } from 'react-router';
import { dateTime, shortDate, timeText } from '../kit/dates.ts';
import { patientName } from '../kit/names.ts';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { AgendaHead } from './AgendaHead.tsx';
import { requesterOf } from './chase.ts';
import { nameOf } from './lines.ts';
import { t } from './messages.fr.ts';
import './session.css';
import { useAgenda } from './useAgenda.ts';

/** The agenda on paper, with the attendance sheet to be signed. */
export function PrintPage() {
  const { id = '' } = useParams();
  const { query, record, rows } = useAgenda(id);
  useEffect(() => {
    document.title = `${t('agenda')} · DCC`;
  }, []);
  if (query.isError && !record)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!record) return <Loading label={t('loading')} />;
  const roles = [
    ...new Set((record.session.participant ?? []).flatMap(({ individual }) => individual?.reference ?? [])),
  ];
  return (
    <div className="session-print">
      <Group className="dcc-no-print" mb="md">
        <Button onClick={() => window.print()}>{t('printNow')}</Button>
        <Anchor component={Link} to={`/sessions/${id}`}>
          {t('back')}
        </Anchor>
      </Group>
      <Title order={1} size="h2">
        {record.rcp?.name ?? t('agenda')}
      </Title>
      <Text mb="md">{dateTime(record.session.period?.start)}</Text>
      {rows.length === 0 ? <EmptyState title={t('empty')} /> : null}
      <Table withTableBorder withColumnBorders>
        <AgendaHead own={[t('demandeur')]} />
        <Table.Tbody>
          {rows.map(({ line, hours }, index) => (
            <Table.Tr key={line.id}>
              <Table.Td>{index + 1}</Table.Td>
              <Table.Td>{timeText(hours.start)}</Table.Td>
              <Table.Td>
                <strong>{line.patient ? patientName(line.patient) : ''}</strong>
                <br />
                {shortDate(line.patient?.birthDate)}
              </Table.Td>
              <Table.Td>{line.question || t('noQuestion')}</Table.Td>
              <Table.Td>{nameOf(record, requesterOf(line))}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Title order={2} size="h3" mt="xl" mb="xs">
        {t('signature')}
      </Title>
      <Table withTableBorder withColumnBorders>
        <Table.Tbody>
          {roles.map((role) => (
            <Table.Tr key={role}>
              <Table.Td w="50%">{nameOf(record, role)}</Table.Td>
              <Table.Td className="session-sign" />
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
