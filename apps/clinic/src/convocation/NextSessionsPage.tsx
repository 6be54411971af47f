import { Page } from '../kit/index.ts';
import { t } from './messages.fr.ts';
import { NextSessions } from './NextSessions.tsx';

/** Everything that convenes me. */
export function NextSessionsPage() {
  return (
    <Page title={t('nextTitle')}>
      <NextSessions />
    </Page>
  );
}
