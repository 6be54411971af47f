import { ANSWERS, type Answer, type AnswerMode } from '@dcc/rules/src/calendar/answers.ts';
import { NativeSelect, Text } from '@mantine/core';
import type { Appointment } from '@medplum/fhirtypes';
import { timeText } from '../kit/dates.ts';
import { StatusLabel, type Tone } from '../kit/StatusLabel.tsx';
import { t } from './messages.fr.ts';
import type { Person } from './person.ts';
import { useAnswer } from './useAnswer.ts';

export const ANSWER_TONES: Record<AnswerMode | 'none', Tone> = {
  present: 'ok',
  visio: 'ok',
  excused: 'bad',
  none: 'wait',
};

interface AnswerLineProps {
  person: Person;
  answer: Answer;
  leads: boolean;
  /** Given when answers told on the telephone may be written down. */
  convocation?: Appointment;
}

/** One person convened: who, what specialty, what answer. */
export function AnswerLine({ person, answer, leads, convocation }: AnswerLineProps) {
  const more = [
    leads ? t('responsable') : undefined,
    answer.leavesAt ? t('leaves', { time: timeText(answer.leavesAt) }) : undefined,
    answer.comment,
  ].filter(Boolean);
  return (
    <li className="cal-person">
      <span>
        {person.name}
        <Text size="xs" c="var(--dcc-quiet)">
          {[person.specialty, ...more].filter(Boolean).join(' · ')}
        </Text>
      </span>
      {convocation ? (
        <AnswerSelect convocation={convocation} answer={answer} name={person.name} />
      ) : (
        <StatusLabel tone={ANSWER_TONES[answer.mode ?? 'none']}>
          {t(`answer_${answer.mode ?? 'none'}`)}
        </StatusLabel>
      )}
    </li>
  );
}

function AnswerSelect({
  convocation,
  answer,
  name,
}: {
  convocation: Appointment;
  answer: Answer;
  name: string;
}) {
  const { give, busy, error } = useAnswer(convocation);
  const choices = Object.keys(ANSWERS) as AnswerMode[];
  return (
    <NativeSelect
      size="xs"
      w={130}
      aria-label={t('answerOf', { name })}
      value={answer.mode ?? ''}
      disabled={busy}
      error={error}
      data={[
        // Once given, an answer is changed, not taken back.
        ...(answer.mode ? [] : [{ value: '', label: t('answer_none') }]),
        ...choices.map((mode) => ({ value: mode, label: t(`answer_${mode}`) })),
      ]}
      onChange={(event) => {
        const { role, stored, comment, leavesAt } = answer;
        void give({ role, stored, comment, leavesAt, mode: event.currentTarget.value as AnswerMode });
      }}
    />
  );
}
