import { Alert, Button, Code, Group, Image, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMedplum } from '@medplum/react-hooks';
import { useState } from 'react';
import { errorText } from '../data/error-text.ts';
import { refresh } from '../data/query.ts';
import { StatusLabel } from '../kit/StatusLabel.tsx';
import { t } from './messages.fr.ts';
import type { FactorStatus } from './SecurityPage.tsx';

/** Puts the second factor in place, or renews its recovery codes. */
export function FactorSection({ status }: { status: FactorStatus }) {
  const medplum = useMedplum();
  const [token, setToken] = useState('');
  const [codes, setCodes] = useState<string[]>();
  const [error, setError] = useState<string>();
  const path = status.enrolled ? 'auth/mfa/recovery-codes' : 'auth/mfa/enroll';
  const submit = async () => {
    setError(undefined);
    try {
      const answer = await medplum.post(path, { token: token.replace(/\s/g, '') });
      setCodes(answer.recoveryCodes);
      setToken('');
      await refresh('security');
    } catch (caught) {
      setError(errorText(caught));
    }
  };
  const key = status.enrollUri ? new URL(status.enrollUri).searchParams.get('secret') : undefined;
  return (
    <section aria-labelledby="second-factor">
      <Title order={2} size="h4" id="second-factor" mb="xs">
        {t('factor')}
      </Title>
      <StatusLabel tone={status.enrolled ? 'ok' : 'warn'}>
        {status.enrolled ? t('factorOn') : t('factorOff')}
      </StatusLabel>
      {status.recoveryCodesLeft === undefined ? null : (
        <Text size="sm">{t('codesLeft', { count: status.recoveryCodesLeft })}</Text>
      )}
      {status.enrolled ? null : (
        <Stack gap="xs" my="sm">
          <Text>{t('scan')}</Text>
          {status.enrollQrCode ? <Image src={status.enrollQrCode} alt={t('scanImage')} w={180} /> : null}
          {key ? (
            <Text size="sm">
              {t('key')} <Code>{key}</Code>
            </Text>
          ) : null}
        </Stack>
      )}
      {codes ? (
        <Alert color="petrol" my="sm" role="status">
          <Text mb="xs">{t('renewed')}</Text>
          <SimpleGrid cols={{ base: 2, sm: 4 }}>
            {codes.map((code) => (
              <Code key={code}>{code}</Code>
            ))}
          </SimpleGrid>
        </Alert>
      ) : null}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Group align="flex-end" mt="sm">
          <TextInput
            label={t('code')}
            autoComplete="one-time-code"
            inputMode="numeric"
            required
            withAsterisk={false}
            value={token}
            error={error}
            onChange={(event) => setToken(event.currentTarget.value)}
          />
          <Button type="submit" variant={status.enrolled ? 'default' : 'filled'}>
            {status.enrolled ? t('renew') : t('enrol')}
          </Button>
        </Group>
      </form>
    </section>
  );
}
