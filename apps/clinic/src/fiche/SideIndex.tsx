import type { PartState } from '@dcc/rules/src/fiche/completeness.ts';
import { Text } from '@mantine/core';
import { StatusLabel, type Tone } from '../kit/StatusLabel.tsx';
import { t } from './messages.fr.ts';

/** A line of the index. */
export interface IndexLine {
  id: string;
  title: string;
  mandatory: boolean;
  state: PartState;
}

const TONES: Record<PartState, Tone> = {
  empty: 'neutral',
  incomplete: 'warn',
  absent: 'wait',
  complete: 'ok',
};

interface SideIndexProps {
  lines: readonly IndexLine[];
  done: number;
  of: number;
}

/** The parts of the fiche and their state in words; the mandatory ones first, a click or Enter goes there. */
export function SideIndex({ lines, done, of }: SideIndexProps) {
  const list = (mandatory: boolean) => (
    <ul>
      {lines
        .filter((one) => one.mandatory === mandatory)
        .map(({ id, title, state }) => (
          <li key={id}>
            <a href={`#partie-${id}`} onClick={() => focusOn(id)}>
              {title}
            </a>
            {mandatory || state !== 'empty' ? (
              <span className="dcc-index-state">
                <StatusLabel tone={!mandatory && state === 'empty' ? 'neutral' : TONES[state]}>
                  {t(`state_part_${state}`)}
                </StatusLabel>
              </span>
            ) : null}
          </li>
        ))}
    </ul>
  );
  return (
    <nav aria-label={t('index')} className="dcc-index">
      <Text fw={650} component="p">
        {t('mandatoryParts', { done, of })}
      </Text>
      {list(true)}
      <Text fw={650} component="p" mt="sm">
        {t('otherParts')}
      </Text>
      {list(false)}
    </nav>
  );
}

/** The title of the part takes the focus: Tab goes on from there. */
function focusOn(id: string): void {
  document.getElementById(`titre-${id}`)?.focus({ preventScroll: true });
}
