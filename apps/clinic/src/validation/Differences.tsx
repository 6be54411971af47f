import type { PartDifference } from '@dcc/rules/src/difference/fiches.ts';
import { Text, Title } from '@mantine/core';
import { ChangedParts } from './ChangedParts.tsx';
import { t } from './messages.fr.ts';

/** What changed in a fiche, part by part. */
export function Differences({ title, parts }: { title: string; parts: readonly PartDifference[] }) {
  return (
    <section className="dcc-section" aria-label={title}>
      <Title order={2} size="h5">
        {title}
      </Title>
      {parts.length === 0 ? <Text c="dimmed">{t('noChanges')}</Text> : null}
      <ChangedParts parts={parts} />
    </section>
  );
}
