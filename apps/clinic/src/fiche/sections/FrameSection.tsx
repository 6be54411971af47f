import { TextInput } from '@mantine/core';
import { Choice, YesNo } from '../form/Choice.tsx';
import { Section } from '../form/Section.tsx';
import { WordsField } from '../form/WordsField.tsx';
import { t } from '../messages.fr.ts';
import { CONFORMITY, type Conformity, type Frame } from '../model/index.ts';
import type { PartProps } from '../parts-props.ts';

/** Référentiel followed, left and why, or none; trial proposed or not. */
export function FrameSection({ value, onChange, disabled, lacks }: PartProps<'frame'>) {
  const set = (change: Partial<Frame>) => {
    const kept = Object.entries({ ...value, ...change }).filter(([, one]) => one !== undefined);
    onChange(Object.fromEntries(kept) as unknown as Frame);
  };
  const named = value.conformity === 'conform' || value.conformity === 'deviating';
  return (
    <Section id="frame" title={t('part_frame')} mandatory lacks={lacks}>
      <Choice
        label={t('conformity')}
        value={value.conformity}
        disabled={disabled}
        options={(Object.keys(CONFORMITY) as Conformity[]).map((one) => ({
          value: one,
          label: CONFORMITY[one].display,
        }))}
        onChange={(conformity) => set({ conformity, absence: undefined })}
      />
      <TextInput
        label={t('referentiel')}
        disabled={disabled}
        value={value.referentiel}
        required={named}
        error={named && !value.referentiel.trim() ? t('referentielMissing') : undefined}
        onChange={({ currentTarget }) => set({ referentiel: currentTarget.value })}
      />
      {value.conformity === 'deviating' || value.why ? (
        <WordsField
          label={t('why')}
          minRows={1}
          required={value.conformity === 'deviating'}
          value={value.why}
          disabled={disabled}
          onChange={(why) => set({ why })}
        />
      ) : null}
      <YesNo
        label={t('trial')}
        value={value.trial}
        disabled={disabled}
        onChange={(trial) => set({ trial })}
      />
      {value.trial === undefined ? null : (
        <WordsField
          label={t(value.trial ? 'trialName' : 'trialWhy')}
          minRows={1}
          value={value.trialNote}
          disabled={disabled}
          onChange={(trialNote) => set({ trialNote })}
        />
      )}
    </Section>
  );
}
