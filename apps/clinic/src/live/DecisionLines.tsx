import { ActionIcon, Button, Group, Text } from '@mantine/core';
import type { CarePlan } from '@medplum/fhirtypes';
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, memo } from 'react';
import { type Shared, SharedText } from '../collab/index.ts';
import { type DecisionLine, decisionLines, moveLine, removeLine, setText } from './decision.ts';
import { t } from './messages.fr.ts';

interface LinesProps {
  plan: Shared<CarePlan>;
  editable: boolean;
}

/** The decision, line by line, in the order of the plan. */
export const DecisionLines = memo(function DecisionLines({ plan, editable }: LinesProps) {
  const lines = decisionLines(plan.value);
  return (
    <ol className="live-decision">
      {lines.map((line, rank) => (
        <Line
          key={line.id}
          line={line}
          rank={rank}
          last={rank === lines.length - 1}
          plan={plan}
          editable={editable}
        />
      ))}
    </ol>
  );
});

interface LineProps extends LinesProps {
  line: DecisionLine;
  rank: number;
  last: boolean;
}

function Line({ line, rank, last, plan, editable }: LineProps) {
  const { id, label, text, alternative } = line;
  const move = (by: -1 | 1) => plan.change((draft) => moveLine(draft, id, by));
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    move(event.key === 'ArrowUp' ? -1 : 1);
  };
  return (
    <li onKeyDown={editable ? onKeyDown : undefined}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text fw={600}>
          {rank + 1}. {label}
          {alternative ? <Text span fw={400}>{` (${t('alternative').toLowerCase()})`}</Text> : null}
        </Text>
        {editable ? (
          <Group gap={2} wrap="nowrap">
            <Button
              size="compact-xs"
              variant={alternative ? 'light' : 'subtle'}
              aria-pressed={alternative}
              aria-label={t('alternativeOf', { name: label })}
              onClick={() => plan.change((draft) => setText(draft, id, text, !alternative))}
            >
              {t('alternative')}
            </Button>
            <ActionIcon
              variant="subtle"
              aria-label={t('up', { name: label })}
              disabled={rank === 0}
              onClick={() => move(-1)}
            >
              <IconArrowUp size="1.1rem" aria-hidden />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              aria-label={t('down', { name: label })}
              disabled={last}
              onClick={() => move(1)}
            >
              <IconArrowDown size="1.1rem" aria-hidden />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="red.9"
              aria-label={t('remove', { name: label })}
              onClick={() => plan.change((draft) => removeLine(draft, id))}
            >
              <IconX size="1.1rem" aria-hidden />
            </ActionIcon>
          </Group>
        ) : null}
      </Group>
      {editable ? (
        <SharedText
          aria-label={t('lineText', { name: label })}
          value={text}
          hold={plan.hold}
          onChange={(words) => plan.change((draft) => setText(draft, id, words, alternative))}
        />
      ) : (
        <Text style={{ whiteSpace: 'pre-line' }}>{text}</Text>
      )}
    </li>
  );
}
