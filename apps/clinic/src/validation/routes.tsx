import { IconChecklist } from '@tabler/icons-react';
import { type Feature, lazyPage } from '../app/feature.ts';
import { t } from './messages.fr.ts';

const list = lazyPage(() => import('./ValidationPage.tsx'), 'ValidationPage');

export const feature: Feature = {
  routes: [
    { path: '/validation', lazy: list },
    { path: '/validation/:compositionId', lazy: list },
    {
      path: '/fiches/:caseId/avenant',
      lazy: lazyPage(() => import('./AmendmentPage.tsx'), 'AmendmentPage'),
    },
    {
      path: '/fiches/:caseId/versions',
      lazy: lazyPage(() => import('./VersionsPage.tsx'), 'VersionsPage'),
    },
  ],
  nav: [
    {
      to: '/validation',
      label: t('nav'),
      icon: IconChecklist,
      order: 40,
      roles: ['medecin', 'coordonnateur'],
    },
  ],
};
