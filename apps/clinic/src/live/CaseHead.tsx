import { Anchor, Box, Group, Text } from '@mantine/core';
import type { DocumentReference } from '@medplum/fhirtypes';
import { useMedplum } from '@medplum/react-hooks';
import { memo } from 'react';
import { Link } from 'react-router';
import type { CaseFile } from '../fiche/model/index.ts';
import { shortDate } from '../kit/dates.ts';
import { t } from './messages.fr.ts';
import { summaryOf } from './summary.ts';

/** The question, the disease in one line, the story in a few: what the room needs before it speaks. */
export const CaseHead = memo(function CaseHead({ file, question }: { file: CaseFile; question: string }) {
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
});

const SHOWN = 6;

/** "FRCP <RRC> / <3C> / <RCP>" is told by its RCP alone: the rest is the same on every line. */
function titleOf(one: DocumentReference): string {
  const title = one.description ?? one.type?.text ?? one.type?.coding?.[0]?.display ?? t('openDocument');
  return title.startsWith('FRCP ') ? `FRCP ${title.split(' / ').at(-1)}` : title;
}

function Documents({ documents, caseId }: { documents: readonly DocumentReference[]; caseId: string }) {
  const medplum = useMedplum();
  const open = async (one: DocumentReference) => {
    // A PDF before an XML: it is read on the wall.
    const files = (one.content ?? []).map(({ attachment }) => attachment);
    const file = files.find(({ contentType }) => contentType !== 'text/xml') ?? files[0];
    if (!file?.url) return;
    const blob = await medplum.download(file.url);
    const address = URL.createObjectURL(new Blob([blob], { type: file.contentType }));
    window.open(address, '_blank', 'noreferrer');
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  };
  return (
    <Box component="section" className="live-documents" aria-label={t('documents')}>
      <Text component="h2" className="live-label">
        {t('documents')}
      </Text>
      <Group component="ul" gap="0.25rem 1.25rem">
        {documents.slice(0, SHOWN).map((one) => (
          <li key={one.id}>
            <Anchor component="button" type="button" size="sm" onClick={() => void open(one)}>
              {titleOf(one)}
              {one.date ? ` (${shortDate(one.date)})` : ''}
            </Anchor>
          </li>
        ))}
        <li>
          <Anchor component={Link} to={`/fiches/${caseId}`} size="sm">
            {t('openFiche')}
          </Anchor>
        </li>
      </Group>
    </Box>
  );
}
