import { Button, Checkbox, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import type { Patient, PractitionerRole, Reference } from '@medplum/fhirtypes';
import { useMedplum } from '@medplum/react-hooks';
import { useState } from 'react';
import { errorText } from '../data/error-text.ts';
import { useMe } from '../data/me.ts';
import { PersonPicker } from '../inscription/PersonPicker.tsx';
import { isDoctor, usePeople } from '../inscription/people.ts';
import type { PatientRecord } from '../inscription/record.ts';
import { ConfirmButton } from '../kit/ConfirmButton.tsx';
import { shortDate } from '../kit/dates.ts';
import { StatusLabel } from '../kit/StatusLabel.tsx';
import { announce } from './announce.ts';
import { t } from './messages.fr.ts';
import { type GuardedCase, guardsOf } from './timeline.ts';

interface AnnouncementPanelProps {
  record: PatientRecord;
  patient: Patient;
  onChanged(): void;
}

/** Whether the patient was told, passage by passage; saying so opens the documents to the patient. */
export function AnnouncementPanel({ record, patient, onChanged }: AnnouncementPanelProps) {
  const guards = guardsOf(record);
  const people = usePeople(
    guards.map(({ state }) => (state.state === 'told' ? state.by?.reference : undefined)),
  );
  if (guards.length === 0) return null;
  return (
    <section className="dcc-part" aria-label={t('announcement')}>
      <Title order={2} size="h5" mb={4}>
        {t('announcement')}
      </Title>
      <Stack gap="md">
        {guards.map((one) => (
          <div key={one.inscription}>
            <Text size="sm" fw={600}>
              {t('announcementOf', { rcp: one.rcp, date: shortDate(one.rcpCase.period?.start) })}
            </Text>
            <Text size="sm" component="div">
              <GuardWords one={one} name={nameOf(one, people)} />
            </Text>
            <Act one={one} others={earlier(guards, one)} patient={patient} onChanged={onChanged} />
          </div>
        ))}
      </Stack>
    </section>
  );
}

/** Passages before this one that nobody was said to be told of: what is told now was told for them too. */
function earlier(guards: readonly GuardedCase[], one: GuardedCase): GuardedCase[] {
  const start = one.rcpCase.period?.start ?? '';
  return guards.filter(
    ({ state, rcpCase }) => state.state !== 'told' && (rcpCase.period?.start ?? '') < start,
  );
}

function nameOf({ state }: GuardedCase, people: ReturnType<typeof usePeople>): string {
  if (state.state !== 'told') return '';
  return people.get(state.by?.reference ?? '')?.name ?? state.by?.display ?? t('unknown');
}

function GuardWords({ one: { state }, name }: { one: GuardedCase; name: string }) {
  if (state.state === 'told') {
    return <StatusLabel tone="ok">{t('announcementTold', { date: shortDate(state.on), name })}</StatusLabel>;
  }
  return (
    <StatusLabel tone="warn">
      {state.state === 'not-told' ? t('announcementHidden') : t('announcementUnknown')}
    </StatusLabel>
  );
}

interface ActProps {
  one: GuardedCase;
  others: readonly GuardedCase[];
  patient: Patient;
  onChanged(): void;
}

function Act({ one, others, patient, onChanged }: ActProps) {
  const medplum = useMedplum();
  const me = useMe();
  const [open, setOpen] = useState(false);
  if (!me.may('Consent', 'update')) return null;
  if (one.state.state === 'told') {
    return (
      <ConfirmButton
        variant="subtle"
        size="compact-xs"
        color="red"
        c="red.9"
        mt={4}
        consequence={t('untellConsequence')}
        confirm={t('untellVerb')}
        onConfirm={async () => {
          await announce(medplum, one, patient, undefined);
          onChanged();
        }}
      >
        {t('untell')}
      </ConfirmButton>
    );
  }
  if (!open) {
    return (
      <Button size="compact-sm" variant="default" mt={4} onClick={() => setOpen(true)}>
        {t('tell')}
      </Button>
    );
  }
  return <TellForm {...{ one, others, patient, onChanged }} onCancel={() => setOpen(false)} />;
}

interface TellFormProps extends ActProps {
  onCancel(): void;
}

function TellForm({ one, others, patient, onChanged, onCancel }: TellFormProps) {
  const medplum = useMedplum();
  const me = useMe();
  const own = me.roles.find(isDoctor)?.id;
  const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Paris' });
  const [on, setOn] = useState(today);
  const [by, setBy] = useState<Reference<PractitionerRole> | undefined>(
    own ? { reference: `PractitionerRole/${own}` } : undefined,
  );
  const [forAll, setForAll] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const confirm = async () => {
    setBusy(true);
    setError(undefined);
    try {
      for (const it of [one, ...(forAll ? others : [])])
        await announce(medplum, it, patient, { on, by: by! });
      onChanged();
      onCancel();
    } catch (caught) {
      setError(caught instanceof Error && caught.constructor === Error ? caught.message : errorText(caught));
      setBusy(false);
    }
  };
  return (
    <Stack gap="xs" mt="xs" role="group" aria-label={t('tellTitle')}>
      <TextInput
        type="date"
        label={t('tellOn')}
        max={today}
        value={on}
        error={on > today ? t('futureDate') : undefined}
        onChange={(event) => setOn(event.currentTarget.value)}
      />
      <PersonPicker label={t('tellBy')} value={by} onChange={setBy} doctorsOnly={false} />
      {others.length > 0 ? (
        <Checkbox
          label={t('tellOthers', { count: others.length })}
          checked={forAll}
          onChange={(event) => setForAll(event.currentTarget.checked)}
        />
      ) : null}
      <Text size="sm">{t('tellConsequence')}</Text>
      {error ? (
        <Text size="sm" c="red.9" role="alert">
          {error}
        </Text>
      ) : null}
      <Group gap="xs">
        <Button
          size="compact-sm"
          disabled={!on || on > today || !by}
          loading={busy}
          onClick={() => void confirm()}
        >
          {t('tellVerb')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </Group>
    </Stack>
  );
}
