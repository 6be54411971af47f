import { Button, Loader, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { Patient } from '@medplum/fhirtypes';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useMe } from '../data/me.ts';
import { EmptyState, ErrorState } from '../kit/states.tsx';
import { t } from './messages.fr.ts';
import { NewPatientForm } from './NewPatientForm.tsx';
import { PatientTable } from './PatientTable.tsx';
import { isAskable, useFoundPatients } from './search.ts';

interface PatientSearchProps {
  onChoose(patient: Patient): void;
  verb: string;
  mayCreate?: boolean;
}

/** One field finds a patient by any of its traits; homonyms stand side by side; who is absent can be created. */
export function PatientSearch({ onChoose, verb, mayCreate }: PatientSearchProps) {
  const me = useMe();
  const [text, setText] = useState('');
  const [creating, setCreating] = useState(false);
  const [asked] = useDebouncedValue(text, 250);
  const found = useFoundPatients(asked);
  const groups = isAskable(asked) ? (found.data?.groups ?? []) : [];
  const alike = groups.filter(({ length }) => length > 1);
  const alone = groups.filter(({ length }) => length === 1).flat();
  const count = groups.flat().length;
  const canCreate = mayCreate && me.may('Patient', 'create');
  if (creating) return <NewPatientForm typed={text} onMade={onChoose} onCancel={() => setCreating(false)} />;
  return (
    <Stack gap="md">
      <TextInput
        label={t('search')}
        description={t('searchHint')}
        size="md"
        maw={640}
        autoFocus
        autoComplete="off"
        leftSection={<IconSearch size={18} aria-hidden />}
        rightSection={found.isFetching ? <Loader size="xs" aria-hidden /> : null}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          // One answer only: Enter takes it. Between homonyms a person chooses.
          if (event.key === 'Enter' && count === 1 && asked === text) onChoose(groups[0]![0]!);
        }}
      />
      <Text size="sm" c="var(--dcc-quiet)" role="status">
        {isAskable(asked)
          ? found.isSuccess && count > 0
            ? t('found', { count })
            : ''
          : text
            ? t('searchMore')
            : ''}
      </Text>
      {found.isError ? <ErrorState error={found.error} onRetry={() => void found.refetch()} /> : null}
      {isAskable(asked) && found.isSuccess && count === 0 ? (
        <EmptyState title={t('notFound')} hint={t('notFoundHint')} />
      ) : null}
      {alike.map((group) => (
        <PatientTable key={group[0]!.id} patients={group} onChoose={onChoose} verb={verb} alike />
      ))}
      {alone.length > 0 ? <PatientTable patients={alone} onChoose={onChoose} verb={verb} /> : null}
      {canCreate && isAskable(asked) && found.isSuccess ? (
        <div>
          <Button variant={count === 0 ? 'filled' : 'default'} onClick={() => setCreating(true)}>
            {t('create')}
          </Button>
        </div>
      ) : null}
    </Stack>
  );
}
