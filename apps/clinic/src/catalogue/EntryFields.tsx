import { CISIS } from '@dcc/fhir-profiles/src/codes.ts';
import { Checkbox, Group, MultiSelect, Select, Stack, Textarea, TextInput } from '@mantine/core';
import type { Organization, PlanDefinition, Questionnaire } from '@medplum/fhirtypes';
import { type EntryErrors, type EntryForm, topicsOf } from './entry.ts';
import { t } from './messages.fr.ts';
import { KINDS, NATURES, ORGANES, THEMATICS } from './terms.ts';

interface EntryFieldsProps {
  form: EntryForm;
  errors: EntryErrors;
  plans: readonly PlanDefinition[];
  questionnaires: readonly Questionnaire[];
  establishments: readonly Organization[];
  centres: readonly Organization[];
  /** The number and the establishment of an entry are its identity: given once. */
  fixed: boolean;
  onChange: (form: EntryForm) => void;
}

const options = (list: readonly { code: string; display: string }[]) =>
  list.map(({ code, display }) => ({ value: code, label: display }));
const named = (list: readonly Organization[]) =>
  list.map(({ id, name }) => ({ value: `Organization/${id}`, label: name ?? '' }));

/** Everything that describes an RCP in the catalogue. */
export function EntryFields({
  form,
  errors,
  plans,
  questionnaires,
  establishments,
  centres,
  fixed,
  onChange,
}: EntryFieldsProps) {
  const set = (change: Partial<EntryForm>) => onChange({ ...form, ...change });
  const choice = (name: 'thematic' | 'nature' | 'topic' | 'kind' | 'rule' | 'organization' | 'centre') => ({
    value: form[name] || null,
    error: errors[name],
    required: true,
    allowDeselect: false,
    searchable: true,
    onChange: (value: string | null) => set({ [name]: value ?? '' }),
  });
  const transversal = form.nature === CISIS.NATURE_TRANSVERSALE.code;
  return (
    <Stack gap="sm" maw={640}>
      <Group gap="sm" align="flex-start" grow>
        <TextInput
          label={t('name')}
          required
          value={form.name}
          error={errors.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <TextInput
          label={t('number')}
          required
          disabled={fixed}
          value={form.number}
          error={errors.number}
          onChange={(event) => set({ number: event.currentTarget.value })}
        />
      </Group>
      <Select
        label={t('establishment')}
        disabled={fixed}
        data={named(establishments)}
        {...choice('organization')}
      />
      <Select label={t('centre')} data={named(centres)} {...choice('centre')} />
      <Group gap="sm" align="flex-start" grow>
        <Select label={t('thematic')} data={options(THEMATICS)} {...choice('thematic')} />
        <Select label={t('kind')} data={options(KINDS)} {...choice('kind')} />
      </Group>
      <Select
        label={t('nature')}
        data={options(NATURES)}
        {...choice('nature')}
        onChange={(nature) => set({ nature: nature ?? '', topic: '' })}
      />
      <Select
        label={t(transversal ? 'topicTransversal' : 'topic')}
        data={options(topicsOf(form.nature))}
        {...choice('topic')}
      />
      {transversal ? null : (
        <MultiSelect
          label={t('organs')}
          data={options(ORGANES)}
          value={form.organs}
          onChange={(organs) => set({ organs })}
          searchable
        />
      )}
      <Select
        label={t('rule')}
        data={plans.map(({ url, version, title }) => ({
          value: `${url}|${version}`,
          label: `${title ?? url} (${version})`,
        }))}
        {...choice('rule')}
      />
      <MultiSelect
        label={t('forms')}
        data={questionnaires.flatMap(({ url, title, name }) =>
          url ? [{ value: url, label: title ?? name ?? url }] : [],
        )}
        value={form.forms}
        onChange={(forms) => set({ forms })}
        searchable
      />
      <Textarea
        label={t('comment')}
        autosize
        minRows={2}
        value={form.comment}
        onChange={(event) => set({ comment: event.currentTarget.value })}
      />
      <Checkbox
        label={t('active')}
        checked={form.active}
        onChange={(event) => set({ active: event.currentTarget.checked })}
      />
    </Stack>
  );
}
