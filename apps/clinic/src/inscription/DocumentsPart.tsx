import type { InscriptionDraft } from '@dcc/rules/src/inscription/draft.ts';
import { Alert, Button, Checkbox, FileButton, Group, Select, Stack, Text } from '@mantine/core';
import type { DocumentReference, Patient } from '@medplum/fhirtypes';
import { useMedplum } from '@medplum/react-hooks';
import { useState } from 'react';
import { errorText } from '../data/error-text.ts';
import { refresh } from '../data/query.ts';
import { shortDate } from '../kit/dates.ts';
import { type DocumentKind, documentName, KINDS, keepFile, linkable, refusal } from './documents.ts';
import { t } from './messages.fr.ts';
import { Part } from './Part.tsx';

interface DocumentsPartProps {
  draft: InscriptionDraft;
  patient: Patient;
  documents: readonly DocumentReference[];
  edit(change: (draft: InscriptionDraft) => InscriptionDraft): void;
}

/** The documents the board will open: those of the record, ticked, and files joined here. */
export function DocumentsPart({ draft, patient, documents, edit }: DocumentsPartProps) {
  const all = linkable(documents);
  const linked = new Set(draft.documents.map(({ reference }) => reference));
  const link = (document: DocumentReference, on: boolean) => {
    const reference = `DocumentReference/${document.id}`;
    edit((one) => ({
      ...one,
      documents: [
        ...one.documents.filter((it) => it.reference !== reference),
        ...(on ? [{ reference, display: documentName(document) }] : []),
      ],
    }));
  };
  return (
    <Part title={t('partDocuments')}>
      {all.length === 0 ? <Text c="var(--dcc-quiet)">{t('noDocument')}</Text> : null}
      <Stack gap={6}>
        {all.map((one) => (
          <Checkbox
            key={one.id}
            checked={linked.has(`DocumentReference/${one.id}`)}
            label={`${documentName(one)}${one.date ? ` (${shortDate(one.date)})` : ''}`}
            onChange={(event) => link(one, event.currentTarget.checked)}
          />
        ))}
      </Stack>
      <Upload patient={patient} author={draft.requester} onKept={(document) => link(document, true)} />
    </Part>
  );
}

interface UploadProps {
  patient: Patient;
  author: InscriptionDraft['requester'];
  onKept(document: DocumentReference): void;
}

function Upload({ patient, author, onKept }: UploadProps) {
  const medplum = useMedplum();
  const [kind, setKind] = useState<DocumentKind>('pathology');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const keep = async (file: File | null) => {
    if (!file) return;
    const wrong = refusal(file);
    if (wrong) return setProblem(t(wrong, { name: file.name }));
    setBusy(true);
    setProblem(undefined);
    try {
      const owner = {
        patient: { reference: `Patient/${patient.id}` },
        author,
        now: new Date().toISOString(),
      };
      onKept(await keepFile(medplum, file, kind, owner));
      await refresh('patient', patient.id);
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Group align="flex-end" gap="sm">
        <Select
          label={t('documentKind')}
          data={(Object.keys(KINDS) as DocumentKind[]).map((value) => ({
            value,
            label: t(`documentKinds_${value}`),
          }))}
          value={kind}
          allowDeselect={false}
          onChange={(value) => setKind(value as DocumentKind)}
          w={{ base: '100%', xs: 320 }}
        />
        <FileButton
          onChange={keep}
          accept="application/pdf,image/png,image/jpeg,image/tiff,text/xml,application/xml"
        >
          {(props) => (
            <Button {...props} variant="default" loading={busy}>
              {t('addDocument')}
            </Button>
          )}
        </FileButton>
      </Group>
      {problem ? (
        <Alert color="red" role="alert" p="xs">
          {problem}
        </Alert>
      ) : null}
    </>
  );
}
