import { Group, Title } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorState, Loading } from '../kit/states.tsx';

interface WorklistProps<T> {
  id: string;
  title: string;
  found: UseQueryResult<T[]>;
  /** Said when nothing waits. */
  none: string;
  action?: ReactNode;
  children(items: T[]): ReactNode;
}

/** One list of what waits for me. */
export function Worklist<T>({ id, title, found, none, action, children }: WorklistProps<T>) {
  return (
    <section aria-labelledby={id} className="dcc-worklist">
      <Group justify="space-between" align="baseline">
        <Title order={2} size="h4" id={id}>
          {title}
        </Title>
        {action}
      </Group>
      {found.isPending ? <Loading /> : null}
      {found.isError ? <ErrorState error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isSuccess ? (
        found.data.length === 0 ? (
          <p className="dcc-none">{none}</p>
        ) : (
          children(found.data)
        )
      ) : null}
    </section>
  );
}
