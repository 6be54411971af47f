import { Alert, Button, PasswordInput, Stack, Title } from '@mantine/core';
import { useMedplum } from '@medplum/react-hooks';
import { useState } from 'react';
import { errorText } from '../data/error-text.ts';
import { refresh } from '../data/query.ts';
import { t } from './messages.fr.ts';

export function PasswordSection() {
  const medplum = useMedplum();
  const [oldPassword, setOld] = useState('');
  const [newPassword, setNew] = useState('');
  const [error, setError] = useState<string>();
  const [done, setDone] = useState(false);
  const submit = async () => {
    setError(undefined);
    setDone(false);
    try {
      await medplum.post('auth/changepassword', { oldPassword, newPassword });
      setOld('');
      setNew('');
      setDone(true);
      await refresh('security');
    } catch (caught) {
      setError(errorText(caught));
    }
  };
  return (
    <section aria-labelledby="password">
      <Title order={2} size="h4" id="password" mb="xs">
        {t('password')}
      </Title>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="sm" maw={380}>
          <PasswordInput
            label={t('oldPassword')}
            autoComplete="current-password"
            required
            withAsterisk={false}
            value={oldPassword}
            onChange={(event) => setOld(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('newPassword')}
            description={t('passwordHint')}
            autoComplete="new-password"
            required
            withAsterisk={false}
            value={newPassword}
            error={error}
            onChange={(event) => setNew(event.currentTarget.value)}
          />
          {done ? (
            <Alert color="green" role="status">
              {t('changed')}
            </Alert>
          ) : null}
          <Button type="submit" variant="default">
            {t('change')}
          </Button>
        </Stack>
      </form>
    </section>
  );
}
