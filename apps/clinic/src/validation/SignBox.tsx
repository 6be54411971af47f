import { Alert, Button, Group, Progress, Select, Text, TextInput } from '@mantine/core';
import type { Composition } from '@medplum/fhirtypes';
import { useMedplum } from '@medplum/react-hooks';
import { useState } from 'react';
import { errorText } from '../data/error-text.ts';
import { useMe } from '../data/me.ts';
import { refresh } from '../data/query.ts';
import { t } from './messages.fr.ts';
import { settledFiche } from './settle.ts';
import { type SeriesResult, signSeries, stepUp } from './sign.ts';
import type { ToSign } from './to-sign.ts';
import { Unread } from './Unread.tsx';
import { useReading } from './useReading.ts';

interface SignBoxProps {
  fiches: readonly ToSign[];
  /** `PractitionerRole/id`: her exercise place by which she is of the session. */
  from: string | undefined;
  /** The name of a fiche of the series, for what is refused. */
  nameOf(composition: Composition): string;
  onSigned(result: SeriesResult): void;
}

/** Asks for the second factor once more, then signs one fiche or a series. */
export function SignBox({ fiches, from, nameOf, onSigned }: SignBoxProps) {
  const medplum = useMedplum();
  const me = useMe();
  const [token, setToken] = useState('');
  const [place, setPlace] = useState<string | null>(null);
  const [done, setDone] = useState<number>();
  const [error, setError] = useState<string>();
  const [failed, setFailed] = useState<SeriesResult['failed']>([]);
  const roles = me.roles.map(({ id, organization }) => ({
    value: `PractitionerRole/${id}`,
    label: me.organizations.find((one) => organization?.reference === `Organization/${one.id}`)?.name ?? id!,
  }));
  const reading = useReading(fiches);
  const attester = place ?? from ?? roles[0]?.value;
  const storedNow = (some: readonly ToSign[]) =>
    Promise.all(some.map(({ composition }) => settledFiche(medplum, composition, attester)));
  const sign = async () => {
    setError(undefined);
    setFailed([]);
    setDone(0);
    try {
      // The code is shown for versions: each fiche is what it will be before it is asked for.
      const ready = await storedNow(fiches);
      // Her signature covers what she has read, and nothing that somebody wrote since: the code is not spent then.
      if (!reading.check(ready)) {
        await refresh('validation');
        return;
      }
      const step = await stepUp(medplum, token, ready);
      setToken('');
      const result = await signSeries(medplum, ready, attester!, step, setDone);
      setFailed(result.failed);
      onSigned(result);
      // Refused because something came between the code and the signature: it is shown, to be read.
      if (result.failed.length > 0) reading.check(await storedNow(result.failed));
    } catch (caught) {
      setError(errorText(caught));
    } finally {
      setDone(undefined);
    }
  };
  return (
    <form
      className="dcc-section"
      onSubmit={(event) => {
        event.preventDefault();
        void sign();
      }}
    >
      <Unread unseen={reading.unseen} nameOf={nameOf} onRead={reading.acknowledge} />
      <Text size="sm" mb="xs">
        {fiches.length > 1 ? t('consequenceSeries') : t('consequence')}
      </Text>
      <Group align="flex-end" gap="sm">
        {roles.length > 1 ? (
          <Select
            label={t('as')}
            data={roles}
            value={attester ?? null}
            onChange={setPlace}
            allowDeselect={false}
          />
        ) : null}
        <TextInput
          label={t('code')}
          description={t('codeHint')}
          data-sign-code
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          withAsterisk={false}
          value={token}
          onChange={(event) => setToken(event.currentTarget.value)}
        />
        <Button
          type="submit"
          loading={done !== undefined}
          disabled={!attester || fiches.length === 0 || reading.unseen.length > 0}
        >
          {fiches.length > 1 ? t('signSeries', { count: fiches.length }) : t('sign')}
        </Button>
      </Group>
      {done !== undefined && fiches.length > 1 ? (
        <div role="status">
          <Text size="sm">{t('signing', { done, total: fiches.length })}</Text>
          <Progress
            value={(100 * done) / fiches.length}
            aria-label={t('signing', { done, total: fiches.length })}
          />
        </div>
      ) : null}
      {error ? (
        <Alert color="red" role="alert" mt="sm" style={{ whiteSpace: 'pre-line' }}>
          {error}
        </Alert>
      ) : null}
      {failed.map(({ composition, error: reason }) => (
        <Alert color="red" role="alert" mt="sm" key={composition.id} title={nameOf(composition)}>
          <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
            {errorText(reason)}
          </Text>
        </Alert>
      ))}
    </form>
  );
}
