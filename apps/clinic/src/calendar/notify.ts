import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { t } from './messages.fr.ts';

/** Says in the corner that something was done; its close button has a name. */
export function notify(message: ReactNode, options: { id?: string; autoClose?: number } = {}): void {
  notifications.show({ ...options, message, closeButtonProps: { 'aria-label': t('closeNotice') } });
}
