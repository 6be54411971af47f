import { IconUsers } from '@tabler/icons-react';
import { type Feature, lazyPage, RECORD } from '../app/feature.ts';
import { t } from './messages.fr.ts';

export const feature: Feature = {
  routes: [
    { path: '/patients', lazy: lazyPage(() => import('./PatientsPage.tsx'), 'PatientsPage') },
    { path: '/patients/:id', lazy: lazyPage(() => import('./PatientPage.tsx'), 'PatientPage') },
  ],
  nav: [{ to: '/patients', label: t('nav'), icon: IconUsers, order: 30, roles: RECORD }],
};
