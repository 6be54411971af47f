import { Text } from '@mantine/core';
import type { ServiceRequest } from '@medplum/fhirtypes';
import type { Shared } from '../collab/useShared.ts';
import { timeText } from '../kit/dates.ts';
import { StatusLabel, type Tone } from '../kit/StatusLabel.tsx';
import { t } from './messages.fr.ts';

/** Where the typed words are: on the server, on their way, or kept here. */
export function SaveStatus({ shared }: { shared: Shared<ServiceRequest> }) {
  const { state, savedAt, error } = shared;
  const said: Record<typeof state, [Tone, string]> = {
    loading: ['wait', t('loadingDraft')],
    saved: [
      'ok',
      savedAt ? t('saved', { time: timeText(savedAt) }) : t('saved', { time: timeText(new Date()) }),
    ],
    saving: ['wait', t('saving')],
    offline: ['warn', t('offline')],
    conflict: ['warn', t('conflict')],
    locked: ['bad', t('locked')],
    error: ['bad', t('saveError', { reason: error ?? '' })],
  };
  const [tone, text] = said[state];
  return (
    <Text size="sm" role="status" component="div">
      <StatusLabel tone={tone}>{text}</StatusLabel>
    </Text>
  );
}
