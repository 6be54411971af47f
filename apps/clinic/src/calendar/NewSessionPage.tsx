import './calendar.css';
import { wallClock } from '@dcc/rules/src/calendar/civil.ts';
import { membersOf, type RcpMember } from '@dcc/rules/src/calendar/members.ts';
import { isSession, rcpNumber, rcpOf } from '@dcc/rules/src/calendar/session.ts';
import { Alert, Anchor, Button, Checkbox, Group, Select, Stack, Text } from '@mantine/core';
import type { Encounter, HealthcareService } from '@medplum/fhirtypes';
import { useMedplum } from '@medplum/react-hooks';
import { useMemo, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { personOf } from '../convocation/person.ts';
import { useFhir, useMe } from '../data/index.ts';
import { ErrorState, Loading, Page } from '../kit/index.ts';
import { createSession } from './actions.ts';
import {
  dayWarnings,
  EMPTY_FORM,
  type FormErrors,
  formErrors,
  readForm,
  type SessionForm,
  sessionForm,
} from './form.ts';
import { t } from './messages.fr.ts';
import { resolver } from './model.ts';
import { notify } from './notify.ts';
import { freeNumber, membersOfSession } from './number.ts';
import { readPeople, readReference, readSessionsOf } from './read.ts';
import { SessionFields } from './SessionFields.tsx';
import { submitted } from './submitted.ts';
import { useAction } from './useAction.ts';

/** A session outside the calendars, new or like another one (`?copie=<id>`). */
export function NewSessionPage() {
  const [search] = useSearchParams();
  const copy = search.get('copie') ?? undefined;
  const reference = useFhir(['calendar', 'reference'], readReference);
  const model = useFhir(copy ? ['calendar', 'one', copy] : undefined, (medplum) =>
    medplum.readResource('Encounter', copy!),
  );
  const error = reference.error ?? model.error;
  const ready = reference.data && (!copy || model.data);
  return (
    <Page title={t('newTitle')} subtitle={t('newSubtitle')}>
      {error ? <ErrorState error={error} onRetry={() => reference.refetch()} /> : null}
      {!ready && !error ? <Loading /> : null}
      {reference.data && ready ? (
        <NewSessionForm
          rcps={reference.data.rcps}
          model={model.data && isSession(model.data) ? model.data : undefined}
          day={search.get('jour') ?? ''}
          rcpId={search.get('rcp') ?? undefined}
        />
      ) : null}
    </Page>
  );
}

interface NewSessionFormProps {
  rcps: readonly HealthcareService[];
  model?: Encounter;
  day: string;
  rcpId?: string;
}

function NewSessionForm({ rcps, model, day, rcpId }: NewSessionFormProps) {
  const me = useMe();
  const medplum = useMedplum();
  const navigate = useNavigate();
  const { run, busy, error } = useAction();
  const [chosen, setChosen] = useState<string | null>(
    (model ? rcpOf(model)?.replace('HealthcareService/', '') : rcpId) ?? null,
  );
  const [form, setForm] = useState<SessionForm>(() => ({
    ...(model ? sessionForm(model) : EMPTY_FORM),
    day,
  }));
  const [errors, setErrors] = useState<FormErrors & { rcp?: string; people?: string }>({});
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const rcp = rcps.find(({ id }) => id === chosen);
  const own = rcps.filter(
    ({ active, providedBy }) => active !== false && isOurs(me.organizations, providedBy),
  );
  const members = useMemo(() => (model ? membersOfSession(model) : rcp ? membersOf(rcp) : []), [model, rcp]);
  const others = useFhir(rcp ? ['calendar', 'of-rcp', rcp.id] : undefined, (client) =>
    readSessionsOf(client, rcp!),
  );
  const days = (others.data ?? []).map(({ period }) => wallClock(period!.start!));

  const submit = async () => {
    const convened = members.filter(({ role }) => !left.has(role));
    const found = {
      ...formErrors(form),
      ...(rcp ? {} : { rcp: t('rcpNeeded') }),
      ...(rcp && convened.length === 0 ? { people: t('peopleNeeded') } : {}),
    };
    setErrors(found);
    if (Object.keys(found).length > 0 || !rcp) return;
    let made: Encounter | undefined;
    const done = await run(async () => {
      const number = await freeNumber(medplum, rcpNumber(rcp) ?? '', form.day);
      made = await createSession(medplum, rcp, { number, ...readForm(form), members: convened });
    });
    if (!done || !made) return;
    notify(t('created'));
    navigate(`/calendrier?jour=${form.day}&session=${made.id}`);
  };
  return (
    <form noValidate onSubmit={submitted(submit)}>
      <Stack gap="md" maw={640}>
        <Select
          label={t('rcp')}
          required
          placeholder={t('chooseRcp')}
          data={own.map(({ id, name }) => ({ value: id!, label: name ?? '' }))}
          value={chosen}
          error={errors.rcp}
          onChange={setChosen}
          disabled={!!model}
          searchable
        />
        <SessionFields
          form={form}
          errors={errors}
          warnings={dayWarnings(form.day, wallClock(Date.now()).day, days)}
          onChange={setForm}
        />
        {rcp ? (
          <Members members={members} left={left} error={errors.people} rcpId={rcp.id!} onChange={setLeft} />
        ) : null}
        {error ? (
          <Alert color="red" role="alert">
            {error}
          </Alert>
        ) : null}
        <Group gap="sm">
          <Button type="submit" loading={busy}>
            {t('create')}
          </Button>
          <Button variant="default" onClick={() => navigate(-1)} disabled={busy}>
            {t('abandon')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Sessions are made in one's own establishment; somebody without one (a service) sees all. */
function isOurs(
  organizations: readonly { id?: string }[],
  providedBy: HealthcareService['providedBy'],
): boolean {
  return (
    organizations.length === 0 ||
    organizations.some(({ id }) => providedBy?.reference === `Organization/${id}`)
  );
}

interface MembersProps {
  members: readonly RcpMember[];
  left: ReadonlySet<string>;
  error?: string;
  rcpId: string;
  onChange: (left: ReadonlySet<string>) => void;
}

function Members({ members, left, error, rcpId, onChange }: MembersProps) {
  const roles = members.map(({ role }) => role);
  const people = useFhir(['calendar', 'people', ...roles], (medplum) => readPeople(medplum, roles));
  const resolve = useMemo(() => resolver(people.data ?? []), [people.data]);
  if (members.length === 0) {
    return (
      <Alert color="orange">
        {t('participantsNone')}{' '}
        <Anchor component={Link} to={`/catalogue/${rcpId}`} underline="always">
          {t('participantsEdit')}
        </Anchor>
      </Alert>
    );
  }
  return (
    <Checkbox.Group
      label={t('participants')}
      description={t('participantsHint')}
      error={error}
      value={roles.filter((role) => !left.has(role))}
      onChange={(kept) => onChange(new Set(roles.filter((role) => !kept.includes(role))))}
    >
      <Stack gap={6} mt="xs">
        {members.map(({ role, display, leads }) => {
          const { name, specialty } = personOf({ reference: role, display }, resolve);
          return (
            <Checkbox
              key={role}
              value={role}
              label={[name, specialty, leads ? t('leads') : ''].filter(Boolean).join(' · ')}
            />
          );
        })}
      </Stack>
      {people.isError ? (
        <Text size="sm" c="var(--dcc-quiet)">
          {(people.error as Error).message}
        </Text>
      ) : null}
    </Checkbox.Group>
  );
}
