import { Text } from '@mantine/core';
import type { Encounter } from '@medplum/fhirtypes';
import { useEffect, useState } from 'react';
import { minutesAsked } from '../session/record.ts';
import { t } from './messages.fr.ts';
import { clockText, spent } from './treatment.ts';

/** Informs, never nags: no colour, no sound, no blinking. */
export function Timer({ rcpCase }: { rcpCase: Encounter }) {
  const running = rcpCase.status === 'in-progress';
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [running]);
  const minutes = minutesAsked(rcpCase);
  return (
    <Text component="span" className="live-timer">
      <span className="dcc-visually-hidden">{t('timer')} : </span>
      {clockText(spent(rcpCase, now))}
      {minutes ? <small> {t('planFor', { minutes })}</small> : null}
    </Text>
  );
}
