import { Anchor, Text } from '@mantine/core';
import type { DocumentReference } from '@medplum/fhirtypes';
import { useMedplum } from '@medplum/react-hooks';
import { useState } from 'react';
import { openAttachment } from '../diffusion/download.ts';
import { ErrorState } from '../kit/states.tsx';
import { t } from './messages.fr.ts';
import { documentName } from './sections/ReportSection.tsx';

/** The pieces of the record, beside the form: those of the case first. They open in another window. */
export function DocumentsPanel({ documents }: { documents: readonly DocumentReference[] }) {
  const medplum = useMedplum();
  const [error, setError] = useState<unknown>();
  return (
    <section aria-labelledby="titre-documents" id="partie-documents" className="dcc-part">
      <Text component="h2" fw={650} size="lg" id="titre-documents" tabIndex={-1}>
        {t('documents')}
      </Text>
      {error ? <ErrorState error={error} /> : null}
      {documents.length === 0 ? <Text c="var(--dcc-quiet)">{t('noDocuments')}</Text> : null}
      <ul className="dcc-documents">
        {documents.map((one) => {
          const file = one.content
            ?.map(({ attachment }) => attachment)
            .findLast((attachment) => attachment?.url);
          return (
            <li key={one.id}>
              {file ? (
                <Anchor
                  component="button"
                  type="button"
                  onClick={() => void openAttachment(medplum, file).catch(setError)}
                >
                  {documentName(one)}
                </Anchor>
              ) : (
                <span>
                  {documentName(one)}{' '}
                  <Text span size="sm" c="var(--dcc-quiet)">
                    {t('noFile')}
                  </Text>
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
