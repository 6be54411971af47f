import { Checkbox, Group } from '@mantine/core';
import { AbsenceField } from '../form/AbsenceField.tsx';
import { Choice, YesNo } from '../form/Choice.tsx';
import { DateField } from '../form/DateField.tsx';
import { Section } from '../form/Section.tsx';
import { WordsField } from '../form/WordsField.tsx';
import { t } from '../messages.fr.ts';
import type { Phase } from '../model/index.ts';
import type { PartProps } from '../parts-props.ts';

export function PhaseSection({ value, onChange, disabled, lacks }: PartProps<'phase'>) {
  const set = (change: Partial<Phase>) => {
    const kept = Object.entries({ ...value, ...change }).filter(([, one]) => one !== undefined);
    onChange(Object.fromEntries(kept) as unknown as Phase);
  };
  const relapse = value.phase === 'relapse';
  return (
    <Section id="phase" title={t('part_phase')} mandatory lacks={lacks}>
      <Choice
        label={t('phase')}
        value={value.phase}
        disabled={disabled}
        options={[
          { value: 'initial', label: t('phaseInitial') },
          { value: 'relapse', label: t('phaseRelapse') },
        ]}
        onChange={(phase) => set({ phase, absence: undefined })}
      />
      {value.phase ? (
        <DateField
          label={t(relapse ? 'relapseOn' : 'phaseOn')}
          value={value.on}
          disabled={disabled}
          error={relapse && !value.on ? t('relapseOnMissing') : undefined}
          onChange={(on) => set({ on })}
        />
      ) : (
        <AbsenceField value={value.absence} disabled={disabled} onChange={(absence) => set({ absence })} />
      )}
      <YesNo
        label={t('progression')}
        value={value.progression}
        disabled={disabled}
        onChange={(progression) =>
          set({
            progression,
            ...(progression ? {} : { local: undefined, regional: undefined, distant: undefined }),
          })
        }
      />
      {value.progression ? (
        <Group gap="md" role="group" aria-label={t('progressionWhere')}>
          {(['local', 'regional', 'distant'] as const).map((name) => (
            <Checkbox
              key={name}
              label={t(`progression_${name}`)}
              checked={value[name] ?? false}
              disabled={disabled}
              onChange={({ currentTarget }) => set({ [name]: currentTarget.checked })}
            />
          ))}
        </Group>
      ) : null}
      <WordsField
        label={t('comment')}
        minRows={1}
        value={value.note}
        disabled={disabled}
        onChange={(note) => set({ note })}
      />
    </Section>
  );
}
