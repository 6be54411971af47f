import { Anchor } from '@mantine/core';
import { Link, useRouteError } from 'react-router';
import { Page } from '../kit/Page.tsx';
import { EmptyState, ErrorState } from '../kit/states.tsx';
import { t } from './messages.fr.ts';

/** A screen that failed. After an update of the application its files have new names: loading again finds them. */
export function RouteError() {
  const error = useRouteError();
  // A file that did not come is the network's affair; anything else that stops a screen is ours, whatever its class.
  const isOurs = error instanceof Error && !/fetch|network|load|import/i.test(error.message);
  return (
    <Page title={t('broken')}>
      <ErrorState
        error={isOurs ? new Error(t('brokenHint')) : error}
        onRetry={() => window.location.reload()}
      />
    </Page>
  );
}

export function NotFound() {
  return (
    <Page title={t('notFound')}>
      <EmptyState
        title={t('notFoundHint')}
        action={
          <Anchor component={Link} to="/">
            {t('home')}
          </Anchor>
        }
      />
    </Page>
  );
}
