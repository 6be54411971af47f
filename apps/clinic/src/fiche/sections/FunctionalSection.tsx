import { frenchNumber, G8_AGE, G8_THRESHOLD, g8IsAltered, isG8Total } from '@dcc/rules/src/fiche/g8.ts';
import { Button, Group, NativeSelect, NumberInput, SimpleGrid, TextInput } from '@mantine/core';
import type { HealthcareService } from '@medplum/fhirtypes';
import { useState } from 'react';
import { StatusLabel } from '../../kit/StatusLabel.tsx';
import { ECOG } from '../../terminology/small.ts';
import { DateField } from '../form/DateField.tsx';
import { AddButton, RemoveButton } from '../form/ItemButtons.tsx';
import { Section } from '../form/Section.tsx';
import { t } from '../messages.fr.ts';
import type { Functional } from '../model/index.ts';
import { changeItem, newKey, type PartProps } from '../parts-props.ts';
import { G8Questions } from './G8Questions.tsx';

/** Of the patient, in years; and the RCP of the case, whose catalogue entry names its forms. */
interface Around {
  age: number | undefined;
  rcp: HealthcareService | undefined;
}

/** Performance index with its words, G8 by its total or its eight questions, other geriatric tools. */
export function FunctionalSection({ value, onChange, disabled, age, rcp }: PartProps<'functional'> & Around) {
  const set = (change: Partial<Functional>) => {
    const kept = Object.entries({ ...value, ...change }).filter(([, one]) => one !== undefined);
    onChange(Object.fromEntries(kept) as unknown as Functional);
  };
  return (
    <Section id="functional" title={t('part_functional')}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <NativeSelect
          label={t('ecog')}
          disabled={disabled}
          value={value.ecog ?? ''}
          description={ECOG.find(({ code }) => code === value.ecog)?.display}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          data={[
            { value: '', label: t('unsaid') },
            ...ECOG.map(({ code, display }) => ({ value: code, label: display })),
          ]}
          onChange={({ currentTarget }) => set({ ecog: currentTarget.value || undefined })}
        />
        {value.ecog ? (
          <DateField
            label={t('evaluatedOn')}
            value={value.ecogOn}
            disabled={disabled}
            onChange={(ecogOn) => set({ ecogOn })}
          />
        ) : null}
      </SimpleGrid>
      <G8Field value={value} set={set} disabled={disabled} age={age} rcp={rcp} />
      <Evaluations value={value} set={set} disabled={disabled} />
    </Section>
  );
}

interface FieldProps {
  value: Functional;
  set: (change: Partial<Functional>) => void;
  disabled: boolean;
}

function G8Field({ value, set, disabled, age, rcp }: FieldProps & Around) {
  const [open, setOpen] = useState(false);
  const { g8 } = value;
  const wrong = g8 !== undefined && !isG8Total(g8);
  const prompted = g8 === undefined && age !== undefined && age >= G8_AGE;
  return (
    <div>
      <Group align="flex-end" gap="sm">
        <NumberInput
          label={t('g8')}
          w={150}
          min={0}
          max={17}
          step={0.5}
          decimalSeparator=","
          allowedDecimalSeparators={[',', '.']}
          disabled={disabled}
          value={g8 ?? ''}
          error={wrong ? t('g8Wrong') : undefined}
          onChange={(next) =>
            set({ g8: next === '' ? undefined : Number(next), g8Items: undefined, g8Form: undefined })
          }
        />
        {g8 === undefined ? null : (
          <>
            <DateField
              label={t('evaluatedOn')}
              value={value.g8On}
              disabled={disabled}
              onChange={(g8On) => set({ g8On })}
            />
            {wrong ? null : (
              <StatusLabel tone={g8IsAltered(g8) ? 'warn' : 'ok'}>
                {t(g8IsAltered(g8) ? 'g8Altered' : 'g8Normal', {
                  total: frenchNumber(g8),
                  threshold: G8_THRESHOLD,
                })}
              </StatusLabel>
            )}
          </>
        )}
        {disabled ? null : (
          <Button variant="default" size="xs" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t(open ? 'g8Hide' : 'g8Show')}
          </Button>
        )}
      </Group>
      {prompted ? <StatusLabel tone="wait">{t('g8Prompt', { age, from: G8_AGE })}</StatusLabel> : null}
      {open ? (
        <G8Questions
          rcp={rcp}
          items={value.g8Items ?? []}
          begunIn={value.g8Form}
          disabled={disabled}
          onChange={(g8Items, total, g8Form) =>
            set({ g8Items, g8Form, ...(total === undefined ? {} : { g8: total }) })
          }
        />
      ) : null}
    </div>
  );
}

function Evaluations({ value, set, disabled }: FieldProps) {
  const { evaluations } = value;
  return (
    <div>
      {evaluations.map((one) => (
        <Group key={one.key} align="flex-end" gap="sm" mb="xs" wrap="nowrap">
          <TextInput
            label={t('tool')}
            w="38%"
            disabled={disabled}
            value={one.tool}
            onChange={({ currentTarget }) =>
              set({ evaluations: changeItem(evaluations, one.key, { tool: currentTarget.value }) })
            }
          />
          <TextInput
            label={t('result')}
            flex={1}
            disabled={disabled}
            value={one.result}
            error={one.tool.trim() && !one.result.trim() ? t('resultMissing') : undefined}
            onChange={({ currentTarget }) =>
              set({ evaluations: changeItem(evaluations, one.key, { result: currentTarget.value }) })
            }
          />
          {disabled ? null : (
            <RemoveButton
              name={t('removeEvaluation', { tool: one.tool || t('tool') })}
              onClick={() => set({ evaluations: changeItem(evaluations, one.key, undefined) })}
            />
          )}
        </Group>
      ))}
      {disabled ? null : (
        <AddButton
          small
          onClick={() => set({ evaluations: [...evaluations, { key: newKey(), tool: '', result: '' }] })}
        >
          {t('addEvaluation')}
        </AddButton>
      )}
    </div>
  );
}
