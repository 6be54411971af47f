import { Button } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { useMe } from '../data/me.ts';
import '../inscription/inscription.css';
import { useRecord } from '../inscription/record.ts';
import { IdentityBanner } from '../kit/IdentityBanner.tsx';
import { Page } from '../kit/Page.tsx';
import { ErrorState, Loading } from '../kit/states.tsx';
import { AnnouncementPanel } from './AnnouncementPanel.tsx';
import { CareTeamPanel } from './CareTeamPanel.tsx';
import { MergedNotice } from './MergedNotice.tsx';
import { t } from './messages.fr.ts';
import { NextSteps } from './NextSteps.tsx';
import { Timeline } from './Timeline.tsx';
import { guardsOf } from './timeline.ts';
import { useCurrentPatient } from './use-patient.ts';

/** The record of one patient: who, what comes next, what was told, and the whole way. */
export function PatientPage() {
  const { id } = useParams();
  const me = useMe();
  const current = useCurrentPatient(id);
  const record = useRecord(current.data?.patient.id);
  // What is on screen stays there when it cannot be read again: somebody may be typing in it.
  const error = (current.data ? undefined : current.error) ?? (record.data ? undefined : record.error);
  if (error) {
    return (
      <Page title={t('recordTitle')}>
        <ErrorState
          error={error}
          onRetry={() => {
            void current.refetch();
            void record.refetch();
          }}
        />
      </Page>
    );
  }
  const patient = current.data?.patient;
  // The last passage tells: what was hidden before it is said beside each document.
  const last = record.data ? guardsOf(record.data)[0] : undefined;
  const notAnnounced = last !== undefined && last.state.state !== 'told';
  return (
    <Page
      title={t('recordTitle')}
      actions={
        patient && me.may('ServiceRequest', 'create') ? (
          <Button component={Link} to={`/inscriptions/nouvelle?patient=${patient.id}`}>
            {t('inscribe')}
          </Button>
        ) : null
      }
    >
      {patient ? <IdentityBanner patient={patient} notAnnounced={notAnnounced} /> : null}
      {current.data?.merged ? <MergedNotice /> : null}
      {!patient || !record.data ? (
        <Loading />
      ) : (
        <div className="dcc-columns">
          <Timeline record={record.data} />
          <aside aria-label={t('next')}>
            <NextSteps record={record.data} />
            <AnnouncementPanel
              record={record.data}
              patient={patient}
              onChanged={() => void record.refetch()}
            />
            <CareTeamPanel patient={patient} record={record.data} />
          </aside>
        </div>
      )}
    </Page>
  );
}
