import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { t } from './messages.fr.ts';
import { submitted } from './submitted.ts';
import { useAction } from './useAction.ts';

interface ReasonFormProps {
  /** What will happen and cannot be undone. */
  consequence: string;
  verb: string;
  children?: ReactNode;
  /** Why it cannot be done yet. */
  blocked?: boolean;
  onAbandon: () => void;
  onSubmit: (reason: string) => Promise<unknown>;
}

/** An act that cannot be undone: its consequence, its reason, its verb. */
export function ReasonForm({ consequence, verb, children, blocked, onAbandon, onSubmit }: ReasonFormProps) {
  const { busy, error, run } = useAction();
  const [reason, setReason] = useState('');
  const [lacks, setLacks] = useState(false);
  const submit = async () => {
    setLacks(reason.trim() === '');
    if (reason.trim() !== '') await run(() => onSubmit(reason));
  };
  return (
    <form noValidate onSubmit={submitted(submit)}>
      <Stack gap="sm">
        {children}
        <Textarea
          label={t('reason')}
          required
          autosize
          minRows={2}
          value={reason}
          error={lacks && reason.trim() === '' ? t('reasonNeeded') : undefined}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Text size="sm">{consequence}</Text>
        {error ? (
          <Text size="sm" c="red.9" role="alert">
            {error}
          </Text>
        ) : null}
        <Group gap="xs">
          <Button type="submit" color="red.9" size="sm" loading={busy} disabled={blocked}>
            {verb}
          </Button>
          <Button variant="default" size="sm" onClick={onAbandon} disabled={busy}>
            {t('abandon')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
