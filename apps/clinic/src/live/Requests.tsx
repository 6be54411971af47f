import { ActionIcon, Button, Checkbox, Group, Text } from '@mantine/core';
import type { ServiceRequest } from '@medplum/fhirtypes';
import { IconX } from '@tabler/icons-react';
import { memo, useEffect, useState } from 'react';
import { type Opening, type Shared, SharedText, useShared } from '../collab/index.ts';
import type { CaseFile } from '../fiche/model/index.ts';
import { examOpening, examsOf } from './case-file.ts';
import { t } from './messages.fr.ts';

interface ExamsProps {
  file: CaseFile;
  me: string | undefined;
  editable: boolean;
  /** An exam got its place on the server: the fiche points to it. */
  onMade: (exam: ServiceRequest) => void;
}

/** Exams that the board asks for, one by one. */
export const Exams = memo(function Exams({ file, me, editable, onMade }: ExamsProps) {
  const [made, setMade] = useState<Opening<ServiceRequest>[]>([]);
  const known = examsOf(file).map(
    ({ id }): Opening<ServiceRequest> => ({ reference: `ServiceRequest/${id}` }),
  );
  const composition = file.fiche?.composition;
  if (!composition) return null;
  const add = () =>
    setMade((all) => [...all, examOpening(composition, crypto.randomUUID(), me, new Date().toISOString())]);
  const all = [...known, ...made];
  return (
    <div>
      <Text component="h3" size="sm" fw={600}>
        {t('exams')}
      </Text>
      {all.map((opening) => (
        <Exam
          key={'reference' in opening ? opening.reference : opening.identifier}
          opening={opening}
          editable={editable}
          onMade={onMade}
        />
      ))}
      {editable ? (
        <Button size="compact-sm" variant="subtle" onClick={add}>
          {t('addExam')}
        </Button>
      ) : null}
    </div>
  );
});

const textOf = (one: ServiceRequest | undefined) => (one?.id || one?.note ? (one.code?.text ?? '') : '');

function Exam({
  opening,
  editable,
  onMade,
}: { opening: Opening<ServiceRequest> } & Pick<ExamsProps, 'editable' | 'onMade'>) {
  const shared = useShared<ServiceRequest>(opening);
  const { value } = shared;
  const isNew = 'create' in opening;
  const [touched, setTouched] = useState(false);
  const id = value?.id;
  const saved = shared.state === 'saved' ? value?.meta?.versionId : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: told at each version of what was made here.
  useEffect(() => {
    if (isNew && saved && id && value) onMade(value);
  }, [id, saved]);
  if (!value || value.status === 'entered-in-error') return null;
  const text = isNew && !touched ? textOf(value) : (value.code?.text ?? '');
  const write = (words: string) => {
    setTouched(true);
    // The profile wants a name: an emptied one stays as it was until it is removed.
    shared.change((one) => ({ ...one, code: { ...one.code, text: words || ' ' } }));
  };
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start" mb={4}>
      <div style={{ flex: 1 }}>
        <SharedText
          aria-label={t('exam')}
          placeholder={t('exam')}
          value={text.trim() === '' ? '' : text}
          readOnly={!editable}
          hold={shared.hold}
          onChange={write}
        />
      </div>
      {editable && value.id ? (
        <ActionIcon
          variant="subtle"
          color="red.9"
          aria-label={t('removeExam', { name: text })}
          onClick={() => shared.change((one) => ({ ...one, status: 'entered-in-error' }))}
        >
          <IconX size="1.1rem" aria-hidden />
        </ActionIcon>
      ) : null}
    </Group>
  );
}

interface FollowUpProps {
  label: string;
  shared: Shared<ServiceRequest>;
  editable: boolean;
}

/** Surveillance, or passage in a RCP de recours: asked or not, with words. */
export const FollowUp = memo(function FollowUp({ label, shared, editable }: FollowUpProps) {
  const { value } = shared;
  const asked = !!value?.id && value.status === 'active';
  const [begun, setBegun] = useState(false);
  const on = asked || begun;
  const turn = (next: boolean) => {
    setBegun(next);
    shared.change((one) =>
      next
        ? { ...one, status: 'active', authoredOn: new Date().toISOString() }
        : { ...one, status: 'entered-in-error' },
    );
  };
  return (
    <div>
      <Checkbox
        label={label}
        checked={on}
        disabled={!editable || shared.state === 'loading'}
        onChange={(event) => turn(event.currentTarget.checked)}
      />
      {on ? (
        <SharedText
          mt={4}
          aria-label={t('followText', { name: label })}
          value={value?.code?.text ?? ''}
          readOnly={!editable}
          hold={shared.hold}
          onChange={(text) =>
            shared.change((one) => ({ ...one, code: { ...one.code, text: text || label } }))
          }
        />
      ) : null}
    </div>
  );
});
