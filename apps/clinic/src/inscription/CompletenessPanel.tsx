import type { Completeness } from '@dcc/rules/src/inscription/completeness.ts';
import { PIECES_VERSION } from '@dcc/rules/src/inscription/pieces.ts';
import { List, Progress, Text, Title } from '@mantine/core';
import { t } from './messages.fr.ts';

/** How complete the case is, and what lacks, the necessary first. */
export function CompletenessPanel({ state }: { state: Completeness }) {
  const { score, missing } = state;
  const text = t('completeness', { score });
  return (
    <section aria-label={t('completenessTitle')}>
      <Title order={2} size="h5" mb={4}>
        {text}
      </Title>
      <Progress value={score} size="sm" aria-label={text} mb="xs" />
      {missing.length === 0 ? (
        <Text size="sm">{t('nothingMissing')}</Text>
      ) : (
        <>
          <Text size="sm" mb={4}>
            {t('missingTitle', { count: missing.length })}
          </Text>
          <List size="sm" spacing={3}>
            {missing.map((one) => (
              <List.Item key={one.key}>
                {one.ask}
                {one.blocking ? <strong> ({t('blocking')})</strong> : null}
              </List.Item>
            ))}
          </List>
        </>
      )}
      <Text size="xs" c="var(--dcc-quiet)" mt="xs">
        {t('rulesVersion', { version: PIECES_VERSION })}
      </Text>
    </section>
  );
}
