import { Button, Text } from '@mantine/core';
import type { Task } from '@medplum/fhirtypes';
import { useMedplum } from '@medplum/react-hooks';
import { useState } from 'react';
import { errorText } from '../data/error-text.ts';
import { useMe } from '../data/me.ts';
import { refresh } from '../data/query.ts';
import { createOnce, saveIfUnchanged } from '../data/save.ts';
import { dayText } from '../kit/dates.ts';
import { StatusLabel } from '../kit/StatusLabel.tsx';
import { askToComplete, chasedAgain, isLate, lastChase } from './chase.ts';
import { type CaseLine, nameOf } from './lines.ts';
import { t } from './messages.fr.ts';
import type { SessionRecord } from './record.ts';

/** What the fiche of a case lacks, who was asked, since when; and the button that asks again. */
export function Pieces({ line, record }: { line: CaseLine; record: SessionRecord }) {
  const medplum = useMedplum();
  const me = useMe();
  const [said, setSaid] = useState('');
  const mayAsk = me.may('Task', 'create');
  const run = async (act: () => Promise<unknown>) => {
    try {
      await act();
      await refresh('session', record.session.id);
      setSaid('');
    } catch (error) {
      setSaid(errorText(error));
    }
  };
  const ask = () =>
    run(async () => {
      const due = record.session.period?.start?.slice(0, 10) ?? '';
      const by = me.roles[0] && `PractitionerRole/${me.roles[0].id}`;
      const made = askToComplete(line, due, new Date().toISOString(), by);
      if (made) await createOnce(medplum, made.task, made.identifier);
    });
  const { done, of } = line.parts;
  const complete = line.fiche && done === of;
  return (
    <div>
      <StatusLabel tone={complete ? 'ok' : line.fiche ? 'wait' : 'warn'}>
        {complete ? t('partsDone') : line.fiche ? t('parts', { count: done, of }) : t('noFiche')}
      </StatusLabel>
      {line.missing.map((task) => (
        <Piece
          key={task.id}
          task={task}
          record={record}
          onChase={
            mayAsk
              ? () => run(() => saveIfUnchanged(medplum, chasedAgain(task, new Date().toISOString())))
              : undefined
          }
        />
      ))}
      {!complete && line.missing.length === 0 && line.state === 'planned' && mayAsk ? (
        <Button size="compact-xs" variant="subtle" onClick={() => void ask()}>
          {t('ask')}
        </Button>
      ) : null}
      {said ? (
        <Text size="sm" c="red.9" role="alert">
          {said}
        </Text>
      ) : null}
    </div>
  );
}

interface PieceProps {
  task: Task;
  record: SessionRecord;
  onChase?: () => void;
}

function Piece({ task, record, onChase }: PieceProps) {
  const name = nameOf(record, task.owner?.reference);
  const piece = task.description ?? t('pieces');
  const due = task.restriction?.period?.end;
  const chased = lastChase(task);
  const when = due ? t(isLate(task, new Date().toISOString()) ? 'late' : 'due', { date: dayText(due) }) : '';
  return (
    <Text size="sm" mt={2}>
      {[t('askedTo', { piece, name }), when, chased ? t('chased', { date: dayText(chased) }) : '']
        .filter(Boolean)
        .join(', ')}{' '}
      {onChase ? (
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={t('chaseOf', { name, piece })}
          onClick={onChase}
        >
          {t('chase')}
        </Button>
      ) : null}
    </Text>
  );
}
