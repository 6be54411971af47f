import { IconChartBar } from '@tabler/icons-react';
import { type Feature, lazyPage } from '../app/feature.ts';
import { t } from './messages.fr.ts';

export const feature: Feature = {
  routes: [
    {
      path: '/tableaux-de-bord',
      lazy: lazyPage(() => import('./DashboardsPage.tsx'), 'DashboardsPage'),
    },
  ],
  nav: [
    {
      to: '/tableaux-de-bord',
      label: t('nav'),
      icon: IconChartBar,
      order: 70,
      roles: ['coordonnateur', 'admin3c', 'analyste', 'administrateur'],
    },
  ],
};
