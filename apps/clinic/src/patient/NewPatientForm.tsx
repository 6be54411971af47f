import { IDENTIFIER_TYPES } from '@dcc/fhir-profiles/src/identifiers.ts';
import {
  checkTraits,
  type Numbering,
  provisionalPatient,
  type Traits,
} from '@dcc/rules/src/inscription/new-patient.ts';
import { readQuery } from '@dcc/rules/src/inscription/search.ts';
import { Alert, Button, Grid, Group, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import type { Organization, Patient } from '@medplum/fhirtypes';
import { useMedplum } from '@medplum/react-hooks';
import { useState } from 'react';
import { settings } from '../app/client.ts';
import { useMe } from '../data/me.ts';
import { useFhir } from '../data/query.ts';
import { ErrorState } from '../kit/states.tsx';
import { isTestSite } from './ins-root.ts';
import { t } from './messages.fr.ts';
import { PatientTable } from './PatientTable.tsx';
import { useFoundPatients } from './search.ts';

interface NewPatientFormProps {
  /** What was searched for: it fills what it can. */
  typed: string;
  onMade(patient: Patient): void;
  onCancel(): void;
}

function fromSearch(typed: string): Traits {
  const { names, birthDate, number } = readQuery(typed);
  const ins = number && number.length === 15 ? number : '';
  return {
    birthName: names[0] ?? '',
    givenNames: names.slice(1).join(' '),
    birthDate: birthDate?.length === 10 ? birthDate : '',
    ins,
    ipp: ins ? '' : (number ?? ''),
  };
}

/** An identity typed by hand: traits checked against each other, and against those already known. */
export function NewPatientForm({ typed, onMade, onCancel }: NewPatientFormProps) {
  const medplum = useMedplum();
  const me = useMe();
  const [traits, setTraits] = useState(() => fromSearch(typed));
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const numbering = useNumbering(me.organizations[0]);
  const test = isTestSite(settings());
  const known = useFoundPatients(
    traits.birthDate.length === 10 ? `${traits.birthName} ${traits.birthDate}` : '',
  );
  // Nobody is made anew while it is not known who bears these traits already.
  const isUnread = known.isError && !known.data;
  const problems = checkTraits(traits, new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Paris' }));
  const wrong = (field: keyof Traits) =>
    tried ? problems.find((one) => one.blocking && one.field === field)?.message : undefined;
  const doubts = problems.filter(({ blocking }) => !blocking);
  const field = (name: keyof Traits, more: object = {}) => (
    <TextInput
      label={t(name as 'birthName')}
      value={traits[name] ?? ''}
      error={wrong(name)}
      autoComplete="off"
      onChange={(event) => setTraits({ ...traits, [name]: event.currentTarget.value })}
      {...more}
    />
  );
  const make = async () => {
    setTried(true);
    if (problems.some(({ blocking }) => blocking)) return;
    setBusy(true);
    setError(undefined);
    try {
      onMade(await medplum.createResource(provisionalPatient(traits, numbering, test)));
    } catch (caught) {
      setError(caught);
      setBusy(false);
    }
  };
  const close = (known.data?.groups ?? []).flat();
  return (
    <form onSubmit={(event) => event.preventDefault()} noValidate>
      <Stack gap="md" maw={860}>
        <Title order={2} size="h4">
          {t('createTitle')}
        </Title>
        <Text size="sm">{t('createHint')}</Text>
        <Grid gutter="sm">
          <Grid.Col span={{ base: 12, sm: 6 }}>
            {field('birthName', { required: true, autoFocus: true })}
          </Grid.Col>
          <Grid.Col span={{ base: 12, sm: 6 }}>{field('usedName')}</Grid.Col>
          <Grid.Col span={{ base: 12, sm: 6 }}>
            {field('givenNames', { required: true, description: t('givenNamesHint') })}
          </Grid.Col>
          <Grid.Col span={{ base: 6, sm: 3 }}>
            {field('birthDate', { required: true, type: 'date', mt: { sm: 20 } })}
          </Grid.Col>
          <Grid.Col span={{ base: 6, sm: 3 }}>
            <Select
              label={t('gender')}
              required
              mt={{ sm: 20 }}
              data={[
                { value: 'female', label: t('femaleLong') },
                { value: 'male', label: t('maleLong') },
              ]}
              value={traits.gender ?? null}
              error={wrong('gender')}
              onChange={(gender) =>
                setTraits({ ...traits, gender: (gender as Traits['gender']) ?? undefined })
              }
            />
          </Grid.Col>
          <Grid.Col span={{ base: 12, sm: 6 }}>{field('birthPlace', { mt: { sm: 20 } })}</Grid.Col>
          <Grid.Col span={{ base: 12, sm: 6 }}>
            {field('birthPlaceCode', { description: t('birthPlaceCodeHint') })}
          </Grid.Col>
          <Grid.Col span={{ base: 12, sm: 6 }}>
            {field('ins', test ? { description: t('insTest') } : {})}
          </Grid.Col>
          {numbering ? (
            <Grid.Col span={{ base: 12, sm: 6 }}>{field('ipp', test ? { mt: { sm: 20 } } : {})}</Grid.Col>
          ) : null}
        </Grid>
        {doubts.length > 0 ? (
          <Alert color="orange" title={t('doubts')} p="sm">
            {doubts.map(({ message }) => (
              <Text key={message} size="sm">
                {message}
              </Text>
            ))}
          </Alert>
        ) : null}
        {close.length > 0 ? (
          <section aria-label={t('close')}>
            <Text fw={600}>{t('close')}</Text>
            <Text size="sm" c="var(--dcc-quiet)" mb={4}>
              {t('closeHint')}
            </Text>
            <PatientTable patients={close} alike={close.length > 1} onChoose={onMade} verb={t('open')} />
          </section>
        ) : null}
        {error ? <ErrorState error={error} /> : null}
        {isUnread ? <ErrorState error={known.error} onRetry={() => void known.refetch()} /> : null}
        <Group gap="xs">
          <Button type="submit" onClick={() => void make()} loading={busy} disabled={isUnread}>
            {t('createVerb')}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {t('cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** How the establishment numbers its patients: seen on the patients it already has. */
function useNumbering(organization: Organization | undefined): Numbering | undefined {
  const system = useFhir(organization ? ['ipp-system', organization.id] : undefined, async (medplum) => {
    const known = await medplum.searchResources('Patient', '_count=20&_sort=-_lastUpdated');
    const found = known
      .flatMap(({ identifier }) => identifier ?? [])
      .find(
        ({ type, assigner }) =>
          type?.coding?.some((one) => one.system === IDENTIFIER_TYPES.V2 && one.code === 'PI') &&
          assigner?.reference === `Organization/${organization!.id}`,
      );
    return found?.system ?? null;
  }).data;
  return organization && system ? { organization, system } : undefined;
}
