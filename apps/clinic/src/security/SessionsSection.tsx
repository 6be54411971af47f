import { Table, Text, Title } from '@mantine/core';
import { useMedplum } from '@medplum/react-hooks';
import { refresh } from '../data/query.ts';
import { ConfirmButton } from '../kit/ConfirmButton.tsx';
import { dateTime } from '../kit/dates.ts';
import { t } from './messages.fr.ts';

/** One login that still opens, as `auth/me` lists it. */
export interface OpenSession {
  id: string;
  lastUpdated: string;
  remoteAddress?: string;
  browser?: string;
  os?: string;
}

export function SessionsSection({ sessions }: { sessions: OpenSession[] }) {
  const medplum = useMedplum();
  return (
    <section aria-labelledby="sessions">
      <Title order={2} size="h4" id="sessions" mb="xs">
        {t('sessions')}
      </Title>
      <Text size="sm" mb="xs">
        {t('sessionsHint')}
      </Text>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('device')}</Table.Th>
            <Table.Th visibleFrom="sm">{t('address')}</Table.Th>
            <Table.Th visibleFrom="sm">{t('lastUsed')}</Table.Th>
            <Table.Td />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sessions.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Td>
                {[one.browser, one.os].filter(Boolean).join(' · ') || t('unknownDevice')}
                <Text size="sm" c="dimmed" hiddenFrom="sm">
                  {[one.remoteAddress, dateTime(one.lastUpdated)].filter(Boolean).join(' · ')}
                </Text>
              </Table.Td>
              <Table.Td visibleFrom="sm">{one.remoteAddress}</Table.Td>
              <Table.Td visibleFrom="sm">{dateTime(one.lastUpdated)}</Table.Td>
              <Table.Td ta="right">
                <ConfirmButton
                  size="compact-sm"
                  variant="default"
                  consequence={t('revokeConsequence')}
                  confirm={t('revoke')}
                  onConfirm={async () => {
                    await medplum.post('auth/revoke', { loginId: one.id });
                    await refresh('security');
                  }}
                >
                  {t('revoke')}
                </ConfirmButton>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
