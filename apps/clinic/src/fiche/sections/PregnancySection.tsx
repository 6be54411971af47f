import { NumberInput, SimpleGrid } from '@mantine/core';
import { YesNo } from '../form/Choice.tsx';
import { Section } from '../form/Section.tsx';
import { t } from '../messages.fr.ts';
import type { Pregnancy } from '../model/index.ts';
import type { PartProps } from '../parts-props.ts';

export function PregnancySection({ value, onChange, disabled }: PartProps<'pregnancy'>) {
  const set = (change: Partial<Pregnancy>) => {
    const kept = Object.entries({ ...value, ...change }).filter(([, one]) => one !== undefined);
    onChange(Object.fromEntries(kept));
  };
  const count = (name: 'gravidity' | 'parity') => (
    <NumberInput
      label={t(name)}
      min={0}
      max={30}
      allowDecimal={false}
      disabled={disabled}
      value={value[name] ?? ''}
      onChange={(next) => set({ [name]: next === '' ? undefined : Math.min(30, Number(next)) })}
    />
  );
  return (
    <Section id="pregnancy" title={t('part_pregnancy')}>
      <SimpleGrid cols={{ base: 2, xs: 3 }} spacing="sm">
        {count('gravidity')}
        {count('parity')}
      </SimpleGrid>
      <YesNo
        label={t('pregnancyPlan')}
        value={value.plan}
        disabled={disabled}
        onChange={(plan) => set({ plan })}
      />
    </Section>
  );
}
