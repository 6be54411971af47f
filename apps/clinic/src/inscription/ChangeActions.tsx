import {
  postponeBundle,
  type Reason,
  transferBundle,
  withdrawBundle,
} from '@dcc/rules/src/inscription/change.ts';
import { REASONS } from '@dcc/rules/src/inscription/codes.ts';
import { draftRequest } from '@dcc/rules/src/inscription/transaction.ts';
import { transferred } from '@dcc/rules/src/inscription/transfer.ts';
import { Alert, Button, Group, Select, Stack, Text, Textarea, Title } from '@mantine/core';
import type { Patient, ServiceRequest } from '@medplum/fhirtypes';
import { useMedplum } from '@medplum/react-hooks';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { errorText } from '../data/error-text.ts';
import { useMe } from '../data/me.ts';
import { refresh } from '../data/query.ts';
import { transact } from '../data/transact.ts';
import { t } from './messages.fr.ts';
import { SessionPicker } from './SessionPicker.tsx';
import { isRecours, type NextSession } from './sessions.ts';
import type { StoredInscription } from './stored.ts';

interface ChangeActionsProps {
  stored: StoredInscription;
  patient: Patient;
  onChanged(): void;
}

type Act = 'postpone' | 'withdraw' | 'transfer';

/** Putting off, withdrawing, moving to a RCP de recours: each beside the page, with its reason and its consequence. */
export function ChangeActions({ stored, patient, onChanged }: ChangeActionsProps) {
  const medplum = useMedplum();
  const me = useMe();
  const navigate = useNavigate();
  const [act, setAct] = useState<Act>();
  const [error, setError] = useState<string>();
  const { request, rcpCase, tasks, rcp } = stored;
  const isOpen = request.status === 'active' || request.status === 'on-hold';
  // A case on an agenda belongs to whoever holds the agenda.
  const holds = me.may('Encounter', 'update') || !rcpCase || rcpCase.status === 'cancelled';
  const mayMove =
    (isOpen || request.status === 'completed') && !!rcp && !isRecours(rcp) && !stored.replacement;
  const acts: Act[] = [
    ...(request.status === 'active' && holds ? (['postpone'] as const) : []),
    ...(mayMove && holds ? (['transfer'] as const) : []),
    ...(isOpen && holds ? (['withdraw'] as const) : []),
  ];
  if (acts.length === 0) return null;

  const run = async (work: () => Promise<unknown>) => {
    setError(undefined);
    try {
      await work();
      setAct(undefined);
      await Promise.all([refresh('sessions'), refresh('patient'), refresh('inscription')]);
      onChanged();
    } catch (caught) {
      setError(caught instanceof Error && caught.constructor === Error ? caught.message : errorText(caught));
    }
  };
  const open =
    rcpCase && rcpCase.status !== 'cancelled' && rcpCase.status !== 'finished' ? rcpCase : undefined;
  const placed = () => ({
    request,
    rcpCase: open,
    tasks: tasks.filter(({ status }) => status === 'requested'),
    now: new Date().toISOString(),
  });
  const move = ({ rcp: to, session }: NextSession) =>
    run(async () => {
      const draft = transferred(stored, to, crypto.randomUUID());
      const target = { patient: { reference: `Patient/${patient.id}` }, rcp: to, session, now: placed().now };
      const answer = await transact(medplum, transferBundle(placed(), to, draftRequest(draft, target)));
      const made = answer.entry?.map(({ resource }) => resource).find(isNew(request.id));
      const id = made?.id ?? answer.entry?.at(-1)?.response?.location?.split('/')[1];
      if (id) await navigate(`/inscriptions/${id}`);
    });
  const buttons: Record<Act, string> = {
    postpone: t('postpone'),
    withdraw: t('withdraw'),
    transfer: t('transfer'),
  };
  return (
    <section className="dcc-part">
      <Group gap="xs">
        {acts.map((one) => (
          <Button
            key={one}
            variant={act === one ? 'light' : 'default'}
            aria-expanded={act === one}
            onClick={() => {
              setError(undefined);
              setAct(act === one ? undefined : one);
            }}
          >
            {buttons[one]}
          </Button>
        ))}
      </Group>
      {error ? (
        <Alert color="red" role="alert" mt="sm" style={{ whiteSpace: 'pre-line' }}>
          {error}
        </Alert>
      ) : null}
      {act === 'postpone' ? (
        <ReasonForm
          title={t('postponeTitle')}
          verb={t('confirmPostpone')}
          onCancel={() => setAct(undefined)}
          onConfirm={(reason) => run(() => transact(medplum, postponeBundle(placed(), reason)))}
        />
      ) : null}
      {act === 'withdraw' ? (
        <ReasonForm
          title={t('withdrawTitle')}
          verb={t('confirmWithdraw')}
          consequence={t('withdrawConsequence')}
          onCancel={() => setAct(undefined)}
          onConfirm={(reason) => run(() => transact(medplum, withdrawBundle(placed(), reason)))}
        />
      ) : null}
      {act === 'transfer' ? (
        <Stack gap="xs" mt="md">
          <Title order={2} size="h4">
            {t('transferTitle')}
          </Title>
          <Text size="sm">{t('transferHint')}</Text>
          <SessionPicker recoursOnly verb={t('transferOnto')} onChoose={(one) => void move(one)} />
        </Stack>
      ) : null}
    </section>
  );
}

const isNew =
  (old: string | undefined) =>
  (one: { resourceType?: string; id?: string } | undefined): one is ServiceRequest & { id: string } =>
    one?.resourceType === 'ServiceRequest' && one.id !== old;

interface ReasonFormProps {
  title: string;
  verb: string;
  consequence?: string;
  onCancel(): void;
  onConfirm(reason: Reason): Promise<void>;
}

function ReasonForm({ title, verb, consequence, onCancel, onConfirm }: ReasonFormProps) {
  const [code, setCode] = useState<Reason['code'] | null>(null);
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    await onConfirm({ code: code!, ...(text.trim() ? { text: text.trim() } : {}) });
    setBusy(false);
  };
  return (
    <Stack gap="xs" mt="md" maw={560}>
      <Title order={2} size="h4">
        {title}
      </Title>
      <Select
        label={t('changeReason')}
        required
        data={Object.entries(REASONS).map(([value, { display }]) => ({ value, label: display }))}
        value={code}
        onChange={(value) => setCode(value as Reason['code'] | null)}
      />
      <Textarea
        label={t('changeText')}
        autosize
        minRows={2}
        required={code === 'OTHER'}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {consequence ? <Text size="sm">{consequence}</Text> : null}
      <Group gap="xs">
        <Button
          color={consequence ? 'red.9' : undefined}
          disabled={!code}
          loading={busy}
          onClick={() => void confirm()}
        >
          {verb}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </Group>
    </Stack>
  );
}
