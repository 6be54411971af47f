import { Stack } from '@mantine/core';
import { useFhir } from '../data/query.ts';
import { Page } from '../kit/Page.tsx';
import { ErrorState, Loading } from '../kit/states.tsx';
import { FactorSection } from './FactorSection.tsx';
import { t } from './messages.fr.ts';
import { PasswordSection } from './PasswordSection.tsx';
import { type OpenSession, SessionsSection } from './SessionsSection.tsx';

export interface FactorStatus {
  enrolled: boolean;
  enrollQrCode?: string;
  enrollUri?: string;
  recoveryCodesLeft?: number;
}

/** One's own account: second factor, password, open sessions. */
export function SecurityPage() {
  const factor = useFhir<FactorStatus>(['security', 'factor'], (medplum) =>
    medplum.get('auth/mfa/status', { cache: 'reload' }),
  );
  const me = useFhir<{ security?: { sessions?: OpenSession[] } }>(['security', 'me'], (medplum) =>
    medplum.get('auth/me', { cache: 'reload' }),
  );
  const failed = [factor, me].find(({ isError }) => isError);
  return (
    <Page title={t('title')}>
      {failed ? <ErrorState error={failed.error} onRetry={() => void failed.refetch()} /> : null}
      {factor.isPending || me.isPending ? <Loading /> : null}
      <Stack gap="xl" maw={760}>
        {factor.data ? <FactorSection status={factor.data} /> : null}
        <PasswordSection />
        {me.data ? <SessionsSection sessions={me.data.security?.sessions ?? []} /> : null}
      </Stack>
    </Page>
  );
}
