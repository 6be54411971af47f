import { documentVersion } from '@dcc/rules/src/signing/record.ts';
import { Alert, Button, Group, Textarea } from '@mantine/core';
import { useMedplum } from '@medplum/react-hooks';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { errorText } from '../data/error-text.ts';
import { refresh } from '../data/query.ts';
import { IdentityBanner } from '../kit/IdentityBanner.tsx';
import { Page } from '../kit/Page.tsx';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { openAmendment } from './amend.ts';
import { t } from './messages.fr.ts';
import { useCase } from './useCase.ts';

/** Opens the next version of a validated fiche: the reason first, then the form. */
export function AmendmentPage() {
  const { caseId } = useParams();
  const medplum = useMedplum();
  const navigate = useNavigate();
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const found = useCase(caseId);
  const composition = found.data?.file.fiche?.composition;
  const version = composition ? documentVersion(composition) : 0;
  const isDraft = composition?.status === 'preliminary';
  const form = `/fiches/${caseId}`;

  const open = async () => {
    if (!reason.trim()) {
      setError(t('amendReasonMissing'));
      return;
    }
    setBusy(true);
    setError(undefined);
    try {
      await openAmendment(medplum, composition!, reason);
      await Promise.all([refresh('validation'), refresh('fiche')]);
      await navigate(form);
    } catch (caught) {
      setError(errorText(caught));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Page title={t('amendTitle')}>
      {found.isPending ? <Loading /> : null}
      {found.isError ? <ErrorState error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.data?.file.patient ? <IdentityBanner patient={found.data.file.patient} /> : null}
      {found.data && !composition ? <EmptyState title={t('noFiche')} /> : null}
      {composition && isDraft ? (
        <EmptyState
          title={version > 1 ? t('amendExists', { version }) : t('amendNotSigned')}
          action={
            <Button component={Link} to={form} variant="default">
              {t('amendGo')}
            </Button>
          }
        />
      ) : null}
      {composition && !isDraft ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void open();
          }}
        >
          <Alert color="petrol" mb="md">
            {t('amendConsequence', { version: version + 1, current: version })}
          </Alert>
          <Textarea
            label={t('amendReason')}
            description={t('amendReasonHint')}
            autosize
            minRows={2}
            maxLength={1000}
            aria-required
            value={reason}
            error={error}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group mt="md">
            <Button type="submit" loading={busy}>
              {t('amendOpen', { version: version + 1 })}
            </Button>
          </Group>
        </form>
      ) : null}
    </Page>
  );
}
