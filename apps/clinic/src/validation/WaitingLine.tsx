import type { Composition } from '@medplum/fhirtypes';
import { memo } from 'react';
import { Link } from 'react-router';
import { dateTime } from '../kit/dates.ts';
import { patientName } from '../kit/names.ts';
import { t } from './messages.fr.ts';
import type { Waiting } from './work.ts';

interface WaitingLineProps {
  waiting: Waiting;
  isCurrent: boolean;
  isChosen: boolean;
  onToggle(id: string): void;
}

/** One line of a list that may have hundreds: plain elements, drawn again only when it changes itself. */
export const WaitingLine = memo(function WaitingLine({
  waiting,
  isCurrent,
  isChosen,
  onToggle,
}: WaitingLineProps) {
  const { composition, session, patient, mine } = waiting;
  const name = patient ? patientName(patient) : (composition.title ?? '');
  return (
    <li className="dcc-waiting-line">
      <input
        type="checkbox"
        aria-label={t('select', { name })}
        checked={isChosen}
        disabled={!mine}
        onChange={() => onToggle(composition.id!)}
      />
      <Link
        className="dcc-waiting"
        aria-current={isCurrent ? 'true' : undefined}
        to={`/validation/${composition.id}`}
      >
        <strong>{name}</strong>
        <small>{t('session', { rcp: rcpName(composition), date: dateTime(session.period?.start) })}</small>
      </Link>
    </li>
  );
});

/** `FRCP <RRC> / <3C> / <RCP>`: the last part names the RCP. */
function rcpName({ title }: Composition): string {
  return title?.split(' / ').at(-1) ?? '';
}
