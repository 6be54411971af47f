import { Button, Combobox, Group, Input, Loader, Text, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { PractitionerRole, Reference } from '@medplum/fhirtypes';
import { useState } from 'react';
import { t } from './messages.fr.ts';
import { useFoundPeople, usePeople } from './people.ts';

interface PersonPickerProps {
  label: string;
  description?: string;
  value?: Reference<PractitionerRole>;
  onChange(value: Reference<PractitionerRole> | undefined): void;
  doctorsOnly?: boolean;
  required?: boolean;
  /** Never without: another one replaces, nothing takes away. */
  keep?: boolean;
}

/** A professional of the directory, found by her name. */
export function PersonPicker({
  label,
  description,
  value,
  onChange,
  doctorsOnly = true,
  required,
  keep,
}: PersonPickerProps) {
  const [changing, setChanging] = useState(false);
  const chosen = usePeople([value?.reference]).get(value?.reference ?? '');
  if (value?.reference && !changing) {
    return (
      <Input.Wrapper label={label} description={description} labelElement="div">
        <Group gap="sm" mt={4}>
          <div>
            <Text size="sm" fw={600}>
              {chosen?.name ?? '…'}
            </Text>
            {chosen?.detail ? (
              <Text size="sm" c="var(--dcc-quiet)">
                {chosen.detail}
              </Text>
            ) : null}
          </div>
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => (keep ? setChanging(true) : onChange(undefined))}
            aria-label={`${keep ? t('changePerson') : t('clearPerson')} : ${chosen?.name ?? label}`}
          >
            {keep ? t('changePerson') : t('clearPerson')}
          </Button>
        </Group>
      </Input.Wrapper>
    );
  }
  const choose = (person: Reference<PractitionerRole> | undefined) => {
    setChanging(false);
    onChange(person);
  };
  return <PersonSearch {...{ label, description, onChange: choose, doctorsOnly, required }} />;
}

function PersonSearch({
  label,
  description,
  onChange,
  doctorsOnly,
  required,
}: Omit<PersonPickerProps, 'value'>) {
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text, 200);
  const found = useFoundPeople(asked, doctorsOnly ?? true);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const people = asked.trim().length >= 2 ? (found.data ?? []) : [];
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(reference) => {
        onChange({ reference });
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target>
        <TextInput
          label={label}
          description={description}
          required={required}
          placeholder={t('searchPerson')}
          value={text}
          rightSection={found.isFetching ? <Loader size="xs" aria-hidden /> : null}
          onChange={(event) => {
            setText(event.currentTarget.value);
            combobox.openDropdown();
            combobox.selectFirstOption();
          }}
          onFocus={() => text && combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={asked.trim().length < 2}>
        <Combobox.Options aria-label={label}>
          {people.map((one) => (
            <Combobox.Option key={one.reference} value={one.reference}>
              <Text size="sm" fw={600}>
                {one.name}
              </Text>
              <Text size="xs" c="var(--dcc-quiet)">
                {one.detail}
              </Text>
            </Combobox.Option>
          ))}
          {people.length === 0 && found.isSuccess ? <Combobox.Empty>{t('noPerson')}</Combobox.Empty> : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
