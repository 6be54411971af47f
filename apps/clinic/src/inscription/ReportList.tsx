import { cleanText } from '@dcc/rules/src/fiche/clean-text.ts';
import type { ReportValue, Sourced } from '@dcc/rules/src/inscription/draft.ts';
import { Group, Stack, Textarea, TextInput } from '@mantine/core';
import type { PractitionerRole, Reference } from '@medplum/fhirtypes';
import { shortDate } from '../kit/dates.ts';
import { AddItem } from './AddItem.tsx';
import { t } from './messages.fr.ts';
import { PersonPicker } from './PersonPicker.tsx';
import { ValueLine } from './ValueLine.tsx';

interface ReportListProps {
  reports: Sourced<ReportValue>[];
  onChange(reports: Sourced<ReportValue>[]): void;
}

interface Typed {
  text: string;
  date: string;
  author?: Reference<PractitionerRole> | undefined;
}

/** Conclusions quoted in the fiche. Each says who wrote it and when: without, the record refuses it. */
export function ReportList({ reports, onChange }: ReportListProps) {
  return (
    <Stack gap="xs">
      {reports.map((one, index) => {
        const { kind, text, date, comment } = one.value;
        const name = `${t(`report_${kind}`)}, ${shortDate(date)}`;
        return (
          <ValueLine
            key={`${kind}${date}${text.slice(0, 40)}`}
            sourced={one}
            name={name}
            onRemove={() => onChange(reports.filter((_, at) => at !== index))}
          >
            <strong>{name}</strong>
            <br />
            {text}
            {comment ? <em> {comment}</em> : null}
          </ValueLine>
        );
      })}
      <AddItem<Typed>
        label={t('addReport')}
        blank={{ text: '', date: '' }}
        isReady={({ text, date, author }) => !!text.trim() && !!date && !!author}
        onAdd={({ text, date, author }) =>
          onChange([...reports, { value: { kind: 'pathology', text: text.trim(), date, author: author! } }])
        }
      >
        {(typed, set) => (
          <>
            <Textarea
              label={t('reportText')}
              autosize
              minRows={3}
              maxRows={14}
              value={typed.text}
              onChange={(event) => set({ text: cleanText(event.currentTarget.value).text })}
            />
            <Group align="flex-start" gap="sm" mt="xs" grow>
              <TextInput
                type="date"
                label={t('reportDate')}
                value={typed.date}
                onChange={(event) => set({ date: event.currentTarget.value })}
              />
              <PersonPicker
                label={t('reportAuthor')}
                value={typed.author}
                onChange={(author) => set({ author })}
              />
            </Group>
          </>
        )}
      </AddItem>
    </Stack>
  );
}
