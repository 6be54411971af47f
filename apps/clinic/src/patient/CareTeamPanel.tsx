import { List, Text, Title } from '@mantine/core';
import type { CareTeam, Patient } from '@medplum/fhirtypes';
import { useFhir } from '../data/query.ts';
import { usePeople } from '../inscription/people.ts';
import type { PatientRecord } from '../inscription/record.ts';
import { t } from './messages.fr.ts';

interface CareTeamPanelProps {
  patient: Patient;
  record: PatientRecord;
}

/** Who cares for the patient: médecin traitant, correspondents, and those who presented the case. */
export function CareTeamPanel({ patient, record }: CareTeamPanelProps) {
  const teams = useFhir(
    ['patient', patient.id, 'team'],
    (medplum): Promise<CareTeam[]> =>
      medplum.searchResources('CareTeam', `subject=Patient/${patient.id}&_count=20`),
  );
  const lines = [
    ...(patient.generalPractitioner ?? []).map(({ reference }) => ({ reference, role: t('teamDoctor') })),
    ...(teams.data ?? [])
      .flatMap(({ participant }) => participant ?? [])
      .map(({ member }) => ({ reference: member?.reference, role: t('teamCorrespondent') })),
    ...record.requests.map(({ requester }) => ({
      reference: requester?.reference,
      role: t('teamRequester'),
    })),
  ];
  const unique = [...new Map(lines.map((one) => [`${one.reference}${one.role}`, one])).values()];
  const people = usePeople(unique.map(({ reference }) => reference));
  const known = unique.flatMap((one) => {
    const person = people.get(one.reference ?? '');
    return person ? [{ ...one, person }] : [];
  });
  return (
    <section className="dcc-part">
      <Title order={2} size="h5" mb={4}>
        {t('team')}
      </Title>
      {known.length === 0 ? <Text size="sm">{t('noTeam')}</Text> : null}
      <List size="sm" spacing={4}>
        {known.map(({ person, role, reference }) => (
          <List.Item key={`${reference}${role}`}>
            <strong>{person.name}</strong>, {role}
            {person.detail ? (
              <Text size="xs" c="var(--dcc-quiet)">
                {person.detail}
              </Text>
            ) : null}
          </List.Item>
        ))}
      </List>
    </section>
  );
}
