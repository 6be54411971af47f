import { Stack, Title } from '@mantine/core';
import { useId } from 'react';

/** A part of a form, under its title. */
export function Part({ title, children }: { title: string; children: React.ReactNode }) {
  const id = useId();
  return (
    <section className="dcc-part" aria-labelledby={id}>
      <Title order={2} size="h4" id={id} mb="xs">
        {title}
      </Title>
      <Stack gap="md">{children}</Stack>
    </section>
  );
}
