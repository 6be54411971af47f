import { Group, NativeSelect, SimpleGrid, TextInput } from '@mantine/core';
import { TREATMENTS } from '../../terminology/small.ts';
import { DateField } from '../form/DateField.tsx';
import { AddButton, RemoveButton } from '../form/ItemButtons.tsx';
import { Section } from '../form/Section.tsx';
import { t } from '../messages.fr.ts';
import { isWritten, TREATMENT_STATUS, type Treatment, type TreatmentStatus } from '../model/index.ts';
import { changeItem, newKey, type PartProps } from '../parts-props.ts';

/** What is proposed first is what is most used: the order of the national list. */
export const TREATMENT_OPTIONS = [
  { value: '', label: t('treatmentInWords') },
  ...TREATMENTS.map(({ code, display }) => ({
    value: code,
    label: `${display[0]!.toUpperCase()}${display.slice(1)}`,
  })),
];

/** Treatments that the patient had or has. */
export function TreatmentsSection({ value, onChange, disabled }: PartProps<'treatments'>) {
  return (
    <Section id="treatments" title={t('part_treatments')}>
      {value.map((one, at) => (
        <TreatmentFields
          key={one.key}
          value={one}
          name={t('treatmentNumber', { n: at + 1 })}
          disabled={disabled}
          onChange={(next) =>
            onChange(
              next
                ? value.map((other) => (other === one ? next : other))
                : changeItem(value, one.key, undefined),
            )
          }
        />
      ))}
      {disabled ? null : (
        <Group>
          <AddButton
            onClick={() => onChange([...value, { key: newKey(), text: '', status: 'completed', note: '' }])}
          >
            {t('addTreatment')}
          </AddButton>
        </Group>
      )}
    </Section>
  );
}

interface TreatmentFieldsProps {
  value: Treatment;
  name: string;
  disabled: boolean;
  onChange: (value: Treatment | undefined) => void;
}

function TreatmentFields({ value, name, disabled, onChange }: TreatmentFieldsProps) {
  const set = (change: Partial<Treatment>) => {
    const kept = Object.entries({ ...value, ...change }).filter(([, one]) => one !== undefined);
    onChange(Object.fromEntries(kept) as unknown as Treatment);
  };
  const waits = value.code?.startsWith('GEN-092') && !isWritten(value);
  return (
    <fieldset className="dcc-item" aria-label={name}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <NativeSelect
          label={t('treatmentKind')}
          disabled={disabled}
          value={value.code ?? ''}
          data={TREATMENT_OPTIONS}
          onChange={({ currentTarget }) => set({ code: currentTarget.value || undefined })}
        />
        <TextInput
          label={t('treatmentText')}
          disabled={disabled}
          value={value.text}
          error={waits ? t('otherMissing') : undefined}
          onChange={({ currentTarget }) => set({ text: currentTarget.value })}
        />
      </SimpleGrid>
      <Group gap="sm" align="flex-end" mt="xs">
        <DateField
          label={t('start')}
          value={value.start}
          disabled={disabled}
          onChange={(start) => set({ start })}
        />
        <DateField label={t('end')} value={value.end} disabled={disabled} onChange={(end) => set({ end })} />
        <NativeSelect
          label={t('treatmentStatus')}
          disabled={disabled}
          value={value.status}
          data={Object.entries(TREATMENT_STATUS).map(([status, label]) => ({ value: status, label }))}
          onChange={({ currentTarget }) => set({ status: currentTarget.value as TreatmentStatus })}
        />
        <TextInput
          label={t('comment')}
          flex={1}
          miw={160}
          disabled={disabled}
          value={value.note}
          onChange={({ currentTarget }) => set({ note: currentTarget.value })}
        />
        {disabled ? null : (
          <RemoveButton name={t('removeItem', { what: name })} onClick={() => onChange(undefined)} />
        )}
      </Group>
    </fieldset>
  );
}
