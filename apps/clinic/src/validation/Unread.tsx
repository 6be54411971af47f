import { Alert, Button, Text } from '@mantine/core';
import type { Composition } from '@medplum/fhirtypes';
import { ChangedParts } from './ChangedParts.tsx';
import { t } from './messages.fr.ts';
import type { Unseen } from './unseen.ts';

interface UnreadProps {
  unseen: readonly Unseen[];
  nameOf(composition: Composition): string;
  onRead(): void;
}

/** Words that came while a fiche was being re-read: shown, and nothing is signed before they are read. */
export function Unread({ unseen, nameOf, onRead }: UnreadProps) {
  if (unseen.length === 0) return null;
  return (
    <Alert color="orange" role="alert" mb="sm" title={t('unread')}>
      <Text size="sm">{t('unreadHint')}</Text>
      {unseen.map(({ now, parts }) => (
        <section key={now.id} aria-label={nameOf(now)}>
          {unseen.length > 1 ? (
            <Text fw={650} size="sm" mt="xs">
              {nameOf(now)}
            </Text>
          ) : null}
          <ChangedParts parts={parts} />
        </section>
      ))}
      <Button size="compact-sm" mt="xs" onClick={onRead}>
        {t('unreadSeen')}
      </Button>
    </Alert>
  );
}
