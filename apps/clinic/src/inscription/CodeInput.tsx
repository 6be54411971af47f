import { valueSet } from '@dcc/fhir-profiles/src/canonical.ts';
import type { Worded } from '@dcc/rules/src/inscription/draft.ts';
import { Autocomplete } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useFhir } from '../data/query.ts';
import { t } from './messages.fr.ts';

interface CodeInputProps {
  label: string;
  /** Last part of the canonical: `jdv-tumeur`. */
  set: string;
  value?: Worded;
  onChange(value: Worded | undefined): void;
}

/** A concept by a few letters of it; words without a code are kept as words (docs/model.md: text alone is allowed). */
export function CodeInput({ label, set, value, onChange }: CodeInputProps) {
  const shown = value ? (value.coding?.code ? `${value.coding.code} ${value.text}` : value.text) : '';
  const [asked] = useDebouncedValue(value?.coding ? '' : shown, 200);
  const found = useFhir(
    asked.trim().length >= 2 ? ['expand', set, asked.trim()] : undefined,
    async (medplum) => {
      const answer = await medplum.valueSetExpand({ url: valueSet(set), filter: asked.trim(), count: 12 });
      return answer.expansion?.contains ?? [];
    },
  );
  const concepts = found.data ?? [];
  const name = ({ code, display }: { code?: string; display?: string }) => `${code} ${display}`;
  return (
    <Autocomplete
      label={label}
      description={t('codeHint')}
      value={shown}
      data={[...new Set(concepts.map(name))]}
      // The server has filtered, without accents: filtering again would hide what it found.
      filter={({ options }) => options}
      onChange={(text) => {
        const chosen = concepts.find((one) => name(one) === text);
        if (chosen) {
          const { system, code, display } = chosen;
          onChange({ text: display ?? '', coding: { system, code, display } });
        } else onChange(text ? { text } : undefined);
      }}
      selectFirstOptionOnChange={false}
    />
  );
}
