import type { PartDifference } from '@dcc/rules/src/difference/fiches.ts';
import { Alert, Button, Group, Text } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { Link } from 'react-router';
import { ChangedParts } from '../validation/ChangedParts.tsx';
import { t } from './messages.fr.ts';
import { wordsOf } from './store/unsent.ts';

interface UnsentProps {
  parts: readonly PartDifference[];
  /** Where the amendment begins. */
  to: string;
  onSeen: () => void;
}

/** What was typed while somebody signed: not in the fiche, and what to do about it. */
export function Unsent({ parts, to, onSeen }: UnsentProps) {
  const clipboard = useClipboard();
  if (parts.length === 0) return null;
  return (
    <Alert color="orange" role="alert" mb="md" title={t('unsent')}>
      <Text size="sm">{t('unsentHint')}</Text>
      <ChangedParts parts={parts} />
      <Group gap="xs" mt="xs">
        <Button size="compact-sm" component={Link} to={to}>
          {t('amend')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => clipboard.copy(wordsOf(parts))}>
          {t(clipboard.copied ? 'copied' : 'copyWords')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onSeen}>
          {t('forget')}
        </Button>
      </Group>
    </Alert>
  );
}
