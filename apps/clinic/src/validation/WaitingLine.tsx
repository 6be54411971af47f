import type { Composition } from '@medplum/fhirtypes';
import { type MouseEvent, memo } from 'react';
import { dateTime } from '../kit/dates.ts';
import { patientName } from '../kit/names.ts';
import { t } from './messages.fr.ts';
import type { Waiting } from './work.ts';

interface WaitingLineProps {
  waiting: Waiting;
  isCurrent: boolean;
  isChosen: boolean;
  onToggle(id: string): void;
  onOpen(id: string): void;
}

/** A click that opens here; with a key held, or another button, the browser opens it elsewhere as it does any link. */
const isPlain = ({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent) =>
  button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey;

/**
 * One line of a list that may have hundreds: plain elements, drawn again only when it changes itself. A link of the
 * router would be drawn again at each change of the address, all of them at once.
 */
export const WaitingLine = memo(function WaitingLine({
  waiting,
  isCurrent,
  isChosen,
  onToggle,
  onOpen,
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
      <a
        className="dcc-waiting"
        aria-current={isCurrent ? 'true' : undefined}
        href={`/validation/${composition.id}`}
        onClick={(event) => {
          if (!isPlain(event)) return;
          event.preventDefault();
          onOpen(composition.id!);
        }}
      >
        <strong>{name}</strong>
        <small>{t('session', { rcp: rcpName(composition), date: dateTime(session.period?.start) })}</small>
      </a>
    </li>
  );
});

/** `FRCP <RRC> / <3C> / <RCP>`: the last part names the RCP. */
function rcpName({ title }: Composition): string {
  return title?.split(' / ').at(-1) ?? '';
}
