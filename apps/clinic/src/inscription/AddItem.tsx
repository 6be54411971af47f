import { Box, Button, Group } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { t } from './messages.fr.ts';

interface AddItemProps<Typed> {
  /** The verb of the button, which also names the fields it opens. */
  label: string;
  blank: Typed;
  /** Enough was typed for it to enter the list. */
  isReady: (typed: Typed) => boolean;
  onAdd: (typed: Typed) => void;
  children: (typed: Typed, set: (change: Partial<Typed>) => void) => ReactNode;
}

/** Adds an item to a list: its fields open in place, and it enters the list when they are filled. */
export function AddItem<Typed extends object>({
  label,
  blank,
  isReady,
  onAdd,
  children,
}: AddItemProps<Typed>) {
  const [typed, setTyped] = useState<Typed>();
  if (!typed) {
    return (
      <Group>
        <Button size="compact-sm" variant="default" onClick={() => setTyped(blank)}>
          {label}
        </Button>
      </Group>
    );
  }
  return (
    <Box role="group" aria-label={label}>
      {children(typed, (change) => setTyped({ ...typed, ...change }))}
      <Group gap="xs" mt="xs">
        <Button
          size="compact-sm"
          disabled={!isReady(typed)}
          onClick={() => {
            onAdd(typed);
            setTyped(undefined);
          }}
        >
          {t('done')}
        </Button>
        <Button size="compact-sm" variant="subtle" onClick={() => setTyped(undefined)}>
          {t('cancel')}
        </Button>
      </Group>
    </Box>
  );
}
