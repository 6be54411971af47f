import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { PractitionerRole } from '@medplum/fhirtypes';
import { useState } from 'react';
import { resolver } from '../calendar/model.ts';
import { personOf } from '../convocation/person.ts';
import { useFhir } from '../data/index.ts';
import { t } from './messages.fr.ts';
import { findPeople } from './read.ts';

interface AddMemberProps {
  /** Those who are in the list already. */
  known: readonly string[];
  busy: boolean;
  onAdd: (member: { role: string; display: string }) => Promise<unknown>;
}

/** Finds somebody of the directory by name: one line per exercise place. */
export function AddMember({ known, busy, onAdd }: AddMemberProps) {
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text.trim(), 200);
  const found = useFhir(wanted.length >= 3 ? ['catalogue', 'find', wanted] : undefined, (medplum) =>
    findPeople(medplum, wanted),
  );
  const resolve = resolver(found.data ?? []);
  const places = (found.data ?? [])
    .filter((one): one is PractitionerRole => one.resourceType === 'PractitionerRole')
    .filter(({ id }) => !known.includes(`PractitionerRole/${id}`))
    .map(({ id, organization }) => {
      const role = `PractitionerRole/${id}`;
      const person = personOf({ reference: role }, resolve);
      return { role, display: person.name, more: [person.specialty, organization?.display] };
    });
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(role) => {
        const chosen = places.find((one) => one.role === role);
        combobox.closeDropdown();
        setText('');
        if (chosen) void onAdd({ role, display: chosen.display });
      }}
    >
      <Combobox.Target>
        <TextInput
          label={t('addMember')}
          placeholder={t('addMemberHint')}
          value={text}
          disabled={busy}
          maw={420}
          onChange={(event) => {
            setText(event.currentTarget.value);
            combobox.openDropdown();
            combobox.updateSelectedOptionIndex();
          }}
          onFocus={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={wanted.length < 3 || !found.data}>
        <Combobox.Options aria-label={t('addMember')}>
          {places.length === 0 ? <Combobox.Empty>{t('noMatch')}</Combobox.Empty> : null}
          {places.map(({ role, display, more }) => (
            <Combobox.Option key={role} value={role}>
              {[display, ...more].filter(Boolean).join(' · ')}
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
