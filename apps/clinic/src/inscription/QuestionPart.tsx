import { cleanText } from '@dcc/rules/src/fiche/clean-text.ts';
import { MOTIVES } from '@dcc/rules/src/inscription/codes.ts';
import type { InscriptionDraft, MotiveCode } from '@dcc/rules/src/inscription/draft.ts';
import { Checkbox, Group, Textarea } from '@mantine/core';
import { t } from './messages.fr.ts';
import { Part } from './Part.tsx';

interface QuestionPartProps {
  draft: InscriptionDraft;
  edit(change: (draft: InscriptionDraft) => InscriptionDraft): void;
}

/** What the board is asked: comes first, since everything else serves it. */
export function QuestionPart({ draft, edit }: QuestionPartProps) {
  const text = (field: 'question' | 'reason' | 'comment') => (value: string) =>
    edit((one) => ({ ...one, [field]: cleanText(value).text }));
  return (
    <Part title={t('partQuestion')}>
      <Textarea
        label={t('question')}
        description={t('questionHint')}
        required
        autosize
        minRows={2}
        maxRows={8}
        value={draft.question}
        onChange={(event) => text('question')(event.currentTarget.value)}
      />
      <Checkbox.Group
        label={t('motive')}
        description={t('motiveHint')}
        value={draft.motives}
        onChange={(motives) => edit((one) => ({ ...one, motives: motives as MotiveCode[] }))}
      >
        <Group mt={6} gap="lg">
          {(Object.keys(MOTIVES) as MotiveCode[]).map((code) => (
            <Checkbox key={code} value={code} label={MOTIVES[code].display} />
          ))}
        </Group>
      </Checkbox.Group>
      <Textarea
        label={t('reason')}
        autosize
        minRows={1}
        maxRows={5}
        value={draft.reason ?? ''}
        onChange={(event) => text('reason')(event.currentTarget.value)}
      />
    </Part>
  );
}
