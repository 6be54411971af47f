import { identityStatus } from '@dcc/rules/src/ins/index.ts';
import { Box, Group, Text } from '@mantine/core';
import type { Patient } from '@medplum/fhirtypes';
import { ageAt, shortDate } from './dates.ts';
import { t } from './messages.fr.ts';
import { birthName, patientName } from './names.ts';
import { StatusLabel, type Tone } from './StatusLabel.tsx';

const STATUS: Record<ReturnType<typeof identityStatus>, { tone: Tone; text: string }> = {
  qualifiée: { tone: 'ok', text: t('insQualified') },
  validée: { tone: 'wait', text: t('insPending') },
  récupérée: { tone: 'wait', text: t('insPending') },
  provisoire: { tone: 'warn', text: t('insProvisional') },
};

/** Who this screen is about: on top of every screen that shows a patient, always the same, always whole. */
export function IdentityBanner({ patient }: { patient: Patient }) {
  const birth = birthName(patient);
  const age = ageAt(patient.birthDate);
  const bornOn =
    patient.gender === 'male' ? 'bornOnMale' : patient.gender === 'female' ? 'bornOnFemale' : 'bornOnUnknown';
  const sex =
    patient.gender === 'male' ? t('male') : patient.gender === 'female' ? t('female') : t('sexUnknown');
  const status = STATUS[identityStatus(patient)];
  return (
    <Box component="section" aria-label={t('identityBanner')} className="dcc-identity">
      <Group gap="lg" wrap="wrap" align="baseline">
        <Text fw={700} size="lg" component="p">
          {patientName(patient)}
        </Text>
        <Text component="p">
          {t('birthName')} : <strong>{birth?.family?.toLocaleUpperCase('fr-FR') ?? '?'}</strong>
          {' · '}
          {t('givenNames')} : <strong>{birth?.given?.join(', ') ?? '?'}</strong>
          {' · '}
          {t('sex')} : <strong>{sex}</strong>
          {' · '}
          {patient.birthDate ? (
            <>
              {t(bornOn)} <strong>{shortDate(patient.birthDate)}</strong>
              {age === undefined ? '' : ` (${t('years', { count: age })})`}
            </>
          ) : (
            t('birthDateUnknown')
          )}
        </Text>
        <StatusLabel tone={status.tone}>{status.text}</StatusLabel>
      </Group>
    </Box>
  );
}
