import type { Resource } from '@medplum/fhirtypes';
import { timeText } from '../kit/dates.ts';
import type { Tone } from '../kit/StatusLabel.tsx';
import type { Snapshot } from './document.ts';
import { t } from './messages.fr.ts';

export interface StatusLine {
  tone: Tone;
  text: string;
}

type Said = Pick<Snapshot<Resource>, 'state' | 'savedAt' | 'error'>;

/** What became of what was typed, in words. */
export function statusLine({ state, savedAt, error }: Said): StatusLine {
  switch (state) {
    case 'loading':
      return { tone: 'neutral', text: t('loading') };
    case 'saving':
      return { tone: 'neutral', text: t('saving') };
    case 'saved':
      return { tone: 'ok', text: savedAt ? t('savedAt', { time: timeText(savedAt) }) : t('saved') };
    case 'offline':
      return {
        tone: 'warn',
        text: /authentification|connect/i.test(error ?? '') ? t('expired') : t('offline'),
      };
    case 'conflict':
      return { tone: 'warn', text: t('conflict') };
    case 'locked':
      return { tone: 'wait', text: t('locked') };
    case 'error':
      return { tone: 'bad', text: t('error', { error: error ?? '' }) };
  }
}

const GRAVITY = ['error', 'conflict', 'offline', 'saving', 'loading', 'locked', 'saved'] as const;

/** One line for several resources on one screen: the gravest state, and the newest hour. */
export function together(all: readonly Said[]): Said {
  const gravest = [...all].sort((a, b) => GRAVITY.indexOf(a.state) - GRAVITY.indexOf(b.state))[0];
  const times = all.flatMap(({ savedAt }) => (savedAt ? [savedAt.getTime()] : []));
  const savedAt = times.length > 0 ? new Date(Math.max(...times)) : undefined;
  return { state: gravest?.state ?? 'saved', error: gravest?.error, savedAt };
}
