import { isOverdue, pieceOf } from '@dcc/rules/src/inscription/chase.ts';
import { Button, Table, Title } from '@mantine/core';
import type { Task } from '@medplum/fhirtypes';
import { useMedplum } from '@medplum/react-hooks';
import { useState } from 'react';
import { saveIfUnchanged } from '../data/save.ts';
import { shortDate } from '../kit/dates.ts';
import { StatusLabel } from '../kit/StatusLabel.tsx';
import { ErrorState } from '../kit/states.tsx';
import { t } from './messages.fr.ts';
import { usePeople } from './people.ts';

/** The pieces that were asked for: of whom, by when, where they stand. */
export function TaskTable({ tasks, onChanged }: { tasks: readonly Task[]; onChanged(): void }) {
  const medplum = useMedplum();
  const [error, setError] = useState<unknown>();
  const own = tasks.filter(pieceOf);
  const people = usePeople(own.map(({ owner }) => owner?.reference));
  if (own.length === 0) return null;
  const receive = async (task: Task) => {
    try {
      await saveIfUnchanged(medplum, {
        ...task,
        status: 'completed',
        lastModified: new Date().toISOString(),
      });
      onChanged();
    } catch (caught) {
      setError(caught);
    }
  };
  return (
    <section className="dcc-part">
      <Title order={2} size="h4" mb="xs">
        {t('tasks')}
      </Title>
      {error ? <ErrorState error={error} onRetry={onChanged} /> : null}
      <Table.ScrollContainer minWidth={680}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('taskWhat')}</Table.Th>
              <Table.Th>{t('taskOwner')}</Table.Th>
              <Table.Th>{t('taskDue')}</Table.Th>
              <Table.Th>{t('taskState')}</Table.Th>
              <Table.Th>
                <span className="dcc-hidden">{t('taskReceived')}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {own.map((task) => (
              <Table.Tr key={task.id}>
                <Table.Td>{task.description}</Table.Td>
                <Table.Td>{people.get(task.owner?.reference ?? '')?.name ?? task.owner?.display}</Table.Td>
                <Table.Td>{shortDate(task.restriction?.period?.end)}</Table.Td>
                <Table.Td>
                  <TaskState task={task} />
                </Table.Td>
                <Table.Td>
                  {task.status === 'requested' ? (
                    <Button
                      size="compact-xs"
                      variant="default"
                      aria-label={`${t('taskReceived')} : ${task.description}`}
                      onClick={() => void receive(task)}
                    >
                      {t('taskReceived')}
                    </Button>
                  ) : null}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}

function TaskState({ task }: { task: Task }) {
  if (task.status === 'completed') return <StatusLabel tone="ok">{t('taskDone')}</StatusLabel>;
  if (task.status === 'cancelled') return <StatusLabel tone="neutral">{t('taskCancelled')}</StatusLabel>;
  return isOverdue(task, new Date().toISOString()) ? (
    <StatusLabel tone="bad">{t('taskLate')}</StatusLabel>
  ) : (
    <StatusLabel tone="wait">{t('taskAsked')}</StatusLabel>
  );
}
