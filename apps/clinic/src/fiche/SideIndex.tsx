import type { PartState } from '@dcc/rules/src/fiche/completeness.ts';
import { Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { MouseEvent } from 'react';
import { StatusLabel, type Tone } from '../kit/StatusLabel.tsx';
import { t } from './messages.fr.ts';

/** A line of the index. */
export interface IndexLine {
  id: string;
  title: string;
  mandatory: boolean;
  state: PartState;
  /** Nobody fills it: the state of the document is derived. */
  derived?: boolean;
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

/** The parts of the fiche and their state in words; the mandatory ones first. A click or Enter goes there. */
export function SideIndex({ lines, done, of }: SideIndexProps) {
  const wide = useMediaQuery('(min-width: 901px)', true);
  const body = (
    <>
      <Lines lines={lines.filter(({ mandatory }) => mandatory)} />
      <Text fw={650} component="p" mt="sm" size="sm">
        {t('otherParts')}
      </Text>
      <Lines lines={lines.filter(({ mandatory }) => !mandatory)} />
    </>
  );
  const title = t('mandatoryParts', { done, of });
  return (
    <nav aria-label={t('index')} className="dcc-index">
      {wide ? (
        <>
          <Text fw={650} component="p" size="sm">
            {title}
          </Text>
          {body}
        </>
      ) : (
        <details>
          <summary>{title}</summary>
          {body}
        </details>
      )}
    </nav>
  );
}

function Lines({ lines }: { lines: readonly IndexLine[] }) {
  return (
    <ul>
      {lines.map(({ id, title, state, mandatory, derived }) => (
        <li key={id}>
          {derived ? (
            <span>{title}</span>
          ) : (
            <a href={`#partie-${id}`} onClick={(event) => goTo(event, id)}>
              {title}
            </a>
          )}
          {mandatory || state !== 'empty' ? (
            <StatusLabel tone={TONES[state]}>
              {t(derived ? 'state_part_derived' : `state_part_${state}`)}
            </StatusLabel>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/**
 * The title of the part takes the focus, so that Tab goes on from there: a browser that follows the address
 * itself would give the focus back to the page.
 */
function goTo(event: MouseEvent<HTMLAnchorElement>, id: string): void {
  event.preventDefault();
  const title = document.getElementById(`titre-${id}`);
  document.getElementById(`partie-${id}`)?.scrollIntoView();
  title?.focus({ preventScroll: true });
}
