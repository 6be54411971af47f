import { Alert, Button, Center, Loader, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { errorText } from '../data/error-text.ts';
import { t } from './messages.fr.ts';

/** While a first answer is awaited. Shown after a moment only: a flash is worse than a blank. */
export function Loading({ label = t('loading') }: { label?: string }) {
  return (
    <Center p="xl" role="status" className="dcc-late">
      <Loader size="sm" mr="sm" aria-hidden />
      <Text>{label}</Text>
    </Center>
  );
}

/** Nothing to show, in words, with the next thing to do where there is one. */
export function EmptyState({ title, hint, action }: { title: string; hint?: ReactNode; action?: ReactNode }) {
  return (
    <Stack align="center" gap="xs" p="xl">
      <Text fw={600}>{title}</Text>
      {hint ? (
        <Text c="var(--dcc-quiet)" ta="center">
          {hint}
        </Text>
      ) : null}
      {action}
    </Stack>
  );
}

/** What went wrong and a way to try again. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  return (
    <Alert color="red" icon={<IconAlertTriangle />} title={t('failed')} role="alert" my="md">
      <Text style={{ whiteSpace: 'pre-line' }} mb={onRetry ? 'sm' : 0}>
        {errorText(error)}
      </Text>
      {onRetry ? (
        <Button variant="outline" color="red.9" size="xs" onClick={onRetry}>
          {t('retry')}
        </Button>
      ) : null}
    </Alert>
  );
}
