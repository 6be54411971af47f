import { g8 } from '@dcc/fhir-profiles/questionnaires/g8.ts';
import { frenchNumber } from '@dcc/rules/src/fiche/g8.ts';
import { answersOf, responseItems, scoreOf } from '@dcc/rules/src/fiche/questionnaire.ts';
import { Stack, Text } from '@mantine/core';
import type { QuestionnaireResponseItem } from '@medplum/fhirtypes';
import { Choice } from '../form/Choice.tsx';
import { t } from '../messages.fr.ts';

interface G8QuestionsProps {
  items: QuestionnaireResponseItem[];
  /** The total is given once all eight are answered: nothing is rounded. */
  onChange: (items: QuestionnaireResponseItem[], total: number | undefined) => void;
}

/** The eight questions, with the points of each answer. */
export function G8Questions({ items, onChange }: G8QuestionsProps) {
  const answers = answersOf(items);
  const score = scoreOf(g8, answers);
  return (
    <Stack gap="sm" className="dcc-item" mt="sm" role="group" aria-label={g8.title}>
      <Text size="sm" c="var(--dcc-quiet)">
        {t('g8Version', { version: g8.version ?? '' })}
      </Text>
      {g8.item!.map((question) => (
        <Choice
          key={question.linkId}
          label={question.text!}
          value={answers[question.linkId]?.[0]?.valueCoding?.code}
          options={question.answerOption!.map(({ valueCoding }) => ({
            value: valueCoding!.code!,
            label: t('g8Answer', {
              answer: valueCoding!.display!,
              points: frenchNumber(valueCoding!.extension![0]!.valueDecimal!),
            }),
          }))}
          onChange={(code) => {
            const coding = question.answerOption!.find(
              ({ valueCoding }) => valueCoding!.code === code,
            )?.valueCoding;
            const { extension: _, ...plain } = coding ?? {};
            const next = { ...answers, [question.linkId]: coding ? [{ valueCoding: plain }] : [] };
            onChange(responseItems(g8, next), scoreOf(g8, next).total);
          }}
        />
      ))}
      <Text fw={600} role="status">
        {score.total === undefined
          ? t('g8Missing', { count: score.missing.length })
          : t('g8Total', { total: frenchNumber(score.total) })}
      </Text>
    </Stack>
  );
}
