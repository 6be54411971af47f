import { LATERALITY } from '@dcc/fhir-profiles/src/codes.ts';
import type { Sourced, TnmValue, TumourValue } from '@dcc/rules/src/inscription/draft.ts';
import { Checkbox, Grid, Group, Input, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { CodeInput } from './CodeInput.tsx';
import { t } from './messages.fr.ts';
import { SourceMark } from './SourceMark.tsx';
import { exampleOf, isWrong, readTyped, type TnmPart, type TnmTyped, typedOf } from './tnm.ts';

interface TumourEditorProps {
  value: TumourValue;
  onChange(value: TumourValue): void;
}

const SIDES = [
  { value: '', label: t('noSide') },
  { value: LATERALITY.RIGHT.code, label: t('right') },
  { value: LATERALITY.LEFT.code, label: t('left') },
  { value: LATERALITY.BILATERAL.code, label: t('bilateral') },
];

/** One tumour: what, where, since when, its TNM. */
export function TumourEditor({ value, onChange }: TumourEditorProps) {
  const set = (change: Partial<TumourValue>) => onChange({ ...value, ...change });
  return (
    <Stack gap="sm">
      <Grid gutter="sm">
        <Grid.Col span={{ base: 12, sm: 6 }}>
          <CodeInput
            label={t('topography')}
            set="jdv-tumeur"
            value={value.topography}
            onChange={(topography) => set({ topography })}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, sm: 6 }}>
          <CodeInput
            label={t('morphology')}
            set="jdv-morphologie"
            value={value.morphology}
            onChange={(morphology) => set({ morphology })}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 6, sm: 3 }}>
          <Select
            label={t('laterality')}
            data={SIDES}
            value={value.laterality?.code ?? ''}
            allowDeselect={false}
            onChange={(code) => {
              const side = Object.values(LATERALITY).find((one) => one.code === code);
              set({ laterality: side && { ...side } });
            }}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 6, sm: 3 }}>
          <TextInput
            type="date"
            label={t('diagnosedOn')}
            value={value.diagnosedOn ?? ''}
            onChange={(event) => set({ diagnosedOn: event.currentTarget.value || undefined })}
          />
        </Grid.Col>
      </Grid>
      <TnmEditor value={value.tnm} onChange={(tnm) => set({ tnm })} />
    </Stack>
  );
}

interface TnmEditorProps {
  value?: Sourced<TnmValue>;
  onChange(value: Sourced<TnmValue> | undefined): void;
}

const ABSENT: TnmValue = { absent: 'not-applicable' };

function TnmEditor({ value, onChange }: TnmEditorProps) {
  const [typed, setTyped] = useState<TnmTyped>(() => typedOf(value?.value));
  const absent = !!value && 'absent' in value.value;
  const type = (change: Partial<TnmTyped>) => {
    const next = { ...typed, ...change };
    setTyped(next);
    const read = readTyped(next);
    onChange(read && { value: read });
  };
  const part = (name: TnmPart, label: string) => (
    <TextInput
      label={label}
      w={84}
      value={typed[name]}
      disabled={absent}
      error={
        isWrong(name, typed[name])
          ? t('tnmWrong', { part: name.toUpperCase(), example: exampleOf(name) })
          : undefined
      }
      onChange={(event) => type({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <Input.Wrapper label={t('tnm')} labelElement="div">
      <Group gap="sm" align="flex-start" role="group" aria-label={t('tnm')}>
        {part('t', t('tnmT'))}
        {part('n', t('tnmN'))}
        {part('m', t('tnmM'))}
        <Select
          label={t('tnmEdition')}
          w={110}
          data={(['7', '8', '9'] as const).map((edition) => ({
            value: edition,
            label: t('tnmEditionN', { edition }),
          }))}
          value={typed.edition}
          allowDeselect={false}
          disabled={absent}
          onChange={(edition) => type({ edition: edition as TnmTyped['edition'] })}
        />
        <Checkbox
          mt={30}
          label={t('tnmAbsent')}
          checked={absent}
          onChange={(event) => {
            if (event.currentTarget.checked) onChange({ value: ABSENT });
            else onChange(undefined);
          }}
        />
      </Group>
      {value?.origin ? <SourceMark origin={value.origin} /> : null}
    </Input.Wrapper>
  );
}
