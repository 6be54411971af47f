import { Alert } from '@mantine/core';
import { t } from './messages.fr.ts';

/** Said on every screen that was opened by an identity that no longer stands. */
export function MergedNotice() {
  return (
    <Alert color="blue" role="status" p="xs" mb="md">
      {t('merged')}
    </Alert>
  );
}
