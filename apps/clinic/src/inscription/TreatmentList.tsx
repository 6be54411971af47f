import type { Sourced, TreatmentValue } from '@dcc/rules/src/inscription/draft.ts';
import { treatmentWords } from '@dcc/rules/src/inscription/write-clinical.ts';
import { Box, Button, Grid, Group, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { CodeInput } from './CodeInput.tsx';
import { t } from './messages.fr.ts';
import { ValueLine } from './ValueLine.tsx';

interface TreatmentListProps {
  treatments: Sourced<TreatmentValue>[];
  onChange(treatments: Sourced<TreatmentValue>[]): void;
}

type Typed = Pick<TreatmentValue, 'start' | 'end'> & Partial<Pick<TreatmentValue, 'what'>>;

/** Treatments the patient had or has: no end means it goes on. */
export function TreatmentList({ treatments, onChange }: TreatmentListProps) {
  const [typed, setTyped] = useState<Typed>();
  return (
    <Stack gap="xs">
      {treatments.map((one, index) => (
        <ValueLine
          key={`${one.value.what.text}${one.value.start}`}
          sourced={one}
          name={one.value.what.text}
          onRemove={() => onChange(treatments.filter((_, at) => at !== index))}
        >
          {treatmentWords(one.value)}
        </ValueLine>
      ))}
      {typed ? (
        <Box role="group" aria-label={t('addTreatment')}>
          <Grid gutter="sm">
            <Grid.Col span={{ base: 12, sm: 6 }}>
              <CodeInput
                label={t('treatmentWhat')}
                set="jdv-type-traitement-frcp"
                value={typed.what}
                onChange={(what) => setTyped({ ...typed, what })}
              />
            </Grid.Col>
            <Grid.Col span={{ base: 6, sm: 3 }}>
              <TextInput
                type="date"
                label={t('treatmentStart')}
                value={typed.start ?? ''}
                onChange={(event) => setTyped({ ...typed, start: event.currentTarget.value || undefined })}
              />
            </Grid.Col>
            <Grid.Col span={{ base: 6, sm: 3 }}>
              <TextInput
                type="date"
                label={t('treatmentEnd')}
                value={typed.end ?? ''}
                onChange={(event) => setTyped({ ...typed, end: event.currentTarget.value || undefined })}
              />
            </Grid.Col>
          </Grid>
          <Group gap="xs" mt="xs">
            <Button
              size="compact-sm"
              disabled={!typed.what}
              onClick={() => {
                const { what, start, end } = typed;
                const value: TreatmentValue = {
                  what: what!,
                  status: end ? 'completed' : 'in-progress',
                  ...(start ? { start } : {}),
                  ...(end ? { end } : {}),
                };
                onChange([...treatments, { value }]);
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
      ) : (
        <Group>
          <Button size="compact-sm" variant="default" onClick={() => setTyped({})}>
            {t('addTreatment')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
