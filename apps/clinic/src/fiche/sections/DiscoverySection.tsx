import { AbsenceField } from '../form/AbsenceField.tsx';
import { YesNo } from '../form/Choice.tsx';
import { Section } from '../form/Section.tsx';
import { t } from '../messages.fr.ts';
import type { PartProps } from '../parts-props.ts';

export function DiscoverySection({ value, onChange, disabled, lacks }: PartProps<'discovery'>) {
  return (
    <Section id="discovery" title={t('part_discovery')} mandatory lacks={lacks}>
      <YesNo
        label={t('screening')}
        value={value.screening}
        disabled={disabled}
        onChange={(screening) => onChange(screening === undefined ? {} : { screening })}
      />
      {value.screening === undefined ? (
        <AbsenceField
          value={value.absence}
          disabled={disabled}
          onChange={(absence) => onChange(absence ? { absence } : {})}
        />
      ) : null}
    </Section>
  );
}
