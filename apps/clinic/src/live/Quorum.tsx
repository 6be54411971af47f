import type { QuorumResult } from '@dcc/rules/src/quorum/index.ts';
import { Box, Text } from '@mantine/core';
import { memo } from 'react';
import { StatusLabel, type Tone } from '../kit/StatusLabel.tsx';
import { t } from './messages.fr.ts';

const TONES: Record<QuorumResult['status'], Tone> = { reached: 'ok', 'not-reached': 'warn', unknown: 'wait' };

interface QuorumProps {
  result: QuorumResult;
  evidence: readonly string[];
  rule?: { id: string; version: string };
}

/** The quorum of this case and why: who counts, who is missing, by which version of which rule. */
export const Quorum = memo(function Quorum({ result, evidence, rule }: QuorumProps) {
  return (
    <Box component="section" aria-label={t('quorumOf')} className="live-quorum">
      <Text component="h2" fw={650} size="md">
        {t('quorumOf')}
      </Text>
      <StatusLabel tone={TONES[result.status]}>{t(`quorumShort_${result.status}`)}</StatusLabel>
      {result.missing.length > 0 ? (
        <>
          <Text size="sm" mt={4}>
            {t('quorumMissing')}
          </Text>
          <ul>
            {result.missing.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      ) : null}
      {evidence.length > 0 ? (
        <details className="live-evidence">
          <summary>{t('quorumCounted', { count: evidence.length })}</summary>
          <ul>
            {evidence.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      ) : null}
      {result.advice.length > 0 ? <Text size="sm">{result.advice.join(' ; ')}</Text> : null}
      <Text size="sm" c="var(--dcc-quiet)">
        {rule ? t('quorumRule', { id: rule.id, version: rule.version }) : t('quorumNoRule')}
      </Text>
    </Box>
  );
});
