import { cleanText } from '@dcc/rules/src/fiche/clean-text.ts';
import type { ReportValue, Sourced } from '@dcc/rules/src/inscription/draft.ts';
import { Box, Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import type { PractitionerRole, Reference } from '@medplum/fhirtypes';
import { useState } from 'react';
import { shortDate } from '../kit/dates.ts';
import { t } from './messages.fr.ts';
import { PersonPicker } from './PersonPicker.tsx';
import { ValueLine } from './ValueLine.tsx';

interface ReportListProps {
  reports: Sourced<ReportValue>[];
  onChange(reports: Sourced<ReportValue>[]): void;
}

/** Conclusions quoted in the fiche. Each says who wrote it and when: without, the record refuses it. */
export function ReportList({ reports, onChange }: ReportListProps) {
  const [typed, setTyped] = useState<{ text: string; date: string; author?: Reference<PractitionerRole> }>();
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
      {typed ? (
        <Box role="group" aria-label={t('addReport')}>
          <Textarea
            label={t('reportText')}
            autosize
            minRows={3}
            maxRows={14}
            value={typed.text}
            onChange={(event) => setTyped({ ...typed, text: cleanText(event.currentTarget.value).text })}
          />
          <Group align="flex-start" gap="sm" mt="xs" grow>
            <TextInput
              type="date"
              label={t('reportDate')}
              value={typed.date}
              onChange={(event) => setTyped({ ...typed, date: event.currentTarget.value })}
            />
            <PersonPicker
              label={t('reportAuthor')}
              value={typed.author}
              onChange={(author) => setTyped({ ...typed, author })}
            />
          </Group>
          <Group gap="xs" mt="xs">
            <Button
              size="compact-sm"
              disabled={!typed.text.trim() || !typed.date || !typed.author}
              onClick={() => {
                const { text, date, author } = typed;
                onChange([
                  ...reports,
                  { value: { kind: 'pathology', text: text.trim(), date, author: author! } },
                ]);
                setTyped(undefined);
              }}
            >
              {t('done')}
            </Button>
            <Button size="compact-sm" variant="subtle" onClick={() => setTyped(undefined)}>
              {t('cancel')}
            </Button>
          </Group>
        </Box>
      ) : (
        <Group>
          <Button size="compact-sm" variant="default" onClick={() => setTyped({ text: '', date: '' })}>
            {t('addReport')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
