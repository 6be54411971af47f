import { Button } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface AddButtonProps {
  /** Beside the fields of a part, rather than under a whole list. */
  small?: boolean;
  onClick: () => void;
  children: ReactNode;
}

/** One more item in a list. */
export function AddButton({ small = false, onClick, children }: AddButtonProps) {
  return (
    <Button
      variant={small ? 'subtle' : 'default'}
      size={small ? 'compact-sm' : 'xs'}
      leftSection={<IconPlus size={small ? 14 : 16} aria-hidden />}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}

interface RemoveButtonProps {
  /** Says which item, where there is a sign only. */
  name?: string;
  /** In a line of small buttons, or inside a field. */
  size?: 'compact-sm' | 'compact-xs';
  onClick: () => void;
  /** Words beside the sign, where an item fills several lines. */
  children?: ReactNode;
}

/** Takes an item out of its list. */
export function RemoveButton({ name, size, onClick, children }: RemoveButtonProps) {
  const sign = <IconTrash size={16} aria-hidden />;
  return children ? (
    <Button variant="subtle" color="dark" size="xs" leftSection={sign} onClick={onClick}>
      {children}
    </Button>
  ) : (
    <Button
      variant="subtle"
      color="dark"
      size={size}
      px={size === 'compact-xs' ? 4 : size ? undefined : 6}
      aria-label={name}
      onClick={onClick}
    >
      {sign}
    </Button>
  );
}
