import { withdrawBundle } from '@dcc/rules/src/inscription/change.ts';
import type { CaseFacts, Completeness } from '@dcc/rules/src/inscription/completeness.ts';
import { dueDate, needsReason } from '@dcc/rules/src/inscription/deadline.ts';
import type { InscriptionDraft } from '@dcc/rules/src/inscription/draft.ts';
import { Box, Button, Select, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { Patient } from '@medplum/fhirtypes';
import { useMedplum } from '@medplum/react-hooks';
import { useState } from 'react';
import { errorText } from '../data/error-text.ts';
import { useMe } from '../data/me.ts';
import { refresh } from '../data/query.ts';
import { transact } from '../data/transact.ts';
import { ConfirmButton } from '../kit/ConfirmButton.tsx';
import { shortDate } from '../kit/dates.ts';
import { t } from './messages.fr.ts';
import { send } from './send.ts';
import type { StoredInscription } from './stored.ts';

interface SendPanelProps {
  draft: InscriptionDraft;
  stored: StoredInscription;
  patient: Patient;
  facts: CaseFacts;
  state: Completeness;
  edit(change: (draft: InscriptionDraft) => InscriptionDraft): void;
  flush(): Promise<void>;
  onSent(): void;
}

type Asked = 'nobody' | 'requester' | 'me';

/** The last step: late or not, who is asked for what lacks, and the button that says what it does. */
export function SendPanel({ draft, stored, patient, facts, state, edit, flush, onSent }: SendPanelProps) {
  const medplum = useMedplum();
  const me = useMe();
  const [asked, setAsked] = useState<Asked>('requester');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const { session, rcp, request } = stored;
  const now = Date.now();
  const late = !!session && needsReason(session, now);
  const mayPlace = me.may('Encounter', 'create');
  const chased = state.missing.filter(({ blocking }) => !blocking);
  const due = session ? dueDate(session, now) : '';
  const mine = me.roles[0] ? { reference: `PractitionerRole/${me.roles[0].id}` } : undefined;
  const owner = asked === 'requester' ? draft.requester : asked === 'me' ? mine : undefined;

  const go = async () => {
    if (!session || !rcp) return;
    if (late && !draft.lateReason?.trim()) return setError(t('lateNeeded'));
    setBusy(true);
    setError(undefined);
    try {
      await flush();
      const pieces = owner && chased.length > 0 ? { owner, due, ...(mine ? { by: mine } : {}) } : undefined;
      await send(medplum, { draft, id: request.id!, patient, rcp, session, facts, mayPlace, pieces });
      notifications.show({
        message: mayPlace ? t('sent') : t('deposited'),
        color: 'teal.9',
        closeButtonProps: { 'aria-label': t('close') },
      });
      await Promise.all([refresh('sessions'), refresh('patient'), refresh('inscription')]);
      onSent();
    } catch (caught) {
      setError(caught instanceof Error && caught.constructor === Error ? caught.message : errorText(caught));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Stack gap="sm" my="md">
      {late ? (
        <Textarea
          label={t('lateReason')}
          description={t('lateHint')}
          required
          autosize
          minRows={2}
          value={draft.lateReason ?? ''}
          onChange={(event) => {
            const lateReason = event.currentTarget.value;
            edit((one) => ({ ...one, lateReason }));
          }}
        />
      ) : null}
      {chased.length > 0 && state.sendable ? (
        <Box>
          <Select
            label={t('chase')}
            description={due ? t('chaseOn', { date: shortDate(due) }) : undefined}
            allowDeselect={false}
            value={asked}
            onChange={(value) => setAsked(value as Asked)}
            data={[
              { value: 'requester', label: t('chaseRequester') },
              ...(mine ? [{ value: 'me', label: t('chaseMe') }] : []),
              { value: 'nobody', label: t('chaseNobody') },
            ]}
          />
          <Text size="xs" c="var(--dcc-quiet)" mt={4}>
            {t('sendIncomplete')}
          </Text>
        </Box>
      ) : null}
      {error ? (
        <Text size="sm" c="red.9" role="alert" style={{ whiteSpace: 'pre-line' }}>
          {error}
        </Text>
      ) : null}
      <Button onClick={() => void go()} loading={busy} disabled={!state.sendable} fullWidth>
        {late ? t('sendLate') : mayPlace ? t('send') : t('deposit')}
      </Button>
      <ConfirmButton
        variant="subtle"
        color="red"
        c="red.9"
        size="compact-sm"
        consequence={t('abandonConsequence')}
        confirm={t('abandon')}
        onConfirm={async () => {
          await flush();
          const latest = await medplum.readResource('ServiceRequest', request.id!, { cache: 'reload' });
          await transact(
            medplum,
            withdrawBundle({ request: latest, now: new Date().toISOString() }, { code: 'MISTAKE' }),
          );
          onSent();
        }}
      >
        {t('abandon')}
      </ConfirmButton>
    </Stack>
  );
}
