import { identityStatus } from '@dcc/rules/src/ins/index.ts';
import {
  differences,
  replacedBy,
  TRAITS,
  type Trait,
  traitsOf,
} from '@dcc/rules/src/inscription/homonyms.ts';
import { Button, Mark, Table, Text } from '@mantine/core';
import type { Patient } from '@medplum/fhirtypes';
import { shortDate } from '../kit/dates.ts';
import { patientName } from '../kit/names.ts';
import { StatusLabel } from '../kit/StatusLabel.tsx';
import { t } from './messages.fr.ts';

interface PatientTableProps {
  patients: readonly Patient[];
  onChoose(patient: Patient): void;
  verb: string;
  /** Homonyms: what differs between them is marked. */
  alike?: boolean;
}

/** Identities side by side, trait by trait; between homonyms, what differs is marked, in words for who cannot see it. */
export function PatientTable({ patients, onChoose, verb, alike }: PatientTableProps) {
  const differing = alike ? differences(patients) : new Set<Trait>();
  return (
    <div className="dcc-traits">
      {alike ? (
        <Text size="sm" fw={600} mb={4}>
          {t('homonyms', { count: patients.length })}
        </Text>
      ) : null}
      <Table>
        <Table.Thead>
          <Table.Tr>
            {TRAITS.map((trait) => (
              <Table.Th key={trait}>{t(`trait_${trait}`)}</Table.Th>
            ))}
            <Table.Th>{t('colStatus')}</Table.Th>
            <Table.Th>{t('colAction')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {patients.map((patient) => (
            <Table.Tr key={patient.id}>
              {TRAITS.map((trait) => (
                <Table.Td key={trait} data-label={t(`trait_${trait}`)}>
                  <TraitCell text={shown(patient, trait)} differs={differing.has(trait)} />
                </Table.Td>
              ))}
              <Table.Td data-label={t('colStatus')}>
                <Status patient={patient} />
              </Table.Td>
              <Table.Td>
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={t('openName', {
                    verb,
                    name: `${patientName(patient)}, ${shortDate(patient.birthDate)}`,
                  })}
                  onClick={() => onChoose(patient)}
                >
                  {verb}
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function shown(patient: Patient, trait: Trait): string | undefined {
  const text = traitsOf(patient)[trait];
  if (!text) return undefined;
  if (trait === 'gender') return text === 'female' ? t('female') : text === 'male' ? t('male') : undefined;
  if (trait === 'birthDate') return shortDate(text);
  return trait === 'birthName' || trait === 'usedName' ? text.toLocaleUpperCase('fr-FR') : text;
}

function TraitCell({ text, differs }: { text: string | undefined; differs: boolean }) {
  if (!differs) return <>{text ?? ''}</>;
  return (
    <Mark color="yellow.2">
      {text ?? t('unknown')}
      <span className="dcc-hidden"> ({t('differs')})</span>
    </Mark>
  );
}

function Status({ patient }: { patient: Patient }) {
  if (replacedBy(patient)) return <StatusLabel tone="neutral">{t('mergedAway')}</StatusLabel>;
  const status = identityStatus(patient);
  return <StatusLabel tone={status === 'qualifiée' ? 'ok' : 'wait'}>{t(`status_${status}`)}</StatusLabel>;
}
