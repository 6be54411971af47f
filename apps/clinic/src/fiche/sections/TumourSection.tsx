import { Group } from '@mantine/core';
import { AbsenceField } from '../form/AbsenceField.tsx';
import { AddButton } from '../form/ItemButtons.tsx';
import { Section } from '../form/Section.tsx';
import { t } from '../messages.fr.ts';
import type { Tumour } from '../model/index.ts';
import { changeItem, newKey, type PartProps } from '../parts-props.ts';
import { TumourFields } from './TumourFields.tsx';

const blank = (): Tumour => ({
  key: newKey(),
  morphology: { text: '' },
  topography: { text: '' },
  state: 'active',
  note: '',
  classifications: [],
});

/** One tumour or several, or why there is none. */
export function TumourSection({ value, onChange, disabled, lacks }: PartProps<'tumour'>) {
  const { tumours, absence } = value;
  return (
    <Section id="tumour" title={t('part_tumour')} mandatory lacks={lacks}>
      {tumours.map((one, at) => (
        <TumourFields
          key={one.key}
          value={one}
          title={tumours.length > 1 ? t('tumourNumber', { n: at + 1 }) : undefined}
          disabled={disabled}
          onChange={(next) => onChange({ tumours: changeItem(tumours, one.key, next) })}
          onRemove={() => onChange({ tumours: changeItem(tumours, one.key, undefined) })}
        />
      ))}
      {disabled ? null : (
        <Group>
          <AddButton onClick={() => onChange({ tumours: [...tumours, blank()] })}>
            {tumours.length > 0 ? t('addTumour') : t('firstTumour')}
          </AddButton>
        </Group>
      )}
      {tumours.length === 0 ? (
        <AbsenceField
          words
          value={absence}
          disabled={disabled}
          onChange={(next) => onChange({ tumours, ...(next ? { absence: next } : {}) })}
        />
      ) : null}
    </Section>
  );
}
