import { Anchor, Box, Group, Text } from '@mantine/core';
import type { DocumentReference } from '@medplum/fhirtypes';
import { Link } from 'react-router';
import type { CaseFile } from '../fiche/model/index.ts';
import { dayText } from '../kit/dates.ts';
import { t } from './messages.fr.ts';
import { summaryOf } from './summary.ts';

/** The question, the disease in one line, the story in a few: what the room needs before it speaks. */
export function CaseHead({ file, question }: { file: CaseFile; question: string }) {
  const summary = file.fiche && summaryOf(file.fiche);
  return (
    <>
      <Box component="section" className="live-question" aria-label={t('question')}>
        <Text component="h2" className="live-label">
          {t('question')}
        </Text>
        <Text className="live-asked">{summary?.question || question || t('noQuestion')}</Text>
      </Box>
      {summary ? (
        <Box component="section" className="live-summary" aria-label={t('story')}>
          {summary.disease.length > 0 ? <Text fw={600}>{summary.disease.join(' · ')}</Text> : null}
          {summary.story ? <Text style={{ whiteSpace: 'pre-line' }}>{summary.story}</Text> : null}
          {summary.reports.map(({ title, text }) => (
            <Text key={title + text}>
              <strong>{title}</strong> : {text}
            </Text>
          ))}
          {summary.wishes ? (
            <Text>
              <strong>{t('patientWishes')}</strong> : {summary.wishes}
            </Text>
          ) : null}
        </Box>
      ) : null}
      <Documents documents={file.documents} caseId={file.rcpCase.id!} />
    </>
  );
}

const SHOWN = 6;

function Documents({ documents, caseId }: { documents: readonly DocumentReference[]; caseId: string }) {
  return (
    <Group gap="md" className="live-documents" component="section" aria-label={t('documents')}>
      {documents.slice(0, SHOWN).map((one) => (
        <Anchor
          key={one.id}
          href={one.content?.[0]?.attachment?.url}
          target="_blank"
          rel="noreferrer"
          size="sm"
        >
          {one.description ?? one.type?.text ?? one.type?.coding?.[0]?.display ?? t('openDocument')}
          {one.date ? ` (${dayText(one.date)})` : ''}
        </Anchor>
      ))}
      {documents.length === 0 ? <Text size="sm">{t('noDocument')}</Text> : null}
      <Anchor component={Link} to={`/fiches/${caseId}`} size="sm">
        {t('openFiche')}
      </Anchor>
    </Group>
  );
}
