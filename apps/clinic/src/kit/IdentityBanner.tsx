import { INS_SYSTEMS } from '@dcc/fhir-profiles/src/identifiers.ts';
import { identityStatus, insOf } from '@dcc/rules/src/ins/index.ts';
import { Box, Group, Text } from '@mantine/core';
import type { Patient } from '@medplum/fhirtypes';
import { memo } from 'react';
import { ageAt, shortDate } from './dates.ts';
import { t } from './messages.fr.ts';
import { birthName, patientName } from './names.ts';
import { StatusLabel, type Tone } from './StatusLabel.tsx';

type Status = ReturnType<typeof identityStatus>;

const STATUS: Record<Status, { tone: Tone; text: string }> = {
  qualifiée: { tone: 'ok', text: t('insQualified') },
  validée: { tone: 'wait', text: t('insPending') },
  récupérée: { tone: 'wait', text: t('insRetrieved') },
  provisoire: { tone: 'warn', text: t('insProvisional') },
};

/** The two test roots stand last among the four of the INS. */
const TEST_ROOTS: readonly string[] = INS_SYSTEMS.slice(2);

interface IdentityBannerProps {
  patient: Patient;
  /** Said beside the identity when the patient may not know the diagnosis yet. */
  notAnnounced?: boolean;
}

/** Who this screen is about: on top of every screen that shows a patient, always the same, always whole. */
export const IdentityBanner = memo(function IdentityBanner({ patient, notAnnounced }: IdentityBannerProps) {
  const birth = birthName(patient);
  const age = ageAt(patient.birthDate);
  const bornOn =
    patient.gender === 'male' ? 'bornOnMale' : patient.gender === 'female' ? 'bornOnFemale' : 'bornOnUnknown';
  const sex =
    patient.gender === 'male' ? t('male') : patient.gender === 'female' ? t('female') : t('sexUnknown');
  const status = STATUS[identityStatus(patient)];
  const isTest = TEST_ROOTS.includes(insOf(patient)?.system ?? '');
  return (
    <Box component="section" aria-label={t('identityBanner')} className="dcc-identity">
      <Group gap="md" wrap="wrap" align="baseline" justify="space-between" mb={2}>
        <Text fw={700} size="lg" component="p">
          {patientName(patient)}
        </Text>
        <Group gap="md" fz="sm">
          {notAnnounced ? <StatusLabel tone="warn">{t('notAnnounced')}</StatusLabel> : null}
          <StatusLabel tone={status.tone}>{status.text}</StatusLabel>
          {isTest ? <span>{t('insTest')}</span> : null}
        </Group>
      </Group>
      <Text component="p" size="sm">
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
    </Box>
  );
});
