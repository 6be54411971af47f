import { Radio } from '@mantine/core';
import { RadioGroup } from '../../kit/RadioGroup.tsx';
import { t } from '../messages.fr.ts';

interface ChoiceProps<V extends string> {
  label: string;
  value: V | undefined;
  options: readonly { value: V; label: string }[];
  onChange: (value: V | undefined) => void;
  disabled?: boolean;
  hideLabel?: boolean;
}

/** One answer among a few, all visible; « non renseigné » takes it back. */
export function Choice<V extends string>({
  label,
  value,
  options,
  onChange,
  disabled,
  hideLabel,
}: ChoiceProps<V>) {
  const all = [...options, ...(value === undefined ? [] : [{ value: '' as V, label: t('unsaid') }])];
  return (
    <RadioGroup
      label={label}
      labelProps={hideLabel ? { className: 'dcc-hidden' } : undefined}
      value={value ?? ''}
      onChange={(next) => onChange((next || undefined) as V | undefined)}
    >
      <div className="dcc-choices">
        {all.map((one) => (
          <Radio key={one.value} value={one.value} label={one.label} disabled={disabled} />
        ))}
      </div>
    </RadioGroup>
  );
}

interface YesNoProps {
  label: string;
  value: boolean | undefined;
  onChange: (value: boolean | undefined) => void;
  disabled?: boolean;
}

export function YesNo({ label, value, onChange, disabled }: YesNoProps) {
  return (
    <Choice
      label={label}
      disabled={disabled}
      value={value === undefined ? undefined : value ? 'oui' : 'non'}
      options={[
        { value: 'oui', label: t('yes') },
        { value: 'non', label: t('no') },
      ]}
      onChange={(next) => onChange(next === undefined ? undefined : next === 'oui')}
    />
  );
}
