import { Alert, Button, Stack } from '@mantine/core';
import { useState } from 'react';
import { t } from './messages.fr.ts';
import { ChoiceStep, CodeStep, EnrollStep, PasswordStep, RecoveryStep } from './steps.tsx';
import { useSignIn } from './use-sign-in.ts';

/**
 * Signing in, step by step as the server asks: password, second factor, choice of a post. Ours, and not that of
 * @medplum/react, whose words are English; the calls are the same.
 */
export function SignInForm() {
  const { step, error, busy, send, restart } = useSignIn();
  const [email, setEmail] = useState('');
  return (
    <Stack gap="sm">
      {error ? (
        <Alert color="red" role="alert" style={{ whiteSpace: 'pre-line' }}>
          {error}
        </Alert>
      ) : null}
      {step.name === 'password' ? (
        <PasswordStep
          email={email}
          busy={busy}
          onSubmit={(address, password) => {
            setEmail(address);
            void send({ email: address, password });
          }}
        />
      ) : null}
      {step.name === 'code' ? <CodeStep busy={busy} onSubmit={(token) => void send({ token })} /> : null}
      {step.name === 'enroll' ? (
        <EnrollStep image={step.image} busy={busy} onSubmit={(token) => void send({ token })} />
      ) : null}
      {step.name === 'recovery' ? (
        <RecoveryStep codes={step.codes} onDone={() => void send({ done: true })} />
      ) : null}
      {step.name === 'choice' ? (
        <ChoiceStep
          memberships={step.memberships}
          busy={busy}
          onChoose={(profile) => void send({ profile })}
        />
      ) : null}
      {step.name === 'password' ? null : (
        <Button variant="subtle" onClick={restart} disabled={busy}>
          {t('back')}
        </Button>
      )}
    </Stack>
  );
}
