import { Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../messages.fr.ts';

interface SectionProps {
  id: string;
  title: string;
  mandatory?: boolean;
  /** What is left to say, in words. */
  lacks?: readonly string[];
  children: ReactNode;
}

/** One part of the form: a title to jump to, what is left to say, its fields. */
export function Section({ id, title, mandatory, lacks = [], children }: SectionProps) {
  return (
    <section className="dcc-part" id={`partie-${id}`} aria-labelledby={`titre-${id}`}>
      <Group justify="space-between" align="baseline" gap="xs" mb="xs">
        <Title order={2} size="h4" id={`titre-${id}`} tabIndex={-1}>
          {title}
        </Title>
        {mandatory ? (
          <Text size="sm" c="var(--dcc-quiet)">
            {t('mandatory')}
          </Text>
        ) : null}
      </Group>
      {lacks.length > 0 ? (
        <Text size="sm" className="dcc-lacks" mb="xs">
          {t('lacks', { what: lacks.join(', ') })}
        </Text>
      ) : null}
      <Stack gap="sm">{children}</Stack>
    </section>
  );
}
