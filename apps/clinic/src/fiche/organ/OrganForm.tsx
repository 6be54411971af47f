import {
  type Answers,
  answersOf,
  askedItems,
  questionsOf,
  responseItems,
  summaryLines,
} from '@dcc/rules/src/fiche/questionnaire.ts';
import { Accordion, Box, Text } from '@mantine/core';
import type { Questionnaire, QuestionnaireItem } from '@medplum/fhirtypes';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Organ } from '../model/index.ts';
import { Items } from './Items.tsx';
import { summedUp } from './merged.ts';
import { t } from './messages.fr.ts';
import { canonicalOf } from './wanted.ts';

interface OrganFormProps {
  form: Questionnaire;
  value: Organ;
  onChange: (value: Organ) => void;
  disabled: boolean;
}

/** A form, group by group, the first one open. What is answered opens and closes what follows from it. */
export function OrganForm({ form, value, onChange, disabled }: OrganFormProps) {
  const answers = useMemo(() => answersOf(value.items), [value.items]);
  const asked = useMemo(() => askedItems(form, answers), [form, answers]);
  const [open, setOpen] = useState(() => groupsOf(form, asked).slice(0, 1));
  const answer = (linkId: string, next: Answers[string]) => {
    const all = { ...answers, [linkId]: next };
    // What an answer brings is shown open: that is where the next question stands.
    const after = groupsOf(form, askedItems(form, all));
    const brought = after.filter((one) => !asked.has(one));
    if (brought.length > 0) setOpen([...new Set([...open, ...brought])]);
    const items = responseItems(form, all);
    settled.current = JSON.stringify(items);
    onChange({ form: canonicalOf(form), items, lines: summaryLines(form, all) });
  };
  // Whoever writes here puts the summary right when another one's answers were merged with his, once for each
  // merge; who only reads changes nothing.
  const settled = useRef<string>(undefined);
  useEffect(() => {
    const now = JSON.stringify(value.items);
    if (disabled || settled.current === undefined || settled.current === now) return;
    settled.current = now;
    const whole = summedUp(form, value);
    if (whole) onChange(whole);
  }, [form, value, disabled, onChange]);
  const shown = (form.item ?? []).filter(({ linkId }) => asked.has(linkId));
  const groups = shown.filter(({ type }) => type === 'group');
  const alone = shown.filter(({ type }) => type !== 'group');
  const rest = { answers, asked, disabled, onAnswer: answer };
  return (
    <>
      <Accordion
        multiple
        value={open}
        onChange={setOpen}
        chevronPosition="left"
        order={3}
        mb="sm"
        styles={{ label: { fontWeight: 600 } }}
      >
        {groups.map((group) => (
          <Accordion.Item value={group.linkId} key={group.linkId}>
            <Accordion.Control>
              {group.text}
              <Answered count={answeredIn(group, answers)} />
            </Accordion.Control>
            <Accordion.Panel>
              <Items items={group.item ?? []} {...rest} />
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
      <Box px="md">
        <Items items={alone} {...rest} />
      </Box>
    </>
  );
}

/** linkIds of the groups that are asked. */
function groupsOf(form: Questionnaire, asked: ReadonlySet<string>): string[] {
  return (form.item ?? []).flatMap(({ type, linkId }) =>
    type === 'group' && asked.has(linkId) ? [linkId] : [],
  );
}

function answeredIn(group: QuestionnaireItem, answers: Answers): number {
  return questionsOf(group.item).filter(({ linkId }) => answers[linkId]?.length).length;
}

function Answered({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <Text span size="sm" fw={400} c="var(--dcc-quiet)" ml="xs">
      {t('answered', { count })}
    </Text>
  );
}
