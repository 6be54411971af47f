import { useParams } from 'react-router';
import { IdentityBanner } from '../kit/IdentityBanner.tsx';
import { Page } from '../kit/Page.tsx';
import { ErrorState, Loading } from '../kit/states.tsx';
import { MergedNotice } from '../patient/MergedNotice.tsx';
import { useCurrentPatient } from '../patient/use-patient.ts';
import { DraftForm } from './DraftForm.tsx';
import { InscriptionView } from './InscriptionView.tsx';
import './inscription.css';
import { t } from './messages.fr.ts';
import { useStoredInscription } from './stored.ts';

/** One inscription: its form while it is a draft, then where it stands and what can be done about it. */
export function InscriptionPage() {
  const { id = '' } = useParams();
  const stored = useStoredInscription(id);
  const patient = useCurrentPatient(stored.data?.patientId);
  // A form that is open stays open, whatever becomes of the next reading: somebody types in it.
  const error = (stored.data ? undefined : stored.error) ?? (patient.data ? undefined : patient.error);
  const retry = () => {
    void stored.refetch();
    void patient.refetch();
  };
  const isDraft = stored.data?.request.status === 'draft';
  return (
    <Page title={isDraft ? t('newTitle') : t('title')}>
      {error ? <ErrorState error={error} onRetry={retry} /> : null}
      {!error && (!stored.data || !patient.data) ? <Loading /> : null}
      {stored.data && patient.data ? (
        <>
          <IdentityBanner patient={patient.data.patient} />
          {patient.data.merged ? <MergedNotice /> : null}
          {isDraft ? (
            <DraftForm
              key={id}
              stored={stored.data}
              patient={patient.data.patient}
              onSent={() => void stored.refetch()}
            />
          ) : (
            <InscriptionView
              stored={stored.data}
              patient={patient.data.patient}
              onChanged={() => void stored.refetch()}
            />
          )}
        </>
      ) : null}
    </Page>
  );
}
