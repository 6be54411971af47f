import { Button, Checkbox, Group, NativeSelect, SimpleGrid, Text, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { DateField } from '../form/DateField.tsx';
import { AddButton, RemoveButton } from '../form/ItemButtons.tsx';
import { Section } from '../form/Section.tsx';
import { WordsField } from '../form/WordsField.tsx';
import { t } from '../messages.fr.ts';
import type { FollowUp, Proposal } from '../model/index.ts';
import { changeItem, moveItem, newKey, type PartProps } from '../parts-props.ts';
import { TREATMENT_OPTIONS } from './TreatmentsSection.tsx';

interface ProposalSectionProps extends PartProps<'proposal'> {
  /** A secretary reads the proposal: a doctor writes it. */
  readOnlyRole: boolean;
}

/** What the board proposes: coded lines in order, exams, follow-up, words. */
export function ProposalSection({ value, onChange, disabled, lacks, readOnlyRole }: ProposalSectionProps) {
  const off = disabled || readOnlyRole;
  const set = (change: Partial<Proposal>) => onChange({ ...value, ...change });
  const { lines } = value;
  return (
    <Section id="proposal" title={t('part_proposal')} mandatory lacks={lacks}>
      {readOnlyRole && !disabled ? <Text size="sm">{t('proposalByDoctor')}</Text> : null}
      <ol className="dcc-lines">
        {lines.map((one, at) => (
          <li key={one.key}>
            <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
              <NativeSelect
                label={t('treatmentKind')}
                disabled={off}
                value={one.code ?? ''}
                data={TREATMENT_OPTIONS}
                onChange={({ currentTarget }) =>
                  set({ lines: changeItem(lines, one.key, { code: currentTarget.value || undefined }) })
                }
              />
              <TextInput
                label={t('treatmentText')}
                disabled={off}
                value={one.text}
                onChange={({ currentTarget }) =>
                  set({ lines: changeItem(lines, one.key, { text: currentTarget.value }) })
                }
              />
              <TextInput
                label={t('lineDescription')}
                disabled={off}
                value={one.description}
                onChange={({ currentTarget }) =>
                  set({ lines: changeItem(lines, one.key, { description: currentTarget.value }) })
                }
              />
            </SimpleGrid>
            {off ? null : (
              <Group gap={4} justify="flex-end">
                {([-1, 1] as const).map((step) => (
                  <Button
                    key={step}
                    variant="subtle"
                    color="dark"
                    size="compact-sm"
                    disabled={at + step < 0 || at + step >= lines.length}
                    aria-label={t(step < 0 ? 'lineUp' : 'lineDown', { n: at + 1 })}
                    onClick={() => set({ lines: moveItem(lines, one.key, step) })}
                  >
                    {step < 0 ? (
                      <IconArrowUp size={16} aria-hidden />
                    ) : (
                      <IconArrowDown size={16} aria-hidden />
                    )}
                  </Button>
                ))}
                <RemoveButton
                  size="compact-sm"
                  name={t('removeItem', { what: t('lineNumber', { n: at + 1 }) })}
                  onClick={() => set({ lines: changeItem(lines, one.key, undefined) })}
                />
              </Group>
            )}
          </li>
        ))}
      </ol>
      {off ? null : (
        <Group>
          <AddButton
            onClick={() =>
              set({ lines: [...lines, { key: crypto.randomUUID(), text: '', description: '' }] })
            }
          >
            {t('addLine')}
          </AddButton>
        </Group>
      )}
      <Exams value={value} set={set} off={off} />
      {(['recours', 'surveillance'] as const).map((name) => (
        <FollowUpFields
          key={name}
          name={name}
          value={value[name]}
          off={off}
          onChange={(next) => {
            const { [name]: _, ...rest } = value;
            onChange(next ? { ...rest, [name]: next } : rest);
          }}
        />
      ))}
      <WordsField
        label={t('proposalNote')}
        value={value.note}
        disabled={off}
        onChange={(note) => set({ note })}
      />
    </Section>
  );
}

function Exams({
  value,
  set,
  off,
}: {
  value: Proposal;
  set: (change: Partial<Proposal>) => void;
  off: boolean;
}) {
  const { exams } = value;
  return (
    <div>
      {exams.map((one) => (
        <Group key={one.key} gap="sm" align="flex-end" mb="xs">
          <TextInput
            label={t('exam')}
            flex={1}
            miw={200}
            disabled={off}
            value={one.text}
            onChange={({ currentTarget }) =>
              set({ exams: changeItem(exams, one.key, { text: currentTarget.value }) })
            }
          />
          <DateField
            label={t('examFrom')}
            value={one.from}
            disabled={off}
            onChange={(from) => set({ exams: changeItem(exams, one.key, { from }) })}
          />
          <DateField
            label={t('examTo')}
            value={one.to}
            disabled={off}
            onChange={(to) => set({ exams: changeItem(exams, one.key, { to }) })}
          />
          {off ? null : (
            <RemoveButton
              name={t('removeItem', { what: one.text || t('exam') })}
              onClick={() => set({ exams: changeItem(exams, one.key, undefined) })}
            />
          )}
        </Group>
      ))}
      {off ? null : (
        <AddButton small onClick={() => set({ exams: [...exams, { key: newKey(), text: '' }] })}>
          {t('addExam')}
        </AddButton>
      )}
    </div>
  );
}

interface FollowUpProps {
  name: 'recours' | 'surveillance';
  value: FollowUp | undefined;
  off: boolean;
  onChange: (value: FollowUp | undefined) => void;
}

function FollowUpFields({ name, value, off, onChange }: FollowUpProps) {
  return (
    <div>
      <Checkbox
        label={t(`follow_${name}`)}
        checked={!!value}
        disabled={off}
        onChange={({ currentTarget }) =>
          onChange(currentTarget.checked ? { text: '', priority: 'routine' } : undefined)
        }
      />
      {value ? (
        <TextInput
          ml={30}
          mt={4}
          label={t('followWords')}
          disabled={off}
          value={value.text}
          onChange={({ currentTarget }) => onChange({ ...value, text: currentTarget.value })}
        />
      ) : null}
    </div>
  );
}
