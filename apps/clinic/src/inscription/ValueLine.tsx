import type { Sourced } from '@dcc/rules/src/inscription/draft.ts';
import { Box, Button, Group, Text } from '@mantine/core';
import { t } from './messages.fr.ts';
import { SourceMark } from './SourceMark.tsx';

interface ValueLineProps {
  sourced: Pick<Sourced<unknown>, 'origin'>;
  /** Name for the button: "Retirer : <name>". */
  name: string;
  onRemove(): void;
  children: React.ReactNode;
}

/** One value of a list, with its source, that may be taken out again. */
export function ValueLine({ sourced, name, onRemove, children }: ValueLineProps) {
  return (
    <Box mb={6}>
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
        <Text size="sm" component="div" style={{ whiteSpace: 'pre-line', minWidth: 0 }}>
          {children}
        </Text>
        <Button
          size="compact-xs"
          variant="subtle"
          color="red"
          c="red.9"
          style={{ flexShrink: 0 }}
          onClick={onRemove}
          aria-label={t('removeField', { field: name })}
        >
          {t('remove')}
        </Button>
      </Group>
      {sourced.origin ? <SourceMark origin={sourced.origin} /> : null}
    </Box>
  );
}
