import { Text } from '@mantine/core';
import { usePeople } from '../../inscription/people.ts';
import { StatusLabel } from '../../kit/StatusLabel.tsx';
import { t } from '../messages.fr.ts';

/** Somebody who is named and cannot be changed here. `unknown` says that nobody knows who it is. */
export function PersonName({ label, role }: { label: string; role: string | undefined }) {
  const known = role === 'unknown' ? undefined : role;
  const found = usePeople([known]).get(known ?? '');
  return (
    <div>
      <Text size="sm" fw={500}>
        {label}
      </Text>
      {role === 'unknown' ? (
        <StatusLabel tone="wait">{t('doctorIsUnknown')}</StatusLabel>
      ) : (
        <Text>{known ? (found?.name ?? '…') : t('unsaid')}</Text>
      )}
      {found?.detail ? (
        <Text size="sm" c="var(--dcc-quiet)">
          {found.detail}
        </Text>
      ) : null}
    </div>
  );
}
