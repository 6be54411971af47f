import { ActionIcon, Combobox, Group, Text, TextInput, useCombobox } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { TermList } from './lists.ts';
import { t } from './messages.fr.ts';
import { useTerms } from './useTerms.ts';

/** A code of a long list, or words alone. */
export interface Term {
  code?: string;
  display?: string;
  text: string;
}

interface TermSearchProps {
  list: TermList;
  label: string;
  value: Term;
  onChange: (value: Term) => void;
  disabled?: boolean;
}

/**
 * A term by a few of its letters: what is typed is kept as words until a code is chosen, by the arrows and
 * Enter or the mouse. Words may then be added to the code.
 */
export function TermSearch({ list, label, value, onChange, disabled }: TermSearchProps) {
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const search = useTerms(list);
  const typed = value.code ? '' : value.text;
  const found = useMemo(() => (typed.trim() ? search(typed) : []), [typed, search]);
  const choose = (code: string) => {
    const chosen = found.find((one) => one.code === code);
    if (chosen) onChange({ ...chosen, text: '' });
    combobox.closeDropdown();
  };
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={choose}
      withinPortal={false}
      position="bottom-start"
      middlewares={{ flip: false }}
    >
      <Combobox.Target>
        <TextInput
          label={label}
          disabled={disabled}
          placeholder={t('placeholder')}
          value={value.code && !value.text ? (value.display ?? value.code) : value.text}
          description={<TermHint value={value} />}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          rightSection={value.code && !disabled ? <Uncode value={value} onChange={onChange} /> : null}
          onChange={({ currentTarget }) => {
            // Typing over a chosen code begins anew; words beside it are written in the second field.
            onChange({ text: currentTarget.value });
            combobox.openDropdown();
            combobox.selectFirstOption();
          }}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={!typed.trim()}>
        <Combobox.Options mah={280} style={{ overflowY: 'auto' }} aria-label={t('results', { label })}>
          {found.map(({ code, display }) => (
            <Combobox.Option value={code} key={code}>
              <Group gap="xs" wrap="nowrap" align="baseline">
                <Text span size="sm" fw={600} miw={62} ff="monospace">
                  {code}
                </Text>
                <Text span size="sm">
                  {display}
                </Text>
              </Group>
            </Combobox.Option>
          ))}
          {found.length === 0 ? <Combobox.Empty>{t('none')}</Combobox.Empty> : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function TermHint({ value }: { value: Term }) {
  if (value.code) {
    return value.text
      ? t('codedAs', { code: value.code, display: value.display ?? '' })
      : t('coded', { code: value.code });
  }
  return value.text.trim() ? t('free') : ' ';
}

function Uncode({ value, onChange }: { value: Term; onChange: (value: Term) => void }) {
  return (
    <ActionIcon
      variant="subtle"
      color="dark"
      aria-label={t('uncode')}
      title={t('uncode')}
      onClick={() => onChange({ text: value.text || value.display || '' })}
    >
      <IconX size={16} aria-hidden />
    </ActionIcon>
  );
}
