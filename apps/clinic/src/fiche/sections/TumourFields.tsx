import { Group, NativeSelect, SimpleGrid, Text, TextInput } from '@mantine/core';
import { LATERALITIES } from '../../terminology/small.ts';
import { type Term, TermSearch } from '../../terminology/TermSearch.tsx';
import { DateField } from '../form/DateField.tsx';
import { AddButton, RemoveButton } from '../form/ItemButtons.tsx';
import { WordsField } from '../form/WordsField.tsx';
import { t } from '../messages.fr.ts';
import { TUMOUR_STATES, type Tumour, type TumourState } from '../model/index.ts';
import { changeItem, newKey } from '../parts-props.ts';
import { TnmFields } from './TnmFields.tsx';

/** Right, left, bilateral; the forty-three others after them. */
const SIDES = LATERALITIES.map(({ code, display }) => ({ value: code, label: display }));

interface TumourFieldsProps {
  value: Tumour;
  /** When there are several. */
  title?: string;
  disabled: boolean;
  onChange: (value: Tumour) => void;
  onRemove: () => void;
}

export function TumourFields({ value, title, disabled, onChange, onRemove }: TumourFieldsProps) {
  const set = (change: Partial<Tumour>) => onChange({ ...value, ...change });
  const without = (key: 'laterality' | 'diagnosedOn' | 'tnm') => {
    const { [key]: _, ...rest } = value;
    onChange(rest);
  };
  return (
    <fieldset className="dcc-item" aria-label={title ?? t('tumour')}>
      {title ? <Text fw={600}>{title}</Text> : null}
      <CodedTerm
        list="morphology"
        value={value.morphology}
        disabled={disabled}
        onChange={(morphology) => set({ morphology })}
      />
      <CodedTerm
        list="topography"
        value={value.topography}
        disabled={disabled}
        onChange={(topography) => set({ topography })}
      />
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
        <NativeSelect
          label={t('laterality')}
          disabled={disabled}
          value={value.laterality ?? ''}
          data={[{ value: '', label: t('unsaid') }, ...SIDES]}
          onChange={({ currentTarget }) =>
            currentTarget.value ? set({ laterality: currentTarget.value }) : without('laterality')
          }
        />
        <DateField
          label={t('diagnosedOn')}
          value={value.diagnosedOn}
          disabled={disabled}
          onChange={(diagnosedOn) => (diagnosedOn ? set({ diagnosedOn }) : without('diagnosedOn'))}
        />
        <NativeSelect
          label={t('tumourState')}
          disabled={disabled}
          value={value.state}
          data={TUMOUR_STATES.map((one) => ({ value: one, label: t(`state_${one}`) }))}
          onChange={({ currentTarget }) => set({ state: currentTarget.value as TumourState })}
        />
      </SimpleGrid>
      <TnmFields
        value={value.tnm}
        topography={value.topography.code}
        disabled={disabled}
        onChange={(tnm) => (tnm ? set({ tnm }) : without('tnm'))}
      />
      <Classifications value={value} disabled={disabled} onChange={onChange} />
      <WordsField
        label={t('tumourNote')}
        minRows={1}
        value={value.note}
        disabled={disabled}
        onChange={(note) => set({ note })}
      />
      {disabled ? null : (
        <Group justify="flex-end">
          <RemoveButton onClick={onRemove}>{t('removeTumour')}</RemoveButton>
        </Group>
      )}
    </fieldset>
  );
}

interface CodedTermProps {
  list: 'morphology' | 'topography';
  value: Term;
  disabled: boolean;
  onChange: (value: Term) => void;
}

/** A code by search, then the author's own words for it when a code was chosen. */
function CodedTerm({ list, value, disabled, onChange }: CodedTermProps) {
  const shown = value.code ? { ...value, text: '' } : value;
  return (
    <SimpleGrid cols={value.code ? { base: 1, sm: 2 } : 1} spacing="sm">
      <TermSearch list={list} label={t(list)} value={shown} onChange={onChange} disabled={disabled} />
      {value.code ? (
        <TextInput
          label={t(`${list}Words`)}
          value={value.text}
          disabled={disabled}
          placeholder={value.display}
          onChange={({ currentTarget }) => onChange({ ...value, text: currentTarget.value })}
        />
      ) : null}
    </SimpleGrid>
  );
}

interface ClassificationsProps {
  value: Tumour;
  disabled: boolean;
  onChange: (value: Tumour) => void;
}

function Classifications({ value, disabled, onChange }: ClassificationsProps) {
  const { classifications } = value;
  const set = (next: Tumour['classifications']) => onChange({ ...value, classifications: next });
  return (
    <div>
      {classifications.map((one) => (
        <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm" key={one.key} mb="xs">
          {(['name', 'version', 'value'] as const).map((field) => (
            <TextInput
              key={field}
              label={t(`classification_${field}`)}
              value={one[field]}
              disabled={disabled}
              onChange={({ currentTarget }) =>
                set(changeItem(classifications, one.key, { [field]: currentTarget.value }))
              }
              rightSection={
                field === 'value' && !disabled ? (
                  <RemoveButton
                    size="compact-xs"
                    name={t('removeClassification', { name: one.name || t('classification') })}
                    onClick={() => set(changeItem(classifications, one.key, undefined))}
                  />
                ) : null
              }
            />
          ))}
        </SimpleGrid>
      ))}
      {disabled ? null : (
        <AddButton
          small
          onClick={() => set([...classifications, { key: newKey(), name: '', version: '', value: '' }])}
        >
          {t('addClassification')}
        </AddButton>
      )}
    </div>
  );
}
