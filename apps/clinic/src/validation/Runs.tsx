import type { Run } from '@dcc/rules/src/difference/words.ts';
import { VisuallyHidden } from '@mantine/core';
import { t } from './messages.fr.ts';
import './validation.css';

/** A text with what came and what went: underlined or struck through, and said to who does not see it. */
export function Runs({ runs }: { runs: readonly Run[] }) {
  return (
    <p className="dcc-runs">
      {runs.map((run, index) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: runs have no identity, and the list never changes in place.
        if (run.kind === 'same') return <span key={index}>{shortened(run.text)}</span>;
        const Mark = run.kind === 'added' ? 'ins' : 'del';
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above.
          <Mark key={index}>
            <VisuallyHidden>{run.kind === 'added' ? t('added') : t('removed')} </VisuallyHidden>
            {run.text}
          </Mark>
        );
      })}
    </p>
  );
}

const AROUND = 120;

/** Of a long passage that did not change, what stands beside the changes. */
function shortened(text: string): string {
  return text.length <= AROUND * 2 + 20 ? text : `${text.slice(0, AROUND)} […] ${text.slice(-AROUND)}`;
}
