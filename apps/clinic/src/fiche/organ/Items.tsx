import type { Answers } from '@dcc/rules/src/fiche/questionnaire.ts';
import { Stack, Text } from '@mantine/core';
import type { QuestionnaireItem } from '@medplum/fhirtypes';
import { Question } from './Question.tsx';
import './organ.css';

interface ItemsProps {
  items: readonly QuestionnaireItem[];
  answers: Answers;
  /** linkIds of what is asked. */
  asked: ReadonlySet<string>;
  disabled: boolean;
  onAnswer: (linkId: string, answers: Answers[string]) => void;
}

/** The questions of a group that are asked, and the groups inside it. */
export function Items({ items, ...rest }: ItemsProps) {
  const shown = items.filter(({ linkId }) => rest.asked.has(linkId));
  return (
    <Stack gap="sm">
      {shown.map((one) =>
        one.type === 'group' ? (
          <fieldset key={one.linkId} className="dcc-subgroup">
            <legend>{one.text}</legend>
            <Items items={one.item ?? []} {...rest} />
          </fieldset>
        ) : one.type === 'display' ? (
          <Text key={one.linkId} size="sm">
            {one.text}
          </Text>
        ) : (
          <Question
            key={one.linkId}
            item={one}
            answers={rest.answers[one.linkId] ?? NONE}
            disabled={rest.disabled}
            onAnswer={rest.onAnswer}
          />
        ),
      )}
    </Stack>
  );
}

const NONE: Answers[string] = [];
