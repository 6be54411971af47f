import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import type { MedplumClient } from '@medplum/core';
import { MedplumProvider } from '@medplum/react-hooks';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { RouterProvider } from 'react-router/dom';
import { queryClient } from '../data/query.ts';
import { SessionGate } from '../sign-in/SessionGate.tsx';
import { createRouter } from './routes.tsx';
import { accessibleColors, theme } from './theme.ts';

export function App({ medplum }: { medplum: MedplumClient }) {
  const [router] = useState(createRouter);
  return (
    <MantineProvider theme={theme} forceColorScheme="light" cssVariablesResolver={accessibleColors}>
      <Notifications position="bottom-right" />
      <MedplumProvider medplum={medplum}>
        <QueryClientProvider client={queryClient}>
          <SessionGate>
            <RouterProvider router={router} />
          </SessionGate>
        </QueryClientProvider>
      </MedplumProvider>
    </MantineProvider>
  );
}
