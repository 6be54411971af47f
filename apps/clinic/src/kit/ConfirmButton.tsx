import { Alert, Button, type ButtonProps, Group, Text } from '@mantine/core';
import { useClickOutside } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { errorText } from '../data/error-text.ts';
import { t } from './messages.fr.ts';

interface ConfirmButtonProps extends Omit<ButtonProps, 'onClick'> {
  /** What cannot be undone, said before it is done. */
  consequence: string;
  /** The verb again, on the second button. */
  confirm?: string;
  onConfirm: () => Promise<unknown> | unknown;
  children: ReactNode;
}

/** A button for what cannot be undone: it opens its consequence beside itself, never a window over the page. */
export function ConfirmButton({ consequence, confirm, onConfirm, children, ...button }: ConfirmButtonProps) {
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const box = useClickOutside(() => !busy && setAsked(false));
  const run = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await onConfirm();
      setAsked(false);
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  if (!asked) {
    return (
      <Button {...button} onClick={() => setAsked(true)}>
        {children}
      </Button>
    );
  }
  return (
    <Alert
      ref={box}
      color="orange"
      role="alertdialog"
      aria-label={consequence}
      p="sm"
      onKeyDown={(event) => event.key === 'Escape' && setAsked(false)}
    >
      <Text size="sm" mb="xs">
        {consequence}
      </Text>
      {error ? (
        <Text size="sm" c="red.9" mb="xs" role="alert">
          {errorText(error)}
        </Text>
      ) : null}
      <Group gap="xs">
        <Button size="xs" color="red.9" loading={busy} onClick={run} data-autofocus autoFocus>
          {confirm ?? t('confirm')}
        </Button>
        <Button size="xs" variant="default" disabled={busy} onClick={() => setAsked(false)}>
          {t('cancel')}
        </Button>
      </Group>
    </Alert>
  );
}
