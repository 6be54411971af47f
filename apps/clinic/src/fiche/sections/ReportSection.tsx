import { Group, NativeSelect, SimpleGrid, Text, TextInput } from '@mantine/core';
import type { DocumentReference, PractitionerRole, Reference } from '@medplum/fhirtypes';
import { PersonPicker } from '../../inscription/PersonPicker.tsx';
import { shortDate } from '../../kit/dates.ts';
import { DateField } from '../form/DateField.tsx';
import { AddButton, RemoveButton } from '../form/ItemButtons.tsx';
import { Section } from '../form/Section.tsx';
import { WordsField } from '../form/WordsField.tsx';
import { t } from '../messages.fr.ts';
import { isConclusion, type Report, type ReportKind } from '../model/index.ts';
import { changeItem, newKey, type PartProps } from '../parts-props.ts';
import { NoRpps } from './NoRpps.tsx';
import { PersonName } from './PersonName.tsx';

interface ReportSectionProps extends PartProps<ReportKind> {
  kind: ReportKind;
  /** What a conclusion may have been read in. */
  documents: readonly DocumentReference[];
}

/** Conclusions of one kind of reports: one operative, one of pathology, several of molecular genetics. */
export function ReportSection({ kind, value, onChange, disabled, documents }: ReportSectionProps) {
  const full = kind !== 'molecular' && value.length > 0;
  return (
    <Section id={kind} title={t(`part_${kind}`)}>
      {value.map((one) => (
        <ReportFields
          key={one.key}
          kind={kind}
          value={one}
          documents={documents}
          disabled={disabled}
          onChange={(next) =>
            onChange(
              next
                ? value.map((other) => (other === one ? next : other))
                : changeItem(value, one.key, undefined),
            )
          }
        />
      ))}
      {disabled || full ? null : (
        <Group>
          <AddButton onClick={() => onChange([...value, { key: newKey(), text: '', comment: '' }])}>
            {t('addConclusion')}
          </AddButton>
        </Group>
      )}
    </Section>
  );
}

interface ReportFieldsProps {
  kind: ReportKind;
  value: Report;
  documents: readonly DocumentReference[];
  disabled: boolean;
  onChange: (value: Report | undefined) => void;
}

function ReportFields({ kind, value, documents, disabled, onChange }: ReportFieldsProps) {
  const set = (change: Partial<Report>) => {
    const kept = Object.entries({ ...value, ...change }).filter(([, one]) => one !== undefined);
    onChange(Object.fromEntries(kept) as unknown as Report);
  };
  const performer = value.performer
    ? ({ reference: value.performer } as Reference<PractitionerRole>)
    : undefined;
  return (
    <fieldset className="dcc-item" aria-label={t(`part_${kind}`)}>
      <WordsField
        label={t('conclusion')}
        value={value.text}
        disabled={disabled}
        onChange={(text) => set({ text })}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" mt="xs">
        {disabled ? (
          <PersonName label={t(`performer_${kind}`)} role={value.performer} />
        ) : (
          <PersonPicker
            label={t(`performer_${kind}`)}
            value={performer}
            onChange={(next) => set({ performer: next?.reference })}
          />
        )}
        <DateField
          label={t(`reportOn_${kind}`)}
          value={value.on}
          disabled={disabled}
          onChange={(on) => set({ on })}
        />
      </SimpleGrid>
      <NoRpps role={value.performer} />
      {value.text.trim() && !isConclusion(value) ? (
        <Text size="sm" className="dcc-lacks" mt={4}>
          {t('conclusionWaits')}
        </Text>
      ) : null}
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm" mt="xs">
        {kind === 'operative' ? null : (
          <TextInput
            label={t('specimen')}
            disabled={disabled}
            value={value.specimen ?? ''}
            onChange={({ currentTarget }) => set({ specimen: currentTarget.value || undefined })}
          />
        )}
        <NativeSelect
          label={t('readIn')}
          disabled={disabled}
          value={value.document ?? ''}
          data={[
            { value: '', label: t('noDocument') },
            ...documents.map((one) => ({ value: `DocumentReference/${one.id}`, label: documentName(one) })),
          ]}
          onChange={({ currentTarget }) => set({ document: currentTarget.value || undefined })}
        />
        <TextInput
          label={t('comment')}
          disabled={disabled}
          value={value.comment}
          onChange={({ currentTarget }) => set({ comment: currentTarget.value })}
        />
      </SimpleGrid>
      {disabled ? null : (
        <Group justify="flex-end">
          <RemoveButton onClick={() => onChange(undefined)}>{t('removeConclusion')}</RemoveButton>
        </Group>
      )}
    </fieldset>
  );
}

/** `CR d’anatomie pathologique, 12/09/2026` */
export function documentName(document: DocumentReference): string {
  const name =
    document.description ?? document.content?.[0]?.attachment?.title ?? document.type?.coding?.[0]?.display;
  return [name ?? t('document'), shortDate(document.date?.slice(0, 10))].filter(Boolean).join(', ');
}
