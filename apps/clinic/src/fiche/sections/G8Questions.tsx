import { frenchNumber } from '@dcc/rules/src/fiche/g8.ts';
import { answersOf, responseItems, scoreOf } from '@dcc/rules/src/fiche/questionnaire.ts';
import { Stack, Text } from '@mantine/core';
import type { HealthcareService, Questionnaire, QuestionnaireResponseItem } from '@medplum/fhirtypes';
import { ErrorState, Loading } from '../../kit/index.ts';
import { Choice } from '../form/Choice.tsx';
import { t } from '../messages.fr.ts';
import { G8_FIRST } from '../model/g8-form.ts';
import { useG8Form } from '../organ/useOrganForm.ts';
import { canonicalOf } from '../organ/wanted.ts';

interface G8QuestionsProps {
  /** The RCP of the case: its catalogue entry may name the version that it uses. */
  rcp: HealthcareService | undefined;
  items: QuestionnaireResponseItem[];
  /** `url|version` in which the answers were begun. */
  begunIn: string | undefined;
  disabled: boolean;
  /** The total is given once all eight are answered: nothing is rounded. */
  onChange: (items: QuestionnaireResponseItem[], total: number | undefined, form: string) => void;
}

/** The eight questions, in the server's version: the one they were begun in, else the one in force. */
export function G8Questions({ rcp, items, begunIn, ...rest }: G8QuestionsProps) {
  const { found, pending, lost, error, retry } = useG8Form(rcp, { form: begunIn ?? G8_FIRST, items });
  if (pending) return <Loading label={t('g8Loading')} />;
  if (lost) return <Text size="sm">{t('g8Lost')}</Text>;
  if (!found) return error ? <ErrorState error={error} onRetry={retry} /> : null;
  return <Asked form={found.form} isCopy={found.from === 'app'} items={items} {...rest} />;
}

interface AskedProps extends Pick<G8QuestionsProps, 'items' | 'disabled' | 'onChange'> {
  form: Questionnaire;
  /** The app's own: the server gave none. */
  isCopy: boolean;
}

/** The questions with the points of each answer. */
function Asked({ form, isCopy, items, disabled, onChange }: AskedProps) {
  const answers = answersOf(items);
  const score = scoreOf(form, answers);
  const version = t('g8Version', { version: form.version ?? '' });
  return (
    <Stack gap="sm" className="dcc-item" mt="sm" role="group" aria-label={form.title}>
      <Text size="sm" c="var(--dcc-quiet)">
        {form.description}
      </Text>
      {(form.item ?? []).map((question) => (
        <Choice
          key={question.linkId}
          label={question.text ?? ''}
          disabled={disabled}
          value={answers[question.linkId]?.[0]?.valueCoding?.code}
          options={(question.answerOption ?? []).map(({ valueCoding }) => ({
            value: valueCoding?.code ?? '',
            label: t('g8Answer', {
              answer: valueCoding?.display ?? '',
              points: frenchNumber(valueCoding?.extension?.[0]?.valueDecimal ?? 0),
            }),
          }))}
          onChange={(code) => {
            const coding = question.answerOption?.find(
              ({ valueCoding }) => valueCoding?.code === code,
            )?.valueCoding;
            const { extension: _, ...plain } = coding ?? {};
            const next = { ...answers, [question.linkId]: coding ? [{ valueCoding: plain }] : [] };
            onChange(responseItems(form, next), scoreOf(form, next).total, canonicalOf(form));
          }}
        />
      ))}
      <Text fw={600} role="status">
        {score.total === undefined
          ? t('g8Missing', { count: score.missing.length })
          : t('g8Total', { total: frenchNumber(score.total) })}
      </Text>
      <Text size="xs" c="var(--dcc-quiet)">
        {isCopy ? `${version}, ${t('g8Copy')}.` : `${version}.`}
      </Text>
    </Stack>
  );
}
