import { Button, Group, Text, Title } from '@mantine/core';
import type { PractitionerRole, Reference } from '@medplum/fhirtypes';
import { useMedplum } from '@medplum/react-hooks';
import { useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useMe } from '../data/me.ts';
import { dateTime } from '../kit/dates.ts';
import { IdentityBanner } from '../kit/IdentityBanner.tsx';
import { Page } from '../kit/Page.tsx';
import { ErrorState, Loading } from '../kit/states.tsx';
import { MergedNotice } from '../patient/MergedNotice.tsx';
import { PatientSearch } from '../patient/PatientSearch.tsx';
import { useCurrentPatient } from '../patient/use-patient.ts';
import { begin } from './begin.ts';
import './inscription.css';
import { t } from './messages.fr.ts';
import { PersonPicker } from './PersonPicker.tsx';
import { isDoctor } from './people.ts';
import { useRecord } from './record.ts';
import { SessionPicker } from './SessionPicker.tsx';
import { type NextSession, rcpReference, useNextSessions } from './sessions.ts';

/** Who, then where and by whom: once these are known the draft is kept, and the rest is filled in on its own page. */
export function NewInscriptionPage() {
  const [params, setParams] = useSearchParams();
  const patientId = params.get('patient') ?? undefined;
  const set = (change: Record<string, string | undefined>) => {
    const next = new URLSearchParams(params);
    for (const [key, value] of Object.entries(change)) {
      if (value) next.set(key, value);
      else next.delete(key);
    }
    setParams(next);
  };
  return (
    <Page title={t('newTitle')}>
      {patientId ? (
        <ChooseSession patientId={patientId} sessionId={params.get('session') ?? undefined} set={set} />
      ) : (
        <>
          <Title order={2} size="h4" mb="sm">
            {t('step_patient')}
          </Title>
          <PatientSearch onChoose={(patient) => set({ patient: patient.id })} verb={t('choose')} mayCreate />
        </>
      )}
    </Page>
  );
}

interface ChooseSessionProps {
  patientId: string;
  sessionId?: string;
  set(change: Record<string, string | undefined>): void;
}

function ChooseSession({ patientId, sessionId, set }: ChooseSessionProps) {
  const medplum = useMedplum();
  const navigate = useNavigate();
  const me = useMe();
  const patient = useCurrentPatient(patientId);
  const sessions = useNextSessions();
  const record = useRecord(patient.data?.patient.id);
  const [id] = useState(() => crypto.randomUUID());
  const [requester, setRequester] = useState<Reference<PractitionerRole>>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const own = me.roles.find(isDoctor)?.id;
  useEffect(() => {
    // Who inscribes her own patient is the demandeur; a secretary says who is.
    if (own) setRequester((now) => now ?? { reference: `PractitionerRole/${own}` });
  }, [own]);
  if (!patient.data && patient.isError)
    return <ErrorState error={patient.error} onRetry={() => void patient.refetch()} />;
  if (!patient.data) return <Loading />;
  const { patient: found, merged } = patient.data;
  const chosen = sessions.data?.find(({ session }) => session.id === sessionId);
  const known = (record.data?.cases ?? []).flatMap((one) => rcpReference(one) ?? []);
  const go = async (to: NextSession, by: Reference<PractitionerRole>) => {
    setBusy(true);
    setError(undefined);
    try {
      const request = await begin(medplum, { id, patient: found, requester: by, ...to });
      await navigate(`/inscriptions/${request.id}`, { replace: true });
    } catch (caught) {
      setError(caught);
      setBusy(false);
    }
  };
  return (
    <>
      <IdentityBanner patient={found} />
      {merged ? <MergedNotice /> : null}
      <Group mb="md">
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => set({ patient: undefined, session: undefined })}
        >
          {t('changePatient')}
        </Button>
      </Group>
      <Title order={2} size="h4" mb="sm">
        {t('step_session')}
      </Title>
      <Group align="flex-end" gap="md" mb="md">
        <div style={{ flex: '0 1 420px' }}>
          <PersonPicker
            label={t('requester')}
            description={t('requesterHint')}
            value={requester}
            onChange={setRequester}
            required
            keep
          />
        </div>
        {chosen ? (
          <Button
            onClick={() => requester && void go(chosen, requester)}
            disabled={!requester}
            loading={busy}
          >
            {t('continueTo', { rcp: chosen.rcp.name ?? '', date: dateTime(chosen.session.period?.start) })}
          </Button>
        ) : null}
      </Group>
      <Text size="sm" c="var(--dcc-quiet)" role="status" mb="xs">
        {requester ? (chosen ? '' : t('chooseSession')) : t('chooseRequester')}
      </Text>
      {error ? <ErrorState error={error} /> : null}
      <SessionPicker
        chosen={sessionId}
        known={known}
        onChoose={(one) => {
          set({ session: one.session.id });
          // Both are known: nothing is left to confirm, the draft can always be abandoned.
          if (requester) void go(one, requester);
        }}
      />
    </>
  );
}
