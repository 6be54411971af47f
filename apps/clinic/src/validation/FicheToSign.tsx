import { CISIS } from '@dcc/fhir-profiles/src/codes.ts';
import { hasCode } from '@dcc/rules/src/signing/record.ts';
import { Alert, Anchor, Collapse, List, Text, Title, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Composition, Observation } from '@medplum/fhirtypes';
import { Link } from 'react-router';
import { useWatch } from '../collab/useWatch.ts';
import { useMe } from '../data/me.ts';
import { StatusLabel } from '../kit/StatusLabel.tsx';
import { ErrorState, Loading } from '../kit/states.tsx';
import { Who } from '../patient/Who.tsx';
import { attesterOf, referenceOf } from './attester.ts';
import { Differences } from './Differences.tsx';
import { FicheReading } from './FicheReading.tsx';
import { t } from './messages.fr.ts';
import { quorumWords } from './quorum-text.ts';
import { missingForSignature } from './readiness.ts';
import { SignBox } from './SignBox.tsx';
import type { SeriesResult } from './sign.ts';
import { useCase } from './useCase.ts';
import type { Waiting } from './work.ts';

interface FicheToSignProps {
  waiting: Waiting;
  nameOf(composition: Composition): string;
  onSigned(result: SeriesResult): void;
}

/** One fiche re-read before it is signed: who, the question, the decision, what changed; the rest unfolds. */
export function FicheToSign({ waiting, nameOf, onSigned }: FicheToSignProps) {
  const attester = attesterOf(waiting.session, useMe());
  // Only who may sign is judged as the signer, and settles the fiche: the others read it.
  const signer = waiting.mine ? attester : undefined;
  const found = useCase(waiting.rcpCase.id, referenceOf(signer));
  const { data, isPending, isError, error, refetch } = found;
  const [whole, { toggle }] = useDisclosure();
  // Somebody who types in this fiche meanwhile is seen at once.
  useWatch(`Composition?_id=${waiting.composition.id}`, (one) => {
    const known = data?.file.fiche?.composition.meta?.versionId;
    if ((one as Composition).status === 'preliminary' && one.meta?.versionId !== known) void refetch();
  });
  if (isPending) return <Loading />;
  // What she reads stays on screen when it cannot be read again: the signature compares with it.
  if (isError && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const { file, differences, since } = data;
  const composition = file.fiche?.composition ?? waiting.composition;
  const missing = missingForSignature(file, signer, new Date().toISOString());
  const quorum = quorumWords(
    [...file.records.values()].find(
      (one): one is Observation =>
        one.resourceType === 'Observation' &&
        hasCode(one.code, CISIS.QUORUM) &&
        one.encounter?.reference === `Encounter/${waiting.rcpCase.id}`,
    ),
  );
  return (
    <article aria-label={nameOf(waiting.composition)}>
      {file.patient ? <Who patient={file.patient} /> : null}
      <section className="dcc-section" aria-label={t('question')}>
        <FicheReading composition={composition} parts={['question']} />
      </section>
      <section className="dcc-section" aria-label={t('decision')}>
        <Title order={2} size="h5">
          {t('decision')}
        </Title>
        <FicheReading composition={composition} parts={['proposal', 'frame']} />
        <Text component="div" mt="xs">
          <StatusLabel tone={quorum.tone}>{quorum.text}</StatusLabel>
          {quorum.missing ? <Text size="sm">{quorum.missing}</Text> : null}
          {quorum.evidence ? (
            <Text size="sm" c="dimmed">
              {quorum.evidence}
            </Text>
          ) : null}
        </Text>
      </section>
      <Differences
        title={since === undefined ? t('changes') : t('changesVersion', { version: since })}
        parts={differences}
      />
      <section className="dcc-section" aria-label={t('whole')}>
        <UnstyledButton onClick={toggle} aria-expanded={whole} fw={600}>
          {whole ? '▾' : '▸'} {t('whole')}
        </UnstyledButton>
        <Collapse in={whole} transitionDuration={0}>
          <FicheReading composition={composition} />
        </Collapse>
      </section>
      {missing.length > 0 ? (
        <Alert color="orange" role="note" title={t('toComplete')} my="sm">
          <List size="sm">
            {missing.map(({ field, message, reference, code }) => (
              <List.Item key={`${code} ${reference} ${message}`}>
                {field} : {message}
              </List.Item>
            ))}
          </List>
          <Anchor component={Link} to={`/fiches/${waiting.rcpCase.id}`} c="inherit" underline="always">
            {t('complete')}
          </Anchor>
        </Alert>
      ) : null}
      {waiting.mine ? (
        missing.length === 0 ? (
          <SignBox
            fiches={[file.fiche ?? { composition }]}
            from={referenceOf(signer)}
            nameOf={nameOf}
            onSigned={onSigned}
          />
        ) : null
      ) : (
        <Text className="dcc-section">{t('notMine')}</Text>
      )}
    </article>
  );
}
