import { ANSWERS, type Answer, type AnswerMode } from '@dcc/rules/src/calendar/answers.ts';
import { instantOf, wallClock, zonedDateTime } from '@dcc/rules/src/calendar/civil.ts';
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import type { Appointment } from '@medplum/fhirtypes';
import { useState } from 'react';
import { submitted } from '../calendar/submitted.ts';
import { StatusLabel } from '../kit/StatusLabel.tsx';
import { t } from './messages.fr.ts';
import { useAnswer } from './useAnswer.ts';

const MODES = Object.keys(ANSWERS) as AnswerMode[];

interface AnswerFormProps {
  convocation: Appointment;
  answer: Answer;
  /** Said to a screen reader: which session is answered. */
  label: string;
}

/** My answer: one click stores it, a precision may follow. */
export function AnswerForm({ convocation, answer, label }: AnswerFormProps) {
  const { give, busy, error } = useAnswer(convocation);
  const [precise, setPrecise] = useState(false);
  const [saved, setSaved] = useState(false);
  const store = async (change: { mode: AnswerMode; comment?: string; leavesAt?: string }) => {
    setSaved(false);
    const { role, stored, comment, leavesAt } = answer;
    if (await give({ role, stored, comment, leavesAt, ...change })) setSaved(true);
  };
  return (
    <Stack gap={6}>
      <Group gap="xs" role="group" aria-label={label}>
        {MODES.map((mode) => (
          <Button
            key={mode}
            size="xs"
            variant={answer.mode === mode ? 'filled' : 'default'}
            aria-pressed={answer.mode === mode}
            disabled={busy}
            onClick={() => void store({ mode })}
          >
            {t(`answer_${mode}`)}
          </Button>
        ))}
        {answer.mode ? (
          <Button
            size="xs"
            variant="subtle"
            aria-expanded={precise}
            onClick={() => setPrecise((before) => !before)}
          >
            {t('precise')}
          </Button>
        ) : null}
        <span role="status">{saved ? <StatusLabel tone="ok">{t('saved')}</StatusLabel> : null}</span>
      </Group>
      {error ? (
        <Text size="sm" c="red.9" role="alert">
          {error}
        </Text>
      ) : null}
      {precise && answer.mode ? (
        <Precision convocation={convocation} answer={answer} busy={busy} onSave={store} />
      ) : null}
    </Stack>
  );
}

interface PrecisionProps {
  convocation: Appointment;
  answer: Answer;
  busy: boolean;
  onSave: (change: { mode: AnswerMode; comment?: string; leavesAt?: string }) => Promise<void>;
}

function Precision({ convocation, answer, busy, onSave }: PrecisionProps) {
  const [comment, setComment] = useState(answer.comment ?? '');
  const [leaves, setLeaves] = useState(answer.leavesAt ? wallClock(answer.leavesAt).time : '');
  const submit = () => {
    const { day } = wallClock(convocation.start!);
    const leavesAt = leaves ? zonedDateTime(instantOf(day, leaves)) : undefined;
    return onSave({ mode: answer.mode!, comment, leavesAt });
  };
  return (
    <form noValidate onSubmit={submitted(submit)}>
      <Group gap="sm" align="flex-end">
        <TextInput
          label={t('comment')}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
          w={230}
        />
        {answer.mode === 'excused' ? null : (
          <TextInput
            type="time"
            label={t('leavesAt')}
            value={leaves}
            onChange={(event) => setLeaves(event.currentTarget.value)}
            w={130}
          />
        )}
        <Button type="submit" size="sm" variant="light" loading={busy}>
          {t('savePrecision')}
        </Button>
      </Group>
    </form>
  );
}
