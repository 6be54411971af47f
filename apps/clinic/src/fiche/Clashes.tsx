import { Alert, Button, Text } from '@mantine/core';
import { t } from './messages.fr.ts';
import type { Clash } from './store/merge.ts';

interface ClashesProps {
  clashes: readonly Clash[];
  onSeen: () => void;
}

/** What somebody else chose in place of mine: both are shown until it is seen. */
export function Clashes({ clashes, onSeen }: ClashesProps) {
  if (clashes.length === 0) return null;
  return (
    <Alert color="orange" role="alert" mb="md" title={t('clash')}>
      {clashes.map(({ part, mine, theirs }) => (
        <div key={`${part}|${mine}|${theirs}`}>
          <Text fw={600}>{t(`part_${part}`)}</Text>
          <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
            {t('clashTheirs', { text: theirs || t('nothing') })}
          </Text>
          <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
            {t('clashMine', { text: mine || t('nothing') })}
          </Text>
        </div>
      ))}
      <Button size="compact-sm" variant="default" mt="xs" onClick={onSeen}>
        {t('seen')}
      </Button>
    </Alert>
  );
}
