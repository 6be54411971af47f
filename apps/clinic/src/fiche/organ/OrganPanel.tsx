import {
  type Answers,
  answersOf,
  askedItems,
  responseItems,
  summaryLines,
} from '@dcc/rules/src/fiche/questionnaire.ts';
import { Accordion, Stack, Text } from '@mantine/core';
import type { Questionnaire, QuestionnaireItem } from '@medplum/fhirtypes';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { t } from '../messages.fr.ts';
import type { Organ } from '../model/index.ts';
import { canonicalOf, formOf } from './forms.ts';
import { Question } from './Question.tsx';

interface OrganPanelProps {
  theme: string | undefined;
  value: Organ;
  onChange: (value: Organ) => void;
  disabled: boolean;
}

/** The organ-specific part of the fiche, beside it: what is answered is summed up among the exams. */
export function OrganPanel({ theme, value, onChange, disabled }: OrganPanelProps) {
  const form = useQuery({
    queryKey: ['organ-form', theme],
    queryFn: async () => (await formOf(theme)) ?? null,
  });
  if (!form.data) return null;
  return <OrganForm form={form.data} value={value} onChange={onChange} disabled={disabled} />;
}

interface OrganFormProps extends Omit<OrganPanelProps, 'theme'> {
  form: Questionnaire;
}

function OrganForm({ form, value, onChange, disabled }: OrganFormProps) {
  const answers = useMemo(() => answersOf(value.items), [value.items]);
  const asked = useMemo(() => askedItems(form, answers), [form, answers]);
  const answer = (linkId: string, next: Answers[string]) => {
    const all = { ...answers, [linkId]: next };
    onChange({ form: canonicalOf(form), items: responseItems(form, all), lines: summaryLines(form, all) });
  };
  const groups = (form.item ?? []).filter(({ linkId }) => asked.has(linkId));
  return (
    <section aria-labelledby="titre-organ" id="partie-organ" className="dcc-part">
      <Text component="h2" fw={650} size="lg" id="titre-organ" tabIndex={-1}>
        {t('part_organ', { theme: form.title?.split(' : ')[1] ?? '' })}
      </Text>
      <Text size="sm" c="var(--dcc-quiet)" mb="xs">
        {t('organHint')}
      </Text>
      <Accordion
        multiple
        defaultValue={groups.slice(0, 1).map(({ linkId }) => linkId)}
        chevronPosition="left"
        order={3}
      >
        {groups.map((group) =>
          group.type === 'group' ? (
            <Accordion.Item value={group.linkId} key={group.linkId}>
              <Accordion.Control>
                {group.text}
                <Answered count={answeredIn(group, answers)} />
              </Accordion.Control>
              <Accordion.Panel>
                <Stack gap="sm">
                  {(group.item ?? [])
                    .filter(({ linkId }) => asked.has(linkId))
                    .map((one) => (
                      <Question
                        key={one.linkId}
                        item={one}
                        answers={answers[one.linkId] ?? []}
                        disabled={disabled}
                        onAnswer={answer}
                      />
                    ))}
                </Stack>
              </Accordion.Panel>
            </Accordion.Item>
          ) : (
            <Question
              key={group.linkId}
              item={group}
              answers={answers[group.linkId] ?? []}
              disabled={disabled}
              onAnswer={answer}
            />
          ),
        )}
      </Accordion>
    </section>
  );
}

function answeredIn(group: QuestionnaireItem, answers: Answers): number {
  return (group.item ?? []).filter(({ linkId }) => answers[linkId]?.length).length;
}

function Answered({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <Text span size="sm" c="var(--dcc-quiet)" ml="xs">
      {t('answered', { count })}
    </Text>
  );
}
