import { IconCalendarUser } from '@tabler/icons-react';
import { CARE, type Feature, lazyPage } from '../app/feature.ts';
import { t } from './messages.fr.ts';

export const feature: Feature = {
  routes: [
    { path: '/convocations', lazy: lazyPage(() => import('./NextSessionsPage.tsx'), 'NextSessionsPage') },
  ],
  nav: [{ to: '/convocations', label: t('nextTitle'), icon: IconCalendarUser, order: 11, roles: CARE }],
};
