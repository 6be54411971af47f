import { Box, Group, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { activity, takesFocus } from './arrival.ts';

interface PageProps {
  /** Also the title of the browser's tab. Never a patient's name: tabs show on the projector. */
  title: string;
  /** Beside the title: what one can do here. */
  actions?: ReactNode;
  /** Under the title, one line. */
  subtitle?: ReactNode;
  children: ReactNode;
  /** Wide tables and the live session take the whole screen. */
  wide?: boolean;
}

/** A screen: its title is focused on arrival, so that a screen reader says where one is and Tab goes on from there. */
export function Page({ title, actions, subtitle, children, wide }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    document.title = `${title} · DCC`;
  }, [title]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what tells one screen from another.
  useEffect(() => {
    if (takesFocus(document, activity)) heading.current?.focus({ preventScroll: true });
  }, [pathname]);
  return (
    <Box maw={wide ? undefined : 1240} mx="auto" p={{ base: 'sm', sm: 'lg' }}>
      <Group justify="space-between" align="flex-start" mb="md" gap="sm">
        <div>
          <Title order={1} size="h2" ref={heading} tabIndex={-1}>
            {title}
          </Title>
          {subtitle ? <Box c="var(--dcc-quiet)">{subtitle}</Box> : null}
        </div>
        {actions ? <Group gap="xs">{actions}</Group> : null}
      </Group>
      {children}
    </Box>
  );
}
