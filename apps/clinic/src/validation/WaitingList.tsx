import { memo, type RefObject, useMemo } from 'react';
import { t } from './messages.fr.ts';
import { WaitingLine } from './WaitingLine.tsx';
import type { Waiting } from './work.ts';

/** A key changes two lines: the groups that hold neither are passed over whole. */
const PER_GROUP = 25;

interface WaitingListProps {
  all: readonly Waiting[];
  /** Composition ids. */
  current: string | undefined;
  chosen: readonly string[];
  onToggle(id: string): void;
  onOpen(id: string): void;
  box: RefObject<HTMLUListElement | null>;
}

/** The fiches that wait, hundreds of them at times, all in the page: searched and walked as any list. */
export function WaitingList({ all, current, chosen, onToggle, onOpen, box }: WaitingListProps) {
  const groups = useMemo(
    () =>
      Array.from({ length: Math.ceil(all.length / PER_GROUP) }, (_, n) => {
        const lines = all.slice(n * PER_GROUP, (n + 1) * PER_GROUP);
        return { lines, ids: new Set(lines.map(({ composition }) => composition.id!)) };
      }),
    [all],
  );
  return (
    <ul ref={box} aria-label={t('list')} className="dcc-waiting-list">
      {groups.map(({ lines, ids }) => (
        <Group
          key={lines[0]!.composition.id}
          lines={lines}
          current={current && ids.has(current) ? current : undefined}
          chosen={chosen.filter((id) => ids.has(id)).join(' ')}
          onToggle={onToggle}
          onOpen={onOpen}
        />
      ))}
    </ul>
  );
}

interface GroupProps extends Pick<WaitingListProps, 'current' | 'onToggle' | 'onOpen'> {
  lines: readonly Waiting[];
  /** Ids joined by spaces: a text is the same as another of the same ids. */
  chosen: string;
}

const Group = memo(function Group({ lines, current, chosen, onToggle, onOpen }: GroupProps) {
  const ids = new Set(chosen.split(' '));
  return lines.map((waiting) => (
    <WaitingLine
      key={waiting.composition.id}
      waiting={waiting}
      isCurrent={waiting.composition.id === current}
      isChosen={ids.has(waiting.composition.id!)}
      onToggle={onToggle}
      onOpen={onOpen}
    />
  ));
});
