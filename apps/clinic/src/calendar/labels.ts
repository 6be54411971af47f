import { dateTime } from '../kit/dates.ts';
import type { Tone } from '../kit/StatusLabel.tsx';
import { t } from './messages.fr.ts';
import type { SessionItem, SessionState } from './model.ts';

export type QuorumKey = 'reached' | 'unknown' | 'not-reached' | 'none';

/** What can be said of the quorum before the session; `none` as long as nobody was convened. */
export function quorumKey({ convocation, outlook }: SessionItem): QuorumKey {
  return convocation && outlook ? outlook.quorum.status : 'none';
}

const QUORUM_TONES: Record<QuorumKey, Tone> = {
  reached: 'ok',
  unknown: 'wait',
  'not-reached': 'bad',
  none: 'neutral',
};
export const quorumTone = (item: SessionItem): Tone => QUORUM_TONES[quorumKey(item)];

export const STATE_TONES: Record<SessionState, Tone> = {
  planned: 'wait',
  running: 'ok',
  held: 'neutral',
  cancelled: 'bad',
};

/** `7/12`, or `7 dossiers` when nobody said how many places there are. */
export function fillingText({ filling }: SessionItem): string {
  return filling.places === undefined
    ? t('fillingShort', { count: filling.cases })
    : t('filling', { cases: filling.cases, places: filling.places });
}

/** `7 sur 12 places` */
export function fillingLong({ filling }: SessionItem): string {
  if (filling.places === undefined) return t('fillingShort', { count: filling.cases });
  const values = { cases: filling.cases, places: filling.places };
  return filling.full ? t('fillingFull', values) : t('fillingLong', values);
}

export function inscriptionsText({ inscriptions, closing }: SessionItem): string {
  const date = closing === undefined ? '' : dateTime(new Date(closing));
  return t(`inscriptions_${inscriptions}`, { date });
}
