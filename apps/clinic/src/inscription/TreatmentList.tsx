import type { Sourced, TreatmentValue } from '@dcc/rules/src/inscription/draft.ts';
import { treatmentWords } from '@dcc/rules/src/inscription/write-clinical.ts';
import { Grid, Stack, TextInput } from '@mantine/core';
import { AddItem } from './AddItem.tsx';
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
      <AddItem<Typed>
        label={t('addTreatment')}
        blank={{}}
        isReady={({ what }) => !!what}
        onAdd={({ what, start, end }) => {
          const value: TreatmentValue = {
            what: what!,
            status: end ? 'completed' : 'in-progress',
            ...(start ? { start } : {}),
            ...(end ? { end } : {}),
          };
          onChange([...treatments, { value }]);
        }}
      >
        {(typed, set) => (
          <Grid gutter="sm">
            <Grid.Col span={{ base: 12, sm: 6 }}>
              <CodeInput
                label={t('treatmentWhat')}
                set="jdv-type-traitement-frcp"
                value={typed.what}
                onChange={(what) => set({ what })}
              />
            </Grid.Col>
            {(['start', 'end'] as const).map((bound) => (
              <Grid.Col key={bound} span={{ base: 6, sm: 3 }}>
                <TextInput
                  type="date"
                  label={t(bound === 'start' ? 'treatmentStart' : 'treatmentEnd')}
                  value={typed[bound] ?? ''}
                  onChange={(event) => set({ [bound]: event.currentTarget.value || undefined })}
                />
              </Grid.Col>
            ))}
          </Grid>
        )}
      </AddItem>
    </Stack>
  );
}
