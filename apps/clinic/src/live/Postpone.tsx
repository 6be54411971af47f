import { DCC_CODES } from '@dcc/fhir-profiles/src/codes.ts';
import { SYSTEMS } from '@dcc/fhir-profiles/src/systems.ts';
import { REASONS } from '@dcc/rules/src/inscription/codes.ts';
import { Box, Button, Group, NativeSelect, Text, TextInput } from '@mantine/core';
import type { Encounter } from '@medplum/fhirtypes';
import { useMedplum } from '@medplum/react-hooks';
import { useState } from 'react';
import { useFhir } from '../data/query.ts';
import { transact } from '../data/transact.ts';
import type { CaseFile } from '../fiche/model/index.ts';
import { dateTime } from '../kit/dates.ts';
import { ErrorState } from '../kit/states.tsx';
import { positionOf } from '../session/record.ts';
import { t } from './messages.fr.ts';
import { postponement } from './postpone.ts';

interface PostponeProps {
  session: Encounter;
  /** What is typed is saved before it moves; gives the case as it is then. */
  before: () => Promise<CaseFile>;
  onDone: () => void;
  onCancel: () => void;
}

type ReasonKey = keyof typeof REASONS;

/** Puts a case off: why, and to which session of the same RCP. */
export function Postpone({ session, before, onDone, onCancel }: PostponeProps) {
  const medplum = useMedplum();
  const [code, setCode] = useState<ReasonKey>('SPECIALTY_MISSING');
  const [text, setText] = useState('');
  const [to, setTo] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const next = useNextSessions(session);
  const send = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const file = await before();
      const target = next.data?.find(({ id }) => id === to);
      const position = target ? await lastPosition(target.id!) : 0;
      const bundle = postponement({
        file,
        reason: { code, text },
        now: new Date().toISOString(),
        newId: crypto.randomUUID(),
        ...(target ? { target: { session: target, position: position + 1 } } : {}),
      });
      await transact(medplum, bundle);
      onDone();
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  const lastPosition = async (id: string) => {
    const cases = await medplum.searchResources('Encounter', `part-of=Encounter/${id}&_count=200`);
    const places = cases.map(positionOf).filter((one) => one < Number.MAX_SAFE_INTEGER);
    return Math.max(0, ...places);
  };
  return (
    <Box
      component="section"
      aria-label={t('postponeTitle')}
      className="live-panel"
      onKeyDown={(event) => event.key === 'Escape' && onCancel()}
    >
      <Text component="h2" fw={650}>
        {t('postponeTitle')}
      </Text>
      <Text size="sm" mb="xs">
        {t('postponeConsequence')}
      </Text>
      {error ? <ErrorState error={error} /> : null}
      <Group align="flex-end" gap="sm">
        <NativeSelect
          autoFocus
          label={t('postponeReason')}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value as ReasonKey)}
          data={Object.entries(REASONS).map(([value, { display }]) => ({ value, label: display }))}
        />
        <TextInput
          label={t('postponeText')}
          required={code === 'OTHER'}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          style={{ flex: 1 }}
        />
        <NativeSelect
          label={t('postponeTo')}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
          data={[
            { value: '', label: t('postponeLater') },
            ...(next.data ?? []).map(({ id, period }) => ({ value: id!, label: dateTime(period?.start) })),
          ]}
        />
      </Group>
      <Group mt="sm" gap="sm">
        <Button onClick={send} loading={busy}>
          {t('postponeDo')}
        </Button>
        <Button variant="default" onClick={onCancel} disabled={busy}>
          {t('cancel')}
        </Button>
      </Group>
    </Box>
  );
}

/** The next planned sessions of the same RCP. */
function useNextSessions(session: Encounter) {
  const rcp = session.type?.[0]?.coding?.find(({ system }) => system === 'urn:oid:1.2.250.1.161.1.20.3.1');
  const start = session.period?.start?.slice(0, 10);
  return useFhir(rcp && start ? ['live', 'next', rcp.code, start] : undefined, async (medplum) => {
    const found = await medplum.searchResources('Encounter', {
      type: `${SYSTEMS.DCC.url}|${DCC_CODES.SESSION.code}`,
      status: 'planned',
      date: `ge${start}`,
      _sort: 'date',
      _count: '100',
    });
    return found.filter(
      (one) =>
        one.id !== session.id &&
        one.type?.[0]?.coding?.some(({ code, system }) => code === rcp?.code && system === rcp?.system),
    );
  });
}
