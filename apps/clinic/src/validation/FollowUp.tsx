import { Button, Group, Radio, Stack, Text, Textarea, Title } from '@mantine/core';
import type { Composition } from '@medplum/fhirtypes';
import { useMedplum } from '@medplum/react-hooks';
import { useState } from 'react';
import { errorText } from '../data/error-text.ts';
import { useMe } from '../data/me.ts';
import { refresh, useFhir } from '../data/query.ts';
import { dateTime } from '../kit/dates.ts';
import { RadioGroup } from '../kit/RadioGroup.tsx';
import { ErrorState } from '../kit/states.tsx';
import { type FollowUpStatus, followUpQuery, followUpStatus, followUpTask, saveFollowUp } from './amend.ts';
import { t } from './messages.fr.ts';

const WORDS: Record<FollowUpStatus, string> = {
  applied: t('applied'),
  modified: t('modified'),
  'not-applied': t('refused'),
};

/** What became of the decision, said by whoever answers for applying it. */
export function FollowUp({ signed, caseId }: { signed: Composition; caseId: string }) {
  const medplum = useMedplum();
  const me = useMe();
  const found = useFhir(
    ['validation', 'follow-up', caseId],
    // A query that gives nothing is an error for the cache: nothing said yet is null.
    async (client) => (await client.searchOne('Task', followUpQuery(caseId))) ?? null,
  );
  const [draft, setDraft] = useState<{ status: FollowUpStatus; why: string }>();
  const [error, setError] = useState<string>();
  const status = draft?.status ?? followUpStatus(found.data ?? undefined);
  const why = draft?.why ?? found.data?.statusReason?.text ?? '';
  const mayWrite = me.may('Task', 'create') && me.role !== 'admin3c';

  const save = async () => {
    if (!status) return;
    if (status !== 'applied' && !why.trim()) {
      setError(t('whyMissing'));
      return;
    }
    setError(undefined);
    try {
      const owner = me.roles[0] ? `PractitionerRole/${me.roles[0].id}` : signed.author![0]!.reference!;
      await saveFollowUp(medplum, followUpTask(signed, owner, status, why, new Date().toISOString()));
      setDraft(undefined);
      await refresh('validation', 'follow-up');
    } catch (caught) {
      setError(errorText(caught));
    }
  };
  return (
    <section className="dcc-section" aria-labelledby="follow-up">
      <Title order={2} size="h4" id="follow-up">
        {t('followUp')}
      </Title>
      {found.isError ? <ErrorState error={found.error} onRetry={() => void found.refetch()} /> : null}
      <Text size="sm" c="dimmed">
        {found.data
          ? t('followUpSaved', { date: dateTime(found.data.executionPeriod?.start) })
          : t('followUpNone')}
      </Text>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack gap="sm" maw={640} mt="xs">
          <RadioGroup
            label={t('followUpHint')}
            value={status ?? ''}
            onChange={(value) => setDraft({ status: value as FollowUpStatus, why })}
          >
            <Group mt={6}>
              {(Object.keys(WORDS) as FollowUpStatus[]).map((one) => (
                <Radio key={one} value={one} label={WORDS[one]} disabled={!mayWrite} />
              ))}
            </Group>
          </RadioGroup>
          <Textarea
            label={t('why')}
            autosize
            maxLength={4000}
            disabled={!mayWrite || status === undefined}
            value={why}
            error={error}
            onChange={(event) => setDraft({ status: status!, why: event.currentTarget.value })}
          />
          <Group>
            <Button type="submit" variant="default" disabled={!mayWrite || draft === undefined}>
              {t('saveFollowUp')}
            </Button>
          </Group>
        </Stack>
      </form>
    </section>
  );
}
