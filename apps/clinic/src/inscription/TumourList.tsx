import type { Sourced, TumourValue } from '@dcc/rules/src/inscription/draft.ts';
import { tumourLines } from '@dcc/rules/src/inscription/write-clinical.ts';
import { Box, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { t } from './messages.fr.ts';
import { SourceMark } from './SourceMark.tsx';
import { TumourEditor } from './TumourEditor.tsx';

interface TumourListProps {
  tumours: Sourced<TumourValue>[];
  onChange(tumours: Sourced<TumourValue>[]): void;
}

/** The tumours of the case: in words once taken over, in fields when they are written or changed. */
export function TumourList({ tumours, onChange }: TumourListProps) {
  const [open, setOpen] = useState<number>();
  const replace = (index: number, value: TumourValue) =>
    // Another value than the one read: it is no longer the source's.
    onChange(tumours.map((one, at) => (at === index ? { value } : one)));
  return (
    <Stack gap="sm">
      {tumours.map((one, index) => {
        const title = t('tumourN', { number: index + 1 });
        const isOpen = open === index || tumourLines(one.value).length === 0;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: tumours have no name of their own before they are saved.
          <Box key={index} role="group" aria-label={title}>
            {isOpen ? (
              <TumourEditor value={one.value} onChange={(value) => replace(index, value)} />
            ) : (
              <>
                {tumourLines(one.value).map((line) => (
                  <Text key={line} size="sm">
                    {line}
                  </Text>
                ))}
                {one.origin ? <SourceMark origin={one.origin} /> : null}
              </>
            )}
            <Group gap="xs" mt={4}>
              <Button
                size="compact-xs"
                variant="subtle"
                aria-label={`${isOpen ? t('done') : t('edit')} : ${title}`}
                onClick={() => setOpen(isOpen ? undefined : index)}
              >
                {isOpen ? t('done') : t('edit')}
              </Button>
              <Button
                size="compact-xs"
                variant="subtle"
                color="red"
                c="red.9"
                aria-label={t('removeField', { field: title })}
                onClick={() => {
                  setOpen(undefined);
                  onChange(tumours.filter((_, at) => at !== index));
                }}
              >
                {t('remove')}
              </Button>
            </Group>
          </Box>
        );
      })}
      <Group>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            setOpen(tumours.length);
            onChange([...tumours, { value: {} }]);
          }}
        >
          {t('addTumour')}
        </Button>
      </Group>
    </Stack>
  );
}
