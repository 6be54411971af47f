import type { Code } from '@dcc/fhir-profiles/src/codes.ts';
import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { memo, type RefObject, useState } from 'react';
import { t } from './messages.fr.ts';
import { foundTreatments, isOther } from './treatments.ts';

interface AddLineProps {
  field: RefObject<HTMLInputElement | null>;
  onAdd: (kind: Code | { text: string }) => void;
}

const IN_WORDS = 'text';

/** A few letters, Enter: the coded modality is there. Other words are kept as they are. */
export const AddLine = memo(function AddLine({ field, onAdd }: AddLineProps) {
  const [typed, setTyped] = useState('');
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const found = foundTreatments(typed).filter((one) => !isOther(one));
  const choose = (code: string) => {
    const coded = found.find((one) => one.code === code);
    const text = typed.trim();
    if (coded) onAdd(coded);
    else if (text) onAdd({ text });
    setTyped('');
    combobox.closeDropdown();
  };
  return (
    <Combobox store={combobox} onOptionSubmit={choose}>
      <Combobox.Target>
        <TextInput
          ref={field}
          label={t('addLine')}
          description={t('addLineHint')}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            combobox.openDropdown();
            combobox.selectFirstOption();
          }}
          onClick={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && !combobox.dropdownOpened) event.currentTarget.blur();
            if (event.key === 'Enter' && combobox.getSelectedOptionIndex() < 0 && typed.trim()) {
              event.preventDefault();
              choose(found[0]?.code ?? IN_WORDS);
            }
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={260} style={{ overflowY: 'auto' }} aria-label={t('treatments')}>
          {found.map(({ code, display }) => (
            <Combobox.Option key={code} value={code}>
              {display}
            </Combobox.Option>
          ))}
          {typed.trim() ? (
            <Combobox.Option value={IN_WORDS}>{t('asText', { text: typed.trim() })}</Combobox.Option>
          ) : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
});
