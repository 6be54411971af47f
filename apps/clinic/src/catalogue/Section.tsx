import { Text } from '@mantine/core';
import { type ReactNode, useId } from 'react';

/** A part of the entry, under its title. */
export function Section({
  title,
  hint,
  action,
  children,
}: {
  title: string;
  hint?: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section className="cat-section" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {action}
      </header>
      {hint ? (
        <Text size="sm" c="var(--dcc-quiet)" mb="xs">
          {hint}
        </Text>
      ) : null}
      {children}
    </section>
  );
}

/** What went wrong, beside what was asked. */
export function Refusal({ error }: { error?: string }) {
  return error ? (
    <Text size="sm" c="red.9" role="alert" style={{ whiteSpace: 'pre-line' }}>
      {error}
    </Text>
  ) : null;
}
