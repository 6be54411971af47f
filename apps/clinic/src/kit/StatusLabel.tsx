import { Box } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircle,
  IconCircleCheck,
  IconCircleX,
  IconClock,
  type TablerIcon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';

export type Tone = 'neutral' | 'ok' | 'wait' | 'warn' | 'bad';
const ICONS: Record<Tone, TablerIcon> = {
  neutral: IconCircle,
  ok: IconCircleCheck,
  wait: IconClock,
  warn: IconAlertTriangle,
  bad: IconCircleX,
};

/** A state in words. The icon and the colour repeat it; neither says anything alone. */
export function StatusLabel({ tone, children }: { tone: Tone; children: ReactNode }) {
  const Icon = ICONS[tone];
  return (
    <Box component="span" className="dcc-status" data-tone={tone}>
      <Icon size="1.05em" aria-hidden />
      <span>{children}</span>
    </Box>
  );
}
