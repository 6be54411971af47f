import { Autocomplete, Button, Group, NativeSelect, SimpleGrid, Text, TextInput } from '@mantine/core';
import { DateField } from '../form/DateField.tsx';
import { hasNoTnm, proposedTnm, tidyTnm } from '../form/tnm-values.ts';
import { t } from '../messages.fr.ts';
import { EDITIONS, type Edition, isTnmValue, type Tnm } from '../model/index.ts';

const STAGES = [
  ...[
    'occulte',
    '0',
    '0a',
    '0is',
    'I',
    'IA',
    'IB',
    'IC',
    'II',
    'IIA',
    'IIB',
    'IIC',
    'III',
    'IIIA',
    'IIIB',
    'IIIC',
  ],
  ...['IV', 'IVA', 'IVB', 'IVC'],
];

interface TnmFieldsProps {
  value: Tnm | undefined;
  /** CIM-10 code of the tumour: what is proposed depends on it. */
  topography: string | undefined;
  disabled: boolean;
  onChange: (value: Tnm | undefined) => void;
}

/** Clinical TNM in its edition, or why there is none. Values are proposed by site, and may be typed. */
export function TnmFields({ value, topography, disabled, onChange }: TnmFieldsProps) {
  const edition = value?.edition ?? '8';
  if (value?.absent) return <AbsentTnm value={value} disabled={disabled} onChange={onChange} />;
  const proposed = proposedTnm(topography, edition);
  const set = (change: Partial<Tnm>) => {
    const next = Object.entries({ edition, ...value, ...change }).filter(
      ([, one]) => one !== undefined && one !== '',
    );
    onChange(next.some(([name]) => name !== 'edition') ? Object.fromEntries(next) : undefined);
  };
  const field = (name: 't' | 'n' | 'm' | 'stage', data: readonly string[]) => (
    <Autocomplete
      key={name}
      label={t(`tnm_${name}`)}
      disabled={disabled}
      data={[...data]}
      value={value?.[name] ?? ''}
      error={value?.[name] && !isTnmValue(name, value[name]) ? t(`tnmWrong_${name}`) : undefined}
      onChange={(typed) => set({ [name]: typed })}
      onBlur={({ currentTarget }) => {
        if (name !== 'stage' && currentTarget.value) set({ [name]: tidyTnm(name, currentTarget.value) });
      }}
      comboboxProps={{ withinPortal: false }}
    />
  );
  return (
    <fieldset className="dcc-fields">
      <legend>{t('tnm')}</legend>
      <SimpleGrid cols={{ base: 2, xs: 5 }} spacing="sm">
        <NativeSelect
          label={t('edition')}
          disabled={disabled}
          value={edition}
          data={(Object.keys(EDITIONS) as Edition[]).map((one) => ({ value: one, label: `UICC ${one}` }))}
          onChange={({ currentTarget }) => set({ edition: currentTarget.value as Edition })}
        />
        {field('t', proposed.t)}
        {field('n', proposed.n)}
        {field('m', proposed.m)}
        {field('stage', STAGES)}
      </SimpleGrid>
      <Group mt="xs" gap="sm" align="flex-end">
        {value ? (
          <DateField label={t('tnmOn')} value={value.on} disabled={disabled} onChange={(on) => set({ on })} />
        ) : null}
        {disabled ? null : (
          <Button
            variant={hasNoTnm(topography) ? 'light' : 'subtle'}
            size="compact-sm"
            onClick={() => onChange({ absent: { code: 'not-applicable', text: t('noTnmText') } })}
          >
            {t('noTnm')}
          </Button>
        )}
        {hasNoTnm(topography) && !value ? (
          <Text size="sm" c="var(--dcc-quiet)">
            {t('noTnmHint')}
          </Text>
        ) : null}
      </Group>
    </fieldset>
  );
}

function AbsentTnm({
  value,
  disabled,
  onChange,
}: Pick<TnmFieldsProps, 'disabled' | 'onChange'> & { value: Tnm }) {
  const { code, text } = value.absent!;
  return (
    <fieldset className="dcc-fields">
      <legend>{t('tnm')}</legend>
      <Group align="flex-end" gap="sm">
        <NativeSelect
          label={t('tnmAbsent')}
          disabled={disabled}
          value={code}
          data={['not-applicable', 'unknown', 'not-performed'].map((one) => ({
            value: one,
            label: t(`absent_${one}` as 'absent_unknown'),
          }))}
          onChange={({ currentTarget }) =>
            onChange({ ...value, absent: { code: currentTarget.value, text } })
          }
        />
        <TextInput
          label={t('absenceWords')}
          flex={1}
          miw={200}
          disabled={disabled}
          value={text}
          onChange={({ currentTarget }) =>
            onChange({ ...value, absent: { code, text: currentTarget.value } })
          }
        />
        {disabled ? null : (
          <Button variant="subtle" size="compact-sm" onClick={() => onChange(undefined)}>
            {t('enterTnm')}
          </Button>
        )}
      </Group>
    </fieldset>
  );
}
