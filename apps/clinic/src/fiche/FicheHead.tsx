import { Anchor, Box, Text } from '@mantine/core';
import { Link } from 'react-router';
import { dateTime } from '../kit/dates.ts';
import { t } from './messages.fr.ts';
import { versionOf } from './model/edit.ts';
import { type FicheState, readHeader } from './model/index.ts';

/** The question before everything else, then where and when it is answered. */
export function FicheHead({ fiche, question }: { fiche: FicheState; question: string }) {
  const { rcp, session } = readHeader(fiche);
  const version = versionOf(fiche);
  return (
    <Box className="dcc-question">
      <Text size="sm" fw={650} c="var(--dcc-quiet)" component="h2">
        {t('questionTitle')}
      </Text>
      <Text size="lg" style={{ whiteSpace: 'pre-line' }}>
        {question || t('noQuestion')}
      </Text>
      <Text size="sm" c="var(--dcc-quiet)">
        {session ? (
          <Anchor component={Link} to={`/sessions/${session.id}`} c="inherit" underline="always">
            {rcp?.name ?? t('session')}
          </Anchor>
        ) : (
          rcp?.name
        )}
        {session?.period?.start ? ` · ${dateTime(session.period.start)}` : ''}
        {version > 1 ? ` · ${t('version', { version })}` : ''}
      </Text>
    </Box>
  );
}
