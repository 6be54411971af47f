import type { Doctor, InscriptionDraft } from '@dcc/rules/src/inscription/draft.ts';
import { Box, Button, Group, Radio } from '@mantine/core';
import type { Patient, PractitionerRole, Reference } from '@medplum/fhirtypes';
import { useState } from 'react';
import { RadioGroup } from '../kit/RadioGroup.tsx';
import { t } from './messages.fr.ts';
import { Part } from './Part.tsx';
import { PersonPicker } from './PersonPicker.tsx';
import { usePeople } from './people.ts';

interface PeoplePartProps {
  draft: InscriptionDraft;
  patient: Patient;
  edit(change: (draft: InscriptionDraft) => InscriptionDraft): void;
}

/** Who asks, who presents, who treats. */
export function PeoplePart({ draft, patient, edit }: PeoplePartProps) {
  return (
    <Part title={t('partPeople')}>
      <PersonPicker
        label={t('requester')}
        value={draft.requester}
        // The record refuses an inscription without one.
        keep
        onChange={(requester) => edit((one) => ({ ...one, requester }))}
      />
      <PersonPicker
        label={t('presenter')}
        description={t('presenterHint')}
        value={draft.presenter}
        onChange={(presenter) => edit((one) => ({ ...one, presenter }))}
      />
      <DoctorChoice
        doctor={draft.doctor}
        patient={patient}
        onChange={(doctor) => edit((one) => ({ ...one, doctor }))}
      />
    </Part>
  );
}

interface DoctorChoiceProps {
  doctor?: Doctor;
  patient: Patient;
  onChange(doctor: Doctor | undefined): void;
}

function DoctorChoice({ doctor, patient, onChange }: DoctorChoiceProps) {
  // « Connu » is not an answer before somebody is named.
  const [looking, setLooking] = useState(false);
  const known = patient.generalPractitioner?.find(({ reference }) =>
    reference?.startsWith('PractitionerRole/'),
  );
  const name = usePeople([known?.reference]).get(known?.reference ?? '')?.name;
  const kind = doctor?.kind ?? (looking ? 'known' : '');
  return (
    <Box>
      <RadioGroup
        label={t('doctor')}
        value={kind}
        onChange={(chosen) => {
          setLooking(chosen === 'known');
          onChange(chosen === 'known' ? undefined : { kind: chosen as 'unknown' | 'none' });
        }}
      >
        <Group mt={6}>
          <Radio value="known" label={t('doctorKnown')} />
          <Radio value="unknown" label={t('doctorUnknown')} />
          <Radio value="none" label={t('doctorNone')} />
        </Group>
      </RadioGroup>
      {!doctor && known && name ? (
        <Button
          mt="xs"
          size="compact-sm"
          variant="light"
          className="dcc-wrap"
          onClick={() => onChange({ kind: 'known', role: known as Reference<PractitionerRole> })}
        >
          {t('doctorFromRecord', { name })}
        </Button>
      ) : null}
      {kind === 'known' ? (
        <Box mt="xs">
          <PersonPicker
            label={t('searchPerson')}
            value={doctor?.kind === 'known' ? doctor.role : undefined}
            onChange={(role) => {
              setLooking(true);
              onChange(role && { kind: 'known', role });
            }}
          />
        </Box>
      ) : null}
    </Box>
  );
}
