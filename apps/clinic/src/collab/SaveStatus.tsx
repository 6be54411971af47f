import { Alert, Button, Group, Text } from '@mantine/core';
import type { Resource } from '@medplum/fhirtypes';
import { timeText } from '../kit/dates.ts';
import { StatusLabel } from '../kit/StatusLabel.tsx';
import { choiceWords } from './choice-words.ts';
import type { Snapshot } from './document.ts';
import { t } from './messages.fr.ts';
import { statusLine, together } from './status.ts';
import { useKept } from './useShared.ts';

/** One line: what became of what was typed on this screen, and who else writes. */
export function SaveStatus({ of }: { of: readonly Snapshot<Resource>[] }) {
  const { tone, text } = statusLine(together(of));
  const others = of.flatMap(({ other }) => (other ? [other] : [])).sort((a, b) => +b.at - +a.at);
  return (
    <Group gap="md" role="status" aria-live="polite">
      <StatusLabel tone={tone}>{text}</StatusLabel>
      {others[0] ? (
        <Text size="sm" c="var(--dcc-quiet)">
          {t('wrote', { initials: others[0].initials, time: timeText(others[0].at) })}
        </Text>
      ) : null}
    </Group>
  );
}

/** What waits on this post, on every screen while anything does. */
export function KeptNotice() {
  const count = useKept();
  return count > 0 ? (
    <Text size="sm" role="status">
      {t('kept', { count })}
    </Text>
  ) : null;
}

/** Somebody else's choice stands where mine was: told until it is seen. */
export function Choices({ of, settle }: { of: Snapshot<Resource>; settle: () => void }) {
  if (of.choices.length === 0) return null;
  return (
    <Alert color="orange" role="alert" my="xs">
      {choiceWords(of.choices).map(({ path, mine, theirs }) => (
        <Text key={path} size="sm">
          {t('chose', { mine: mine || t('nothing'), theirs: theirs || t('nothing') })}
        </Text>
      ))}
      <Button size="compact-sm" variant="default" mt="xs" onClick={settle}>
        {t('seen')}
      </Button>
    </Alert>
  );
}
