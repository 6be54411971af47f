import { Button, Code, Image, PasswordInput, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import type { ProjectMembership } from '@medplum/fhirtypes';
import { type FormEvent, useState } from 'react';
import { t } from './messages.fr.ts';

const submit = (run: () => void) => (event: FormEvent) => {
  event.preventDefault();
  run();
};

interface PasswordStepProps {
  email: string;
  busy: boolean;
  onSubmit(email: string, password: string): void;
}

export function PasswordStep(props: PasswordStepProps) {
  const [email, setEmail] = useState(props.email);
  const [password, setPassword] = useState('');
  return (
    <form onSubmit={submit(() => props.onSubmit(email.trim(), password))}>
      <Stack gap="sm">
        <TextInput
          label={t('email')}
          type="email"
          name="email"
          autoComplete="username"
          required
          withAsterisk={false}
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('password')}
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" loading={props.busy}>
          {t('submit')}
        </Button>
      </Stack>
    </form>
  );
}

interface CodeProps {
  busy: boolean;
  onSubmit(token: string): void;
}

function CodeForm({ busy, onSubmit, verb }: CodeProps & { verb: string }) {
  const [token, setToken] = useState('');
  return (
    <form onSubmit={submit(() => onSubmit(token.replace(/\s/g, '')))}>
      <Stack gap="sm">
        <TextInput
          label={t('code')}
          name="token"
          autoComplete="one-time-code"
          inputMode="text"
          required
          withAsterisk={false}
          autoFocus
          value={token}
          onChange={(event) => setToken(event.currentTarget.value)}
        />
        <Button type="submit" loading={busy}>
          {verb}
        </Button>
      </Stack>
    </form>
  );
}

export function CodeStep(props: CodeProps) {
  return (
    <>
      <Title order={2} size="h4">
        {t('codeTitle')}
      </Title>
      <CodeForm {...props} verb={t('codeSubmit')} />
    </>
  );
}

export function EnrollStep({ image, ...props }: CodeProps & { image?: string }) {
  return (
    <>
      <Title order={2} size="h4">
        {t('enrollTitle')}
      </Title>
      <Text>{t('enrollHint')}</Text>
      {image ? <Image src={image} alt={t('enrollImage')} w={200} mx="auto" /> : null}
      <CodeForm {...props} verb={t('enrollSubmit')} />
    </>
  );
}

export function RecoveryStep({ codes, onDone }: { codes: string[]; onDone(): void }) {
  return (
    <>
      <Title order={2} size="h4">
        {t('recoveryTitle')}
      </Title>
      <Text>{t('recoveryHint')}</Text>
      <SimpleGrid cols={2}>
        {codes.map((code) => (
          <Code key={code}>{code}</Code>
        ))}
      </SimpleGrid>
      <Button onClick={onDone}>{t('recoveryDone')}</Button>
    </>
  );
}

interface ChoiceProps {
  memberships: ProjectMembership[];
  busy: boolean;
  onChoose(profile: string): void;
}

export function ChoiceStep({ memberships, busy, onChoose }: ChoiceProps) {
  return (
    <>
      <Title order={2} size="h4">
        {t('chooseTitle')}
      </Title>
      {memberships.map(({ id, profile, project }) => (
        <Button key={id} variant="default" disabled={busy} onClick={() => onChoose(id!)}>
          {[profile?.display, project?.display].filter(Boolean).join(' · ')}
        </Button>
      ))}
    </>
  );
}
