import { Button, Group } from '@mantine/core';
import type { HealthcareService } from '@medplum/fhirtypes';
import { useMedplum } from '@medplum/react-hooks';
import { useState } from 'react';
import { submitted } from '../calendar/submitted.ts';
import { useFhir } from '../data/index.ts';
import { EntryFields } from './EntryFields.tsx';
import { EMPTY_ENTRY, type EntryErrors, entryErrors, entryOf, storedEntry } from './entry.ts';
import { t } from './messages.fr.ts';
import { centresOf, establishmentsOf } from './organizations.ts';
import { type Catalogue, readForms } from './read.ts';
import { Refusal } from './Section.tsx';
import { useSave } from './useSave.ts';
import { saveEntry } from './write.ts';

interface EntryEditorProps {
  catalogue: Catalogue;
  /** Absent: a new entry. */
  rcp?: HealthcareService;
  onDone: (saved?: HealthcareService) => void;
}

/** Writes an entry of the catalogue. */
export function EntryEditor({ catalogue, rcp, onDone }: EntryEditorProps) {
  const medplum = useMedplum();
  const questionnaires = useFhir(['catalogue', 'forms'], readForms);
  const { busy, error, save } = useSave();
  const [form, setForm] = useState(() => (rcp ? entryOf(rcp) : EMPTY_ENTRY));
  const [errors, setErrors] = useState<EntryErrors>({});
  const organizations = [...catalogue.organizations.values()];
  const submit = async () => {
    const found = entryErrors(form);
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    let saved: HealthcareService | undefined;
    const done = await save(async () => {
      saved = await saveEntry(medplum, storedEntry(form, rcp));
    }, t('saved'));
    if (done) onDone(saved);
  };
  return (
    <form noValidate onSubmit={submitted(submit)}>
      <EntryFields
        form={form}
        errors={errors}
        plans={catalogue.plans}
        questionnaires={questionnaires.data ?? []}
        establishments={establishmentsOf(organizations)}
        centres={centresOf(organizations)}
        fixed={!!rcp}
        onChange={setForm}
      />
      <Refusal error={error} />
      <Group gap="sm" mt="md">
        <Button type="submit" loading={busy}>
          {t(rcp ? 'save' : 'create')}
        </Button>
        <Button variant="default" disabled={busy} onClick={() => onDone()}>
          {t('abandon')}
        </Button>
      </Group>
    </form>
  );
}
